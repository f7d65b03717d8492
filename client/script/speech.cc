#include "client/script/speech.h"

#include <algorithm>
#include <future>
#include <utility>

namespace plenary::script {
namespace {

using Answer = Result<link::Outcome>;

constexpr text::Text kInterrupted = {"已中止", "interrupted"};

Played<link::Accepted> Judge(const Answer& answer, const Value* where) {
  if (!answer) return Stop(where, answer.error());
  if (const auto* refusal = std::get_if<session::Refusal>(&*answer)) return Stop(where, *refusal);
  return std::get<link::Accepted>(*answer);
}

}  // namespace

Played<> Speech::CheckTime(const Value* where) const {
  if (is_over_()) return Stop(where, script::Say(kInterrupted));
  return {};
}

Played<> Speech::Reach(Client& client, const LogId& log, const Value* where) {
  const auto known = sizes_.find(log);
  if (known == sizes_.end()) return {};
  link::Link& link = *client.link;
  const std::uint64_t size = known->second;
  const auto is_there = [&link, log, size] { return link.Head(log).size >= size; };
  if (is_there()) return {};
  const auto reached =
      log.IsRegistry()
          ? link.WaitForRegistry([&](const session::Registry&) { return is_there(); }, kPatience)
          : link.WaitForSession(
                log.session, [&](const session::Session&) { return is_there(); }, kPatience);
  if (!reached) return Stop(where, reached.error());
  return {};
}

Played<std::shared_ptr<const session::Session>> Speech::See(Client& client,
                                                            const SessionId& session,
                                                            const Value* where) {
  PLENARY_TRY(Reach(client, client.link->SessionLog(session), where));
  return client.link->Session(session);
}

Played<link::Accepted> Speech::Say(Client& client, const LogId& log, session::Body body,
                                   const Value* where) {
  PLENARY_TRY(CheckTime(where));
  PLENARY_TRY(Reach(client, log, where));
  auto accepted = Judge(client.link->Submit(log, std::move(body), {.timeout = kPatience}), where);
  if (accepted) Note(log, accepted->index);
  return accepted;
}

Played<> Speech::SayTogether(const LogId& log, std::vector<Part> parts,
                             std::span<const session::Refusal> harmless) {
  PLENARY_TRY(CheckTime(parts.empty() ? nullptr : parts.front().where));
  for (const Part& part : parts) PLENARY_TRY(Reach(*part.client, log, part.where));
  std::vector<std::future<Answer>> answers;
  for (Part& part : parts) {
    const auto promise = std::make_shared<std::promise<Answer>>();
    answers.push_back(promise->get_future());
    part.client->link->SubmitAsync(
        log, std::move(part.body), {.timeout = kPatience},
        [promise](Answer answer) { promise->set_value(std::move(answer)); });
  }
  Played<> first;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto accepted = Judge(answers[i].get(), parts[i].where);
    if (accepted) Note(log, accepted->index);
    if (accepted || !first) continue;
    const auto& refusal = accepted.error().refusal;
    if (refusal && std::ranges::find(harmless, *refusal) != harmless.end()) continue;
    first = std::unexpected(accepted.error());
  }
  return first;
}

void Speech::Note(const LogId& log, std::uint64_t index) {
  auto& size = sizes_[log];
  size = std::max(size, index + 1);
}

}  // namespace plenary::script
