// Who is in the hall, who is on leave, who is recused.
#include <algorithm>

#include "core/session/session_handlers.h"

namespace plenary::session {
namespace {

bool IsPresentAttendee(const Session& session, const PersonId& person) {
  const auto found = session.attendees.find(person);
  return found != session.attendees.end() && found->second.presence == Presence::kPresent;
}

}  // namespace

Verdict Check(const Asked& asked, const SignIn&) {
  return RefuseUnless(
      !asked.session.IsPresent(asked.signer) && !IsPresentAttendee(asked.session, asked.signer),
      Refusal::kPresentAlready);
}

void Perform(const Accepted& accepted, const SignIn&) {
  Session& session = accepted.session;
  session.attendance_changed = accepted.index;
  session.silent.erase(accepted.signer);
  if (!session.IsMember(accepted.signer)) {
    const Person& person = session.registry->people.at(accepted.signer);
    session.attendees.insert_or_assign(
        accepted.signer,
        Attendee{AttendeeKind::kInvited, person.name, person.note, Presence::kPresent});
    return;
  }
  MemberAttendance& member = session.members[accepted.signer];
  const bool first = member.presence != Presence::kLeft;
  member.late = member.late || (first && session.phase != SessionPhase::kConvened);
  member.presence = Presence::kPresent;
  member.leave_reason.clear();
}

Verdict Check(const Asked& asked, const RecordAttendee& command) {
  return RefuseUnless(!asked.session.IsMember(command.attendee) &&
                          !IsPresentAttendee(asked.session, command.attendee),
                      Refusal::kPresentAlready);
}

void Perform(const Accepted& accepted, const RecordAttendee& command) {
  accepted.session.attendees.insert_or_assign(
      command.attendee, Attendee{command.kind, command.name, command.organ, Presence::kPresent});
}

Verdict Check(const Asked& asked, const RecordDeparture& command) {
  return RefuseUnless(
      asked.session.IsPresent(command.person) || IsPresentAttendee(asked.session, command.person),
      Refusal::kNotPresent);
}

void Perform(const Accepted& accepted, const RecordDeparture& command) {
  Session& session = accepted.session;
  session.attendance_changed = accepted.index;
  if (session.IsPresent(command.person)) {
    session.members.at(command.person).presence = Presence::kLeft;
  } else {
    session.attendees.at(command.person).presence = Presence::kLeft;
  }
}

Verdict Check(const Asked& asked, const GrantLeave& command) {
  const Session& session = asked.session;
  if (!session.IsMember(command.person)) return Refuse(Refusal::kNotAMember);
  if (session.IsPresent(command.person)) return Refuse(Refusal::kPresentAlready);
  const auto member = session.members.find(command.person);
  return RefuseUnless(
      member == session.members.end() || member->second.presence != Presence::kOnLeave,
      Refusal::kOnLeave);
}

void Perform(const Accepted& accepted, const GrantLeave& command) {
  MemberAttendance& member = accepted.session.members[command.person];
  member.presence = Presence::kOnLeave;
  member.leave_reason = command.reason;
  accepted.session.attendance_changed = accepted.index;
}

Verdict Check(const Asked& asked, const Recuse& command) {
  const Session& session = asked.session;
  if (!session.registry->rules.recusal) return Refuse(Refusal::kRecusalNotKept);
  if (!session.IsMember(command.person)) return Refuse(Refusal::kNotAMember);
  if (command.proposal) {
    const auto proposal = session.proposals.find(*command.proposal);
    if (proposal == session.proposals.end() || proposal->second.proposal.item != command.item) {
      return Refuse(Refusal::kUnknownProposal);
    }
  }
  if (UnfinishedPollOn(session, command.item) != nullptr) return Refuse(Refusal::kPollsUnfinished);
  const auto& recusals = session.items.at(command.item).recusals;
  const bool known = std::ranges::any_of(recusals, [&](const Recusal& recusal) {
    return recusal.person == command.person && recusal.proposal == command.proposal;
  });
  return RefuseUnless(!known, Refusal::kKnownAlready);
}

void Perform(const Accepted& accepted, const Recuse& command) {
  ItemRecord& item = accepted.session.items.at(command.item);
  item.recusals.push_back({command.person, command.proposal, command.reason});
  item.changed = accepted.index;
}

}  // namespace plenary::session
