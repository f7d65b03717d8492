// What a client knows of a log by itself: the tree rebuilt from the entries it got, and
// the heads it was given.
//
// Leaves up to the verified head are attested by a node's signature. Later ones are
// only what somebody sent, until a head attests them.
#ifndef PLENARY_CORE_LOG_FOLLOWER_H_
#define PLENARY_CORE_LOG_FOLLOWER_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/crypto/keys.h"
#include "core/log/fork.h"
#include "core/log/head.h"
#include "core/log/merkle.h"

namespace plenary::log {

// A value. Not thread-safe; the owner serialises calls.
//
// Once a fork is found, every later Extend and Accept fails with kCorrupt: nothing more
// is to be believed about this log.
class Follower {
 public:
  // How many heads it keeps that its leaves do not yet reach or that contradict them.
  static constexpr std::size_t kMaxOpenHeads = 64;

  Follower(crypto::Suite suite, const LogId& log) : log_(log), tree_(suite) {}

  // Appends leaf hashes, then looks again at the heads that waited for them. kCorrupt if
  // one of them contradicts the leaves: a fork if fork() says so; otherwise what was
  // sent since the verified head is wrong, and DropUnattested() makes room for better.
  Result<void> Extend(std::span<const Digest> leaf_hashes);
  // As Extend, with a run of leaves that stay unknown: MerkleTree::AppendRun. kInvalidArgument
  // if these are not the hashes of so many leaves; nothing changes.
  Result<void> ExtendRun(std::uint64_t count, std::span<const Digest> hashes);

  // Succeeds if the head is one of this tree's, earlier ones included: a node may lag.
  // `node` is the key that the registry admits for the node which the head names.
  //   kInvalidArgument  of another log
  //   kBadSignature     not signed by `node`
  //   kUnavailable      longer than the tree: kept, and looked at again by Extend; or
  //                     of a size that ends in a hole, where the tree cannot judge it
  //   kCorrupt          contradicts the leaves, or a head: as for Extend
  // The message of kCorrupt names the sizes. Nothing changes for the first two.
  Result<void> Accept(const SignedHead& head, const crypto::PublicKey& node);

  // Takes back the leaves after the verified head: all of them if there is none.
  void DropUnattested();

  const LogId& log() const { return log_; }
  const MerkleTree& tree() const { return tree_; }
  std::uint64_t verified_size() const { return verified_ ? verified_->head.size : 0; }
  // The longest accepted head; the tree begins with it.
  const std::optional<SignedHead>& verified() const { return verified_; }
  const std::optional<ForkEvidence>& fork() const { return fork_; }

 private:
  Result<void> Settle();
  bool IsInHole(const Head& head) const {
    return head.size < tree_.size() && !tree_.KnowsRoot(head.size);
  }
  Result<void> KeepOpen(const SignedHead& head);
  Result<void> Forked(ForkEvidence evidence);
  Result<void> ForkFound() const;

  LogId log_;
  MerkleTree tree_;
  std::optional<SignedHead> verified_;
  std::map<std::uint64_t, SignedHead> open_;  // by size
  std::optional<ForkEvidence> fork_;
};

}  // namespace plenary::log

#endif  // PLENARY_CORE_LOG_FOLLOWER_H_
