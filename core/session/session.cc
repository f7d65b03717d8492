#include "core/session/session.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/session/permissions.h"
#include "core/session/session_handlers.h"

namespace plenary::session {
namespace {

// The item and the poll that a body names, where it names one.
template <class Body>
const ItemId* ItemOf(const Body& body) {
  if constexpr (requires { body.proposal.item; }) {
    return &body.proposal.item;
  } else if constexpr (requires { body.item.id; }) {
    return nullptr;  // AddItem and AmendItem carry the whole item: see below
  } else if constexpr (requires {
                         { body.item } -> std::convertible_to<const ItemId&>;
                       }) {
    return &body.item;
  } else if constexpr (requires { body.item.has_value(); }) {
    return body.item ? &*body.item : nullptr;
  } else {
    return nullptr;
  }
}

const ItemId* ItemOf(const AmendItem& body) { return &body.item.id; }

Verdict CheckStates(const Session& session, const Permission& row, const Body& body) {
  return std::visit(
      [&](const auto& command) -> Verdict {
        if (const ItemId* item = ItemOf(command); item != nullptr && !row.item.IsEmpty()) {
          const auto found = session.items.find(*item);
          if (found == session.items.end()) return Refuse(Refusal::kUnknownItem);
          if (!row.item.Has(found->second.state)) return Refuse(Refusal::kItemState);
        }
        if constexpr (requires { session.polls.find(command.poll); }) {
          if (row.poll.IsEmpty()) return {};
          const auto found = session.polls.find(command.poll);
          if (found == session.polls.end()) return Refuse(Refusal::kUnknownPoll);
          if (!row.poll.Has(found->second.state)) return Refuse(Refusal::kPollState);
        }
        return {};
      },
      body);
}

// Whom a body is about, where that gives a right: Standing::kSelf.
bool IsAbout(const Session& session, const PersonId& person, const Body& body) {
  if (const auto* revoke = std::get_if<RevokeKey>(&body)) {
    return session.registry->SignerOf(revoke->key) == person;
  }
  if (const auto* recuse = std::get_if<Recuse>(&body)) return recuse->person == person;
  const auto* departure = std::get_if<RecordDeparture>(&body);
  return departure != nullptr && departure->person == person;
}

// In the last ceremony, or of a poll's key.
bool HoldsKey(const Session& session, const PersonId& person) {
  return (session.ceremony && session.ceremony->NumberOf(person)) ||
         (session.holders_key && session.holders_key->NumberOf(person));
}

SetOf<Standing> StandingsOf(const Session& session, const PersonId& person, const Body& body) {
  const Registry& registry = *session.registry;
  SetOf<Standing> standings;
  if (registry.HasRole(person, Role::kSecretary)) standings.Add(Standing::kSecretary);
  if (registry.HasRole(person, Role::kOfficer)) standings.Add(Standing::kOfficer);
  if (session.IsMember(person)) {
    standings.Add(Standing::kMember);
  } else if (registry.IsMember(person) || registry.HasRole(person, Role::kAttendee)) {
    standings.Add(Standing::kAttendee);  // in a council, the committee's other members too
  }
  if (IsDirectorate(registry, person)) standings.Add(Standing::kDirectorate);
  if (session.chair == person) standings.Add(Standing::kChair);
  const auto scrutineer = std::ranges::find(session.scrutineers, person);
  if (scrutineer != session.scrutineers.end()) standings.Add(Standing::kScrutineer);
  if (scrutineer != session.scrutineers.end() && scrutineer == session.scrutineers.begin()) {
    standings.Add(Standing::kChiefScrutineer);
  }
  if (HoldsKey(session, person)) standings.Add(Standing::kKeyHolder);
  if (IsAbout(session, person, body)) standings.Add(Standing::kSelf);
  return standings;
}

// A revocation carries the registry's envelope: session::Session::revoked.
Verdict CheckLog(const Session& session, const Command& command, CommandKind kind) {
  if (command.committee != session.committee) return Refuse(Refusal::kOtherCommittee);
  if (kind == CommandKind::kRevokeKey) {
    return RefuseUnless(command.session.IsZero(), Refusal::kOtherLog);
  }
  return RefuseUnless(command.session == session.id && !IsForRegistry(kind), Refusal::kOtherLog);
}

Verdict CheckSigner(const Session& session, const KeyId& signer) {
  if (session.SignerOf(signer)) return {};
  return Refuse(session.registry->keys.contains(signer) ? Refusal::kRevokedKey
                                                        : Refusal::kUnknownKey);
}

}  // namespace

std::optional<PersonId> Session::SignerOf(const KeyId& key) const {
  if (!registry || revoked.contains(key)) return std::nullopt;
  return registry->SignerOf(key);
}

bool Session::IsMember(const PersonId& person) const {
  const auto office = registry->OfficeOf(person);
  if (!office) return false;
  return convened.kind == SessionKind::kCommittee || *office != Office::kMember;
}

std::vector<PersonId> Session::Members() const {
  std::vector<PersonId> body = registry->Members();
  std::erase_if(body, [&](const PersonId& person) { return !IsMember(person); });
  return body;
}

bool Session::IsPresent(const PersonId& member) const {
  const auto found = members.find(member);
  return found != members.end() && found->second.presence == Presence::kPresent && IsMember(member);
}

rules::Attendance Session::CountAttendance() const {
  rules::Attendance attendance;
  for (const PersonId& member : Members()) {
    ++attendance.composition;
    const auto found = members.find(member);
    const Presence presence = found == members.end() ? Presence::kExpected : found->second.presence;
    switch (presence) {
      case Presence::kPresent:
        ++attendance.present;
        break;
      case Presence::kOnLeave:
        ++attendance.on_leave;
        break;
      case Presence::kExpected:
      case Presence::kLeft:
        ++attendance.absent;
        break;
    }
  }
  return attendance;
}

Result<void, Refusal> Decide(const Session& session, const Surroundings& surroundings,
                             const Command& command, const CheckedBallot* checked) {
  const CommandKind kind = KindOf(command.body);
  if (!session.IsConvened()) {
    if (kind != CommandKind::kConvene) return Refuse(Refusal::kLogIsEmpty);
    return CheckConvene(surroundings.history, command);
  }
  if (kind == CommandKind::kConvene) return Refuse(Refusal::kLogIsFounded);
  PLENARY_TRY(CheckLog(session, command, kind));
  PLENARY_TRY(CheckSigner(session, command.signer));
  const PersonId signer = *session.SignerOf(command.signer);
  const Permission& row = PermissionFor(kind);
  if (!row.who.Meets(StandingsOf(session, signer, command.body))) {
    return Refuse(Refusal::kNotYourRole);
  }
  if (!row.phases.Has(session.phase)) return Refuse(Refusal::kNotInThisPhase);
  PLENARY_TRY(CheckStates(session, row, command.body));
  const Asked asked{session, surroundings.history, surroundings.secret, command, signer, checked};
  return std::visit(
      [&](const auto& body) -> Verdict {
        if constexpr (requires { Check(asked, body); }) {
          return Check(asked, body);
        } else {
          return Refuse(Refusal::kOtherLog);
        }
      },
      command.body);
}

void Apply(Session& session, const Surroundings& surroundings, const Command& command,
           const log::Head& after) {
  if (!session.IsConvened()) {
    PerformConvene(session, surroundings.history, command);
    return;
  }
  const auto signer = session.SignerOf(command.signer);
  PLENARY_CHECK(signer);
  const Accepted accepted{
      session, surroundings.history, surroundings.secret, command, *signer, after.size - 1, after};
  std::visit(
      [&](const auto& body) {
        if constexpr (requires { Perform(accepted, body); }) {
          Perform(accepted, body);
        } else {
          PLENARY_CHECK(false);  // Decide refuses it
        }
      },
      command.body);
}

std::uint64_t NeedsSeen(const Session& session, const Body& body) {
  return std::visit(
      [&](const auto& command) -> std::uint64_t {
        using T = std::remove_cvref_t<decltype(command)>;
        if constexpr (requires { command.ceremony; }) {
          if (!session.ceremony || session.ceremony->id != command.ceremony) return 0;
          return session.ceremony->changed + 1;
        } else if constexpr (std::is_same_v<T, CastBallot> || std::is_same_v<T, ClosePoll> ||
                             std::is_same_v<T, CastSecretBallot> ||
                             std::is_same_v<T, ChallengeBallot>) {
          const auto poll = session.polls.find(command.poll);
          return poll == session.polls.end() ? 0 : poll->second.opened + 1;
        } else if constexpr (requires { session.polls.find(command.poll); } &&
                             !std::is_same_v<T, DraftPoll>) {
          const auto poll = session.polls.find(command.poll);
          return poll == session.polls.end() ? 0 : poll->second.changed + 1;
        } else if constexpr (requires { session.proposals.find(command.proposal); }) {
          const auto proposal = session.proposals.find(command.proposal);
          return proposal == session.proposals.end() ? 0 : proposal->second.changed + 1;
        } else {
          const ItemId* item = ItemOf(command);
          if (item == nullptr) return 0;
          const auto record = session.items.find(*item);
          return record == session.items.end() ? 0 : record->second.changed + 1;
        }
      },
      body);
}

std::vector<StatedResult> StateResults(const PollRecord& poll) {
  std::vector<StatedResult> stated;
  for (const rules::ContestResult& result : poll.results) {
    stated.push_back({result.count.votes, result.count.not_voting, result.outcome});
  }
  return stated;
}

bool IsDirectorate(const Registry& registry, const PersonId& person) {
  const auto office = registry.OfficeOf(person);
  return office == Office::kDirector || office == Office::kViceDirector;
}

bool HasQuorum(const Session& session) {
  return rules::HasQuorum(session.CountAttendance(), session.registry->rules.quorum);
}

}  // namespace plenary::session
