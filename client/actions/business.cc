#include "client/actions/business.h"

#include <algorithm>
#include <array>
#include <utility>

#include "client/text/terms.h"

namespace plenary::actions {
namespace {

bool IsSameNomination(const session::Proposal& a, const session::Proposal& b) {
  return a.nominee == b.nominee && a.post == b.post && a.organ == b.organ &&
         a.organ_name == b.organ_name && a.action == b.action;
}

template <class Enum>
std::string Known() {
  std::string known;
  for (const Enum value : text::All<Enum>())
    known += (known.empty() ? "" : ", ") + text::Code(value);
  return known;
}

}  // namespace

Result<session::Mover> ParseMover(std::string_view text) {
  const auto colon = text.find(':');
  const auto kind = text::Parse<session::MoverKind>(text.substr(0, colon));
  if (!kind) {
    return Fail(ErrorCode::kInvalidArgument, "\"" + std::string(text) +
                                                 "\" is no mover: KIND or KIND:NAME, of " +
                                                 Known<session::MoverKind>());
  }
  session::Mover mover{.kind = *kind, .members = {}, .name = {}};
  if (colon != std::string_view::npos) mover.name = text.substr(colon + 1);
  return mover;
}

Result<session::Report> ParseReport(std::string_view text) {
  const auto first = text.find(':');
  const auto second = first == std::string_view::npos ? first : text.find(':', first + 1);
  const auto organ = text::Parse<session::Organ>(text.substr(0, first));
  if (!organ || second == std::string_view::npos) {
    return Fail(ErrorCode::kInvalidArgument, "\"" + std::string(text) +
                                                 "\" is no report: ORGAN:NAME:TITLE, with an "
                                                 "organ of " +
                                                 Known<session::Organ>());
  }
  return session::Report{*organ, std::string(text.substr(first + 1, second - first - 1)),
                         std::string(text.substr(second + 1))};
}

std::vector<session::EarlierFailure> EarlierFailures(
    const session::Proposal& proposal, std::uint32_t term,
    std::span<const std::shared_ptr<const session::Session>> others) {
  std::vector<session::EarlierFailure> failures;
  for (const auto& other : others) {
    if (other->convened.rehearsal || other->convened.term != term) continue;
    for (const auto& [id, record] : other->proposals) {
      if (record.state != session::ProposalState::kFailed) continue;
      if (IsSameNomination(record.proposal, proposal)) failures.push_back({other->id, id});
    }
  }
  std::ranges::sort(failures);
  return failures;
}

std::string MediaTypeOf(std::string_view file_name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kTypes = {{
      {"pdf", "application/pdf"},
      {"ofd", "application/ofd"},
      {"txt", "text/plain"},
      {"md", "text/markdown"},
      {"html", "text/html"},
      {"csv", "text/csv"},
      {"json", "application/json"},
      {"xml", "application/xml"},
      {"doc", "application/msword"},
      {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
      {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
      {"png", "image/png"},
      {"jpg", "image/jpeg"},
      {"jpeg", "image/jpeg"},
  }};
  const auto dot = file_name.rfind('.');
  std::string ending(dot == std::string_view::npos ? "" : file_name.substr(dot + 1));
  std::ranges::transform(ending, ending.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  });
  for (const auto& [known, type] : kTypes) {
    if (known == ending) return std::string(type);
  }
  return "application/octet-stream";
}

}  // namespace plenary::actions
