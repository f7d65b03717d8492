// Polls in the hall: opened, cast, closed, counted, certified, announced, voided.
#include <algorithm>

#include "core/base/check.h"
#include "core/session/session_handlers.h"

namespace plenary::session {
namespace {

bool IsUnfinished(const PollRecord& poll) {
  return poll.state == PollState::kOpen || poll.state == PollState::kClosed ||
         poll.state == PollState::kTallied;
}

bool IsCounted(Method method) { return method == Method::kShowOfHands || method == Method::kPaper; }

PollRecord& Change(const Accepted& accepted, const PollId& poll) {
  PollRecord& record = accepted.session.polls.at(poll);
  record.changed = accepted.index;
  return record;
}

bool ConcernsProposalOf(const DraftPoll& draft, const std::optional<ProposalId>& proposal) {
  if (!proposal) return true;  // the whole item
  return std::ranges::any_of(draft.contests, [&](const Contest& contest) {
    return std::ranges::find(contest.proposals, *proposal) != contest.proposals.end();
  });
}

bool IsRecused(const Session& session, const DraftPoll& draft, const PersonId& person) {
  if (!draft.item) return false;
  return std::ranges::any_of(session.items.at(*draft.item).recusals, [&](const Recusal& recusal) {
    return recusal.person == person && ConcernsProposalOf(draft, recusal.proposal);
  });
}

bool IsNominee(const Session& session, const DraftPoll& draft, const PersonId& person) {
  return std::ranges::any_of(draft.contests, [&](const Contest& contest) {
    return std::ranges::any_of(contest.proposals, [&](const ProposalId& id) {
      return session.proposals.at(id).proposal.person == person;
    });
  });
}

std::set<PersonId> RollOf(const Session& session, const DraftPoll& draft) {
  std::set<PersonId> roll;
  for (const PersonId& member : session.Members()) {
    if (session.IsPresent(member) && !IsRecused(session, draft, member)) roll.insert(member);
  }
  return roll;
}

// Amendments and contested clauses are settled before the draft that they are about.
Verdict CheckOrder(const Session& session, const PollRecord& poll) {
  for (const auto& [id, other] : session.polls) {
    if (other.draft.item != poll.draft.item || &other == &poll) continue;
    const bool other_precedes = other.draft.subject == PollSubject::kAmendment ||
                                other.draft.subject == PollSubject::kClause;
    const bool precedes =
        poll.draft.subject == PollSubject::kAmendment || poll.draft.subject == PollSubject::kClause;
    if (poll.draft.subject == PollSubject::kDraft) {
      if (other_precedes && other.state == PollState::kDrafted) {
        return Refuse(Refusal::kOrderOfPolls);
      }
      if (other.draft.subject == PollSubject::kDraft && other.state == PollState::kAnnounced) {
        return Refuse(Refusal::kOrderOfPolls);  // a vote is not repeated
      }
    }
    if (precedes && other.draft.subject == PollSubject::kDraft &&
        other.state == PollState::kAnnounced) {
      return Refuse(Refusal::kOrderOfPolls);
    }
  }
  return {};
}

Verdict CheckScrutineers(const Session& session, const PollRecord& poll) {
  std::size_t present = 0;
  for (const PersonId& person : session.scrutineers) {
    if (IsConcerned(session, poll, person)) return Refuse(Refusal::kScrutineerConcerned);
    if (session.IsPresent(person)) ++present;
  }
  const bool chief = !session.scrutineers.empty() && session.IsPresent(session.scrutineers.front());
  return RefuseUnless(chief && present >= 2, Refusal::kTooFewScrutineers);
}

Verdict CheckProposalsReady(const Session& session, const PollRecord& poll) {
  for (const Contest& contest : poll.draft.contests) {
    for (const ProposalId& id : contest.proposals) {
      const ProposalRecord& proposal = session.proposals.at(id);
      if (proposal.state != ProposalState::kProposed) return Refuse(Refusal::kProposalState);
      PLENARY_TRY(CheckReady(session, proposal));
    }
  }
  return {};
}

Verdict CheckItemAndScrutineers(const Session& session, const PollRecord& poll) {
  const ItemRecord& item = session.items.at(*poll.draft.item);
  if (item.state != ItemState::kStarted) return Refuse(Refusal::kItemState);
  PLENARY_TRY(CheckOrder(session, poll));
  if (!poll.objections.empty()) return Refuse(Refusal::kMergeObjected);
  PLENARY_TRY(CheckProposalsReady(session, poll));
  return CheckScrutineers(session, poll);
}

Result<std::vector<rules::ContestCount>, Refusal> CountPapersOrHands(
    const PollRecord& poll, const std::vector<rules::PaperCount>& counts) {
  const auto& contests = poll.draft.contests;
  if (counts.size() != contests.size()) return Refuse(Refusal::kWrongCount);
  const auto roll = static_cast<std::uint32_t>(poll.roll.size());
  std::vector<rules::ContestCount> counted;
  for (std::size_t i = 0; i < contests.size(); ++i) {
    const rules::ContestTerms& terms = contests[i].terms;
    if (poll.draft.method == Method::kPaper &&
        rules::Verdict(counts[i]) == rules::PaperVerdict::kVoid) {
      return Refuse(Refusal::kMoreReturnedThanIssued);
    }
    auto count = poll.draft.method == Method::kPaper
                     ? rules::CountPaper(terms, counts[i], roll)
                     : rules::CountHands(terms, counts[i].votes, roll);
    if (!count) return Refuse(Refusal::kWrongCount);
    counted.push_back(*std::move(count));
  }
  return counted;
}

std::vector<rules::ContestCount> CountBallots(const PollRecord& poll) {
  std::vector<rules::ContestCount> counted;
  for (std::size_t i = 0; i < poll.draft.contests.size(); ++i) {
    std::vector<rules::Choice> choices;
    choices.reserve(poll.ballots.size());
    for (const auto& [person, ballot] : poll.ballots) choices.push_back(ballot.choices[i]);
    auto count = rules::CountElectronic(poll.draft.contests[i].terms, choices,
                                        static_cast<std::uint32_t>(poll.roll.size()));
    PLENARY_CHECK(count);  // every ballot was checked when it was cast
    counted.push_back(*std::move(count));
  }
  return counted;
}

void SettleProposals(Session& session, const PollRecord& poll) {
  for (std::size_t i = 0; i < poll.draft.contests.size(); ++i) {
    const bool adopted = poll.results[i].outcome == rules::Outcome::kAdopted;
    for (const ProposalId& id : poll.draft.contests[i].proposals) {
      ProposalRecord& proposal = session.proposals.at(id);
      proposal.state = adopted ? ProposalState::kPassed : ProposalState::kFailed;
      proposal.decided_by = poll.draft.poll;
    }
  }
}

// A scrutineer who is not concerned by what is counted.
Verdict CheckCounter(const Asked& asked, const PollRecord& poll) {
  return RefuseUnless(!IsConcerned(asked.session, poll, asked.signer),
                      Refusal::kScrutineerConcerned);
}

}  // namespace

void SettleResults(PollRecord& poll, const std::vector<rules::ContestCount>& counts) {
  for (std::size_t i = 0; i < counts.size(); ++i) {
    auto result = rules::Evaluate(poll.draft.contests[i].terms, counts[i], poll.attendance,
                                  static_cast<std::uint32_t>(poll.roll.size()));
    PLENARY_CHECK(result);  // the counts were checked against the same terms and roll
    poll.results.push_back(*std::move(result));
  }
}

const PollRecord* UnfinishedPoll(const Session& session) {
  for (const auto& [id, poll] : session.polls) {
    if (IsUnfinished(poll)) return &poll;
  }
  return nullptr;
}

const PollRecord* UnfinishedPollOn(const Session& session, const ItemId& item) {
  const PollRecord* poll = UnfinishedPoll(session);
  return poll != nullptr && poll->draft.item == item ? poll : nullptr;
}

bool IsConcerned(const Session& session, const PollRecord& poll, const PersonId& person) {
  return IsRecused(session, poll.draft, person) || IsNominee(session, poll.draft, person);
}

Verdict Check(const Asked& asked, const OpenPoll& command) {
  const Session& session = asked.session;
  const PollRecord& poll = session.polls.at(command.poll);
  if (UnfinishedPoll(session) != nullptr) return Refuse(Refusal::kPollsUnfinished);
  if (!HasQuorum(session)) return Refuse(Refusal::kNoQuorum);
  if (!poll.draft.test) PLENARY_TRY(CheckItemAndScrutineers(session, poll));
  const std::size_t roll = RollOf(session, poll.draft).size();
  if (roll == 0) return Refuse(Refusal::kRollEmpty);
  if (poll.draft.method != Method::kSecret) return {};
  return CheckSecretOpening(session, poll, roll);
}

void Perform(const Accepted& accepted, const OpenPoll& command) {
  Session& session = accepted.session;
  PollRecord& poll = Change(accepted, command.poll);
  poll.state = PollState::kOpen;
  poll.opened = accepted.index;
  poll.roll = RollOf(session, poll.draft);
  for (const PersonId& member : session.Members()) {
    if (session.IsPresent(member) && !poll.roll.contains(member)) poll.recused.insert(member);
  }
  poll.attendance = session.CountAttendance();
  poll.attendance.recused = static_cast<std::uint32_t>(poll.recused.size());
  session.open_poll = command.poll;
  if (poll.draft.method == Method::kSecret) OpenSecret(accepted, poll);
}

Verdict CheckVoter(const Asked& asked, const PollRecord& poll) {
  if (!poll.roll.contains(asked.signer)) return Refuse(Refusal::kNotOnRoll);
  return RefuseUnless(asked.session.IsPresent(asked.signer), Refusal::kNotPresent);
}

Verdict CheckReplaces(const Asked& asked, const PollRecord& poll,
                      const std::optional<CommandId>& replaces) {
  const auto last = poll.ballots.find(asked.signer);
  if (last == poll.ballots.end()) return RefuseUnless(!replaces, Refusal::kNotTheLast);
  if (!asked.session.registry->rules.last_ballot_counts) return Refuse(Refusal::kBallotIsFinal);
  return RefuseUnless(replaces == last->second.id, Refusal::kNotTheLast);
}

Verdict Check(const Asked& asked, const CastBallot& command) {
  const PollRecord& poll = asked.session.polls.at(command.poll);
  if (poll.draft.method != Method::kRecorded) return Refuse(Refusal::kWrongMethod);
  PLENARY_TRY(CheckVoter(asked, poll));
  const auto& contests = poll.draft.contests;
  if (command.choices.size() != contests.size()) return Refuse(Refusal::kWrongChoice);
  for (std::size_t i = 0; i < contests.size(); ++i) {
    if (!rules::Validate(contests[i].terms, command.choices[i])) {
      return Refuse(Refusal::kWrongChoice);
    }
  }
  return CheckReplaces(asked, poll, command.replaces);
}

void Perform(const Accepted& accepted, const CastBallot& command) {
  auto& ballots = accepted.session.polls.at(command.poll).ballots;
  const auto last = ballots.find(accepted.signer);
  const std::uint32_t presses = last == ballots.end() ? 1 : last->second.presses + 1;
  ballots.insert_or_assign(
      accepted.signer,
      BallotRecord{accepted.command.id, accepted.index, presses, command.choices, {}, {}});
}

Verdict Check(const Asked&, const ClosePoll&) { return {}; }

void Perform(const Accepted& accepted, const ClosePoll& command) {
  PollRecord& poll = Change(accepted, command.poll);
  poll.state = PollState::kClosed;
  accepted.session.open_poll.reset();
  if (poll.draft.method == Method::kRecorded) SettleResults(poll, CountBallots(poll));
  if (poll.draft.method == Method::kSecret) CloseSecret(accepted, poll);
}

Verdict Check(const Asked& asked, const EnterCount& command) {
  const PollRecord& poll = asked.session.polls.at(command.poll);
  if (!IsCounted(poll.draft.method)) return Refuse(Refusal::kWrongMethod);
  if (poll.confirmed_by) return Refuse(Refusal::kPollState);
  PLENARY_TRY(CheckCounter(asked, poll));
  const auto counted = CountPapersOrHands(poll, command.counts);
  if (!counted) return Refuse(counted.error());
  return {};
}

void Perform(const Accepted& accepted, const EnterCount& command) {
  Change(accepted, command.poll).entered = EnteredCount{accepted.signer, command.counts};
}

Verdict Check(const Asked& asked, const ConfirmCount& command) {
  const PollRecord& poll = asked.session.polls.at(command.poll);
  if (!IsCounted(poll.draft.method)) return Refuse(Refusal::kWrongMethod);
  if (!poll.entered || poll.confirmed_by) return Refuse(Refusal::kPollState);
  if (poll.entered->by == asked.signer) return Refuse(Refusal::kSameScrutineer);
  PLENARY_TRY(CheckCounter(asked, poll));
  return RefuseUnless(poll.entered->counts == command.counts, Refusal::kCountsDiffer);
}

void Perform(const Accepted& accepted, const ConfirmCount& command) {
  PollRecord& poll = Change(accepted, command.poll);
  poll.confirmed_by = accepted.signer;
  const auto counted = CountPapersOrHands(poll, command.counts);
  PLENARY_CHECK(counted);  // EnterCount was accepted with the same figures
  SettleResults(poll, *counted);
}

Verdict Check(const Asked& asked, const CertifyResult& command) {
  const PollRecord& poll = asked.session.polls.at(command.poll);
  if (poll.results.empty()) return Refuse(Refusal::kPollState);
  PLENARY_TRY(CheckCounter(asked, poll));
  return RefuseUnless(command.results == StateResults(poll), Refusal::kResultDiffers);
}

void Perform(const Accepted& accepted, const CertifyResult& command) {
  PollRecord& poll = Change(accepted, command.poll);
  poll.state = PollState::kTallied;
  poll.certified_by = accepted.signer;
}

Verdict Check(const Asked& asked, const AnnounceResult& command) {
  const PollRecord& poll = asked.session.polls.at(command.poll);
  if (poll.state != PollState::kTallied && !poll.draft.test) return Refuse(Refusal::kPollState);
  if (poll.results.empty()) return Refuse(Refusal::kPollState);
  return RefuseUnless(command.results == StateResults(poll), Refusal::kResultDiffers);
}

void Perform(const Accepted& accepted, const AnnounceResult& command) {
  PollRecord& poll = Change(accepted, command.poll);
  poll.state = PollState::kAnnounced;
  poll.announced_by = accepted.signer;
  if (!poll.draft.test) SettleProposals(accepted.session, poll);
}

Verdict Check(const Asked& asked, const VoidPoll& command) {
  const PollRecord& poll = asked.session.polls.at(command.poll);
  if (poll.state != PollState::kAnnounced) return {};
  if (poll.draft.test) return Refuse(Refusal::kPollState);
  return RefuseUnless(asked.session.items.at(*poll.draft.item).state == ItemState::kStarted &&
                          UnfinishedPoll(asked.session) == nullptr,
                      Refusal::kItemState);
}

void Perform(const Accepted& accepted, const VoidPoll& command) {
  Session& session = accepted.session;
  PollRecord& poll = Change(accepted, command.poll);
  poll.state = PollState::kVoided;
  poll.void_reason = command.reason;
  if (session.open_poll == command.poll) session.open_poll.reset();
  for (auto& [id, proposal] : session.proposals) {
    if (proposal.decided_by != command.poll) continue;
    proposal.decided_by.reset();
    proposal.state = ProposalState::kProposed;
  }
}

}  // namespace plenary::session
