#include "core/rules/count.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string_view>

namespace plenary::rules {
namespace {

std::unexpected<Error> Refuse(const char* reason) {
  return Fail(ErrorCode::kInvalidArgument, reason);
}

// In 64 bits: at most kMaxOptions numbers of 32 bits.
std::uint64_t Sum(std::span<const std::uint32_t> votes) {
  return std::accumulate(votes.begin(), votes.end(), std::uint64_t{0});
}

bool IsCandidate(const ContestTerms& terms, std::string_view name) {
  return std::ranges::any_of(terms.options, [name](const Option& option) {
    return option.kind == OptionKind::kCandidate && option.label == name;
  });
}

// The votes that written names must add up to: those of the write-in, if there is one.
std::uint64_t WriteInVotes(const ContestTerms& terms, std::span<const std::uint32_t> votes) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < votes.size(); ++i) {
    if (terms.options[i].kind == OptionKind::kWriteIn) sum += votes[i];
  }
  return sum;
}

Result<void> ValidateWriteIns(const ContestTerms& terms, const ContestCount& count,
                              std::uint32_t marked) {
  std::uint64_t sum = 0;
  std::string_view previous;  // empty: before every name
  for (const WriteIn& person : count.write_ins) {
    if (person.name.size() > kMaxLabelBytes) return Refuse("a written name is too long");
    if (person.name <= previous) return Refuse("written names are empty or not ascending");
    if (IsCandidate(terms, person.name)) return Refuse("a candidate is among the written names");
    if (person.votes == 0) return Refuse("a written name without a vote");
    if (person.votes > marked) return Refuse("a written name has more votes than ballots");
    sum += person.votes;
    previous = person.name;
  }
  if (sum != WriteInVotes(terms, count.votes)) {
    return Refuse("written names do not add up to the write-in's votes");
  }
  return {};
}

Result<void> ValidateMarks(const ContestTerms& terms, const ContestCount& count,
                           std::uint32_t marked) {
  for (std::size_t i = 0; i < count.votes.size(); ++i) {
    // One paper may hold several written names.
    if (terms.options[i].kind == OptionKind::kWriteIn) continue;
    if (count.votes[i] > marked) return Refuse("an option has more votes than ballots");
  }
  const std::uint64_t marks = Sum(count.votes);
  if (marks < marked) return Refuse("fewer votes than ballots that are not blank");
  if (marks > std::uint64_t{marked} * terms.max_choices) {
    return Refuse("more votes than the ballots may hold");
  }
  return {};
}

}  // namespace

Result<void> Validate(const ContestTerms& terms, const Choice& choice) {
  const auto& marks = choice.options;
  if (marks.size() < terms.min_choices) return Refuse("a blank ballot where none is allowed");
  if (marks.size() > terms.max_choices) return Refuse("a ballot marks too many options");
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if (marks[i] >= terms.options.size()) return Refuse("a ballot marks an unknown option");
    if (i > 0 && marks[i] <= marks[i - 1]) return Refuse("a ballot's marks are not ascending");
    if (terms.options[marks[i]].kind == OptionKind::kWriteIn) {
      return Refuse("a write-in exists on paper only");
    }
  }
  return {};
}

Result<void> Validate(const ContestTerms& terms, const ContestCount& count, std::uint32_t roll) {
  if (count.votes.size() != terms.options.size()) return Refuse("not one count for each option");
  if (std::uint64_t{count.ballots} + count.invalid + count.not_voting != roll) {
    return Refuse("ballots, invalid and not voting do not add up to the roll");
  }
  if (count.blank > count.ballots) return Refuse("more blank ballots than ballots");
  if (count.blank > 0 && terms.min_choices > 0) {
    return Refuse("blank ballots where none is allowed");
  }
  const std::uint32_t marked = count.ballots - count.blank;
  PLENARY_TRY(ValidateMarks(terms, count, marked));
  return ValidateWriteIns(terms, count, marked);
}

Result<ContestCount> CountElectronic(const ContestTerms& terms, std::span<const Choice> choices,
                                     std::uint32_t roll) {
  if (choices.size() > roll) return Refuse("more ballots than the roll");
  ContestCount count;
  count.votes.resize(terms.options.size());
  for (const Choice& choice : choices) {
    PLENARY_TRY(Validate(terms, choice));
    for (const std::uint32_t option : choice.options) ++count.votes[option];
    if (choice.options.empty()) ++count.blank;
  }
  count.ballots = static_cast<std::uint32_t>(choices.size());  // at most the roll
  count.not_voting = roll - count.ballots;
  return count;
}

PaperVerdict Verdict(const PaperCount& papers) {
  return papers.returned > papers.issued ? PaperVerdict::kVoid : PaperVerdict::kCounts;
}

Result<ContestCount> CountPaper(const ContestTerms& terms, const PaperCount& papers,
                                std::uint32_t roll) {
  if (Verdict(papers) == PaperVerdict::kVoid) {
    return Refuse("more papers returned than issued: the vote is void");
  }
  if (papers.issued > roll) return Refuse("more papers issued than the roll");
  if (std::uint64_t{papers.valid} + papers.invalid != papers.returned) {
    return Refuse("valid and invalid papers do not add up to those returned");
  }
  ContestCount count{.votes = papers.votes,
                     .write_ins = papers.write_ins,
                     .ballots = papers.valid,
                     .blank = papers.blank,
                     .invalid = papers.invalid,
                     .not_voting = roll - papers.returned};
  PLENARY_TRY(Validate(terms, count, roll));
  return count;
}

bool CanCountHands(const ContestTerms& terms) { return terms.max_choices == 1; }

Result<ContestCount> CountHands(const ContestTerms& terms, std::span<const std::uint32_t> votes,
                                std::uint32_t roll) {
  if (!CanCountHands(terms)) return Refuse("hands cannot be counted for several choices");
  if (votes.size() != terms.options.size()) return Refuse("not one count for each option");
  const std::uint64_t hands = Sum(votes);
  if (hands > roll) return Refuse("more hands than the roll");
  ContestCount count;
  count.votes.assign(votes.begin(), votes.end());
  count.ballots = static_cast<std::uint32_t>(hands);  // at most the roll
  count.not_voting = roll - count.ballots;
  PLENARY_TRY(Validate(terms, count, roll));  // names are never written: no write-in gets hands
  return count;
}

}  // namespace plenary::rules
