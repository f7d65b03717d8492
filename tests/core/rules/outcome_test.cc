// Majorities and evaluations. Elections have a file of their own.
#include "core/rules/outcome.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <vector>

namespace plenary::rules {
namespace {

constexpr std::uint32_t kMost = std::numeric_limits<std::uint32_t>::max();

// Hands raised; everybody else in the roll is not voting.
Result<ContestResult> Decide(const ContestTerms& terms, std::vector<std::uint32_t> votes,
                             const Attendance& attendance) {
  const std::uint32_t roll = Roll(attendance);
  const auto count = CountHands(terms, votes, roll);
  if (!count) return std::unexpected(count.error());
  return Evaluate(terms, *count, attendance, roll);
}

struct MajorityCase {
  const char* name;
  Majority majority;
  Attendance attendance;             // composition, present, recused, on leave, absent
  std::vector<std::uint32_t> votes;  // for, against, abstain
  Threshold want;                    // base, needed, reached
  bool adopted;
};

class MajorityDecides : public testing::TestWithParam<MajorityCase> {};

TEST_P(MajorityDecides, InNumbers) {
  const MajorityCase& c = GetParam();
  const auto result = Decide(MajorityContest(c.majority), c.votes, c.attendance);
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(result->threshold.base, c.want.base);
  EXPECT_EQ(result->threshold.needed, c.want.needed);
  EXPECT_EQ(result->threshold.reached, c.want.reached);
  EXPECT_EQ(result->outcome, c.adopted ? Outcome::kAdopted : Outcome::kNotAdopted);
  EXPECT_EQ(result->excellent, Threshold{});
  EXPECT_TRUE(result->standings.empty());
}

constexpr auto kName = [](const auto& row) { return row.param.name; };

INSTANTIATE_TEST_SUITE_P(
    OfAll, MajorityDecides,
    testing::Values(
        MajorityCase{
            "35With18", kMoreThanHalfOfAll, {35, 35, 0, 0, 0}, {18, 17, 0}, {35, 18, 18}, true},
        MajorityCase{
            "35With17", kMoreThanHalfOfAll, {35, 35, 0, 0, 0}, {17, 0, 0}, {35, 18, 17}, false},
        MajorityCase{
            "34With18", kMoreThanHalfOfAll, {34, 34, 0, 0, 0}, {18, 16, 0}, {34, 18, 18}, true},
        MajorityCase{
            "34Tied", kMoreThanHalfOfAll, {34, 34, 0, 0, 0}, {17, 17, 0}, {34, 18, 17}, false},
        MajorityCase{"WhoeverIsPresent",
                     kMoreThanHalfOfAll,
                     {35, 20, 0, 15, 0},
                     {17, 0, 0},
                     {35, 18, 17},
                     false},
        MajorityCase{"EveryOneOfAQuorum",
                     kMoreThanHalfOfAll,
                     {35, 18, 0, 10, 7},
                     {18, 0, 0},
                     {35, 18, 18},
                     true},
        MajorityCase{"AbstentionsWeighLikeNo",
                     kMoreThanHalfOfAll,
                     {35, 35, 0, 0, 0},
                     {17, 0, 18},
                     {35, 18, 17},
                     false},
        MajorityCase{"NotVotingWeighsLikeNo",
                     kMoreThanHalfOfAll,
                     {35, 35, 0, 0, 0},
                     {17, 1, 0},
                     {35, 18, 17},
                     false},
        MajorityCase{"RecusedStayInTheComposition",
                     kMoreThanHalfOfAll,
                     {35, 35, 1, 0, 0},
                     {17, 17, 0},
                     {35, 18, 17},
                     false},
        MajorityCase{"VacantSeatsDoNotCount",
                     kMoreThanHalfOfAll,
                     {33, 33, 0, 0, 0},
                     {17, 16, 0},
                     {33, 17, 17},
                     true},
        MajorityCase{"OneMember", kMoreThanHalfOfAll, {1, 1, 0, 0, 0}, {1, 0, 0}, {1, 1, 1}, true},
        MajorityCase{
            "OneMemberSilent", kMoreThanHalfOfAll, {1, 1, 0, 0, 0}, {0, 0, 0}, {1, 1, 0}, false},
        MajorityCase{
            "NobodyInOffice", kMoreThanHalfOfAll, {0, 0, 0, 0, 0}, {0, 0, 0}, {0, 1, 0}, false},
        MajorityCase{
            "TwoThirdsWith24", kTwoThirdsOfAll, {35, 35, 0, 0, 0}, {24, 11, 0}, {35, 24, 24}, true},
        MajorityCase{
            "TwoThirdsWith23", kTwoThirdsOfAll, {35, 35, 0, 0, 0}, {23, 0, 0}, {35, 24, 23}, false},
        MajorityCase{"LargestHall",
                     kMoreThanHalfOfAll,
                     {3'000, 2'900, 0, 100, 0},
                     {1'501, 0, 0},
                     {3'000, 1'501, 1'501},
                     true},
        MajorityCase{"LargestHallTied",
                     kMoreThanHalfOfAll,
                     {3'000, 3'000, 0, 0, 0},
                     {1'500, 1'500, 0},
                     {3'000, 1'501, 1'500},
                     false},
        MajorityCase{"LargestNumber",
                     kTwoThirdsOfAll,
                     {kMost, kMost, 0, 0, 0},
                     {kMost, 0, 0},
                     {kMost, 2'863'311'530, kMost},
                     true}),
    kName);

INSTANTIATE_TEST_SUITE_P(OfPresent, MajorityDecides,
                         testing::Values(MajorityCase{"20With11",
                                                      kMoreThanHalfOfPresent,
                                                      {35, 20, 0, 15, 0},
                                                      {11, 9, 0},
                                                      {20, 11, 11},
                                                      true},
                                         MajorityCase{"20With10",
                                                      kMoreThanHalfOfPresent,
                                                      {35, 20, 0, 15, 0},
                                                      {10, 0, 0},
                                                      {20, 11, 10},
                                                      false},
                                         MajorityCase{"RecusedArePresent",
                                                      kMoreThanHalfOfPresent,
                                                      {35, 20, 2, 15, 0},
                                                      {10, 8, 0},
                                                      {20, 11, 10},
                                                      false},
                                         MajorityCase{"NobodyPresent",
                                                      kMoreThanHalfOfPresent,
                                                      {35, 0, 0, 0, 35},
                                                      {0, 0, 0},
                                                      {0, 1, 0},
                                                      false}),
                         kName);

INSTANTIATE_TEST_SUITE_P(OfVoting, MajorityDecides,
                         testing::Values(MajorityCase{"NotVotingDoesNotCount",
                                                      kMoreThanHalfOfVoting,
                                                      {35, 35, 0, 0, 0},
                                                      {6, 5, 0},
                                                      {11, 6, 6},
                                                      true},
                                         MajorityCase{"AbstainingIsVoting",
                                                      kMoreThanHalfOfVoting,
                                                      {35, 35, 0, 0, 0},
                                                      {6, 5, 1},
                                                      {12, 7, 6},
                                                      false},
                                         MajorityCase{"NobodyVotes",
                                                      kMoreThanHalfOfVoting,
                                                      {35, 35, 0, 0, 0},
                                                      {0, 0, 0},
                                                      {0, 1, 0},
                                                      false},
                                         MajorityCase{"EverybodyRecused",
                                                      kMoreThanHalfOfVoting,
                                                      {3, 3, 3, 0, 0},
                                                      {0, 0, 0},
                                                      {0, 1, 0},
                                                      false}),
                         kName);

TEST(MajorityOfVoting, LeavesBlankAndInvalidPapersOut) {
  ContestTerms terms = MajorityContest(kMoreThanHalfOfVoting);
  terms.min_choices = 0;
  const PaperCount papers{
      .issued = 33, .returned = 33, .valid = 30, .invalid = 3, .blank = 9, .votes = {11, 10, 0}};
  const auto count = CountPaper(terms, papers, 33);
  ASSERT_TRUE(count);

  const auto result = Evaluate(terms, *count, {35, 33, 0, 2, 0}, 33);

  ASSERT_TRUE(result);
  EXPECT_EQ(result->threshold, (Threshold{.base = 21, .needed = 11, .reached = 11}));
  EXPECT_EQ(result->outcome, Outcome::kAdopted);
}

// A member recused is in no figure of the count, and is not among those not voting.
TEST(Recused, AreNeverNotVoting) {
  const auto result = Decide(MajorityContest(), {30, 1, 0}, {35, 33, 2, 1, 1});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->roll, 31u);
  EXPECT_EQ(result->count.not_voting, 0u);
  EXPECT_EQ(result->attendance.recused, 2u);
}

struct EvaluationCase {
  const char* name;
  Evaluation rule;
  std::vector<std::uint32_t> votes;  // satisfied, basically, not satisfied, other
  std::uint32_t reached;
  std::uint32_t needed;
  std::uint32_t needed_excellent;
  Outcome want;
};

class EvaluationDecides : public testing::TestWithParam<EvaluationCase> {};

TEST_P(EvaluationDecides, TheGrade) {  // 35 in office, 33 present, one of them recused
  const EvaluationCase& c = GetParam();
  for (const OptionKind other : {OptionKind::kAbstain, OptionKind::kNotAcquainted}) {
    const auto result = Decide(EvaluationContest(c.rule, other), c.votes, {35, 33, 1, 1, 1});
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(result->outcome, c.want);
    EXPECT_EQ(result->threshold.reached, c.reached);
    EXPECT_EQ(result->threshold.needed, c.needed);
    EXPECT_EQ(result->excellent.reached, c.votes[0]);
    EXPECT_EQ(result->excellent.needed, c.needed_excellent);
    EXPECT_TRUE(result->standings.empty());
  }
}

constexpr Evaluation kSatisfiedAlone{.basically_counts = false};
constexpr Evaluation kOfBallots{.satisfied = kMoreThanHalfOfVoting,
                                .excellent = {Base::kVoting, kTwoThirds}};
constexpr Evaluation kEasyExcellence{.satisfied = kTwoThirdsOfAll,
                                     .excellent = {Base::kAll, {1, 10, false}}};

INSTANTIATE_TEST_SUITE_P(
    Cases, EvaluationDecides,
    testing::Values(
        EvaluationCase{"Excellent", {}, {24, 0, 0, 0}, 24, 18, 24, Outcome::kExcellent},
        EvaluationCase{"OneShortOfExcellent", {}, {23, 9, 0, 0}, 32, 18, 24, Outcome::kSatisfied},
        EvaluationCase{"BasicallyOnly", {}, {0, 18, 14, 0}, 18, 18, 24, Outcome::kSatisfied},
        EvaluationCase{"JustSatisfied", {}, {10, 8, 14, 0}, 18, 18, 24, Outcome::kSatisfied},
        EvaluationCase{"OneShort", {}, {10, 7, 0, 15}, 17, 18, 24, Outcome::kNotSatisfied},
        EvaluationCase{"OthersWeighLikeNo", {}, {17, 0, 0, 15}, 17, 18, 24, Outcome::kNotSatisfied},
        EvaluationCase{"Silence", {}, {0, 0, 0, 0}, 0, 18, 24, Outcome::kNotSatisfied},
        EvaluationCase{"BasicallyDoesNotCount",
                       kSatisfiedAlone,
                       {17, 15, 0, 0},
                       17,
                       18,
                       24,
                       Outcome::kNotSatisfied},
        EvaluationCase{
            "SatisfiedAlone", kSatisfiedAlone, {18, 0, 14, 0}, 18, 18, 24, Outcome::kSatisfied},
        EvaluationCase{
            "OfBallotsExcellent", kOfBallots, {6, 0, 3, 0}, 6, 5, 6, Outcome::kExcellent},
        EvaluationCase{
            "OfBallotsSatisfied", kOfBallots, {5, 0, 2, 2}, 5, 5, 6, Outcome::kSatisfied},
        EvaluationCase{"OfBallotsNot", kOfBallots, {2, 2, 2, 3}, 4, 5, 6, Outcome::kNotSatisfied},
        EvaluationCase{"OfNoBallots", kOfBallots, {0, 0, 0, 0}, 0, 1, 1, Outcome::kNotSatisfied},
        EvaluationCase{"ExcellentOnlyIfSatisfied",
                       kEasyExcellence,
                       {20, 3, 9, 0},
                       23,
                       24,
                       4,
                       Outcome::kNotSatisfied}),
    kName);

TEST(Evaluate, ReportsWhatItWasGiven) {
  const Attendance attendance{35, 33, 1, 1, 1};
  const ContestCount count{.votes = {20, 5, 3}, .ballots = 28, .invalid = 1, .not_voting = 3};
  const auto result = Evaluate(MajorityContest(), count, attendance, 32);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->count, count);
  EXPECT_EQ(result->attendance, attendance);
  EXPECT_EQ(result->roll, 32u);
}

TEST(Evaluate, RefusesWhatContradictsItself) {
  const Attendance attendance{35, 33, 1, 1, 1};
  const ContestCount count{.votes = {20, 5, 3}, .ballots = 28, .not_voting = 4};
  ContestTerms terms = MajorityContest();
  ASSERT_TRUE(Evaluate(terms, count, attendance, 32));

  EXPECT_FALSE(Evaluate(terms, count, attendance, 33));         // the recused in the roll
  EXPECT_FALSE(Evaluate(terms, count, {35, 32, 0, 1, 1}, 32));  // one member nowhere
  EXPECT_FALSE(Evaluate(terms, count, {36, 34, 1, 1, 1}, 33));  // one not accounted for
  EXPECT_FALSE(Evaluate(EvaluationContest(), count, attendance, 32));
  terms.rule = Majority{Base::kAll, {1, 2, false}};
  EXPECT_FALSE(Evaluate(terms, count, attendance, 32));
}

TEST(Evaluate, RefusesARollWithTheRecused) {
  const ContestCount count{.votes = {20, 5, 3}, .ballots = 28, .not_voting = 5};
  EXPECT_TRUE(Evaluate(MajorityContest(), count, {35, 33, 0, 1, 1}, 33));
  EXPECT_FALSE(Evaluate(MajorityContest(), count, {35, 33, 1, 1, 1}, 33));
}

TEST(Outcome, NumbersNeverChange) {
  using enum Outcome;
  std::uint8_t number = 0;
  for (const Outcome outcome : {kAdopted, kNotAdopted, kExcellent, kSatisfied, kNotSatisfied,
                                kElected, kPartlyElected, kNobodyElected}) {
    EXPECT_EQ(static_cast<std::uint8_t>(outcome), ++number);
  }
  EXPECT_EQ(static_cast<std::uint8_t>(Standing::kElected), 1);
  EXPECT_EQ(static_cast<std::uint8_t>(Standing::kNotElected), 2);
  EXPECT_EQ(static_cast<std::uint8_t>(Standing::kTied), 3);
}

}  // namespace
}  // namespace plenary::rules
