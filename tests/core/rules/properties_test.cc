// Laws that hold whatever the numbers. Expected values come from definitions, by brute
// force, never from the formulas under test.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "core/rules/outcome.h"

namespace plenary::rules {
namespace {

// The definition: votes/of against numerator/denominator, without division. A share of
// nobody is reached by nobody.
bool Reaches(Fraction share, std::uint32_t votes, std::uint32_t of) {
  if (of == 0 || votes == 0) return false;
  const std::uint64_t left = std::uint64_t{votes} * share.denominator;
  const std::uint64_t right = std::uint64_t{of} * share.numerator;
  return share.strict ? left > right : left >= right;
}

std::uint32_t Between(std::uint32_t low, std::uint32_t high) {  // both included
  return static_cast<std::uint32_t>(*rc::gen::inRange<std::uint64_t>(low, std::uint64_t{high} + 1));
}

Fraction AnyShare(bool decisive = false) {
  return *rc::gen::suchThat(
      rc::gen::exec([] {
        const std::uint32_t denominator = Between(1, *rc::gen::element(9u, kMaxDenominator));
        return Fraction{Between(1, denominator), denominator, *rc::gen::arbitrary<bool>()};
      }),
      [decisive](Fraction share) { return decisive ? IsDecisive(share) : IsValid(share); });
}

Majority AnyMajority(bool decisive = false) {
  return {*rc::gen::element(Base::kAll, Base::kPresent, Base::kVoting), AnyShare(decisive)};
}

Attendance AnyAttendance() {
  Attendance a;
  a.present = Between(0, 60);
  a.recused = Between(0, std::min(a.present, 3u));
  a.on_leave = Between(0, 10);
  a.absent = Between(0, 10);
  a.composition = a.present + a.on_leave + a.absent;
  return a;
}

ContestTerms AnyElection() {
  const std::uint32_t candidates = Between(1, 6);
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < candidates; ++i) names.push_back(std::to_string(i));
  Election election{.posts = Between(1, candidates), .threshold = std::nullopt};
  if (*rc::gen::arbitrary<bool>()) election.threshold = AnyMajority();
  return ElectionContest(names, election, *rc::gen::arbitrary<bool>());
}

ContestTerms AnyTerms() {
  switch (Between(0, 2)) {
    case 0:
      return MajorityContest(AnyMajority(true));
    case 1:
      return AnyElection();
  }
  return EvaluationContest({AnyMajority(), *rc::gen::arbitrary<bool>(), AnyMajority()});
}

Choice AnyChoice(const ContestTerms& terms) {
  Choice choice;
  const std::uint32_t marks = Between(terms.min_choices, terms.max_choices);
  for (std::uint32_t i = 0; i < terms.options.size(); ++i) {
    if (terms.options[i].kind != OptionKind::kWriteIn) choice.options.push_back(i);
  }
  while (choice.options.size() > marks) {
    const std::uint32_t out = Between(0, static_cast<std::uint32_t>(choice.options.size()) - 1);
    choice.options.erase(choice.options.begin() + out);
  }
  return choice;
}

std::vector<Choice> AnyChoices(const ContestTerms& terms, std::uint32_t roll) {
  std::vector<Choice> choices(Between(0, roll));
  for (Choice& choice : choices) choice = AnyChoice(terms);
  return choices;
}

ContestResult Decide(const ContestTerms& terms, const std::vector<Choice>& choices,
                     const Attendance& attendance) {
  const auto count = CountElectronic(terms, choices, Roll(attendance));
  RC_ASSERT(count.has_value());
  auto result = Evaluate(terms, *count, attendance, Roll(attendance));
  RC_ASSERT(result.has_value());
  return *std::move(result);
}

std::uint32_t Elected(const ContestResult& result) {
  return static_cast<std::uint32_t>(std::ranges::count(result.standings, Standing::kElected));
}

// --- Shares --------------------------------------------------------------------------

RC_GTEST_PROP(Needed, IsTheLeastThatReaches, ()) {
  const Fraction share = AnyShare();
  const std::uint32_t of =
      *rc::gen::oneOf(rc::gen::inRange<std::uint32_t>(1, 200), rc::gen::arbitrary<std::uint32_t>());
  RC_PRE(of > 0);
  const std::uint32_t needed = Needed(share, of);
  RC_ASSERT(needed >= 1 && needed <= of);
  RC_ASSERT(Reaches(share, needed, of));
  RC_ASSERT(!Reaches(share, needed - 1, of));
}

TEST(Needed, AgreesWithTheDefinitionForEverySmallCase) {
  for (std::uint32_t d = 1; d <= 12; ++d) {
    for (std::uint32_t n = 1; n <= d; ++n) {
      for (const bool strict : {false, true}) {
        const Fraction share{n, d, strict};
        if (!IsValid(share)) continue;
        for (std::uint32_t of = 0; of <= 60; ++of) {
          for (std::uint32_t votes = 0; votes <= of; ++votes) {
            ASSERT_EQ(votes >= Needed(share, of), Reaches(share, votes, of))
                << votes << " of " << of << " for " << n << "/" << d << (strict ? " strict" : "");
          }
        }
      }
    }
  }
}

RC_GTEST_PROP(Needed, GrowsByAtMostOneAMember, ()) {
  const Fraction share = AnyShare();
  const std::uint32_t of = Between(0, 0xFFFFFFFEu);
  const std::uint32_t now = Needed(share, of);
  const std::uint32_t then = Needed(share, of + 1);
  RC_ASSERT(then == now || then == now + 1);
}

RC_GTEST_PROP(DecisiveShare, IsNeverReachedByBothSides, ()) {
  const Fraction share = AnyShare(true);
  const std::uint32_t of = Between(0, *rc::gen::element(50u, 0xFFFFFFFFu));
  RC_ASSERT(2 * std::uint64_t{Needed(share, of)} > of);
}

RC_GTEST_PROP(Quorum, IsNeverHeldByBothHalves, (std::uint32_t composition)) {
  RC_ASSERT(2 * std::uint64_t{Quorum(composition)} > composition);
  RC_ASSERT(composition == 0 || 2 * (std::uint64_t{Quorum(composition)} - 1) <= composition);
}

// --- Counting ------------------------------------------------------------------------

RC_GTEST_PROP(Count, AccountsForTheWholeRoll, ()) {
  const ContestTerms terms = AnyTerms();
  const Attendance attendance = AnyAttendance();
  const std::uint32_t roll = Roll(attendance);
  const std::vector<Choice> choices = AnyChoices(terms, roll);
  const ContestCount count = Decide(terms, choices, attendance).count;
  RC_ASSERT(count.ballots == choices.size());
  RC_ASSERT(count.ballots + count.invalid + count.not_voting == roll);
  RC_ASSERT(roll + attendance.recused + attendance.on_leave + attendance.absent ==
            attendance.composition);
  std::size_t marks = 0;
  for (const Choice& choice : choices) marks += choice.options.size();
  RC_ASSERT(std::accumulate(count.votes.begin(), count.votes.end(), std::size_t{0}) == marks);
}

RC_GTEST_PROP(Count, DoesNotDependOnTheOrderOfBallots, (unsigned seed)) {
  const ContestTerms terms = AnyTerms();
  const Attendance attendance = AnyAttendance();
  std::vector<Choice> choices = AnyChoices(terms, Roll(attendance));
  const ContestResult before = Decide(terms, choices, attendance);
  std::shuffle(choices.begin(), choices.end(), std::mt19937(seed));
  RC_ASSERT(Decide(terms, choices, attendance) == before);
}

// The same ballots on paper give the same result as from devices.
RC_GTEST_PROP(Count, IsTheSameOnPaper, ()) {
  const ContestTerms terms = AnyTerms();
  const Attendance attendance = AnyAttendance();
  const std::uint32_t roll = Roll(attendance);
  const ContestResult electronic = Decide(terms, AnyChoices(terms, roll), attendance);
  const ContestCount& count = electronic.count;
  const PaperCount papers{.issued = Between(count.ballots, roll),
                          .returned = count.ballots,
                          .valid = count.ballots,
                          .invalid = 0,
                          .blank = count.blank,
                          .votes = count.votes,
                          .write_ins = {}};
  const auto counted = CountPaper(terms, papers, roll);
  RC_ASSERT(counted.has_value());
  RC_ASSERT(*counted == count);
}

// Whatever scrutineers enter is refused or accounts for everybody: never a crash. Sound
// figures with up to two of them changed, so that both happen often.
RC_GTEST_PROP(PaperCount, IsRefusedOrSound, ()) {
  const ContestTerms terms = AnyTerms();
  const Attendance attendance = AnyAttendance();
  const std::uint32_t roll = Roll(attendance);
  const ContestCount sound = Decide(terms, AnyChoices(terms, roll), attendance).count;
  PaperCount papers{.issued = roll,
                    .returned = sound.ballots,
                    .valid = sound.ballots,
                    .blank = sound.blank,
                    .votes = sound.votes};
  std::vector<std::uint32_t*> figures = {&papers.issued, &papers.returned, &papers.valid,
                                         &papers.invalid, &papers.blank};
  for (std::uint32_t& votes : papers.votes) figures.push_back(&votes);
  for (std::uint32_t changes = Between(0, 2); changes > 0; --changes) {
    *figures[Between(0, static_cast<std::uint32_t>(figures.size()) - 1)] = *rc::gen::oneOf(
        rc::gen::inRange<std::uint32_t>(0, 60), rc::gen::arbitrary<std::uint32_t>());
  }

  const auto count = CountPaper(terms, papers, roll);
  const auto hands = CountHands(terms, papers.votes, roll);

  RC_TAG(count.has_value(), hands.has_value());
  for (const auto& got : {count, hands}) {
    if (!got) continue;
    RC_ASSERT(std::uint64_t{got->ballots} + got->invalid + got->not_voting == roll);
    RC_ASSERT(Evaluate(terms, *got, attendance, roll).has_value());
  }
  RC_ASSERT(!count || Verdict(papers) == PaperVerdict::kCounts);
}

// --- Outcomes ------------------------------------------------------------------------

std::uint32_t BaseByDefinition(Base base, const Attendance& attendance,
                               const std::vector<Choice>& choices) {
  if (base == Base::kAll) return attendance.composition;
  if (base == Base::kPresent) return attendance.present;
  return static_cast<std::uint32_t>(
      std::ranges::count_if(choices, [](const Choice& choice) { return !choice.options.empty(); }));
}

std::uint32_t Chose(const std::vector<Choice>& choices, std::uint32_t option) {
  return static_cast<std::uint32_t>(std::ranges::count_if(choices, [option](const Choice& choice) {
    return std::ranges::find(choice.options, option) != choice.options.end();
  }));
}

RC_GTEST_PROP(Majority, IsWhatItsDefinitionSays, ()) {
  const Majority majority = AnyMajority(true);
  const ContestTerms terms = MajorityContest(majority);
  const Attendance attendance = AnyAttendance();
  const std::vector<Choice> choices = AnyChoices(terms, Roll(attendance));
  const std::uint32_t base = BaseByDefinition(majority.base, attendance, choices);
  const bool adopted = Reaches(majority.share, Chose(choices, 0), base);
  const ContestResult result = Decide(terms, choices, attendance);
  RC_ASSERT((result.outcome == Outcome::kAdopted) == adopted);
  RC_ASSERT(result.threshold.base == base);
}

// One more "for", from a member who was silent or chose otherwise, never harms.
RC_GTEST_PROP(Majority, OneMoreForNeverHarms, ()) {
  const ContestTerms terms = MajorityContest(AnyMajority(true));
  Attendance attendance = AnyAttendance();
  ++attendance.present;
  ++attendance.composition;
  const std::uint32_t roll = Roll(attendance);
  std::vector<Choice> choices = AnyChoices(terms, roll);
  // Most are for, or hardly anything would be adopted.
  std::fill_n(choices.begin(), choices.size() * 3 / 4, Choice{{0}});
  const bool adopted = Decide(terms, choices, attendance).outcome == Outcome::kAdopted;
  if (choices.size() < roll && (choices.empty() || *rc::gen::arbitrary<bool>())) {
    choices.push_back({{0}});
  } else {
    choices.back() = {{0}};
  }
  const bool still = Decide(terms, choices, attendance).outcome == Outcome::kAdopted;
  RC_TAG(adopted, still);
  RC_ASSERT(still || !adopted);
}

// Of the full composition, an abstention or silence weighs like a no.
RC_GTEST_PROP(MajorityOfAll, DoesNotTellNoFromSilence, ()) {
  const ContestTerms terms = MajorityContest({Base::kAll, AnyShare(true)});
  const Attendance attendance = AnyAttendance();
  const std::vector<Choice> choices = AnyChoices(terms, Roll(attendance));
  std::vector<Choice> fors;
  std::vector<Choice> noes;
  for (const Choice& choice : choices) {
    if (choice == Choice{{0}}) fors.push_back(choice);
    noes.push_back(choice == Choice{{0}} ? choice : Choice{{1}});
  }
  const ContestResult result = Decide(terms, choices, attendance);
  RC_ASSERT(Decide(terms, fors, attendance).threshold == result.threshold);
  RC_ASSERT(Decide(terms, noes, attendance).threshold == result.threshold);
  RC_ASSERT(Decide(terms, noes, attendance).outcome == result.outcome);
}

RC_GTEST_PROP(Evaluation, IsWhatItsDefinitionSays, ()) {
  const Evaluation rule{AnyMajority(), *rc::gen::arbitrary<bool>(), AnyMajority()};
  const ContestTerms terms = EvaluationContest(rule, OptionKind::kNotAcquainted);
  const Attendance attendance = AnyAttendance();
  const std::vector<Choice> choices = AnyChoices(terms, Roll(attendance));
  const auto reaches = [&](const Majority& majority, std::uint32_t votes) {
    return Reaches(majority.share, votes, BaseByDefinition(majority.base, attendance, choices));
  };
  const std::uint32_t best = Chose(choices, 0);
  const std::uint32_t enough = rule.basically_counts ? best + Chose(choices, 1) : best;
  Outcome want = Outcome::kNotSatisfied;
  if (reaches(rule.satisfied, enough)) {
    want = reaches(rule.excellent, best) ? Outcome::kExcellent : Outcome::kSatisfied;
  }
  RC_ASSERT(Decide(terms, choices, attendance).outcome == want);
}

// A person's standing from the definition: how many who reached the threshold have more
// votes, and how many as many.
Standing StandingByDefinition(std::size_t person, const std::vector<std::uint32_t>& votes,
                              const std::vector<bool>& reached, std::uint32_t posts) {
  if (!reached[person]) return Standing::kNotElected;
  std::size_t above = 0;
  std::size_t level = 0;  // the person too
  for (std::size_t i = 0; i < votes.size(); ++i) {
    if (reached[i] && votes[i] > votes[person]) ++above;
    if (reached[i] && votes[i] == votes[person]) ++level;
  }
  if (above + level <= posts) return Standing::kElected;
  return above < posts ? Standing::kTied : Standing::kNotElected;
}

RC_GTEST_PROP(Election, IsWhatItsDefinitionSays, ()) {
  const ContestTerms terms = AnyElection();
  const auto& election = std::get<Election>(terms.rule);
  const Attendance attendance = AnyAttendance();
  const std::vector<Choice> choices = AnyChoices(terms, Roll(attendance));
  std::vector<std::uint32_t> votes;
  std::vector<bool> reached;
  for (std::uint32_t i = 0; i < terms.options.size(); ++i) {
    votes.push_back(Chose(choices, i));
    reached.push_back(election.threshold
                          ? Reaches(election.threshold->share, votes[i],
                                    BaseByDefinition(election.threshold->base, attendance, choices))
                          : votes[i] > 0);
  }
  const ContestResult result = Decide(terms, choices, attendance);
  for (std::size_t i = 0; i < votes.size(); ++i) {
    RC_ASSERT(result.standings[i] == StandingByDefinition(i, votes, reached, election.posts));
  }
}

RC_GTEST_PROP(Election, NeverElectsMoreThanPosts, ()) {
  const ContestTerms terms = AnyElection();
  const std::uint32_t posts = std::get<Election>(terms.rule).posts;
  const Attendance attendance = AnyAttendance();
  const ContestResult result = Decide(terms, AnyChoices(terms, Roll(attendance)), attendance);
  const std::uint32_t elected = Elected(result);
  RC_ASSERT(elected <= posts);
  RC_ASSERT((result.outcome == Outcome::kElected) == (elected == posts));
  RC_ASSERT((result.outcome == Outcome::kNobodyElected) == (elected == 0));
  // Ties come only where posts stay open, and they are more than these.
  const auto tied = std::ranges::count(result.standings, Standing::kTied);
  if (tied > 0) RC_ASSERT(static_cast<std::uint32_t>(tied) > posts - elected);
}

// Written names rank like candidates: as candidates they would stand as they do.
RC_GTEST_PROP(Election, TreatsWrittenNamesLikeCandidates, ()) {
  const Election election{.posts = Between(1, 2), .threshold = Majority{Base::kVoting, AnyShare()}};
  const ContestTerms listed = ElectionContest({"a", "b", "c", "d"}, election);
  Attendance attendance = AnyAttendance();
  attendance.present += 2;
  attendance.composition += 2;
  const std::uint32_t roll = Roll(attendance);
  RC_PRE(roll >= 2u);
  std::vector<Choice> choices = AnyChoices(listed, roll - 2);
  choices.push_back({{2}});
  choices.push_back({{3}});
  const ContestResult want = Decide(listed, choices, attendance);

  const auto& votes = want.count.votes;
  ContestCount count = want.count;
  count.votes = {votes[0], votes[1], votes[2] + votes[3]};
  count.write_ins = {{"c", votes[2]}, {"d", votes[3]}};
  const auto got = Evaluate(ElectionContest({"a", "b"}, election, true), count, attendance, roll);
  RC_ASSERT(got.has_value());
  RC_ASSERT(got->standings ==
            (std::vector{want.standings[0], want.standings[1], Standing::kNotElected}));
  RC_ASSERT(got->write_in_standings == (std::vector{want.standings[2], want.standings[3]}));
  RC_ASSERT(got->outcome == want.outcome);
}

}  // namespace
}  // namespace plenary::rules
