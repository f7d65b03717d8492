#include "server/host/secret_ballots.h"

#include "core/wire/command.h"
#include "core/wire/entry.h"

namespace plenary::host {

std::optional<PersonId> SecretVoterOf(const session::Registry& registry,
                                      const session::Command& command) {
  if (!std::holds_alternative<session::CastSecretBallot>(command.body)) return std::nullopt;
  const auto key = registry.keys.find(command.signer);
  if (key == registry.keys.end()) return std::nullopt;
  return key->second.person;
}

std::map<std::uint64_t, PersonId> SecretBallotsAmong(const session::Registry& registry,
                                                     std::span<const storage::SharedBytes> entries,
                                                     std::uint64_t first) {
  std::map<std::uint64_t, PersonId> ballots;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto entry = wire::DecodeEntry(*entries[i]);
    const auto command = entry ? wire::DecodeCommand(entry->command.command)
                               : Result<session::Command>(std::unexpected(entry.error()));
    if (!command) continue;  // not of a log that was verified
    if (const auto voter = SecretVoterOf(registry, *command)) ballots.emplace(first + i, *voter);
  }
  return ballots;
}

}  // namespace plenary::host
