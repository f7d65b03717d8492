// How many votes are enough: a share of a number of members, in exact integers.
#ifndef PLENARY_CORE_RULES_MAJORITY_H_
#define PLENARY_CORE_RULES_MAJORITY_H_

#include <cstdint>

namespace plenary::rules {

// Whom a share is of. Append only, never renumber.
enum class Base : std::uint8_t {
  kAll = 1,      // the full composition: whoever is present
  kPresent = 2,  // members present, the recused among them
  kVoting = 3,   // members whose ballot is valid and not blank; abstaining is voting
};

// More than (strict) or at least (not strict) numerator/denominator of a number.
struct Fraction {
  std::uint32_t numerator = 1;
  std::uint32_t denominator = 2;
  bool strict = true;

  bool operator==(const Fraction&) const = default;
};

inline constexpr std::uint32_t kMaxDenominator = 10'000;

// 0 < numerator <= denominator <= kMaxDenominator, and it can be reached: not "more
// than all".
bool IsValid(Fraction share);

// Whether two opposite sides can never both reach it, not even in a tie: more than a
// half, or at least something above a half. Implies IsValid.
bool IsDecisive(Fraction share);

// The least number that reaches `share` of `of`: at least 1, at most `of`, except that it
// is 1 for 0, so that a share of nobody is never reached. Every `of` is allowed. An
// invalid share is a bug.
std::uint32_t Needed(Fraction share, std::uint32_t of);

struct Majority {
  Base base = Base::kAll;
  Fraction share;

  bool operator==(const Majority&) const = default;
};

// A known base and a valid share.
bool IsValid(Majority majority);

inline constexpr Fraction kMoreThanHalf{1, 2, true};
inline constexpr Fraction kTwoThirds{2, 3, false};

inline constexpr Majority kMoreThanHalfOfAll{Base::kAll, kMoreThanHalf};
inline constexpr Majority kTwoThirdsOfAll{Base::kAll, kTwoThirds};
inline constexpr Majority kMoreThanHalfOfPresent{Base::kPresent, kMoreThanHalf};
inline constexpr Majority kMoreThanHalfOfVoting{Base::kVoting, kMoreThanHalf};

}  // namespace plenary::rules

#endif  // PLENARY_CORE_RULES_MAJORITY_H_
