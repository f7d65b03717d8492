// The session itself: convened, opened, recessed, closed; who presides.
#include <algorithm>
#include <set>

#include "core/base/check.h"
#include "core/session/session_handlers.h"

namespace plenary::session {

Verdict CheckConvene(const RegistryHistory& history, const Command& command) {
  const auto& convene = std::get<Convene>(command.body);
  const auto registry = history.At(convene.registry);
  if (!registry) return Refuse(Refusal::kRegistryUnknown);
  if (command.committee != registry->committee) return Refuse(Refusal::kOtherCommittee);
  if (command.session.IsZero()) return Refuse(Refusal::kOtherLog);
  const auto signer = registry->SignerOf(command.signer);
  if (!signer) {
    return Refuse(registry->keys.contains(command.signer) ? Refusal::kRevokedKey
                                                          : Refusal::kUnknownKey);
  }
  if (!registry->HasRole(*signer, Role::kSecretary)) return Refuse(Refusal::kNotYourRole);
  if (convene.term != registry->term || convene.number == 0) return Refuse(Refusal::kBadTerm);
  return RefuseUnless(IsDirectorate(*registry, convene.chair), Refusal::kNotAMember);
}

void PerformConvene(Session& session, const RegistryHistory& history, const Command& command) {
  const auto& convene = std::get<Convene>(command.body);
  session.committee = command.committee;
  session.id = command.session;
  session.registry = history.At(convene.registry);
  PLENARY_CHECK(session.registry != nullptr);
  session.registry_head = convene.registry;
  session.convened = convene;
  session.chair = convene.chair;
  session.today = convene.date;
}

Verdict Check(const Asked& asked, const AdvanceRegistry& command) {
  if (asked.session.open_poll) return Refuse(Refusal::kPollIsOpen);
  if (command.registry.size <= asked.session.registry_head.size) {
    return Refuse(Refusal::kRegistryBackwards);
  }
  return RefuseUnless(asked.history.At(command.registry) != nullptr, Refusal::kRegistryUnknown);
}

void Perform(const Accepted& accepted, const AdvanceRegistry& command) {
  accepted.session.registry = accepted.history.At(command.registry);
  PLENARY_CHECK(accepted.session.registry != nullptr);
  accepted.session.registry_head = command.registry;
}

Verdict Check(const Asked& asked, const GiveNotice& command) {
  const Session& session = asked.session;
  const auto days = DaysBetween(command.date, session.convened.date);
  if (days < 0) return Refuse(Refusal::kBadDate);
  return RefuseUnless(session.convened.urgent || days >= session.registry->rules.notice_days,
                      Refusal::kNoticeTooShort);
}

void Perform(const Accepted& accepted, const GiveNotice& command) {
  accepted.session.notice = command.date;
}

Verdict Check(const Asked& asked, const OpenSession&) {
  const Session& session = asked.session;
  const bool needs_notice = session.convened.kind == SessionKind::kCommittee &&
                            !session.convened.rehearsal && !session.convened.urgent;
  if (needs_notice && !session.notice) return Refuse(Refusal::kNoNotice);
  if (!session.IsPresent(session.chair)) return Refuse(Refusal::kNotPresent);
  return RefuseUnless(HasQuorum(session), Refusal::kNoQuorum);
}

void Perform(const Accepted& accepted, const OpenSession&) {
  accepted.session.phase = SessionPhase::kOpen;
  accepted.session.sittings = 1;
}

Verdict Check(const Asked& asked, const Recess&) {
  return RefuseUnless(UnfinishedPoll(asked.session) == nullptr, Refusal::kPollsUnfinished);
}

void Perform(const Accepted& accepted, const Recess&) {
  accepted.session.phase = SessionPhase::kRecessed;
}

Verdict Check(const Asked& asked, const Resume& command) {
  if (command.date < asked.session.today) return Refuse(Refusal::kBadDate);
  return RefuseUnless(HasQuorum(asked.session), Refusal::kNoQuorum);
}

void Perform(const Accepted& accepted, const Resume& command) {
  accepted.session.phase = SessionPhase::kOpen;
  accepted.session.today = command.date;
  ++accepted.session.sittings;
}

Verdict Check(const Asked& asked, const CloseSession&) {
  if (UnfinishedPoll(asked.session) != nullptr) return Refuse(Refusal::kPollsUnfinished);
  const bool finished = std::ranges::all_of(asked.session.items, [](const auto& entry) {
    const ItemState state = entry.second.state;
    return state != ItemState::kPlanned && state != ItemState::kStarted;
  });
  return RefuseUnless(finished, Refusal::kItemsUnfinished);
}

void Perform(const Accepted& accepted, const CloseSession&) {
  accepted.session.phase = SessionPhase::kClosed;
}

Verdict Check(const Asked& asked, const HandOverChair& command) {
  const Session& session = asked.session;
  if (!IsDirectorate(*session.registry, command.to)) return Refuse(Refusal::kNotAMember);
  if (session.chair == command.to) return Refuse(Refusal::kKnownAlready);
  if (std::ranges::find(session.scrutineers, command.to) != session.scrutineers.end()) {
    return Refuse(Refusal::kScrutineerConcerned);
  }
  return RefuseUnless(session.phase == SessionPhase::kConvened || session.IsPresent(command.to),
                      Refusal::kNotPresent);
}

void Perform(const Accepted& accepted, const HandOverChair& command) {
  accepted.session.chair = command.to;
}

Verdict Check(const Asked& asked, const NameScrutineers& command) {
  const Session& session = asked.session;
  if (UnfinishedPoll(session) != nullptr) return Refuse(Refusal::kPollsUnfinished);
  std::set<PersonId> distinct(command.scrutineers.begin(), command.scrutineers.end());
  if (distinct.size() < 2 || distinct.size() != command.scrutineers.size()) {
    return Refuse(Refusal::kTooFewScrutineers);
  }
  for (const PersonId& person : command.scrutineers) {
    if (!session.IsMember(person)) return Refuse(Refusal::kNotAMember);
    if (!session.IsPresent(person)) return Refuse(Refusal::kNotPresent);
    if (session.chair == person) return Refuse(Refusal::kScrutineerConcerned);
  }
  return {};
}

void Perform(const Accepted& accepted, const NameScrutineers& command) {
  accepted.session.scrutineers = command.scrutineers;
}

Verdict Check(const Asked& asked, const RevokeKey& command) {
  const auto key = asked.session.registry->keys.find(command.key);
  if (key == asked.session.registry->keys.end()) return Refuse(Refusal::kUnknownKey);
  return RefuseUnless(!key->second.revoked && !asked.session.revoked.contains(command.key),
                      Refusal::kRevokedKey);
}

void Perform(const Accepted& accepted, const RevokeKey& command) {
  accepted.session.revoked.insert(command.key);
}

}  // namespace plenary::session
