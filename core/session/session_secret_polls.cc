// Secret polls: opened under the holders' key, cast, challenged, sealed, opened by the holders.
#include <algorithm>
#include <utility>

#include "core/ballot/equations.h"
#include "core/base/check.h"
#include "core/session/session_handlers.h"

namespace plenary::session {
namespace {

Result<ballot::PollShape> ShapeFor(const PollRecord& poll, std::size_t roll) {
  std::vector<rules::ContestTerms> contests;
  for (const Contest& contest : poll.draft.contests) contests.push_back(contest.terms);
  return ballot::ShapeOf(contests, static_cast<std::uint32_t>(roll));
}

const PollRecord& PollOf(const Asked& asked, const PollId& poll) {
  return asked.session.polls.at(poll);
}

Verdict CheckIsSecret(const PollRecord& poll) {
  return RefuseUnless(poll.draft.method == Method::kSecret, Refusal::kWrongMethod);
}

Refusal WhyNot(const Error& error) {
  return error.code == ErrorCode::kBadSignature ? Refusal::kFalseBallot : Refusal::kBadBallot;
}

Verdict CheckIsFresh(const SecretPoll& secret, const Result<ballot::Ballot>& found) {
  if (!found) return Refuse(WhyNot(found.error()));
  return RefuseUnless(secret.seen.IsFresh(*found), Refusal::kBallotSeen);
}

// The ballot, if it may enter this poll in whatever way.
Verdict CheckBallotEnters(const Asked& asked, const PollRecord& poll, const Bytes& bytes,
                          const Digest& code) {
  const SecretPoll& secret = *poll.secret;
  if (ballot::BallotCode(*secret.terms, asked.signer, bytes) != code) {
    return Refuse(Refusal::kCodeDiffers);
  }
  if (secret.spent.contains(code)) return Refuse(Refusal::kBallotSpent);
  const bool checked = asked.checked != nullptr &&
                       asked.checked->poll_context == secret.terms->context() &&
                       asked.checked->code == code;
  if (checked) return CheckIsFresh(secret, asked.checked->found);
  return CheckIsFresh(secret, ballot::CheckBallot(*secret.terms, {asked.signer, bytes},
                                                  ballot::DeriveCoefficients(
                                                      secret.terms->suite(), asked.secret, bytes,
                                                      ballot::EquationCount(*secret.terms))));
}

ballot::Ballot Admit(const Accepted& accepted, SecretPoll& secret, const Bytes& bytes) {
  auto ballot = ballot::DecodeBallot(*secret.terms, accepted.signer, bytes);
  PLENARY_CHECK(ballot && secret.seen.Admit(*ballot));
  return *std::move(ballot);
}

std::vector<rules::ContestCount> CountTotals(const PollRecord& poll,
                                             const std::vector<ballot::ContestTotal>& totals) {
  const std::uint32_t ballots = poll.secret->seal->ballots;
  std::vector<rules::ContestCount> counted;
  for (const ballot::ContestTotal& total : totals) {
    rules::ContestCount count;
    count.votes = total.votes;
    count.ballots = ballots;
    count.blank = total.blank;
    count.not_voting = static_cast<std::uint32_t>(poll.roll.size()) - ballots;
    counted.push_back(std::move(count));
  }
  return counted;
}

std::vector<ballot::HoldersAnswer> AnswersOf(const SecretPoll& secret) {
  std::vector<ballot::HoldersAnswer> answers;
  for (const auto& [holder, answer] : secret.answers) answers.push_back({holder, &answer});
  return answers;
}

}  // namespace

bool SkipBallots(Session& session) {
  if (!session.open_poll) return false;
  auto& secret = session.polls.at(*session.open_poll).secret;
  if (!secret) return false;
  secret->whole = false;
  return true;
}

Verdict CheckSecretOpening(const Session& session, const PollRecord& poll, std::size_t roll) {
  if (!session.holders_key) return Refuse(Refusal::kSecretNeedsKey);
  if (session.ceremony->state != CeremonyState::kComplete &&
      session.ceremony->state != CeremonyState::kBroken) {
    return Refuse(Refusal::kCeremonyState);
  }
  if (HoldersPresent(session) < HoldersNeeded(session)) return Refuse(Refusal::kTooFewHolders);
  const auto& scrutineers = session.scrutineers;
  if (scrutineers.empty() || !session.IsPresent(scrutineers.front())) {
    return Refuse(Refusal::kTooFewScrutineers);  // nobody to seal a test poll
  }
  if (roll < session.registry->rules.key_holding.least_ballots) {
    return Refuse(Refusal::kTooFewBallots);
  }
  return RefuseUnless(ShapeFor(poll, roll).has_value(), Refusal::kWrongContest);
}

void OpenSecret(const Accepted& accepted, PollRecord& poll) {
  const Session& session = accepted.session;
  auto shape = ShapeFor(poll, poll.roll.size());
  PLENARY_CHECK(shape);
  SecretPoll secret;
  secret.key = session.holders_key;
  secret.least_ballots = session.registry->rules.key_holding.least_ballots;
  secret.terms = std::make_shared<const ballot::Poll>(
      session.registry->suite,
      ballot::PollBinding{session.committee, session.id, poll.draft.poll, accepted.index,
                          accepted.after.root, session.holders_key->context,
                          session.holders_key->key},
      *std::move(shape));
  poll.secret = std::move(secret);
}

void CloseSecret(const Accepted& accepted, PollRecord& poll) {
  SecretPoll& secret = *poll.secret;
  secret.closed = accepted.after;
  if (!secret.whole) return;
  std::vector<std::vector<ballot::Ciphertext>> ballots;
  for (auto& [person, ballot] : poll.ballots) {
    ballots.push_back(std::exchange(ballot.ciphertexts, {}));
  }
  secret.seen = {};
  const auto count = static_cast<std::uint32_t>(ballots.size());
  const auto aggregates =
      ballot::Aggregates(*secret.terms, {accepted.after.size, accepted.after.root, count}, ballots);
  secret.expected =
      Seal{accepted.after, count, ballot::EncodeAggregates(*secret.terms, aggregates)};
}

Verdict Check(const Asked& asked, const CastSecretBallot& command) {
  const PollRecord& poll = PollOf(asked, command.poll);
  PLENARY_TRY(CheckIsSecret(poll));
  PLENARY_TRY(CheckVoter(asked, poll));
  PLENARY_TRY(CheckReplaces(asked, poll, command.replaces));
  return CheckBallotEnters(asked, poll, command.ballot, command.code);
}

void Perform(const Accepted& accepted, const CastSecretBallot& command) {
  PollRecord& poll = accepted.session.polls.at(command.poll);
  const ballot::Ballot ballot = Admit(accepted, *poll.secret, command.ballot);
  const auto last = poll.ballots.find(accepted.signer);
  const std::uint32_t presses = last == poll.ballots.end() ? 1 : last->second.presses + 1;
  poll.ballots.insert_or_assign(accepted.signer, BallotRecord{accepted.command.id,
                                                              accepted.index,
                                                              presses,
                                                              {},
                                                              command.code,
                                                              ballot::CiphertextsOf(ballot)});
}

Verdict Check(const Asked& asked, const ChallengeBallot& command) {
  const PollRecord& poll = PollOf(asked, command.poll);
  PLENARY_TRY(CheckIsSecret(poll));
  PLENARY_TRY(CheckVoter(asked, poll));
  const auto made = poll.secret->challenges.find(asked.signer);
  if (made != poll.secret->challenges.end() && made->second >= kMostChallenges) {
    return Refuse(Refusal::kTooManyChallenges);
  }
  return CheckBallotEnters(asked, poll, command.ballot, command.code);
}

void Perform(const Accepted& accepted, const ChallengeBallot& command) {
  SecretPoll& secret = *accepted.session.polls.at(command.poll).secret;
  Admit(accepted, secret, command.ballot);
  secret.spent.insert(command.code);
  ++secret.challenges[accepted.signer];
}

Verdict Check(const Asked& asked, const SealPoll& command) {
  const PollRecord& poll = PollOf(asked, command.poll);
  PLENARY_TRY(CheckIsSecret(poll));
  const SecretPoll& secret = *poll.secret;
  if (secret.IsSealed() ||
      std::ranges::find(secret.sealed_by, asked.signer) != secret.sealed_by.end()) {
    return Refuse(Refusal::kSaidAlready);
  }
  // Chair and chief scrutineer: not two who chaired in turn.
  const bool scrutineer = asked.signer == asked.session.scrutineers.front();
  for (const PersonId& other : secret.sealed_by) {
    if ((other == asked.session.scrutineers.front()) == scrutineer) {
      return Refuse(Refusal::kSaidAlready);
    }
  }
  const Seal& seal = command.seal;
  if (seal.head != secret.closed || (secret.expected && seal != *secret.expected) ||
      (secret.seal && seal != *secret.seal) || seal.ballots > poll.roll.size() ||
      !ballot::DecodeAggregates(*secret.terms, seal.aggregates)) {
    return Refuse(Refusal::kSealDiffers);
  }
  return RefuseUnless(seal.ballots >= secret.least_ballots, Refusal::kTooFewBallots);
}

void Perform(const Accepted& accepted, const SealPoll& command) {
  PollRecord& poll = accepted.session.polls.at(command.poll);
  SecretPoll& secret = *poll.secret;
  secret.seal = command.seal;
  secret.sealed_by.push_back(accepted.signer);
  if (secret.sealed_by.size() < 2) return;  // the second may not have seen the first
  auto aggregates = ballot::DecodeAggregates(*secret.terms, command.seal.aggregates);
  PLENARY_CHECK(aggregates);
  secret.aggregates = *std::move(aggregates);
  secret.sealed = accepted.index;
  poll.changed = accepted.index;
}

Verdict Check(const Asked& asked, const AnswerOpening& command) {
  const PollRecord& poll = PollOf(asked, command.poll);
  PLENARY_TRY(CheckIsSecret(poll));
  const SecretPoll& secret = *poll.secret;
  const auto number = secret.key->NumberOf(asked.signer);
  if (!number) return Refuse(Refusal::kNotAHolder);
  if (!secret.IsSealed()) return Refuse(Refusal::kNotSealed);
  if (secret.answers.contains(*number) || secret.false_answers.contains(asked.signer)) {
    return Refuse(Refusal::kSaidAlready);
  }
  if (!secret.opened.empty()) return Refuse(Refusal::kPollState);  // without this one
  return RefuseUnless(
      ballot::DecodeAnswer(secret.terms->group(), secret.aggregates.size(), command.answer)
          .has_value(),
      Refusal::kBadAnswer);
}

// An answer that does not hold stays in the log as evidence, and opens nothing.
void Perform(const Accepted& accepted, const AnswerOpening& command) {
  SecretPoll& secret = *accepted.session.polls.at(command.poll).secret;
  const std::uint32_t number = *secret.key->NumberOf(accepted.signer);
  auto answer =
      ballot::DecodeAnswer(secret.terms->group(), secret.aggregates.size(), command.answer);
  PLENARY_CHECK(answer);
  const Bytes random =
      ballot::DeriveCoefficients(secret.terms->suite(), accepted.secret, command.answer,
                                 ballot::AnswerEquations(secret.aggregates.size()));
  if (!ballot::CheckAnswer(*secret.terms, secret.SealedHead(), secret.aggregates, number,
                           secret.key->share_keys[number - 1], *answer, random)) {
    secret.false_answers.insert(accepted.signer);
    accepted.session.excluded.emplace(accepted.signer, accepted.index);
    return;
  }
  secret.answers.emplace(number, *std::move(answer));
  if (secret.answers.size() < secret.key->threshold) return;
  secret.opener = number;
  secret.opened = ballot::Open(secret.terms->group(), secret.aggregates, AnswersOf(secret));
}

Verdict Check(const Asked& asked, const StateTotals& command) {
  const PollRecord& poll = PollOf(asked, command.poll);
  PLENARY_TRY(CheckIsSecret(poll));
  const SecretPoll& secret = *poll.secret;
  if (!secret.totals.empty()) return Refuse(Refusal::kSaidAlready);
  if (secret.opened.empty()) return Refuse(Refusal::kTooFewAnswers);
  if (!ballot::TotalsMatch(*secret.terms, secret.seal->ballots, secret.opened, command.totals)) {
    return Refuse(Refusal::kTotalsDiffer);
  }
  const auto counted = CountTotals(poll, command.totals);
  for (std::size_t i = 0; i < counted.size(); ++i) {
    if (!rules::Validate(poll.draft.contests[i].terms, counted[i],
                         static_cast<std::uint32_t>(poll.roll.size()))) {
      return Refuse(Refusal::kTotalsDiffer);
    }
  }
  return {};
}

void Perform(const Accepted& accepted, const StateTotals& command) {
  PollRecord& poll = accepted.session.polls.at(command.poll);
  poll.secret->totals = command.totals;
  poll.changed = accepted.index;
  SettleResults(poll, CountTotals(poll, command.totals));
}

}  // namespace plenary::session
