// Which entries are left out at light depth, and for whom they are not.
#ifndef PLENARY_SERVER_HOST_SECRET_BALLOTS_H_
#define PLENARY_SERVER_HOST_SECRET_BALLOTS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <span>

#include "core/session/command.h"
#include "core/session/registry.h"
#include "server/storage/log_store.h"

namespace plenary::host {

// The person who signed, if the command is a secret ballot.
std::optional<PersonId> SecretVoterOf(const session::Registry& registry,
                                      const session::Command& command);

// The secret ballots among entries, by their indexes; `first` is that of the first entry.
std::map<std::uint64_t, PersonId> SecretBallotsAmong(const session::Registry& registry,
                                                     std::span<const storage::SharedBytes> entries,
                                                     std::uint64_t first);

}  // namespace plenary::host

#endif  // PLENARY_SERVER_HOST_SECRET_BALLOTS_H_
