#include "client/script/failure.h"

#include <utility>

#include "client/text/failures.h"

namespace plenary::script {
namespace {

constexpr text::Text kRefused = {"被拒绝：{0}（{1}）", "refused: {0} ({1})"};

Fault At(const Value* where, Sentence sentence) {
  if (where != nullptr) return where->Wrong(std::move(sentence));
  return {{}, "", std::move(sentence)};
}

}  // namespace

std::unexpected<Failure> Stop(const Value* where, Sentence sentence) {
  return std::unexpected(Failure{At(where, std::move(sentence))});
}

std::unexpected<Failure> Stop(const Value* where, const Error& error) {
  const text::Text code = text::NameOf(error.code).text;
  Failure failure{At(where, {std::string(code.zh) + "（" + error.message + "）",
                             std::string(code.en) + " (" + error.message + ")"})};
  failure.is_unreachable = error.code == ErrorCode::kUnavailable;
  return std::unexpected(std::move(failure));
}

std::unexpected<Failure> Stop(const Value* where, session::Refusal refusal) {
  const text::Text why = text::SentenceOf(refusal);
  const std::string name(session::NameOf(refusal));
  Failure failure{At(
      where, {text::Fill(kRefused.zh, {why.zh, name}), text::Fill(kRefused.en, {why.en, name})})};
  failure.refusal = refusal;
  return std::unexpected(std::move(failure));
}

}  // namespace plenary::script
