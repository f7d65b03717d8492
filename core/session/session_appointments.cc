// Appointment business: proposals, what must precede their vote, what follows it.
#include <algorithm>

#include "core/session/item_kinds.h"
#include "core/session/session_handlers.h"

namespace plenary::session {
namespace {

ProposalRecord& Change(const Accepted& accepted, const ProposalId& proposal) {
  ProposalRecord& record = accepted.session.proposals.at(proposal);
  record.changed = accepted.index;
  return record;
}

bool IsSameNomination(const Proposal& a, const Proposal& b) {
  return a.nominee == b.nominee && a.post == b.post && a.organ == b.organ &&
         a.organ_name == b.organ_name && a.action == b.action;
}

std::size_t CountSame(const Session& session, const Proposal& proposal, ProposalState state) {
  return static_cast<std::size_t>(std::ranges::count_if(session.proposals, [&](const auto& entry) {
    return entry.second.state == state && IsSameNomination(entry.second.proposal, proposal);
  }));
}

bool IsForPeople(ItemKind kind) {
  return kind == ItemKind::kAppointments || kind == ItemKind::kResignation ||
         kind == ItemKind::kDismissal;
}

// Some contest of a poll that is going on decides it.
bool IsVotedOn(const Session& session, const ProposalId& proposal) {
  const PollRecord* poll = UnfinishedPoll(session);
  return poll != nullptr && std::ranges::any_of(poll->draft.contests, [&](const Contest& contest) {
           return std::ranges::find(contest.proposals, proposal) != contest.proposals.end();
         });
}

}  // namespace

Verdict CheckReady(const Session& session, const ProposalRecord& record) {
  const CommitteeRules& rules = session.registry->rules;
  const auto materials = record.met.find(Prerequisite::kMaterials);
  if (materials == record.met.end()) return Refuse(Refusal::kPrerequisitesMissing);
  if (!session.convened.urgent &&
      DaysBetween(materials->second, session.convened.date) < rules.materials_days) {
    return Refuse(Refusal::kMaterialsTooLate);
  }
  const bool in_person =
      NeedsExaminationAndStatement(record.proposal.action) && record.proposal.assessors == 0;
  const bool examined = record.met.contains(Prerequisite::kExamination);
  const bool stated = record.met.contains(Prerequisite::kStatement);
  return RefuseUnless(
      !in_person || ((examined || !rules.examination) && (stated || !rules.statement)),
      Refusal::kPrerequisitesMissing);
}

Verdict Check(const Asked& asked, const ProposeAppointment& command) {
  const Session& session = asked.session;
  const Proposal& proposal = command.proposal;
  if (session.proposals.contains(proposal.id)) return Refuse(Refusal::kProposalExists);
  if (!IsForPeople(session.items.at(proposal.item).item.kind)) {
    return Refuse(Refusal::kWrongContest);
  }
  PLENARY_TRY(CheckMover(*session.registry, proposal.nominator));
  if (CountSame(session, proposal, ProposalState::kProposed) > 0) {
    return Refuse(Refusal::kProposalExists);
  }
  const bool names_this_session = std::ranges::any_of(
      proposal.earlier,
      [&](const EarlierFailure& earlier) { return earlier.session == session.id; });
  if (names_this_session) return Refuse(Refusal::kUnknownProposal);
  const std::size_t failures =
      proposal.earlier.size() + CountSame(session, proposal, ProposalState::kFailed);
  if (failures >= session.registry->rules.nomination_limit) {
    return Refuse(Refusal::kTooManyFailures);
  }
  return RefuseUnless(failures == 0 || !proposal.reasons.empty(), Refusal::kReasonsMissing);
}

void Perform(const Accepted& accepted, const ProposeAppointment& command) {
  ProposalRecord record;
  record.proposal = command.proposal;
  record.changed = accepted.index;
  accepted.session.proposal_order.push_back(command.proposal.id);
  accepted.session.proposals.emplace(command.proposal.id, std::move(record));
}

Verdict Check(const Asked& asked, const WithdrawProposal& command) {
  const auto record = asked.session.proposals.find(command.proposal);
  if (record == asked.session.proposals.end()) return Refuse(Refusal::kUnknownProposal);
  return RefuseUnless(record->second.state == ProposalState::kProposed &&
                          !IsVotedOn(asked.session, command.proposal),
                      Refusal::kProposalState);
}

void Perform(const Accepted& accepted, const WithdrawProposal& command) {
  Change(accepted, command.proposal).state = ProposalState::kWithdrawn;
}

Verdict Check(const Asked& asked, const RecordPrerequisite& command) {
  const auto record = asked.session.proposals.find(command.proposal);
  if (record == asked.session.proposals.end()) return Refuse(Refusal::kUnknownProposal);
  if (record->second.state != ProposalState::kProposed) return Refuse(Refusal::kProposalState);
  return RefuseUnless(!record->second.met.contains(command.prerequisite), Refusal::kKnownAlready);
}

void Perform(const Accepted& accepted, const RecordPrerequisite& command) {
  Change(accepted, command.proposal).met.emplace(command.prerequisite, command.date);
}

Verdict Check(const Asked& asked, const RecordFollowUp& command) {
  const auto record = asked.session.proposals.find(command.proposal);
  if (record == asked.session.proposals.end()) return Refuse(Refusal::kUnknownProposal);
  if (record->second.state != ProposalState::kPassed) return Refuse(Refusal::kProposalState);
  return RefuseUnless(!record->second.follow_ups.contains(command.follow_up),
                      Refusal::kKnownAlready);
}

void Perform(const Accepted& accepted, const RecordFollowUp& command) {
  Change(accepted, command.proposal).follow_ups.emplace(command.follow_up, command.date);
}

}  // namespace plenary::session
