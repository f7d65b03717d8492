// The registry: who the committee is, as its log says.
//
// Pure. `Decide` answers, `Apply` changes; an entry that Decide has not accepted
// against the same state must never be applied. A value: copy it freely; not
// thread-safe, but a const registry may be read by any number of threads.
#ifndef PLENARY_CORE_SESSION_REGISTRY_H_
#define PLENARY_CORE_SESSION_REGISTRY_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/crypto/keys.h"
#include "core/session/command.h"
#include "core/session/refusal.h"

namespace plenary::session {

struct Person {
  std::string name;
  std::string note;
  std::set<Role> roles;
};

struct Seat {
  Office office;
  std::optional<PersonId> holder;  // none: vacant
  CivilDate since;                 // when the holder took it, or it fell vacant
};

struct AdmittedKey {
  crypto::PublicKey key;
  PersonId person;
  std::uint64_t admitted = 0;  // index of the entry that made it good
  bool revoked = false;
};

struct AdmittedNode {
  crypto::PublicKey key;
  Bytes authority_certificate;
  std::uint64_t admitted = 0;
  bool revoked = false;
};

// An entry that waits for a second officer.
struct PendingChange {
  PersonId proposer;
  Body body;
};

struct YearFigures {
  std::uint32_t proposals = 0;
  std::uint32_t proposals_satisfied_permille = 0;
  std::uint32_t petitions = 0;
  std::uint32_t petitions_followed_up = 0;
};

struct Registry {
  CommitteeId committee;  // zero: not founded
  std::string name;
  crypto::Suite suite = crypto::Suite::kP256;
  std::uint32_t term = 0;
  CivilDate term_began;
  CommitteeRules rules;
  std::map<PersonId, Person> people;
  std::map<SeatId, Seat> seats;
  std::vector<SeatId> seat_order;      // as added
  std::map<PersonId, SeatId> seat_of;  // of everybody who holds one
  std::map<KeyId, AdmittedKey> keys;
  std::map<KeyId, AdmittedNode> nodes;
  std::map<std::uint64_t, PendingChange> pending;  // by the entry's index
  std::map<std::uint32_t, YearFigures> years;

  bool IsFounded() const { return !committee.IsZero(); }
  const Person* FindPerson(const PersonId& person) const;  // null: unknown
  // The key's person; none if it is unknown or revoked.
  std::optional<PersonId> SignerOf(const KeyId& key) const;
  bool HasRole(const PersonId& person, Role role) const;
  // The seat's office, if the person holds a seat.
  std::optional<Office> OfficeOf(const PersonId& person) const;
  bool IsMember(const PersonId& person) const { return OfficeOf(person).has_value(); }
  // Members in office, in the order of their seats: the full composition.
  std::vector<PersonId> Members() const;
  std::uint32_t Composition() const;
  const rules::Majority& MajorityFor(ItemKind kind) const;
};

// The key that must have signed the founding; its cosigner's likewise. `bytes` are the
// signed bytes, whose hash is the committee's id.
CommitteeId CommitteeIdOf(crypto::Suite suite, ByteView founding_command);

// Whether `command`, with its signature verified, may become entry number `index`.
// `committee` is the log's own id: what a founding command hashes to.
Result<void, Refusal> Decide(const Registry& registry, const CommitteeId& committee,
                             const Command& command, std::uint64_t index);

// The command accepted by Decide, as entry number `index`.
void Apply(Registry& registry, const CommitteeId& committee, const Command& command,
           std::uint64_t index);

// The least seen size that shows what the command speaks of; 0 if nothing.
std::uint64_t NeedsSeen(const Registry& registry, const Body& body);

}  // namespace plenary::session

#endif  // PLENARY_CORE_SESSION_REGISTRY_H_
