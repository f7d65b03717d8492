// The agenda: items from planning to their end, and the documents laid before it.
#include <algorithm>

#include "core/session/item_kinds.h"
#include "core/session/session_handlers.h"

namespace plenary::session {
namespace {

// Once the session has adopted its agenda, only the chair changes it.
Verdict CheckEditor(const Asked& asked) {
  return RefuseUnless(!asked.session.agenda_adopted || asked.signer == asked.session.chair,
                      Refusal::kNotYourRole);
}

ItemRecord& Change(const Accepted& accepted, const ItemId& item) {
  ItemRecord& record = accepted.session.items.at(item);
  record.changed = accepted.index;
  return record;
}

// The poll that decided the item's own draft: the last one announced.
const PollRecord* DecidingPoll(const Session& session, const ItemId& item, PollSubject subject) {
  const PollRecord* deciding = nullptr;
  for (const PollId& id : session.poll_order) {
    const PollRecord& poll = session.polls.at(id);
    if (poll.draft.item == item && poll.draft.subject == subject &&
        poll.state == PollState::kAnnounced) {
      deciding = &poll;
    }
  }
  return deciding;
}

bool IsAdopted(const PollRecord& poll) {
  return std::ranges::all_of(poll.results, [](const rules::ContestResult& result) {
    return result.outcome == rules::Outcome::kAdopted;
  });
}

bool AllProposalsDecided(const Session& session, const ItemId& item) {
  return std::ranges::none_of(session.proposals, [&](const auto& entry) {
    return entry.second.proposal.item == item && entry.second.state == ProposalState::kProposed;
  });
}

// Whether the announced polls say what the ending claims.
Verdict CheckEnding(const Session& session, const ItemId& item, Ending ending) {
  const PollRecord* draft = DecidingPoll(session, item, PollSubject::kDraft);
  const bool voted = DecidingPoll(session, item, PollSubject::kAppointment) != nullptr ||
                     DecidingPoll(session, item, PollSubject::kElection) != nullptr;
  switch (ending) {
    case Ending::kAdopted:
      return RefuseUnless(draft != nullptr && IsAdopted(*draft), Refusal::kEndingWithoutVote);
    case Ending::kNotAdopted:
      return RefuseUnless(draft != nullptr && !IsAdopted(*draft), Refusal::kEndingWithoutVote);
    case Ending::kEvaluated:
      return RefuseUnless(DecidingPoll(session, item, PollSubject::kEvaluation) != nullptr,
                          Refusal::kEndingWithoutVote);
    case Ending::kVoted:
      if (!AllProposalsDecided(session, item)) return Refuse(Refusal::kPollsUnfinished);
      return RefuseUnless(voted, Refusal::kEndingWithoutVote);
    case Ending::kNoted:
    case Ending::kAgreed:
    case Ending::kHeard:
    case Ending::kHeld:
    case Ending::kAnswered:
    case Ending::kConfirmed:
    case Ending::kAskAgain:
    case Ending::kContinued:
      // What a vote has decided is not glossed over.
      return RefuseUnless(draft == nullptr, Refusal::kEndingWithoutVote);
  }
  return Refuse(Refusal::kWrongEnding);
}

}  // namespace

Verdict CheckMover(const Registry& registry, const Mover& mover) {
  if (mover.kind != MoverKind::kMembers) {
    return RefuseUnless(mover.members.empty(), Refusal::kBadMover);
  }
  const bool all_members = std::ranges::all_of(
      mover.members, [&](const PersonId& person) { return registry.IsMember(person); });
  return RefuseUnless(all_members && mover.members.size() >= registry.rules.joint_movers,
                      Refusal::kBadMover);
}

Verdict Check(const Asked& asked, const AddItem& command) {
  const Session& session = asked.session;
  PLENARY_TRY(CheckEditor(asked));
  if (session.items.contains(command.item.id)) return Refuse(Refusal::kItemExists);
  if (command.position > session.agenda.size()) return Refuse(Refusal::kBadPosition);
  return CheckMover(*session.registry, command.item.mover);
}

void Perform(const Accepted& accepted, const AddItem& command) {
  Session& session = accepted.session;
  session.agenda.insert(session.agenda.begin() + command.position, command.item.id);
  ItemRecord record;
  record.item = command.item;
  record.changed = accepted.index;
  session.items.emplace(command.item.id, std::move(record));
}

Verdict Check(const Asked& asked, const AmendItem& command) {
  PLENARY_TRY(CheckEditor(asked));
  const ItemRecord& record = asked.session.items.at(command.item.id);
  if (record.item.kind != command.item.kind) return Refuse(Refusal::kItemExists);
  return CheckMover(*asked.session.registry, command.item.mover);
}

void Perform(const Accepted& accepted, const AmendItem& command) {
  Change(accepted, command.item.id).item = command.item;
}

Verdict Check(const Asked& asked, const MoveItem& command) {
  PLENARY_TRY(CheckEditor(asked));
  return RefuseUnless(command.position < asked.session.agenda.size(), Refusal::kBadPosition);
}

void Perform(const Accepted& accepted, const MoveItem& command) {
  auto& agenda = accepted.session.agenda;
  std::erase(agenda, command.item);
  agenda.insert(agenda.begin() + command.position, command.item);
  Change(accepted, command.item);
}

Verdict Check(const Asked& asked, const WithdrawItem& command) {
  return RefuseUnless(UnfinishedPollOn(asked.session, command.item) == nullptr,
                      Refusal::kPollsUnfinished);
}

void Perform(const Accepted& accepted, const WithdrawItem& command) {
  ItemRecord& record = Change(accepted, command.item);
  record.state = ItemState::kWithdrawn;
  record.remark = command.reason;
}

Verdict Check(const Asked& asked, const DeferItem& command) {
  return RefuseUnless(UnfinishedPollOn(asked.session, command.item) == nullptr,
                      Refusal::kPollsUnfinished);
}

void Perform(const Accepted& accepted, const DeferItem& command) {
  ItemRecord& record = Change(accepted, command.item);
  record.state = ItemState::kDeferred;
  record.remark = command.reason;
}

Verdict Check(const Asked& asked, const AdoptAgenda&) {
  return RefuseUnless(!asked.session.agenda_adopted, Refusal::kKnownAlready);
}

void Perform(const Accepted& accepted, const AdoptAgenda&) {
  accepted.session.agenda_adopted = true;
}

Verdict Check(const Asked& asked, const StartItem&) {
  if (!asked.session.agenda_adopted) return Refuse(Refusal::kAgendaNotAdopted);
  const bool another = std::ranges::any_of(asked.session.items, [](const auto& entry) {
    return entry.second.state == ItemState::kStarted;
  });
  return RefuseUnless(!another, Refusal::kAnotherItemStarted);
}

void Perform(const Accepted& accepted, const StartItem& command) {
  Change(accepted, command.item).state = ItemState::kStarted;
}

Verdict Check(const Asked& asked, const ConcludeItem& command) {
  const Session& session = asked.session;
  if (!TraitsOf(session.items.at(command.item).item.kind).endings.Has(command.ending)) {
    return Refuse(Refusal::kWrongEnding);
  }
  if (UnfinishedPollOn(session, command.item) != nullptr) return Refuse(Refusal::kPollsUnfinished);
  return CheckEnding(session, command.item, command.ending);
}

void Perform(const Accepted& accepted, const ConcludeItem& command) {
  ItemRecord& record = Change(accepted, command.item);
  record.state = ItemState::kConcluded;
  record.ending = command.ending;
  record.remark = command.remark;
}

Verdict Check(const Asked& asked, const AttachDocument& command) {
  if (command.item && !asked.session.items.contains(*command.item)) {
    return Refuse(Refusal::kUnknownItem);
  }
  const bool known = std::ranges::any_of(asked.session.documents, [&](const DocumentRecord& other) {
    return other.document.hash == command.hash && other.document.item == command.item;
  });
  return RefuseUnless(!known, Refusal::kDocumentExists);
}

void Perform(const Accepted& accepted, const AttachDocument& command) {
  accepted.session.documents.push_back({accepted.index, command});
}

}  // namespace plenary::session
