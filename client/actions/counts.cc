// What scrutineers have counted, as they type it.
#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "client/actions/polls.h"

namespace plenary::actions {
namespace {

std::unexpected<Error> Bad(std::string_view part) {
  return Fail(ErrorCode::kInvalidArgument,
              "\"" + std::string(part) +
                  "\" is no count: votes=N,N,... issued=N returned=N valid=N invalid=N blank=N "
                  "write-in=NAME:N");
}

std::optional<std::uint32_t> Number(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return {};
  return number;
}

bool ReadVotes(std::string_view text, std::vector<std::uint32_t>& votes) {
  for (;;) {
    const auto comma = text.find(',');
    const auto number = Number(text.substr(0, comma));
    if (!number) return false;
    votes.push_back(*number);
    if (comma == std::string_view::npos) return true;
    text.remove_prefix(comma + 1);
  }
}

bool ReadWriteIn(std::string_view text, std::vector<rules::WriteIn>& write_ins) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  const auto votes = Number(text.substr(colon + 1));
  if (!votes) return false;
  write_ins.push_back({std::string(text.substr(0, colon)), *votes});
  return true;
}

// What was said, before what follows from it is filled in.
struct Said {
  std::optional<std::uint32_t> issued, returned, valid, invalid, blank;
  std::vector<std::uint32_t> votes;
  std::vector<rules::WriteIn> write_ins;
};

bool ReadPart(std::string_view part, Said& said) {
  const auto equals = part.find('=');
  if (equals == std::string_view::npos) return said.votes.empty() && ReadVotes(part, said.votes);
  const std::string_view key = part.substr(0, equals);
  const std::string_view value = part.substr(equals + 1);
  if (key == "votes") return said.votes.empty() && ReadVotes(value, said.votes);
  if (key == "write-in") return ReadWriteIn(value, said.write_ins);
  const std::pair<std::string_view, std::optional<std::uint32_t>*> numbers[] = {
      {"issued", &said.issued},
      {"returned", &said.returned},
      {"valid", &said.valid},
      {"invalid", &said.invalid},
      {"blank", &said.blank}};
  for (const auto& [name, number] : numbers) {
    if (name != key) continue;
    *number = Number(value);
    return number->has_value();
  }
  return false;
}

Result<Said> ReadCount(std::string_view text) {
  Said said;
  while (!text.empty()) {
    const auto end = text.find_first_of(" ;");
    const std::string_view part = text.substr(0, end);
    if (!part.empty() && !ReadPart(part, said)) return Bad(part);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  if (said.votes.empty()) return Bad(text);
  std::ranges::sort(said.write_ins, {}, &rules::WriteIn::name);
  return said;
}

}  // namespace

Result<rules::PaperCount> ParseCount(const session::PollRecord& poll, std::size_t contest,
                                     std::string_view text) {
  auto said = ReadCount(text);
  if (!said) return std::unexpected(said.error());
  const auto& options = poll.draft.contests[contest].terms.options;
  if (said->votes.size() != options.size()) {
    return Fail(ErrorCode::kInvalidArgument, std::to_string(options.size()) +
                                                 " options are put, and votes for " +
                                                 std::to_string(said->votes.size()) + " given");
  }
  rules::PaperCount count{.votes = std::move(said->votes), .write_ins = std::move(said->write_ins)};
  if (poll.draft.method != session::Method::kPaper) return count;
  count.issued = said->issued.value_or(static_cast<std::uint32_t>(poll.roll.size()));
  count.returned = said->returned.value_or(count.issued);
  count.invalid = said->invalid.value_or(
      said->valid && *said->valid <= count.returned ? count.returned - *said->valid : 0);
  count.valid = said->valid.value_or(count.returned - std::min(count.invalid, count.returned));
  count.blank = said->blank.value_or(0);
  return count;
}

}  // namespace plenary::actions
