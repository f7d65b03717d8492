#include "core/rules/contest.h"

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <string_view>
#include <utility>

namespace plenary::rules {
namespace {

constexpr std::array kVotes = {OptionKind::kFor, OptionKind::kAgainst, OptionKind::kAbstain};
constexpr std::array kGrades = {OptionKind::kSatisfied, OptionKind::kBasicallySatisfied,
                                OptionKind::kNotSatisfied};

std::unexpected<Error> Refuse(const char* reason) {
  return Fail(ErrorCode::kInvalidArgument, reason);
}

bool BeginsWith(const std::vector<Option>& options, std::span<const OptionKind> kinds) {
  return options.size() >= kinds.size() &&
         std::ranges::equal(kinds, std::span(options).first(kinds.size()), {}, {}, &Option::kind);
}

// Names where there must be one, and nowhere else; no name twice.
Result<void> ValidateLabels(const std::vector<Option>& options) {
  std::set<std::string_view> names;
  for (const Option& option : options) {
    if (option.kind != OptionKind::kCandidate) {
      if (!option.label.empty()) return Refuse("an option that is no candidate has a label");
      continue;
    }
    if (option.label.empty()) return Refuse("a candidate without a name");
    if (option.label.size() > kMaxLabelBytes) return Refuse("a candidate's name is too long");
    if (!names.insert(option.label).second) return Refuse("two candidates of the same name");
  }
  return {};
}

struct RuleValidator {
  const ContestTerms& terms;

  Result<void> operator()(const Majority& majority) const {
    if (!IsValid(majority)) return Refuse("a majority that is not valid");
    if (!IsDecisive(majority.share)) return Refuse("a majority that a tie would reach");
    if (terms.options.size() != kVotes.size() || !BeginsWith(terms.options, kVotes)) {
      return Refuse("a majority needs the options for, against, abstain");
    }
    return RequireMaxChoices(1);
  }

  Result<void> operator()(const Election& election) const {
    if (election.threshold && !IsValid(*election.threshold)) {
      return Refuse("an election's threshold is not valid");
    }
    const auto others = std::ranges::find_if(
        terms.options, [](const Option& option) { return option.kind != OptionKind::kCandidate; });
    const auto candidates = others - terms.options.begin();
    if (election.posts == 0) return Refuse("an election to no post");
    if (std::cmp_less(candidates, election.posts)) return Refuse("fewer candidates than posts");
    const auto rest = terms.options.end() - others;
    if (rest > 1 || (rest == 1 && others->kind != OptionKind::kWriteIn)) {
      return Refuse("after the candidates comes at most one write-in");
    }
    return RequireMaxChoices(election.posts);
  }

  Result<void> operator()(const Evaluation& evaluation) const {
    if (!IsValid(evaluation.satisfied) || !IsValid(evaluation.excellent)) {
      return Refuse("an evaluation's threshold is not valid");
    }
    if (terms.options.size() != kGrades.size() + 1 || !BeginsWith(terms.options, kGrades)) {
      return Refuse("an evaluation needs three grades and one option more");
    }
    const OptionKind other = terms.options.back().kind;
    if (other != OptionKind::kAbstain && other != OptionKind::kNotAcquainted) {
      return Refuse("after the grades comes abstain or not acquainted");
    }
    return RequireMaxChoices(1);
  }

  Result<void> RequireMaxChoices(std::uint32_t want) const {
    if (terms.max_choices != want) return Refuse("max_choices does not fit the rule");
    return {};
  }
};

template <std::size_t Size>
std::vector<Option> WithoutLabels(const std::array<OptionKind, Size>& kinds) {
  std::vector<Option> options;
  for (const OptionKind kind : kinds) options.push_back({kind, {}});
  return options;
}

}  // namespace

Result<void> Validate(const ContestTerms& terms) {
  if (terms.options.size() > kMaxOptions) return Refuse("too many options");
  if (terms.min_choices > 1) return Refuse("min_choices is neither 0 nor 1");
  PLENARY_TRY(ValidateLabels(terms.options));
  return std::visit(RuleValidator{terms}, terms.rule);
}

ContestTerms MajorityContest(Majority majority) {
  return {.options = WithoutLabels(kVotes), .rule = majority, .min_choices = 1, .max_choices = 1};
}

ContestTerms ElectionContest(std::vector<std::string> candidates, Election election,
                             bool write_in) {
  ContestTerms terms{
      .options = {}, .rule = election, .min_choices = 0, .max_choices = election.posts};
  for (std::string& name : candidates) {
    terms.options.push_back({OptionKind::kCandidate, std::move(name)});
  }
  if (write_in) terms.options.push_back({OptionKind::kWriteIn, {}});
  return terms;
}

ContestTerms EvaluationContest(Evaluation evaluation, OptionKind other) {
  ContestTerms terms{
      .options = WithoutLabels(kGrades), .rule = evaluation, .min_choices = 1, .max_choices = 1};
  terms.options.push_back({other, {}});
  return terms;
}

}  // namespace plenary::rules
