#include "core/rules/contest.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace plenary::rules {
namespace {

ContestTerms Mayors(std::uint32_t posts = 2, bool write_in = false) {
  return ElectionContest({"Li", "Wang", "Zhao"}, {.posts = posts}, write_in);
}

std::vector<OptionKind> Kinds(const ContestTerms& terms) {
  std::vector<OptionKind> kinds;
  for (const Option& option : terms.options) kinds.push_back(option.kind);
  return kinds;
}

TEST(UsualTerms, AreValid) {
  for (const Majority majority :
       {kMoreThanHalfOfAll, kTwoThirdsOfAll, kMoreThanHalfOfPresent, kMoreThanHalfOfVoting}) {
    EXPECT_TRUE(Validate(MajorityContest(majority)));
  }
  EXPECT_TRUE(Validate(Mayors(1)));
  EXPECT_TRUE(Validate(Mayors(2, true)));
  EXPECT_TRUE(Validate(Mayors(3)));  // as many posts as candidates
  EXPECT_TRUE(Validate(ElectionContest({"Li"}, {.posts = 1, .threshold = std::nullopt})));
  EXPECT_TRUE(Validate(EvaluationContest()));
  EXPECT_TRUE(Validate(EvaluationContest({}, OptionKind::kNotAcquainted)));
}

TEST(UsualTerms, ListTheirOptionsInOrder) {
  using enum OptionKind;
  EXPECT_EQ(Kinds(MajorityContest()), (std::vector{kFor, kAgainst, kAbstain}));
  EXPECT_EQ(Kinds(Mayors(1, true)), (std::vector{kCandidate, kCandidate, kCandidate, kWriteIn}));
  EXPECT_EQ(Kinds(EvaluationContest()),
            (std::vector{kSatisfied, kBasicallySatisfied, kNotSatisfied, kAbstain}));
  EXPECT_EQ(Mayors().options[1].label, "Wang");
}

TEST(UsualTerms, AllowBlankBallotsInElectionsOnly) {
  EXPECT_EQ(MajorityContest().min_choices, 1u);
  EXPECT_EQ(EvaluationContest().min_choices, 1u);
  EXPECT_EQ(Mayors().min_choices, 0u);
  EXPECT_EQ(Mayors(2).max_choices, 2u);
}

TEST(UsualTerms, AreTheDefaultsOfTheCommittee) {
  EXPECT_EQ(Election{}.threshold, kMoreThanHalfOfAll);
  EXPECT_EQ(Evaluation{}.satisfied, kMoreThanHalfOfAll);
  EXPECT_TRUE(Evaluation{}.basically_counts);
  EXPECT_EQ(Evaluation{}.excellent, kTwoThirdsOfAll);
}

TEST(OptionKind, NumbersNeverChange) {
  using enum OptionKind;
  std::uint8_t number = 0;
  for (const OptionKind kind : {kFor, kAgainst, kAbstain, kCandidate, kSatisfied,
                                kBasicallySatisfied, kNotSatisfied, kNotAcquainted, kWriteIn}) {
    EXPECT_EQ(static_cast<std::uint8_t>(kind), ++number);
  }
}

struct TermsCase {
  const char* name;
  ContestTerms terms;
  std::function<void(ContestTerms&)> change;
  bool valid;
};

class Terms : public testing::TestWithParam<TermsCase> {};

TEST_P(Terms, AreJudged) {
  ContestTerms terms = GetParam().terms;
  ASSERT_TRUE(Validate(terms));

  GetParam().change(terms);

  const auto got = Validate(terms);
  EXPECT_EQ(got.has_value(), GetParam().valid);
  if (!got) {
    EXPECT_EQ(got.error().code, ErrorCode::kInvalidArgument);
  }
}

constexpr auto kName = [](const auto& row) { return row.param.name; };

INSTANTIATE_TEST_SUITE_P(
    Majorities, Terms,
    testing::Values(
        TermsCase{"BlankAllowed", MajorityContest(), [](auto& terms) { terms.min_choices = 0; },
                  true},
        TermsCase{"TwoMarksNeeded", MajorityContest(), [](auto& terms) { terms.min_choices = 2; },
                  false},
        TermsCase{"TwoMarks", MajorityContest(), [](auto& terms) { terms.max_choices = 2; }, false},
        TermsCase{"NoMark", MajorityContest(), [](auto& terms) { terms.max_choices = 0; }, false},
        TermsCase{"NoOptions", MajorityContest(), [](auto& terms) { terms.options.clear(); },
                  false},
        TermsCase{"NoAbstain", MajorityContest(), [](auto& terms) { terms.options.pop_back(); },
                  false},
        TermsCase{"TwoFor", MajorityContest(),
                  [](auto& terms) { terms.options[1].kind = OptionKind::kFor; }, false},
        TermsCase{"FourthOption", MajorityContest(),
                  [](auto& terms) { terms.options.push_back({OptionKind::kAbstain, {}}); }, false},
        TermsCase{"OtherOrder", MajorityContest(),
                  [](auto& terms) { std::swap(terms.options[0], terms.options[1]); }, false},
        TermsCase{"LabelBelyingItsKind", MajorityContest(),
                  [](auto& terms) { terms.options[0].label = "against"; }, false},
        TermsCase{"TieAdopts", MajorityContest(),
                  [](auto& terms) { terms.rule = Majority{Base::kAll, {1, 2, false}}; }, false},
        TermsCase{"MinorityAdopts", MajorityContest(),
                  [](auto& terms) { terms.rule = Majority{Base::kAll, {1, 3, true}}; }, false},
        TermsCase{"ShareOfZero", MajorityContest(),
                  [](auto& terms) { terms.rule = Majority{Base::kAll, {1, 0, true}}; }, false},
        TermsCase{"UnknownBase", MajorityContest(),
                  [](auto& terms) { terms.rule = Majority{static_cast<Base>(9), kMoreThanHalf}; },
                  false},
        TermsCase{"OtherRule", MajorityContest(), [](auto& terms) { terms.rule = Evaluation{}; },
                  false},
        TermsCase{"UnknownKind", MajorityContest(),
                  [](auto& terms) { terms.options[2].kind = static_cast<OptionKind>(200); },
                  false}),
    kName);

INSTANTIATE_TEST_SUITE_P(
    Elections, Terms,
    testing::Values(
        TermsCase{"MarkNeeded", Mayors(), [](auto& terms) { terms.min_choices = 1; }, true},
        TermsCase{"TwoMarksNeeded", Mayors(), [](auto& terms) { terms.min_choices = 2; }, false},
        TermsCase{"MoreMarksThanPosts", Mayors(), [](auto& terms) { terms.max_choices = 3; },
                  false},
        TermsCase{"FewerMarksThanPosts", Mayors(), [](auto& terms) { terms.max_choices = 1; },
                  false},
        TermsCase{"FewerCandidatesThanPosts", Mayors(),
                  [](auto& terms) { terms.options.resize(1); }, false},
        TermsCase{"WriteInIsNoCandidate", Mayors(3),
                  [](auto& terms) { terms.options[2] = {OptionKind::kWriteIn, {}}; }, false},
        TermsCase{"NoPost", Mayors(),
                  [](auto& terms) {
                    terms.rule = Election{.posts = 0};
                    terms.max_choices = 0;
                  },
                  false},
        TermsCase{"TwoWriteIns", Mayors(2, true),
                  [](auto& terms) { terms.options.push_back({OptionKind::kWriteIn, {}}); }, false},
        TermsCase{"WriteInFirst", Mayors(2, true),
                  [](auto& terms) { std::swap(terms.options.front(), terms.options.back()); },
                  false},
        TermsCase{"WriteInWithName", Mayors(2, true),
                  [](auto& terms) { terms.options.back().label = "Sun"; }, false},
        TermsCase{"Abstain", Mayors(),
                  [](auto& terms) { terms.options.push_back({OptionKind::kAbstain, {}}); }, false},
        TermsCase{"Nameless", Mayors(), [](auto& terms) { terms.options[1].label.clear(); }, false},
        TermsCase{"SameName", Mayors(), [](auto& terms) { terms.options[1].label = "Li"; }, false},
        TermsCase{"LongestName", Mayors(),
                  [](auto& terms) { terms.options[1].label.assign(kMaxLabelBytes, 'a'); }, true},
        TermsCase{"NameTooLong", Mayors(),
                  [](auto& terms) { terms.options[1].label.assign(kMaxLabelBytes + 1, 'a'); },
                  false},
        TermsCase{"MinorityThreshold", Mayors(),
                  [](auto& terms) {
                    terms.rule =
                        Election{.posts = 2, .threshold = Majority{Base::kAll, {1, 3, false}}};
                  },
                  true},
        TermsCase{"InvalidThreshold", Mayors(),
                  [](auto& terms) {
                    terms.rule =
                        Election{.posts = 2, .threshold = Majority{Base::kAll, {1, 1, true}}};
                  },
                  false}),
    kName);

INSTANTIATE_TEST_SUITE_P(
    Evaluations, Terms,
    testing::Values(
        TermsCase{"BlankAllowed", EvaluationContest(), [](auto& terms) { terms.min_choices = 0; },
                  true},
        TermsCase{"TwoGrades", EvaluationContest(), [](auto& terms) { terms.max_choices = 2; },
                  false},
        TermsCase{"GradesAlone", EvaluationContest(), [](auto& terms) { terms.options.pop_back(); },
                  false},
        TermsCase{"BothOthers", EvaluationContest(),
                  [](auto& terms) { terms.options.push_back({OptionKind::kNotAcquainted, {}}); },
                  false},
        TermsCase{"OtherIsAgainst", EvaluationContest(),
                  [](auto& terms) { terms.options[3].kind = OptionKind::kAgainst; }, false},
        TermsCase{"OtherOrder", EvaluationContest(),
                  [](auto& terms) { std::swap(terms.options[0], terms.options[2]); }, false},
        TermsCase{
            "InvalidSatisfied", EvaluationContest(),
            [](auto& terms) { terms.rule = Evaluation{.satisfied = {Base::kAll, {2, 1, false}}}; },
            false},
        TermsCase{
            "InvalidExcellent", EvaluationContest(),
            [](auto& terms) { terms.rule = Evaluation{.excellent = {static_cast<Base>(0), {}}}; },
            false},
        TermsCase{"LowShares", EvaluationContest(),
                  [](auto& terms) {
                    terms.rule = Evaluation{.satisfied = {Base::kVoting, {1, 3, false}}};
                  },
                  true}),
    kName);

TEST(Terms, HoldAThousandOptions) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < kMaxOptions; ++i) names.push_back(std::to_string(i));
  EXPECT_TRUE(Validate(ElectionContest(names, {.posts = 7})));
  EXPECT_FALSE(Validate(ElectionContest(names, {.posts = 7}, true)));
}

}  // namespace
}  // namespace plenary::rules
