// Which commands a registry accepts.
#include <algorithm>
#include <set>

#include "core/session/permissions.h"
#include "core/session/refuse.h"
#include "core/session/registry.h"
#include "core/session/registry_handlers.h"

namespace plenary::session {
namespace {

Result<KeyId, Refusal> KeyIdOf(crypto::Suite suite, ByteView encoded) {
  const auto key = crypto::PublicKey::From(suite, encoded);
  if (!key) return Refuse(Refusal::kBadKey);
  return key->id();
}

// People who could confirm or propose: a role and a key that is not revoked.
std::size_t PeopleInOffice(const Registry& registry, bool secretaries_only) {
  std::set<PersonId> people;
  for (const auto& [id, key] : registry.keys) {
    if (key.revoked) continue;
    const bool secretary = registry.HasRole(key.person, Role::kSecretary);
    const bool officer = registry.HasRole(key.person, Role::kOfficer);
    if (secretary || (officer && !secretaries_only)) people.insert(key.person);
  }
  return people.size();
}

Verdict CheckRules(const CommitteeRules& rules) {
  bool valid = rules::IsValid(rules.quorum) && rules::IsValid(rules.majority) &&
               rules::IsDecisive(rules.majority.share) &&
               rules::IsValid(rules.evaluation.satisfied) &&
               rules::IsValid(rules.evaluation.excellent) && rules.nomination_limit > 0;
  for (const KindMajority& exception : rules.majorities) {
    valid =
        valid && rules::IsValid(exception.majority) && rules::IsDecisive(exception.majority.share);
  }
  const auto misplaced = std::ranges::adjacent_find(rules.majorities, std::ranges::greater_equal{},
                                                    &KindMajority::kind);
  valid = valid && misplaced == rules.majorities.end();
  return RefuseUnless(valid, Refusal::kBadRules);
}

Verdict Check(const Registry& registry, const SetRules& command) {
  static_cast<void>(registry);
  return CheckRules(command.rules);
}

Verdict Check(const Registry& registry, const PutPerson& command) {
  const Person* known = registry.FindPerson(command.person);
  return RefuseUnless(
      known == nullptr || known->name != command.name || known->note != command.note,
      Refusal::kKnownAlready);
}

Verdict Check(const Registry& registry, const AddSeat& command) {
  return RefuseUnless(!registry.seats.contains(command.seat), Refusal::kKnownAlready);
}

Verdict Check(const Registry& registry, const FillSeat& command) {
  const auto seat = registry.seats.find(command.seat);
  if (seat == registry.seats.end()) return Refuse(Refusal::kUnknownSeat);
  if (seat->second.holder) return Refuse(Refusal::kSeatTaken);
  if (registry.FindPerson(command.person) == nullptr) return Refuse(Refusal::kUnknownPerson);
  return RefuseUnless(!registry.IsMember(command.person), Refusal::kAlreadySeated);
}

Verdict Check(const Registry& registry, const VacateSeat& command) {
  const auto seat = registry.seats.find(command.seat);
  if (seat == registry.seats.end()) return Refuse(Refusal::kUnknownSeat);
  return RefuseUnless(seat->second.holder.has_value(), Refusal::kSeatVacant);
}

Verdict Check(const Registry& registry, const GrantRole& command) {
  if (registry.FindPerson(command.person) == nullptr) return Refuse(Refusal::kUnknownPerson);
  return RefuseUnless(!registry.HasRole(command.person, command.role), Refusal::kKnownAlready);
}

Verdict Check(const Registry& registry, const WithdrawRole& command) {
  if (registry.FindPerson(command.person) == nullptr) return Refuse(Refusal::kUnknownPerson);
  if (!registry.HasRole(command.person, command.role)) return Refuse(Refusal::kNotGranted);
  Registry after = registry;
  after.people.at(command.person).roles.erase(command.role);
  return RefuseUnless(PeopleInOffice(after, true) >= 1 && PeopleInOffice(after, false) >= 2,
                      Refusal::kLastOfficers);
}

Verdict Check(const Registry& registry, const AdmitKey& command) {
  if (registry.FindPerson(command.person) == nullptr) return Refuse(Refusal::kUnknownPerson);
  const auto id = KeyIdOf(registry.suite, command.public_key);
  if (!id) return Refuse(id.error());
  return RefuseUnless(!registry.keys.contains(*id) && !registry.nodes.contains(*id),
                      Refusal::kKnownAlready);
}

// A stolen key must go even if it is one of the last two officers'; what remains can
// still speak, though it takes two to admit anything.
Verdict Check(const Registry& registry, const RevokeKey& command) {
  const auto key = registry.keys.find(command.key);
  if (key == registry.keys.end()) return Refuse(Refusal::kUnknownKey);
  if (key->second.revoked) return Refuse(Refusal::kRevokedKey);
  Registry after = registry;
  after.keys.at(command.key).revoked = true;
  return RefuseUnless(PeopleInOffice(after, false) >= 1, Refusal::kLastOfficers);
}

Verdict Check(const Registry& registry, const AdmitNode& command) {
  const auto id = KeyIdOf(registry.suite, command.node.public_key);
  if (!id) return Refuse(id.error());
  return RefuseUnless(!registry.nodes.contains(*id) && !registry.keys.contains(*id),
                      Refusal::kKnownAlready);
}

Verdict Check(const Registry& registry, const RevokeNode& command) {
  const auto node = registry.nodes.find(command.key);
  if (node == registry.nodes.end() || node->second.revoked) return Refuse(Refusal::kUnknownNode);
  const auto alive = std::ranges::count_if(registry.nodes,
                                           [](const auto& entry) { return !entry.second.revoked; });
  return RefuseUnless(alive > 1, Refusal::kUnknownNode);
}

Verdict Check(const Registry& registry, const BeginTerm& command) {
  return RefuseUnless(command.term == registry.term + 1 && command.date >= registry.term_began,
                      Refusal::kBadTerm);
}

Verdict Check(const Registry&, const SetYearFigures&) { return {}; }

// The changes are confirmed in order, each against what the earlier ones made.
Verdict CheckConfirm(const Registry& registry, const Confirm& command, const PersonId& officer,
                     std::uint64_t index) {
  Registry after = registry;
  for (const std::uint64_t entry : command.entries) {
    const auto pending = after.pending.find(entry);
    if (pending == after.pending.end()) return Refuse(Refusal::kNothingToConfirm);
    if (pending->second.proposer == officer) return Refuse(Refusal::kOwnProposal);
    const Body body = pending->second.body;
    PLENARY_TRY(CheckChange(after, body));
    after.pending.erase(entry);
    PerformChange(after, body, index);
  }
  return {};
}

Verdict CheckFounding(const Registry& registry, const Found& found) {
  if (registry.IsFounded()) return Refuse(Refusal::kLogIsFounded);
  if (found.term == 0) return Refuse(Refusal::kBadTerm);
  const auto& [first, second] = found.officers;
  const auto first_key = KeyIdOf(found.suite, first.public_key);
  const auto second_key = KeyIdOf(found.suite, second.public_key);
  const auto node_key = KeyIdOf(found.suite, found.node.public_key);
  if (!first_key || !second_key || !node_key) return Refuse(Refusal::kBadKey);
  if (first.person == second.person || *first_key == *second_key || *first_key == *node_key ||
      *second_key == *node_key) {
    return Refuse(Refusal::kBadKey);
  }
  return CheckRules(found.rules);
}

SetOf<Standing> StandingsOf(const Registry& registry, const PersonId& person, const Body& body) {
  SetOf<Standing> standings;
  if (registry.HasRole(person, Role::kSecretary)) standings.Add(Standing::kSecretary);
  if (registry.HasRole(person, Role::kOfficer)) standings.Add(Standing::kOfficer);
  if (const auto* revoke = std::get_if<RevokeKey>(&body)) {
    if (registry.SignerOf(revoke->key) == person) standings.Add(Standing::kSelf);
  }
  return standings;
}

}  // namespace

Result<void, Refusal> CheckChange(const Registry& registry, const Body& body) {
  return std::visit(
      [&]<class T>(const T& command) -> Verdict {
        if constexpr (requires { Check(registry, command); }) {
          return Check(registry, command);
        } else {
          return Refuse(Refusal::kOtherLog);
        }
      },
      body);
}

Result<void, Refusal> Decide(const Registry& registry, const CommitteeId& committee,
                             const Command& command, std::uint64_t index) {
  if (const auto* found = std::get_if<session::Found>(&command.body)) {
    if (!command.committee.IsZero()) return Refuse(Refusal::kOtherCommittee);
    return CheckFounding(registry, *found);
  }
  if (!registry.IsFounded()) return Refuse(Refusal::kLogIsEmpty);
  if (command.committee != committee) return Refuse(Refusal::kOtherCommittee);
  const CommandKind kind = KindOf(command.body);
  if (!command.session.IsZero() || !IsForRegistry(kind)) return Refuse(Refusal::kOtherLog);
  const auto signer = registry.SignerOf(command.signer);
  if (!signer) {
    return Refuse(registry.keys.contains(command.signer) ? Refusal::kRevokedKey
                                                         : Refusal::kUnknownKey);
  }
  if (!PermissionFor(kind).who.Meets(StandingsOf(registry, *signer, command.body))) {
    return Refuse(Refusal::kNotYourRole);
  }
  if (const auto* confirm = std::get_if<Confirm>(&command.body)) {
    return CheckConfirm(registry, *confirm, *signer, index);
  }
  return CheckChange(registry, command.body);
}

std::uint64_t NeedsSeen(const Registry& registry, const Body& body) {
  if (const auto* confirm = std::get_if<Confirm>(&body)) {
    return confirm->entries.empty() ? 0 : confirm->entries.back() + 1;
  }
  if (const auto* revoke = std::get_if<RevokeKey>(&body)) {
    const auto key = registry.keys.find(revoke->key);
    return key == registry.keys.end() ? 0 : key->second.admitted + 1;
  }
  return 0;
}

}  // namespace plenary::session
