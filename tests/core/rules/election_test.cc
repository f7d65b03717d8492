// Elections: thresholds, posts, ties at the edge, persons written in.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/rules/outcome.h"

namespace plenary::rules {
namespace {

using testing::ElementsAre;

constexpr std::uint32_t kMost = std::numeric_limits<std::uint32_t>::max();
constexpr Standing E = Standing::kElected;
constexpr Standing N = Standing::kNotElected;
constexpr Standing T = Standing::kTied;
constexpr Attendance kAll35{35, 35, 0, 0, 0};

// Candidates "1", "2", ... and papers that leave nobody out.
Result<ContestResult> Elect(const Election& election, const std::vector<std::uint32_t>& votes,
                            const Attendance& attendance = kAll35) {
  std::vector<std::string> names;
  for (std::size_t i = 1; i <= votes.size(); ++i) names.push_back(std::to_string(i));
  const ContestTerms terms = ElectionContest(names, election);
  std::uint64_t marks = 0;
  for (const std::uint32_t number : votes) marks += number;
  const std::uint32_t roll = Roll(attendance);
  // Blank ballots fill up: each of the others holds one mark at least.
  const auto marked = static_cast<std::uint32_t>(std::min<std::uint64_t>(marks, roll));
  const ContestCount count{.votes = votes, .ballots = roll, .blank = roll - marked};
  return Evaluate(terms, count, attendance, roll);
}

struct ElectionCase {
  const char* name;
  Election election;
  std::vector<std::uint32_t> votes;
  Outcome want;
  std::vector<Standing> standings;
};

class ElectionDecides : public testing::TestWithParam<ElectionCase> {};

TEST_P(ElectionDecides, WhoIsElected) {
  const ElectionCase& c = GetParam();
  const auto result = Elect(c.election, c.votes);
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(result->outcome, c.want);
  EXPECT_EQ(result->standings, c.standings);
  EXPECT_TRUE(result->write_in_standings.empty());
  EXPECT_EQ(result->excellent, Threshold{});
}

constexpr Election One{.posts = 1};
constexpr Election Two{.posts = 2};
constexpr Election Three{.posts = 3};
constexpr Election PluralityOfOne{.posts = 1, .threshold = std::nullopt};
constexpr Election PluralityOfTwo{.posts = 2, .threshold = std::nullopt};
constexpr Election ThirdOfVoting{.posts = 2, .threshold = Majority{Base::kVoting, {1, 3, false}}};
constexpr auto kName = [](const auto& row) { return row.param.name; };

INSTANTIATE_TEST_SUITE_P(
    Threshold, ElectionDecides,
    testing::Values(
        ElectionCase{"OnePostReached", One, {18, 17}, Outcome::kElected, {E, N}},
        ElectionCase{"OnePostMissed", One, {17, 16}, Outcome::kNobodyElected, {N, N}},
        ElectionCase{"OnlyCandidate", One, {18}, Outcome::kElected, {E}},
        ElectionCase{"OnlyCandidateMissed", One, {17}, Outcome::kNobodyElected, {N}},
        ElectionCase{"TwoOfThree", Two, {30, 18, 20}, Outcome::kElected, {E, N, E}},
        ElectionCase{"OneOfTwoPosts", Two, {30, 17, 15}, Outcome::kPartlyElected, {E, N, N}},
        ElectionCase{"NoneOfTwoPosts", Two, {17, 17, 17}, Outcome::kNobodyElected, {N, N, N}},
        ElectionCase{"AsManyAsPosts", Three, {35, 18, 20}, Outcome::kElected, {E, E, E}},
        ElectionCase{
            "AsManyAsPostsOneMissed", Three, {35, 17, 20}, Outcome::kPartlyElected, {E, N, E}},
        ElectionCase{"NoVotes", Two, {0, 0, 0}, Outcome::kNobodyElected, {N, N, N}}),
    kName);

INSTANTIATE_TEST_SUITE_P(
    Ties, ElectionDecides,
    testing::Values(
        ElectionCase{"AtTheEdge", Two, {30, 20, 20}, Outcome::kPartlyElected, {E, T, T}},
        ElectionCase{
            "AtTheTopOfOnePost", PluralityOfOne, {9, 9, 3}, Outcome::kNobodyElected, {T, T, N}},
        ElectionCase{"AllForTwoPosts", Two, {20, 20, 20}, Outcome::kNobodyElected, {T, T, T}},
        ElectionCase{"WithinThePosts", Two, {20, 20, 18}, Outcome::kElected, {E, E, N}},
        ElectionCase{"BelowTheEdge", One, {19, 7, 7}, Outcome::kElected, {E, N, N}},
        ElectionCase{"BelowTheThreshold", Two, {30, 17, 17}, Outcome::kPartlyElected, {E, N, N}},
        ElectionCase{"ThreeForTheLastOfThree",
                     Three,
                     {30, 29, 12, 12, 12},
                     Outcome::kPartlyElected,
                     {E, E, N, N, N}},
        ElectionCase{"FourForTheLastTwo",
                     Three,
                     {24, 19, 19, 19, 19},
                     Outcome::kPartlyElected,
                     {E, T, T, T, T}},
        ElectionCase{"EdgeThenOthers",
                     Three,
                     {24, 20, 20, 20, 18},
                     Outcome::kPartlyElected,
                     {E, T, T, T, N}}),
    kName);

INSTANTIATE_TEST_SUITE_P(
    Plurality, ElectionDecides,
    testing::Values(
        ElectionCase{"OneVote", PluralityOfOne, {0, 1, 0}, Outcome::kElected, {N, E, N}},
        ElectionCase{"NoVote", PluralityOfOne, {0, 0}, Outcome::kNobodyElected, {N, N}},
        ElectionCase{"TwoPosts", PluralityOfTwo, {3, 2, 5}, Outcome::kElected, {E, N, E}},
        ElectionCase{
            "WithoutVotesIsNobody", PluralityOfTwo, {3, 0, 0}, Outcome::kPartlyElected, {E, N, N}},
        ElectionCase{"ThirdOfThoseVoting", ThirdOfVoting, {5, 5, 2}, Outcome::kElected, {E, E, N}},
        ElectionCase{"ThirdMissed", ThirdOfVoting, {8, 3, 1}, Outcome::kPartlyElected, {E, N, N}}),
    kName);

TEST(Election, SaysItsRuleInNumbers) {
  const auto result = Elect(Two, {30, 17, 15});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->threshold, (Threshold{.base = 35, .needed = 18, .reached = 30}));

