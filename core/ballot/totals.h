// From an opened sum to the numbers of votes.
//
// docs/secret-ballots.md, "Totals". Whoever finds them publishes them; everybody else checks.
#ifndef PLENARY_CORE_BALLOT_TOTALS_H_
#define PLENARY_CORE_BALLOT_TOTALS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/ballot/poll.h"

namespace plenary::ballot {

// How many ballots hold each value, in the order of the values.
using ValueCounts = std::vector<std::uint32_t>;

// Whether `counts`, one a value, sum up to `ballots` and make `total`: one multiplication.
bool CountsMatch(const crypto::Group& group, const Slot& slot, std::uint32_t ballots,
                 const crypto::Point& total, const ValueCounts& counts);

// The counts that make `total`; none if no ballots do. `ballots`: at most kMaxRoll. Takes about
// twice the root of the number of possible counts in additions, and remembers as many points.
std::optional<ValueCounts> FindCounts(const crypto::Group& group, const Slot& slot,
                                      std::uint32_t ballots, const crypto::Point& total);

struct ContestTotal {
  std::vector<std::uint32_t> votes;  // for each option of the shape
  std::uint32_t blank = 0;

  bool operator==(const ContestTotal&) const = default;
};

// `opened`: what Open gave, for all places. None if it is no sum of so many ballots, or these
// are more than the roll has people.
std::optional<std::vector<ContestTotal>> FindTotals(const Poll& poll, std::uint32_t ballots,
                                                    std::span<const crypto::Point> opened);
bool TotalsMatch(const Poll& poll, std::uint32_t ballots, std::span<const crypto::Point> opened,
                 std::span<const ContestTotal> totals);

}  // namespace plenary::ballot

#endif  // PLENARY_CORE_BALLOT_TOTALS_H_
