// One log, folded entry by entry: the chain of its entries and the state that they make.
//
// Server, clients and the archive verifier all run this. A new command goes through
// Decide, is stored, then Apply; a stored entry goes through Replay, which asks the
// same questions again. Not thread-safe: one owner at a time.
#ifndef PLENARY_CORE_FOLD_LOG_FOLD_H_
#define PLENARY_CORE_FOLD_LOG_FOLD_H_

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/fold/chain.h"
#include "core/session/refusal.h"
#include "core/session/registry.h"
#include "core/session/session.h"

namespace plenary::fold {

using Decision = std::variant<NewEntry, KnownEntry>;
// Drawn by whoever makes a fold, for it alone.
using CheckSecret = std::array<Byte, 32>;

// Why a stored entry cannot be what it claims.
struct ReplayError {
  std::uint64_t index = 0;
  std::string reason;
};

// A registry's log.
class RegistryFold : public session::RegistryHistory {
 public:
  // An empty log that only that committee's founding can start.
  RegistryFold(CommitteeId committee, crypto::Suite suite);

  const Chain& chain() const { return chain_; }
  const session::Registry& state() const { return state_; }
  // The state as it is now; later entries do not change it. Copied once after a change.
  std::shared_ptr<const session::Registry> Snapshot() const;

  Result<Decision, session::Refusal> Decide(const VerifiedCommand& command, Instant now,
                                            const log::Blinds& blinds) const;
  // An entry that Decide has just made of this command.
  void Apply(const NewEntry& entry, const VerifiedCommand& command);
  // Verifies, decides and applies a stored entry; on failure nothing changes.
  Result<void, ReplayError> Replay(const log::Entry& entry);

  // Folds again from the start, unless it is the newest: as slow as its size.
  std::shared_ptr<const session::Registry> At(const log::Head& head) const override;

 private:
  Chain chain_;
  session::Registry state_;
  mutable std::shared_ptr<const session::Registry> snapshot_;
  std::vector<session::Command> commands_;
};

// A session's log. `registry` outlives it, and is not changed while a call runs. `secret`: as
// session::Surroundings; copied.
class SessionFold {
 public:
  SessionFold(LogId log, crypto::Suite suite, const session::RegistryHistory& registry,
              const CheckSecret& secret);

  const Chain& chain() const { return chain_; }
  const session::Session& state() const { return state_; }

  Result<Decision, session::Refusal> Decide(const VerifiedCommand& command, Instant now,
                                            const log::Blinds& blinds) const;
  void Apply(const NewEntry& entry, const VerifiedCommand& command);
  // As above. `keys`: a registry at least as new as any that the entry may name.
  Result<void, ReplayError> Replay(const log::Entry& entry, const session::Registry& keys) {
    return Replay(std::span(&entry, 1), keys);
  }
  // One after the other; the secret ballots that follow each other are checked together. On
  // failure the entries before the one named are in.
  Result<void, ReplayError> Replay(std::span<const log::Entry> entries,
                                   const session::Registry& keys);
  // Takes other people's secret ballots by their hashes alone (light depth). kInvalidArgument,
  // and nothing changes, unless the run is due, has its hashes, and a secret poll is open.
  Result<void> Skip(const log::Run& run);

 private:
  std::vector<Result<VerifiedCommand, session::Refusal>> VerifyRun(
      std::span<const log::Entry> entries, const session::Registry& keys) const;
  session::Surroundings Around() const { return {*registry_, secret_}; }

  const session::RegistryHistory* registry_;
  CheckSecret secret_;
  Chain chain_;
  session::Session state_;
};

}  // namespace plenary::fold

#endif  // PLENARY_CORE_FOLD_LOG_FOLD_H_
