// One log, folded entry by entry: the tree over its leaves and the state that they make.
//
// Server, clients and the archive verifier all run this. A new command goes through
// Decide, is stored, then Apply; a stored entry goes through Replay, which asks the
// same questions again. Not thread-safe: one owner at a time.
#ifndef PLENARY_CORE_FOLD_LOG_FOLD_H_
#define PLENARY_CORE_FOLD_LOG_FOLD_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/fold/verify.h"
#include "core/log/entry.h"
#include "core/log/merkle.h"
#include "core/session/refusal.h"
#include "core/session/registry.h"
#include "core/session/session.h"

namespace plenary::fold {

// What a command that is accepted becomes.
struct NewEntry {
  log::Entry entry;
  Digest leaf;
};

// The same bytes are in the log already, under this index.
struct KnownEntry {
  std::uint64_t index;
};

using Decision = std::variant<NewEntry, KnownEntry>;

// The envelope of both kinds of log: order, time, ids, seen heads, the tree.
class Chain {
 public:
  Chain(LogId log, crypto::Suite suite) : log_(log), tree_(suite) {}

  const LogId& log() const { return log_; }
  const log::MerkleTree& tree() const { return tree_; }
  std::uint64_t size() const { return tree_.size(); }
  log::Head head() const { return log::HeadOf(tree_); }
  Instant last_time() const { return last_time_; }

  // The index under which the same bytes stand, nothing if the id is new, or why the
  // command cannot be the next entry: kIdReused, kSeenUnknown, kSeenOlderThanOwn,
  // kSeenOlderThanSubject. `needs_seen`: as session::NeedsSeen.
  Result<std::optional<KnownEntry>, session::Refusal> Check(const VerifiedCommand& command,
                                                            std::uint64_t needs_seen) const;
  NewEntry Next(const VerifiedCommand& command, Instant now, const log::Blinds& blinds) const;
  void Append(const NewEntry& entry, const session::Command& command);

 private:
  struct Own {
    std::uint64_t index;
    Digest bytes;  // of the whole SignedCommand
  };
  LogId log_;
  log::MerkleTree tree_;
  Instant last_time_;
  std::map<std::pair<KeyId, CommandId>, Own> ids_;
  std::map<KeyId, std::uint64_t> last_of_;  // each signer's last index
};

// Why a stored entry cannot be what it claims: names the entry and the reason.
struct ReplayError {
  std::uint64_t index;
  std::string reason;
};

// A registry's log.
class RegistryFold : public session::RegistryHistory {
 public:
  // An empty log that only the founding command of that committee can start.
  RegistryFold(CommitteeId committee, crypto::Suite suite);

  const Chain& chain() const { return chain_; }
  const session::Registry& state() const { return *state_; }
  // A copy that later entries do not change.
  std::shared_ptr<const session::Registry> Snapshot() const { return state_; }

  Result<Decision, session::Refusal> Decide(const VerifiedCommand& command, Instant now,
                                            const log::Blinds& blinds) const;
  void Apply(const NewEntry& entry, const VerifiedCommand& command);
  // Verifies, decides and applies a stored entry; on failure nothing changes.
  Result<void, ReplayError> Replay(const log::Entry& entry);

  // RegistryHistory. Folds again from the start for an older head: as slow as its size.
  std::shared_ptr<const session::Registry> At(const log::Head& head) const override;

 private:
  Chain chain_;
  std::shared_ptr<session::Registry> state_;
  std::vector<session::Command> commands_;
};

// A session's log. `registry` outlives it.
class SessionFold {
 public:
  SessionFold(LogId log, crypto::Suite suite, const session::RegistryHistory& registry);

  const Chain& chain() const { return chain_; }
  const session::Session& state() const { return state_; }

  Result<Decision, session::Refusal> Decide(const VerifiedCommand& command, Instant now,
                                            const log::Blinds& blinds) const;
  void Apply(const NewEntry& entry, const VerifiedCommand& command);
  // `keys`: a registry at least as new as any that the entry may name.
  Result<void, ReplayError> Replay(const log::Entry& entry, const session::Registry& keys);

 private:
  const session::RegistryHistory& registry_;
  Chain chain_;
  session::Session state_;
};

}  // namespace plenary::fold

#endif  // PLENARY_CORE_FOLD_LOG_FOLD_H_
