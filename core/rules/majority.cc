#include "core/rules/majority.h"

#include <algorithm>

#include "core/base/check.h"

namespace plenary::rules {
namespace {

bool IsKnown(Base base) {
  switch (base) {
    case Base::kAll:
    case Base::kPresent:
    case Base::kVoting:
      return true;
  }
  return false;  // a number from outside
}

}  // namespace

bool IsValid(Fraction share) {
  if (share.numerator == 0 || share.denominator > kMaxDenominator) return false;
  return share.strict ? share.numerator < share.denominator : share.numerator <= share.denominator;
}

bool IsDecisive(Fraction share) {
  if (!IsValid(share)) return false;
  const std::uint32_t twice = 2 * share.numerator;
  return share.strict ? twice >= share.denominator : twice > share.denominator;
}

std::uint32_t Needed(Fraction share, std::uint32_t of) {
  PLENARY_CHECK(IsValid(share));
  // Below 2^32 * kMaxDenominator: far from the end of 64 bits.
  const std::uint64_t product = std::uint64_t{of} * share.numerator;
  const std::uint64_t needed = share.strict ? product / share.denominator + 1
                                            : (product + share.denominator - 1) / share.denominator;
  return static_cast<std::uint32_t>(std::max<std::uint64_t>(needed, 1));
}

bool IsValid(Majority majority) { return IsKnown(majority.base) && IsValid(majority.share); }

}  // namespace plenary::rules
