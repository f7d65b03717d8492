// The envelope of every log: order, time, ids, seen heads, the tree over the leaves.
#ifndef PLENARY_CORE_FOLD_CHAIN_H_
#define PLENARY_CORE_FOLD_CHAIN_H_

#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/fold/verify.h"
#include "core/log/entry.h"
#include "core/log/head.h"
#include "core/log/merkle.h"
#include "core/log/run.h"

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

// The leaf hash of an entry whose command reads as `command`.
Digest LeafOf(crypto::Suite suite, const log::Entry& entry, const session::Command& command);

// A value; not thread-safe.
class Chain {
 public:
  Chain(LogId log, crypto::Suite suite) : log_(log), tree_(suite) {}

  const LogId& log() const { return log_; }
  const log::MerkleTree& tree() const { return tree_; }
  std::uint64_t size() const { return tree_.size(); }
  log::Head head() const { return log::HeadOf(tree_); }
  Instant last_time() const { return last_time_; }

  // The index under which the same bytes stand, nothing if they are new, or why the
  // command's envelope forbids it to be the next entry: kIdReused, kSeenUnknown,
  // kSeenOlderThanOwn, kSeenOlderThanSubject. `needs_seen`: as session::NeedsSeen.
  Result<std::optional<KnownEntry>, session::Refusal> Check(const VerifiedCommand& command,
                                                            std::uint64_t needs_seen) const;
  NewEntry Next(const VerifiedCommand& command, Instant now, const log::Blinds& blinds) const;
  void Append(const NewEntry& entry, const session::Command& command);
  // Entries that stay unknown. Nothing is held against a later command for what they may say,
  // nor for a head that ends among them: whoever has them has asked. kInvalidArgument, and
  // nothing changes, if the run does not begin where the chain ends or its hashes do not fit.
  Result<void> Skip(const log::Run& run);

 private:
  struct Own {
    std::uint64_t index;
    Digest bytes;
  };
  Digest HashOf(const log::SignedCommand& command) const;

  LogId log_;
  log::MerkleTree tree_;
  Instant last_time_;
  std::map<std::pair<KeyId, CommandId>, Own> ids_;
  std::map<KeyId, std::uint64_t> last_of_;  // each signer's last index
};

}  // namespace plenary::fold

#endif  // PLENARY_CORE_FOLD_CHAIN_H_
