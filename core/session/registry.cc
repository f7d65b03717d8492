#include "core/session/registry.h"

#include <algorithm>

#include "core/crypto/hash.h"

namespace plenary::session {

const Person* Registry::FindPerson(const PersonId& person) const {
  const auto found = people.find(person);
  return found == people.end() ? nullptr : &found->second;
}

std::optional<PersonId> Registry::SignerOf(const KeyId& key) const {
  const auto found = keys.find(key);
  if (found == keys.end() || found->second.revoked) return std::nullopt;
  return found->second.person;
}

bool Registry::HasRole(const PersonId& person, Role role) const {
  const Person* found = FindPerson(person);
  return found != nullptr && found->roles.contains(role);
}

std::optional<Office> Registry::OfficeOf(const PersonId& person) const {
  const auto seat = seat_of.find(person);
  if (seat == seat_of.end()) return std::nullopt;
  return seats.at(seat->second).office;
}

std::vector<PersonId> Registry::Members() const {
  std::vector<PersonId> members;
  for (const SeatId& id : seat_order) {
    if (const auto& holder = seats.at(id).holder) members.push_back(*holder);
  }
  return members;
}

std::uint32_t Registry::Composition() const { return static_cast<std::uint32_t>(seat_of.size()); }

const rules::Majority& Registry::MajorityFor(ItemKind kind) const {
  const auto exception = std::ranges::find(rules.majorities, kind, &KindMajority::kind);
  return exception == rules.majorities.end() ? rules.majority : exception->majority;
}

CommitteeId CommitteeIdOf(crypto::Suite suite, ByteView founding_command) {
  CommitteeId id;
  id.bytes = crypto::HashTagged(suite, "plenary/v1/committee", {founding_command}).bytes;
  return id;
}

}  // namespace plenary::session