  const auto plain = Elect(PluralityOfTwo, {3, 2, 5});
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->threshold, (Threshold{.base = 0, .needed = 1, .reached = 5}));
}

TEST(Election, CountsTheAbsentAndTheRecusedInTheComposition) {
  const Attendance attendance{35, 20, 3, 10, 5};
  const auto result = Elect(One, {17, 0}, attendance);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->threshold, (Threshold{.base = 35, .needed = 18, .reached = 17}));
  EXPECT_EQ(result->outcome, Outcome::kNobodyElected);
}

TEST(Election, DecidesAtTheLimitsOfItsNumbers) {
  const Attendance all{kMost, kMost, 0, 0, 0};
  const auto both = Elect(Two, {kMost, kMost, 0}, all);
  ASSERT_TRUE(both);
  EXPECT_THAT(both->standings, ElementsAre(E, E, N));

  // 2^32 - 1 is a multiple of 3: each ballot marks two of three, all tied.
  const std::uint32_t two_thirds = kMost / 3 * 2;
  const auto tied = Elect(Two, {two_thirds, two_thirds, two_thirds}, all);
  ASSERT_TRUE(tied);
  EXPECT_THAT(tied->standings, ElementsAre(T, T, T));
}

// --- Written in ----------------------------------------------------------------------

// 35 papers for two posts, none blank.
Result<ContestResult> Papers(std::vector<std::uint32_t> votes, std::vector<WriteIn> write_ins) {
  const ContestTerms terms = ElectionContest({"Li", "Wang", "Zhao"}, Two, true);
  const PaperCount papers{.issued = 35,
                          .returned = 35,
                          .valid = 35,
                          .votes = std::move(votes),
                          .write_ins = std::move(write_ins)};
  const auto count = CountPaper(terms, papers, 35);
  if (!count) return std::unexpected(count.error());
  return Evaluate(terms, *count, kAll35, 35);
}

TEST(WrittenIn, MayBeElected) {
  const auto result = Papers({20, 17, 5, 20}, {{"Qian", 19}, {"Sun", 1}});
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_THAT(result->standings, ElementsAre(E, N, N, N));
  EXPECT_THAT(result->write_in_standings, ElementsAre(E, N));
  EXPECT_EQ(result->outcome, Outcome::kElected);
}

TEST(WrittenIn, MayTieWithACandidate) {
  const auto result = Papers({25, 18, 5, 19}, {{"Qian", 18}, {"Sun", 1}});
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_THAT(result->standings, ElementsAre(E, T, N, N));
  EXPECT_THAT(result->write_in_standings, ElementsAre(T, N));
  EXPECT_EQ(result->outcome, Outcome::kPartlyElected);
}

TEST(WrittenIn, AreNotAddedTogether) {
  const auto result = Papers({20, 5, 5, 30}, {{"Qian", 15}, {"Sun", 15}});
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_THAT(result->standings, ElementsAre(E, N, N, N));
  EXPECT_THAT(result->write_in_standings, ElementsAre(N, N));
  EXPECT_EQ(result->threshold.reached, 20u);
}

}  // namespace
}  // namespace plenary::rules
