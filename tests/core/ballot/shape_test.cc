#include "core/ballot/shape.h"

#include <gtest/gtest.h>

#include <numeric>
#include <optional>

#include "tests/core/ballot/ballot_fixture.h"

namespace plenary::ballot {
namespace {

TEST(PollShapes, FollowTheRulesOfEachContest) {
  const std::vector<rules::ContestTerms> contests = {
      rules::MajorityContest(), rules::EvaluationContest(),
      rules::ElectionContest({"甲", "乙", "丙"}, {.posts = 2}, true)};
  const auto shape = ShapeOf(contests, 35);
  ASSERT_TRUE(shape);
  EXPECT_EQ(shape->roll, 35u);
  EXPECT_EQ(shape->contests, (std::vector<ContestShape>{{Form::kPacked, 3, 1, false},
                                                        {Form::kPacked, 4, 1, false},
                                                        {Form::kSeparate, 3, 2, true}}));
}

TEST(PollShapes, AreSeparateWhereTotalsWouldBeTooMany) {
  const auto evaluations = [](std::size_t count, std::uint32_t roll) {
    return *ShapeOf(std::vector(count, rules::EvaluationContest()), roll);
  };
  EXPECT_EQ(evaluations(21, 35).contests[0].form, Form::kPacked);
  EXPECT_EQ(evaluations(1, 3000).contests[0].form, Form::kPacked);
  EXPECT_EQ(evaluations(1, 100'000).contests[0].form, Form::kSeparate);
  EXPECT_EQ(evaluations(21, 3000).contests[0].form, Form::kSeparate);
}

TEST(PollShapes, RefusePollsThatHaveNoSecretForm) {
  EXPECT_FALSE(ShapeOf({}, 35));
  EXPECT_FALSE(ShapeOf(std::vector{rules::MajorityContest()}, 0));
  EXPECT_TRUE(ShapeOf(std::vector{rules::MajorityContest()}, kMaxRoll));
  EXPECT_FALSE(ShapeOf(std::vector{rules::MajorityContest()}, kMaxRoll + 1));
  rules::ContestTerms broken = rules::MajorityContest();
  broken.options.pop_back();
  EXPECT_FALSE(ShapeOf(std::vector{broken}, 35));
  std::vector<std::string> many(500);
  for (std::size_t i = 0; i < many.size(); ++i) many[i] = std::to_string(i);
  EXPECT_FALSE(ShapeOf(std::vector{rules::ElectionContest(many, {.posts = 5})}, 35));
  many.resize(300);
  EXPECT_TRUE(ShapeOf(std::vector{rules::ElectionContest(many, {.posts = 5})}, 35));
}

TEST(PollShapes, KeepEvaluationsAndBallotsSmall) {
  const auto one = ShapeOf(std::vector{rules::MajorityContest()}, 3000);
  EXPECT_EQ(BallotSize(*one), 680u);
  const auto many = ShapeOf(std::vector(21, rules::EvaluationContest()), 35);
  EXPECT_EQ(BallotSize(*many), 21u * 874u);
}

class Totals : public testing::TestWithParam<crypto::Suite> {
 protected:
  crypto::Point TotalOf(const Slot& slot, const ValueCounts& counts) const {
    crypto::Scalar sum;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      sum = group_.Add(sum, group_.Multiply(group_.Integer(counts[i]), slot.values[i]));
    }
    return group_.MultiplyGenerator(group_.Conceal(sum));
  }
  Slot Packed(std::uint32_t options, bool blank, std::uint32_t roll) const {
    return SlotsOf(group_, {Form::kPacked, options, 1, blank}, roll)[0];
  }
  void ExpectFound(const Slot& slot, const ValueCounts& counts) const {
    const auto ballots = std::accumulate(counts.begin(), counts.end(), 0u);
    const crypto::Point total = TotalOf(slot, counts);
    EXPECT_EQ(FindCounts(group_, slot, ballots, total), counts);
    EXPECT_TRUE(CountsMatch(group_, slot, ballots, total, counts));
  }

  crypto::Group group_{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Suites, Totals, testing::ValuesIn(kSuites), SuiteLabel);

TEST_P(Totals, AreFoundAtEveryEdge) {
  ExpectFound(Packed(1, false, 35), {12});
  for (std::uint32_t i = 0; i <= 9; ++i) ExpectFound(Packed(2, false, 9), {i, 9 - i});
  for (std::uint32_t i = 0; i <= 5; ++i) {
    for (std::uint32_t j = 0; i + j <= 5; ++j) ExpectFound(Packed(2, true, 7), {i, j, 5 - i - j});
  }
  ExpectFound(Packed(3, true, 35), {0, 0, 0, 0});
  ExpectFound(Packed(3, true, 35), {35, 0, 0, 0});
  ExpectFound(Packed(3, true, 35), {0, 0, 0, 35});
  ExpectFound(Packed(4, false, 35), {3, 20, 0, 11});
  ExpectFound(Packed(6, true, 12), {1, 2, 0, 3, 1, 1, 2});
  ExpectFound(Packed(16, false, 3), {0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1});
  ExpectFound(SlotsOf(group_, {Form::kSeparate, 3, 1, false}, 35)[0], {1234, 4321});
}

TEST_P(Totals, OfManyBallotsAreFound) {
  ExpectFound(Packed(3, false, 5000), {1700, 3100, 200});
  ExpectFound(Packed(4, false, 200), {17, 100, 3, 80});
}

TEST_P(Totals, OfOtherBallotsAreNotFound) {
  const Slot slot = Packed(3, false, 35);
  const crypto::Point total = TotalOf(slot, {5, 3, 2});
  EXPECT_FALSE(FindCounts(group_, slot, 9, total));
  EXPECT_FALSE(FindCounts(group_, slot, 11, total));
  EXPECT_FALSE(FindCounts(group_, slot, 10, group_.Add(total, group_.Generator())));
  EXPECT_FALSE(CountsMatch(group_, slot, 10, total, {5, 3, 3}));
  EXPECT_FALSE(CountsMatch(group_, slot, 10, total, {4, 3, 3}));
  EXPECT_FALSE(CountsMatch(group_, slot, 10, total, {5, 5}));
  EXPECT_FALSE(CountsMatch(group_, slot, 11, total, {5, 3, 2}));
  EXPECT_FALSE(FindCounts(group_, Packed(1, false, 35), 10, total));
}

// Packed values are further apart than any number of ballots of the roll: each total has one
// reading.
TEST_P(Totals, AreNotReadInTwoWays) {
  const Slot slot = Packed(2, true, 4);
  const auto every = [](std::uint32_t ballots) {
    std::vector<ValueCounts> all;
    for (std::uint32_t i = 0; i <= ballots; ++i) {
      for (std::uint32_t j = 0; i + j <= ballots; ++j) all.push_back({i, j, ballots - i - j});
    }
    return all;
  };
  for (std::uint32_t ballots = 0; ballots <= 4; ++ballots) {
    for (const ValueCounts& cast : every(ballots)) {
      const crypto::Point total = TotalOf(slot, cast);
      for (const ValueCounts& claimed : every(ballots)) {
        EXPECT_EQ(CountsMatch(group_, slot, ballots, total, claimed), claimed == cast);
      }
    }
  }
}

// One more than the roll could make of one value what is another's: 10 times 1 is 1 times 10.
TEST_P(Totals, OfMoreBallotsThanTheRollAreNone) {
  const Poll poll(GetParam(), {{}, {}, {}, 1, {}, {}, group_.Generator()},
                  {9, {{Form::kPacked, 2, 1, false}}});
  const std::vector<crypto::Point> opened = {TotalOf(poll.slots()[0][0], {9, 0})};
  EXPECT_TRUE(FindTotals(poll, 9, opened));
  EXPECT_TRUE(TotalsMatch(poll, 9, opened, std::vector<ContestTotal>{{{9, 0}, 0}}));
  const std::vector<crypto::Point> more = {TotalOf(poll.slots()[0][0], {10, 0})};
  EXPECT_FALSE(FindTotals(poll, 10, more));
  EXPECT_FALSE(TotalsMatch(poll, 10, more, std::vector<ContestTotal>{{{10, 0}, 0}}));
}

}  // namespace
}  // namespace plenary::ballot
