// What accepted commands make of a registry.
#include <utility>

#include "core/base/check.h"
#include "core/session/registry.h"
#include "core/session/registry_handlers.h"

namespace plenary::session {
namespace {

crypto::PublicKey KeyFrom(const Registry& registry, ByteView encoded) {
  auto key = crypto::PublicKey::From(registry.suite, encoded);
  PLENARY_CHECK(key);
  return *std::move(key);
}

void Admit(Registry& registry, const PersonId& person, ByteView encoded, std::uint64_t index) {
  const crypto::PublicKey key = KeyFrom(registry, encoded);
  registry.keys.emplace(key.id(), AdmittedKey{key, person, index, false});
}

void Admit(Registry& registry, const Node& node, std::uint64_t index) {
  const crypto::PublicKey key = KeyFrom(registry, node.public_key);
  registry.nodes.emplace(key.id(), AdmittedNode{key, node.authority_certificate, index, false});
}

void Perform(Registry& registry, const SetRules& command, std::uint64_t) {
  registry.rules = command.rules;
}

void Perform(Registry& registry, const PutPerson& command, std::uint64_t) {
  Person& person = registry.people[command.person];
  person.name = command.name;
  person.note = command.note;
}

void Perform(Registry& registry, const AddSeat& command, std::uint64_t) {
  registry.seats.emplace(command.seat, Seat{command.office, std::nullopt, registry.term_began});
  registry.seat_order.push_back(command.seat);
}

void Perform(Registry& registry, const FillSeat& command, std::uint64_t) {
  Seat& seat = registry.seats.at(command.seat);
  seat.holder = command.person;
  registry.seat_of.insert_or_assign(command.person, command.seat);
  seat.since = command.date;
}

void Perform(Registry& registry, const VacateSeat& command, std::uint64_t) {
  Seat& seat = registry.seats.at(command.seat);
  registry.seat_of.erase(*seat.holder);
  seat.holder.reset();
  seat.since = command.date;
}

void Perform(Registry& registry, const GrantRole& command, std::uint64_t) {
  registry.people.at(command.person).roles.insert(command.role);
}

void Perform(Registry& registry, const WithdrawRole& command, std::uint64_t) {
  registry.people.at(command.person).roles.erase(command.role);
}

void Perform(Registry& registry, const AdmitKey& command, std::uint64_t index) {
  Admit(registry, command.person, command.public_key, index);
}

void Perform(Registry& registry, const RevokeKey& command, std::uint64_t) {
  registry.keys.at(command.key).revoked = true;
}

void Perform(Registry& registry, const AdmitNode& command, std::uint64_t index) {
  Admit(registry, command.node, index);
}

void Perform(Registry& registry, const RevokeNode& command, std::uint64_t) {
  registry.nodes.at(command.key).revoked = true;
}

void Perform(Registry& registry, const BeginTerm& command, std::uint64_t) {
  registry.term = command.term;
  registry.term_began = command.date;
  registry.seat_of.clear();
  for (auto& [id, seat] : registry.seats) {
    seat.holder.reset();
    seat.since = command.date;
  }
}

void Perform(Registry& registry, const SetYearFigures& command, std::uint64_t) {
  registry.years[command.year] = {command.proposals, command.proposals_satisfied_permille,
                                  command.petitions, command.petitions_followed_up};
}

void PerformFounding(Registry& registry, const CommitteeId& committee, const Found& found) {
  registry.committee = committee;
  registry.name = found.name;
  registry.suite = found.suite;
  registry.term = found.term;
  registry.term_began = found.date;
  registry.rules = found.rules;
  for (const FoundingOfficer& officer : found.officers) {
    registry.people.emplace(officer.person, Person{officer.name, "", {Role::kOfficer}});
    Admit(registry, officer.person, officer.public_key, 0);
  }
  registry.people.at(found.officers[0].person).roles.insert(Role::kSecretary);
  Admit(registry, found.node, 0);
}

}  // namespace

void PerformChange(Registry& registry, const Body& body, std::uint64_t index) {
  std::visit(
      [&]<class T>(const T& command) {
        if constexpr (requires { Perform(registry, command, index); }) {
          Perform(registry, command, index);
        } else {
          PLENARY_CHECK(false);  // CheckChange refuses it
        }
      },
      body);
}

bool NeedsSecondOfficer(const Registry& registry, const Body& body) {
  if (const auto* person = std::get_if<PutPerson>(&body)) {
    return registry.FindPerson(person->person) != nullptr;
  }
  return std::holds_alternative<SetRules>(body) || std::holds_alternative<FillSeat>(body) ||
         std::holds_alternative<VacateSeat>(body) || std::holds_alternative<GrantRole>(body) ||
         std::holds_alternative<AdmitKey>(body) || std::holds_alternative<AdmitNode>(body) ||
         std::holds_alternative<BeginTerm>(body);
}

void Apply(Registry& registry, const CommitteeId& committee, const Command& command,
           std::uint64_t index) {
  if (const auto* found = std::get_if<Found>(&command.body)) {
    PerformFounding(registry, committee, *found);
    return;
  }
  const auto signer = registry.SignerOf(command.signer);
  PLENARY_CHECK(signer);
  if (const auto* confirm = std::get_if<Confirm>(&command.body)) {
    for (const std::uint64_t entry : confirm->entries) {
      auto pending = registry.pending.extract(entry);
      PLENARY_CHECK(!pending.empty());
      PerformChange(registry, pending.mapped().body, index);
    }
    return;
  }
  if (NeedsSecondOfficer(registry, command.body)) {
    registry.pending.emplace(index, PendingChange{*signer, command.body});
    return;
  }
  PerformChange(registry, command.body, index);
}

}  // namespace plenary::session
