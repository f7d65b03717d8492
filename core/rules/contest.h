// One question of a poll: what may be chosen, and what decides.
#ifndef PLENARY_CORE_RULES_CONTEST_H_
#define PLENARY_CORE_RULES_CONTEST_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/rules/rule.h"

namespace plenary::rules {

// Append only, never renumber.
enum class OptionKind : std::uint8_t {
  kFor = 1,
  kAgainst = 2,
  kAbstain = 3,
  kCandidate = 4,
  kSatisfied = 5,
  kBasicallySatisfied = 6,
  kNotSatisfied = 7,
  kNotAcquainted = 8,
  kWriteIn = 9,  // the line for other persons on a ballot paper
};

inline constexpr std::size_t kMaxOptions = 1'000;
inline constexpr std::size_t kMaxLabelBytes = 200;

struct Option {
  OptionKind kind = OptionKind::kFor;
  // A candidate's name, 1 to kMaxLabelBytes bytes, unlike any other in the contest. Empty
  // for every other kind, so that no label can contradict its kind: clients translate
  // the kind.
  std::string label;

  bool operator==(const Option&) const = default;
};

struct ContestTerms {
  std::vector<Option> options;
  Rule rule;
  std::uint32_t min_choices = 1;  // 0: a blank ballot is valid
  std::uint32_t max_choices = 1;

  bool operator==(const ContestTerms&) const = default;
};

// kInvalidArgument unless options fit the rule, in this order:
//   Majority    for, against, abstain; decisive share; max_choices 1
//   Election    at least `posts` candidates, then at most one write-in; max_choices = posts
//   Evaluation  satisfied, basically satisfied, not satisfied, then abstain or not
//               acquainted; max_choices 1
// and min_choices is 0 or 1, shares are valid and options at most kMaxOptions.
Result<void> Validate(const ContestTerms& terms);

// The usual terms; valid if what they are given is. Blank ballots: elections only.
ContestTerms MajorityContest(Majority majority = kMoreThanHalfOfAll);
ContestTerms ElectionContest(std::vector<std::string> candidates, Election election,
                             bool write_in = false);
// `other`: kAbstain or kNotAcquainted.
ContestTerms EvaluationContest(Evaluation evaluation = {}, OptionKind other = OptionKind::kAbstain);

}  // namespace plenary::rules

#endif  // PLENARY_CORE_RULES_CONTEST_H_
