#include "core/fold/chain.h"

#include <algorithm>
#include <string>

#include "core/crypto/hash.h"
#include "core/fold/leaf.h"

namespace plenary::fold {

using session::CommandKind;
using session::Refusal;

Digest LeafOf(crypto::Suite suite, const log::Entry& entry, const session::Command& command) {
  return log::LeafHash(suite, LeafContentOf(entry, command), entry.blinds);
}

Digest Chain::HashOf(const log::SignedCommand& command) const {
  // The signature stays out: who signs the same bytes again says the same thing again.
  return crypto::HashTagged(tree_.suite(), "plenary/v1/command", {command.command});
}

Result<std::optional<KnownEntry>, Refusal> Chain::Check(const VerifiedCommand& verified,
                                                        std::uint64_t needs_seen) const {
  const session::Command& command = verified.command();
  if (const auto own = ids_.find({command.signer, command.id}); own != ids_.end()) {
    if (own->second.bytes != HashOf(verified.bytes())) return std::unexpected(Refusal::kIdReused);
    return KnownEntry{own->second.index};
  }
  // A revocation in a session carries the registry's envelope.
  if (command.log() != log_ && session::KindOf(command.body) == CommandKind::kRevokeKey) {
    return std::nullopt;
  }
  const bool is_in_hole = command.seen.size < size() && !tree_.KnowsRoot(command.seen.size);
  if (!is_in_hole && !log::HasPrefix(tree_, command.seen)) {
    return std::unexpected(Refusal::kSeenUnknown);
  }
  const auto last = last_of_.find(command.signer);
  if (last != last_of_.end() && command.seen.size <= last->second) {
    return std::unexpected(Refusal::kSeenOlderThanOwn);
  }
  if (command.seen.size < needs_seen) return std::unexpected(Refusal::kSeenOlderThanSubject);
  return std::nullopt;
}

NewEntry Chain::Next(const VerifiedCommand& verified, Instant now,
                     const log::Blinds& blinds) const {
  log::Entry entry{size(), std::max(now, last_time_), blinds, verified.bytes()};
  const Digest leaf = LeafOf(tree_.suite(), entry, verified.command());
  return {std::move(entry), leaf};
}

void Chain::Append(const NewEntry& entry, const session::Command& command) {
  tree_.Append(entry.leaf);
  last_time_ = entry.entry.time;
  ids_.emplace(std::pair(command.signer, command.id),
               Own{entry.entry.index, HashOf(entry.entry.command)});
  if (command.log() == log_) last_of_[command.signer] = entry.entry.index;
}

Result<void> Chain::Skip(const log::Run& run) {
  if (run.first != size()) {
    return Fail(ErrorCode::kInvalidArgument, "log: a run from entry " + std::to_string(run.first) +
                                                 " on where entry " + std::to_string(size()) +
                                                 " was due");
  }
  return tree_.AppendRun(run.count, run.hashes);
}

}  // namespace plenary::fold
