#include "core/rules/count.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace plenary::rules {
namespace {

using Votes = std::vector<std::uint32_t>;

constexpr std::uint32_t kMost = std::numeric_limits<std::uint32_t>::max();

ContestTerms TwoOfThree(bool write_in = false) {
  return ElectionContest({"Li", "Wang", "Zhao"}, {.posts = 2}, write_in);
}

ContestTerms MajorityWithBlanks() {
  ContestTerms terms = MajorityContest();
  terms.min_choices = 0;
  return terms;
}

// --- Choices -------------------------------------------------------------------------

struct ChoiceCase {
  const char* name;
  ContestTerms terms;
  Choice choice;
  bool valid;
};

class ChoiceOf : public testing::TestWithParam<ChoiceCase> {};

TEST_P(ChoiceOf, IsJudged) {
  const auto got = Validate(GetParam().terms, GetParam().choice);
  EXPECT_EQ(got.has_value(), GetParam().valid);
  if (!got) {
    EXPECT_EQ(got.error().code, ErrorCode::kInvalidArgument);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Cases, ChoiceOf,
    testing::Values(ChoiceCase{"For", MajorityContest(), {{0}}, true},
                    ChoiceCase{"Abstain", MajorityContest(), {{2}}, true},
                    ChoiceCase{"Unknown", MajorityContest(), {{3}}, false},
                    ChoiceCase{"FarUnknown", MajorityContest(), {{kMost}}, false},
                    ChoiceCase{"Blank", MajorityContest(), {{}}, false},
                    ChoiceCase{"BlankWhereAllowed", MajorityWithBlanks(), {{}}, true},
                    ChoiceCase{"ForAndAgainst", MajorityContest(), {{0, 1}}, false},
                    ChoiceCase{"TwoPosts", TwoOfThree(), {{0, 2}}, true},
                    ChoiceCase{"FewerThanPosts", TwoOfThree(), {{1}}, true},
                    ChoiceCase{"BlankElection", TwoOfThree(), {{}}, true},
                    ChoiceCase{"MoreThanPosts", TwoOfThree(), {{0, 1, 2}}, false},
                    ChoiceCase{"NotAscending", TwoOfThree(), {{2, 0}}, false},
                    ChoiceCase{"SameTwice", TwoOfThree(), {{1, 1}}, false},
                    ChoiceCase{"WriteIn", TwoOfThree(true), {{3}}, false}),
    [](const auto& row) { return row.param.name; });

// --- Electronic ----------------------------------------------------------------------

TEST(CountElectronic, CountsEachOption) {
  const std::vector<Choice> choices = {{{0}}, {{1}}, {{0}}, {{2}}, {{0}}};
  const auto count = CountElectronic(MajorityContest(), choices, 7);
  ASSERT_TRUE(count);
  EXPECT_EQ(*count, (ContestCount{.votes = {3, 1, 1}, .ballots = 5, .not_voting = 2}));
}

TEST(CountElectronic, CountsBlankBallotsAsBallots) {
  const std::vector<Choice> choices = {{{0, 1}}, {{}}, {{2}}, {{}}};
  const auto count = CountElectronic(TwoOfThree(), choices, 4);
  ASSERT_TRUE(count);
  EXPECT_EQ(*count, (ContestCount{.votes = {1, 1, 1}, .ballots = 4, .blank = 2}));
}

TEST(CountElectronic, CountsASilentRoll) {
  const auto count = CountElectronic(MajorityContest(), {}, 35);
  ASSERT_TRUE(count);
  EXPECT_EQ(*count, (ContestCount{.votes = {0, 0, 0}, .not_voting = 35}));
}

TEST(CountElectronic, RefusesMoreBallotsThanTheRoll) {
  const std::vector<Choice> choices(3, Choice{{0}});
  EXPECT_TRUE(CountElectronic(MajorityContest(), choices, 3));
  EXPECT_FALSE(CountElectronic(MajorityContest(), choices, 2));
  EXPECT_FALSE(CountElectronic(MajorityContest(), choices, 0));
}

TEST(CountElectronic, RefusesAnInvalidChoiceAmongMany) {
  std::vector<Choice> choices(34, Choice{{0}});
  choices.push_back({{0, 1}});
  EXPECT_FALSE(CountElectronic(MajorityContest(), choices, 35));
}

TEST(CountElectronic, CountsTheLargestHall) {
  std::vector<Choice> choices(2'990, Choice{{0}});
  choices.resize(3'000, Choice{{1}});
  const auto count = CountElectronic(MajorityContest(), choices, 3'000);
  ASSERT_TRUE(count);
  EXPECT_EQ(count->votes, (Votes{2'990, 10, 0}));
}

// --- Papers --------------------------------------------------------------------------

PaperCount Papers() {
  return {.issued = 33,
          .returned = 32,
          .valid = 30,
          .invalid = 2,
          .blank = 1,
          .votes = {20, 17, 15, 3},
          .write_ins = {{"Qian", 2}, {"Sun", 1}}};
}

TEST(CountPaper, AccountsForEverybody) {
  const auto count = CountPaper(TwoOfThree(true), Papers(), 34);
  ASSERT_TRUE(count);
  EXPECT_EQ(*count, (ContestCount{.votes = {20, 17, 15, 3},
                                  .write_ins = {{"Qian", 2}, {"Sun", 1}},
                                  .ballots = 30,
                                  .blank = 1,
                                  .invalid = 2,
                                  .not_voting = 2}));
}

struct PaperCase {
  const char* name;
  std::function<void(PaperCount&)> change;
  bool valid;
};

class PaperFigures : public testing::TestWithParam<PaperCase> {};

TEST_P(PaperFigures, AreJudged) {
  PaperCount papers = Papers();
  GetParam().change(papers);

  const auto got = CountPaper(TwoOfThree(true), papers, 34);

  EXPECT_EQ(got.has_value(), GetParam().valid);
  if (!got) {
    EXPECT_EQ(got.error().code, ErrorCode::kInvalidArgument);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Cases, PaperFigures,
    testing::Values(
        PaperCase{"WholeRollIssued", [](auto& p) { p.issued = 34; }, true},
        PaperCase{"MoreIssuedThanRoll", [](auto& p) { p.issued = 35; }, false},
        PaperCase{"AllReturned", [](auto& p) { p.issued = 32; }, true},
        PaperCase{"MoreReturnedThanIssued", [](auto& p) { p.issued = 31; }, false},
        PaperCase{"ReturnedNotSorted", [](auto& p) { p.returned = 33; }, false},
        PaperCase{"ValidMissing", [](auto& p) { p.valid = 29; }, false},
        PaperCase{"InvalidMissing", [](auto& p) { p.invalid = 1; }, false},
        PaperCase{"SumWraps",
                  [](auto& p) {
                    p.valid = kMost;
                    p.invalid = 33;
                  },
                  false},
        PaperCase{"MoreBlankThanValid", [](auto& p) { p.blank = 31; }, false},
        PaperCase{"MarkedWithoutMarks", [](auto& p) { p.votes = {20, 5, 0, 3}; }, false},
        PaperCase{"EachMarkedOnce", [](auto& p) { p.votes = {20, 6, 0, 3}; }, true},
        PaperCase{"EachMarkedTwice", [](auto& p) { p.votes = {29, 26, 0, 3}; }, true},
        PaperCase{"MoreMarksThanPosts", [](auto& p) { p.votes = {29, 27, 0, 3}; }, false},
        PaperCase{"OptionAboveBallots", [](auto& p) { p.votes = {30, 0, 0, 3}; }, false},
        PaperCase{"OptionMissing", [](auto& p) { p.votes = {29, 26, 3}; }, false},
        PaperCase{"OptionTooMany", [](auto& p) { p.votes.push_back(0); }, false},
        PaperCase{"NamesMissing", [](auto& p) { p.write_ins.clear(); }, false},
        PaperCase{"NameMissing", [](auto& p) { p.write_ins.pop_back(); }, false},
        PaperCase{"NamesAboveWriteIn", [](auto& p) { p.write_ins[0].votes = 3; }, false},
        PaperCase{"NameWithoutVotes", [](auto& p) { p.write_ins = {{"Qian", 3}, {"Sun", 0}}; },
                  false},
        PaperCase{"NamesNotAscending", [](auto& p) { p.write_ins = {{"Sun", 1}, {"Qian", 2}}; },
                  false},
        PaperCase{"NameTwice", [](auto& p) { p.write_ins = {{"Sun", 1}, {"Sun", 2}}; }, false},
        PaperCase{"Nameless", [](auto& p) { p.write_ins = {{"", 3}}; }, false},
        PaperCase{"CandidateWrittenIn", [](auto& p) { p.write_ins = {{"Li", 1}, {"Sun", 2}}; },
                  false},
        PaperCase{"NameTooLong",
                  [](auto& p) { p.write_ins = {{std::string(kMaxLabelBytes + 1, 'a'), 3}}; },
                  false},
        PaperCase{"SeveralNamesAPaper",
                  [](auto& p) {
                    p.votes = {0, 0, 0, 58};
                    p.write_ins = {{"Qian", 29}, {"Sun", 29}};
                  },
                  true},
        PaperCase{"NameAboveBallots",
                  [](auto& p) {
                    p.votes = {0, 0, 0, 58};
                    p.write_ins = {{"Qian", 30}, {"Sun", 28}};
                  },
                  false}),
    [](const auto& row) { return row.param.name; });

TEST(Verdict, IsVoidOnlyWhenMoreReturnThanWereIssued) {
  EXPECT_EQ(Verdict({.issued = 33, .returned = 34}), PaperVerdict::kVoid);
  EXPECT_EQ(Verdict({.issued = 33, .returned = 33}), PaperVerdict::kCounts);
  EXPECT_EQ(Verdict({.issued = 33, .returned = 0}), PaperVerdict::kCounts);
  EXPECT_EQ(Verdict({.issued = 0, .returned = kMost}), PaperVerdict::kVoid);
}

TEST(CountPaper, RefusesBlankPapersUnlessTheTermsAllowThem) {
  const PaperCount papers{
      .issued = 5, .returned = 5, .valid = 5, .invalid = 0, .blank = 1, .votes = {4, 0, 0}};
  EXPECT_FALSE(CountPaper(MajorityContest(), papers, 5));
  EXPECT_TRUE(CountPaper(MajorityWithBlanks(), papers, 5));
}

TEST(CountPaper, RefusesNamesWhereNoneCanBeWritten) {
  PaperCount papers = Papers();
  papers.votes = {20, 17, 15};
  EXPECT_FALSE(CountPaper(TwoOfThree(), papers, 34));
  papers.write_ins.clear();
  EXPECT_TRUE(CountPaper(TwoOfThree(), papers, 34));
}

TEST(CountPaper, ReachesTheLimitsOfItsNumbers) {
  const PaperCount papers{
      .issued = kMost, .returned = kMost, .valid = kMost, .votes = {kMost, kMost, 0}};
  const auto count = CountPaper(TwoOfThree(), papers, kMost);
  ASSERT_TRUE(count);
  EXPECT_EQ(count->not_voting, 0u);

  PaperCount above = papers;
  above.votes = {kMost, kMost, 1};
  EXPECT_FALSE(CountPaper(TwoOfThree(), above, kMost));
}

// --- Hands ---------------------------------------------------------------------------

TEST(CountHands, LeavesTheRestNotVoting) {
  const auto count = CountHands(MajorityContest(), Votes{20, 5, 3}, 33);
  ASSERT_TRUE(count);
  EXPECT_EQ(*count, (ContestCount{.votes = {20, 5, 3}, .ballots = 28, .not_voting = 5}));
}

TEST(CountHands, RefusesMoreHandsThanTheRoll) {
  EXPECT_TRUE(CountHands(MajorityContest(), Votes{20, 10, 3}, 33));
  EXPECT_FALSE(CountHands(MajorityContest(), Votes{20, 10, 4}, 33));
  EXPECT_FALSE(CountHands(MajorityContest(), Votes{kMost, 1, 0}, 0));
  EXPECT_FALSE(CountHands(MajorityContest(), Votes{kMost, kMost, kMost}, kMost));
}

TEST(CountHands, RefusesAnotherNumberOfOptions) {
  EXPECT_FALSE(CountHands(MajorityContest(), Votes{20, 10}, 33));
  EXPECT_FALSE(CountHands(MajorityContest(), Votes{20, 10, 0, 0}, 33));
  EXPECT_FALSE(CountHands(MajorityContest(), Votes{}, 33));
}

TEST(CountHands, CountsOnlyWhereEachHandIsRaisedOnce) {
  EXPECT_FALSE(CanCountHands(TwoOfThree()));
  EXPECT_FALSE(CountHands(TwoOfThree(), Votes{1, 1, 1}, 33));
  const ContestTerms one = ElectionContest({"Li", "Wang"}, {.posts = 1});
  EXPECT_TRUE(CanCountHands(one));
  EXPECT_TRUE(CountHands(one, Votes{20, 10}, 33));
  EXPECT_TRUE(CanCountHands(MajorityContest()));
  EXPECT_TRUE(CanCountHands(EvaluationContest()));
}

TEST(CountHands, RefusesHandsForTheWriteIn) {
  const ContestTerms terms = ElectionContest({"Li", "Wang"}, {.posts = 1}, true);
  EXPECT_TRUE(CountHands(terms, Votes{20, 10, 0}, 33));
  EXPECT_FALSE(CountHands(terms, Votes{20, 10, 1}, 33));
}

// --- Counts --------------------------------------------------------------------------

TEST(ContestCount, AccountsForEachMemberOnce) {
  const ContestCount good{.votes = {10, 4, 1}, .ballots = 15, .invalid = 2, .not_voting = 3};
  EXPECT_TRUE(Validate(MajorityContest(), good, 20));
  EXPECT_FALSE(Validate(MajorityContest(), good, 19));
  EXPECT_FALSE(Validate(MajorityContest(), good, 21));

  ContestCount more_votes = good;
  more_votes.votes[0] = 11;
  EXPECT_FALSE(Validate(MajorityContest(), more_votes, 20));
  ContestCount fewer_votes = good;
  fewer_votes.votes[0] = 9;
  EXPECT_FALSE(Validate(MajorityContest(), fewer_votes, 20));
}

TEST(ContestCount, HasNoMoreBlankBallotsThanBallots) {
  const ContestCount count{.votes = {kMost, 0, 0}, .ballots = 0, .blank = 1, .not_voting = 20};
  EXPECT_FALSE(Validate(MajorityWithBlanks(), count, 20));
}

TEST(ContestCount, DoesNotWrap) {
  const ContestCount count{.votes = {1, 0, 0}, .ballots = 1, .invalid = kMost, .not_voting = kMost};
  EXPECT_FALSE(Validate(MajorityContest(), count, kMost));
}

}  // namespace
}  // namespace plenary::rules
