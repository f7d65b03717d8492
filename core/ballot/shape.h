// What the ballots of a secret poll look like: ciphertexts, values, lengths.
//
// docs/secret-ballots.md, "What a ballot holds".
#ifndef PLENARY_CORE_BALLOT_SHAPE_H_
#define PLENARY_CORE_BALLOT_SHAPE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/bytes.h"
#include "core/crypto/group.h"
#include "core/rules/contest.h"
#include "core/rules/count.h"

namespace plenary::ballot {

inline constexpr std::size_t kMaxBallotSize = 200'000;
inline constexpr std::size_t kMaxPackedValues = 16;
inline constexpr std::uint32_t kMaxRoll = 1'000'000;

// Hashed: append only, never renumber.
enum class Form : std::uint8_t {
  kPacked = 1,    // one ciphertext, which holds one of several values
  kSeparate = 2,  // a ciphertext an option, and one for blank
};

struct ContestShape {
  Form form = Form::kPacked;
  std::uint32_t options = 0;  // without the line for other persons
  std::uint32_t most = 1;     // marks on one ballot
  bool blank = false;         // a ballot without a mark is valid

  bool operator==(const ContestShape&) const = default;
};

struct PollShape {
  std::uint32_t roll = 0;
  std::vector<ContestShape> contests;

  bool operator==(const PollShape&) const = default;
};

// Whether one ciphertext is to hold one of `values` values, in a poll of so many contests
// and people: exactly 4 contests^2 binomial(roll + values - 1, values - 1) <= 2^36.
bool IsPacked(std::uint32_t roll, std::size_t contests, std::size_t values);

// kInvalidArgument if roll or contests are empty, the roll is above kMaxRoll, terms are not valid,
// a contest leaves nothing to choose, or ballots would be longer than kMaxBallotSize.
Result<PollShape> ShapeOf(std::span<const rules::ContestTerms> contests, std::uint32_t roll);

Bytes EncodeShapes(const PollShape& shape);

std::size_t PlaceCount(const ContestShape& contest);  // ciphertexts
std::size_t BallotSize(const PollShape& shape);       // bytes

// One disjunction that a ballot proves. The sum of a separate contest comes after its places.
struct Slot {
  std::vector<crypto::Scalar> values;
};
std::vector<Slot> SlotsOf(const crypto::Group& group, const ContestShape& contest,
                          std::uint32_t roll);
// How often a place counts in the sum of a separate contest.
std::uint32_t WeightOf(const ContestShape& contest, std::size_t place);

// For each slot, the position of the value that a choice puts there; kInvalidArgument if
// the contest does not allow the choice.
Result<std::vector<std::uint32_t>> PositionsOf(const ContestShape& contest,
                                               const rules::Choice& choice);

}  // namespace plenary::ballot

#endif  // PLENARY_CORE_BALLOT_SHAPE_H_
