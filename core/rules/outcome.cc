#include "core/rules/outcome.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>
#include <variant>

#include "core/base/check.h"

namespace plenary::rules {
namespace {

std::uint32_t MembersOf(Base base, const ContestResult& result) {
  switch (base) {
    case Base::kAll:
      return result.attendance.composition;
    case Base::kPresent:
      return result.attendance.present;
    case Base::kVoting:
      return result.count.ballots - result.count.blank;
  }
  PLENARY_CHECK(false);  // terms are validated first
  return 0;
}

Threshold Measure(Majority majority, const ContestResult& result, std::uint32_t reached) {
  const std::uint32_t base = MembersOf(majority.base, result);
  return {.base = base, .needed = Needed(majority.share, base), .reached = reached};
}

std::uint32_t Votes(const ContestTerms& terms, const ContestResult& result, OptionKind kind) {
  for (std::size_t i = 0; i < terms.options.size(); ++i) {
    if (terms.options[i].kind == kind) return result.count.votes[i];
  }
  return 0;
}

// Candidates, then persons written in. The line for these is nobody: no votes.
std::vector<std::uint32_t> VotesOfPersons(const ContestTerms& terms, const ContestCount& count) {
  std::vector<std::uint32_t> votes;
  for (std::size_t i = 0; i < terms.options.size(); ++i) {
    votes.push_back(terms.options[i].kind == OptionKind::kCandidate ? count.votes[i] : 0);
  }
  for (const WriteIn& person : count.write_ins) votes.push_back(person.votes);
  return votes;
}

// Where the posts end, among those who reached the threshold.
struct Edge {
  std::uint32_t elected_from;  // these votes or more elect
  std::uint32_t tied_from;     // these or more, short of elected_from, tie
};

Edge FindEdge(std::vector<std::uint32_t> votes, std::uint32_t needed, std::uint32_t posts) {
  std::ranges::sort(votes, std::greater<>());
  if (votes.size() <= posts || votes[posts] < needed) return {needed, needed};
  const std::uint32_t last_in = votes[posts - 1];
  const std::uint32_t first_out = votes[posts];
  if (first_out < last_in) return {last_in, last_in};
  // Cannot wrap: posts + 1 persons share at most `posts` marks a ballot, so not each of
  // them is on every ballot.
  return {last_in + 1, last_in};
}

Standing StandingOf(std::uint32_t votes, const Edge& edge) {
  if (votes >= edge.elected_from) return Standing::kElected;
  return votes >= edge.tied_from ? Standing::kTied : Standing::kNotElected;
}

struct Decider {
  const ContestTerms& terms;
  ContestResult& result;

  void operator()(const Majority& majority) const {
    result.threshold = Measure(majority, result, Votes(terms, result, OptionKind::kFor));
    result.outcome = result.threshold.IsReached() ? Outcome::kAdopted : Outcome::kNotAdopted;
  }

  void operator()(const Election& election) const {
    const std::vector<std::uint32_t> votes = VotesOfPersons(terms, result.count);
    const std::uint32_t most = *std::ranges::max_element(votes);
    result.threshold = election.threshold ? Measure(*election.threshold, result, most)
                                          : Threshold{.base = 0, .needed = 1, .reached = most};

    const Edge edge = FindEdge(votes, result.threshold.needed, election.posts);
    std::uint32_t elected = 0;
    for (std::size_t i = 0; i < votes.size(); ++i) {
      const Standing standing = StandingOf(votes[i], edge);
      if (standing == Standing::kElected) ++elected;
      const bool on_ballot = i < terms.options.size();
      (on_ballot ? result.standings : result.write_in_standings).push_back(standing);
    }
    result.outcome = OutcomeOf(elected, election.posts);
  }

  void operator()(const Evaluation& evaluation) const {
    const std::uint32_t satisfied = Votes(terms, result, OptionKind::kSatisfied);
    const std::uint32_t basically =
        evaluation.basically_counts ? Votes(terms, result, OptionKind::kBasicallySatisfied) : 0;
    // Each member is in one of them at most: no overflow.
    result.threshold = Measure(evaluation.satisfied, result, satisfied + basically);
    result.excellent = Measure(evaluation.excellent, result, satisfied);
    if (!result.threshold.IsReached()) {
      result.outcome = Outcome::kNotSatisfied;
    } else {
      result.outcome = result.excellent.IsReached() ? Outcome::kExcellent : Outcome::kSatisfied;
    }
  }

  static Outcome OutcomeOf(std::uint32_t elected, std::uint32_t posts) {
    if (elected == 0) return Outcome::kNobodyElected;
    return elected == posts ? Outcome::kElected : Outcome::kPartlyElected;
  }
};

}  // namespace

Result<ContestResult> Evaluate(const ContestTerms& terms, const ContestCount& count,
                               const Attendance& attendance, std::uint32_t roll) {
  PLENARY_TRY(Validate(terms));
  PLENARY_TRY(Validate(attendance));
  if (roll != Roll(attendance)) {
    return Fail(ErrorCode::kInvalidArgument, "the roll is not the present less the recused");
  }
  PLENARY_TRY(Validate(terms, count, roll));
  ContestResult result{.count = count, .attendance = attendance, .roll = roll};
  std::visit(Decider{terms, result}, terms.rule);
  return result;
}

}  // namespace plenary::rules
