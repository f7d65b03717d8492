#include "core/log/follower.h"

#include <string>
#include <utility>

namespace plenary::log {
namespace {

std::string Contradiction(std::uint64_t size, std::uint64_t held) {
  return "log: a signed head of size " + std::to_string(size) + " contradicts the " +
         std::to_string(held) + " leaves received";
}

}  // namespace

Result<void> Follower::Extend(std::span<const Digest> leaf_hashes) {
  PLENARY_TRY(ForkFound());
  for (const Digest& leaf_hash : leaf_hashes) tree_.Append(leaf_hash);
  return Settle();
}

Result<void> Follower::ExtendRun(std::uint64_t count, std::span<const Digest> hashes) {
  PLENARY_TRY(ForkFound());
  PLENARY_TRY(tree_.AppendRun(count, hashes));
  return Settle();
}

Result<void> Follower::Accept(const SignedHead& head, const crypto::PublicKey& node) {
  PLENARY_TRY(ForkFound());
  if (head.log != log_) return Fail(ErrorCode::kInvalidArgument, "log head: of another log");
  PLENARY_TRY(VerifyHead(node, head));

  if (const auto same = open_.find(head.head.size); same != open_.end()) {
    if (auto evidence = Compare(same->second, head)) return Forked(std::move(*evidence));
  }
  if (IsInHole(head.head)) {
    return Fail(ErrorCode::kUnavailable,
                "log: a head of size " + std::to_string(head.head.size) + " ends in a run");
  }
  if (!HasPrefix(tree_, head.head)) return KeepOpen(head);
  if (!verified_ || head.head.size > verified_->head.size) verified_ = head;
  return Settle();
}

void Follower::DropUnattested() { tree_.Truncate(verified_size()); }

// Raises the verified head to the longest open one that the leaves fit, then lets it
// judge the others.
Result<void> Follower::Settle() {
  std::erase_if(open_, [this](const auto& entry) {
    if (IsInHole(entry.second.head)) return true;
    if (!HasPrefix(tree_, entry.second.head)) return false;
    if (entry.first > verified_size()) verified_ = entry.second;
    return true;
  });
  if (open_.empty()) return {};
  const SignedHead& first = open_.begin()->second;
  if (first.head.size > tree_.size()) return {};
  if (verified_) {
    if (auto evidence = Compare(first, *verified_, tree_)) return Forked(std::move(*evidence));
  }
  return Fail(ErrorCode::kCorrupt, Contradiction(first.head.size, tree_.size()));
}

// Of a head that the tree does not, or not yet, begin with.
Result<void> Follower::KeepOpen(const SignedHead& head) {
  const std::uint64_t size = head.head.size;
  if (verified_) {
    if (auto evidence = Compare(head, *verified_, tree_)) return Forked(std::move(*evidence));
  }
  if (open_.size() < kMaxOpenHeads) open_.emplace(size, head);
  if (size > tree_.size()) {
    return Fail(ErrorCode::kUnavailable,
                "log: a head of size " + std::to_string(size) + " waits for leaves");
  }
  return Fail(ErrorCode::kCorrupt, Contradiction(size, tree_.size()));
}

Result<void> Follower::Forked(ForkEvidence evidence) {
  fork_ = std::move(evidence);
  return ForkFound();
}

Result<void> Follower::ForkFound() const {
  if (!fork_) return {};
  return Fail(ErrorCode::kCorrupt, "log: forked: signed heads of sizes " +
                                       std::to_string(fork_->shorter.head.size) + " and " +
                                       std::to_string(fork_->longer.head.size) + " contradict");
}

}  // namespace plenary::log
