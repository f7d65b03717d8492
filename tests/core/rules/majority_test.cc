#include "core/rules/majority.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace plenary::rules {
namespace {

constexpr std::uint32_t kMost = std::numeric_limits<std::uint32_t>::max();
constexpr Fraction kHalf{1, 2, false};
constexpr Fraction kEverybody{1, 1, false};
constexpr Fraction kMoreThanTwoThirds{2, 3, true};

struct NeededCase {
  const char* name;
  Fraction share;
  std::uint32_t of;
  std::uint32_t want;
};

class NeededIs : public testing::TestWithParam<NeededCase> {};

TEST_P(NeededIs, TheLeastNumberThatReachesTheShare) {
  const NeededCase& c = GetParam();
  EXPECT_EQ(Needed(c.share, c.of), c.want);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, NeededIs,
    testing::Values(
        NeededCase{"HalfOf35", kMoreThanHalf, 35, 18},
        NeededCase{"HalfOf34", kMoreThanHalf, 34, 18},
        NeededCase{"HalfOf33", kMoreThanHalf, 33, 17}, NeededCase{"HalfOf1", kMoreThanHalf, 1, 1},
        NeededCase{"HalfOf2", kMoreThanHalf, 2, 2}, NeededCase{"HalfOf3", kMoreThanHalf, 3, 2},
        NeededCase{"HalfOf175", kMoreThanHalf, 175, 88},
        NeededCase{"HalfOf3000", kMoreThanHalf, 3'000, 1'501},
        NeededCase{"TwoThirdsOf35", kTwoThirds, 35, 24},
        NeededCase{"TwoThirdsOf36", kTwoThirds, 36, 24},
        NeededCase{"TwoThirdsOf37", kTwoThirds, 37, 25},
        NeededCase{"TwoThirdsOf1", kTwoThirds, 1, 1}, NeededCase{"TwoThirdsOf2", kTwoThirds, 2, 2},
        NeededCase{"TwoThirdsOf3", kTwoThirds, 3, 2},
        NeededCase{"TwoThirdsOf3000", kTwoThirds, 3'000, 2'000},
        NeededCase{"MoreThanTwoThirdsOf35", kMoreThanTwoThirds, 35, 24},
        NeededCase{"MoreThanTwoThirdsOf36", kMoreThanTwoThirds, 36, 25},
        NeededCase{"AtLeastHalfOf34", kHalf, 34, 17}, NeededCase{"AtLeastHalfOf35", kHalf, 35, 18},
        NeededCase{"EverybodyOf35", kEverybody, 35, 35},
        NeededCase{"HalfOfMost", kMoreThanHalf, kMost, kMost / 2 + 1},
        NeededCase{"TwoThirdsOfMost", kTwoThirds, kMost, kMost / 3 * 2},
        NeededCase{"EverybodyOfMost", kEverybody, kMost, kMost},
        NeededCase{"NearlyMoreThanAllOfMost", {9'999, 10'000, true}, kMost, 4'294'537'799},
        NeededCase{"LeastShareOfMost", {1, 10'000, false}, kMost, 429'497},
        NeededCase{"LeastShareOfOne", {1, 10'000, false}, 1, 1}),
    [](const auto& row) { return row.param.name; });

TEST(Needed, IsNeverReachedByNobody) {
  for (const Fraction share : {kMoreThanHalf, kHalf, kTwoThirds, kMoreThanTwoThirds, kEverybody,
                               Fraction{1, kMaxDenominator, false}}) {
    EXPECT_EQ(Needed(share, 0), 1u);
  }
}

TEST(NeededDeathTest, OfAnInvalidShareIsABug) {
  EXPECT_DEATH(static_cast<void>(Needed({1, 0, false}, 35)), "IsValid");
}

struct ShareCase {
  const char* name;
  Fraction share;
  bool valid;
  bool decisive;
};

class Share : public testing::TestWithParam<ShareCase> {};

TEST_P(Share, IsJudged) {
  const ShareCase& c = GetParam();
  EXPECT_EQ(IsValid(c.share), c.valid);
  EXPECT_EQ(IsDecisive(c.share), c.decisive);
  EXPECT_EQ(IsValid(Majority{Base::kVoting, c.share}), c.valid);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Share,
    testing::Values(ShareCase{"MoreThanHalf", kMoreThanHalf, true, true},
                    ShareCase{"AtLeastHalf", kHalf, true, false},
                    ShareCase{"JustAboveHalf", {5'001, 10'000, false}, true, true},
                    ShareCase{"MoreThanJustBelowHalf", {4'999, 10'000, true}, true, false},
                    ShareCase{"TwoThirds", kTwoThirds, true, true},
                    ShareCase{"MoreThanAThird", {1, 3, true}, true, false},
                    ShareCase{"Everybody", kEverybody, true, true},
                    ShareCase{"MoreThanEverybody", {1, 1, true}, false, false},
                    ShareCase{"Nobody", {0, 1, false}, false, false},
                    ShareCase{"MoreThanNobody", {0, 2, true}, false, false},
                    ShareCase{"AboveOne", {3, 2, false}, false, false},
                    ShareCase{"OfZero", {1, 0, false}, false, false},
                    ShareCase{"ZeroOfZero", {0, 0, false}, false, false},
                    ShareCase{"FinestDenominator", {1, 10'000, true}, true, false},
                    ShareCase{"TooFine", {6'667, 10'001, false}, false, false},
                    ShareCase{"Huge", {kMost, kMost, false}, false, false},
                    ShareCase{"NotInLowestTerms", {2, 4, true}, true, true}),
    [](const auto& row) { return row.param.name; });

TEST(Majority, NeedsAKnownBase) {
  for (const std::uint8_t base : {std::uint8_t{1}, std::uint8_t{2}, std::uint8_t{3}}) {
    EXPECT_TRUE(IsValid(Majority{static_cast<Base>(base), kMoreThanHalf}));
  }
  for (const std::uint8_t base : {std::uint8_t{0}, std::uint8_t{4}, std::uint8_t{255}}) {
    EXPECT_FALSE(IsValid(Majority{static_cast<Base>(base), kMoreThanHalf}));
  }
}

TEST(Majority, IsMoreThanHalfOfAllUnlessSaid) { EXPECT_EQ(Majority{}, kMoreThanHalfOfAll); }

}  // namespace
}  // namespace plenary::rules
