// What a count decides, and the rule in numbers: "18 needed of 35".
#ifndef PLENARY_CORE_RULES_OUTCOME_H_
#define PLENARY_CORE_RULES_OUTCOME_H_

#include <cstdint>
#include <vector>

#include "core/base/result.h"
#include "core/rules/composition.h"
#include "core/rules/contest.h"
#include "core/rules/count.h"

namespace plenary::rules {

// Append only, never renumber.
enum class Outcome : std::uint8_t {
  kAdopted = 1,
  kNotAdopted = 2,
  kExcellent = 3,
  kSatisfied = 4,
  kNotSatisfied = 5,
  kElected = 6,  // every post is filled
  kPartlyElected = 7,
  kNobodyElected = 8,
};

// Append only, never renumber.
enum class Standing : std::uint8_t {
  kElected = 1,
  kNotElected = 2,
  kTied = 3,  // at the edge: voted again
};

// A share in numbers.
struct Threshold {
  std::uint32_t base = 0;     // the number that the share is of; 0 for plain plurality
  std::uint32_t needed = 0;   // at least 1
  std::uint32_t reached = 0;  // in an election, the most votes of any one person

  bool IsReached() const { return reached >= needed; }
  bool operator==(const Threshold&) const = default;
};

struct ContestResult {
  ContestCount count;
  Attendance attendance;  // when the poll opened
  std::uint32_t roll = 0;
  Threshold threshold = {};  // what decides; in an evaluation, the grade "satisfied"
  Threshold excellent = {};  // evaluations only, else zeros
  Outcome outcome = Outcome::kNotAdopted;
  // Elections only, else empty. For each option; the write-in itself is never elected.
  std::vector<Standing> standings = {};
  std::vector<Standing> write_in_standings = {};  // for each of count.write_ins

  bool operator==(const ContestResult&) const = default;
};

// kInvalidArgument if terms, attendance or count are not valid, or if the roll is not
// Roll(attendance). Whether there was a quorum is asked at the opening, not here.
Result<ContestResult> Evaluate(const ContestTerms& terms, const ContestCount& count,
                               const Attendance& attendance, std::uint32_t roll);

}  // namespace plenary::rules

#endif  // PLENARY_CORE_RULES_OUTCOME_H_
