#include "core/log/merkle.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <iterator>
#include <string>

#include "core/base/check.h"
#include "core/crypto/hash.h"

namespace plenary::log {
namespace {

constexpr std::array<Byte, 1> kLeafPrefix = {0x00};
constexpr std::array<Byte, 1> kNodePrefix = {0x01};

// No log comes near it, and sums of sizes stay far from overflowing.
constexpr std::uint64_t kMaxSize = std::uint64_t{1} << 62;

// Where the tree over `begin` to `end`, at least two leaves, divides.
std::uint64_t SplitOf(std::uint64_t begin, std::uint64_t end) {
  return begin + std::bit_floor(end - begin - 1);
}

bool IsOdd(std::uint64_t n) { return (n & 1) != 0; }

// A node's place while climbing: at each level, its index and that of the last node.
struct Climb {
  std::uint64_t node;
  std::uint64_t last;

  bool AtTop() const { return last == 0; }
  // The sibling lies to the left: always at the right edge, where levels without one
  // are passed over.
  bool JoinsLeft() const { return IsOdd(node) || node == last; }

  void Up() {
    node >>= 1;
    last >>= 1;
  }
  void SkipLevelsWithoutSibling() {
    while (!IsOdd(node) && node != 0) Up();
  }
};

std::unexpected<Error> BadProof(const char* why) {
  return Fail(ErrorCode::kBadSignature, std::string("log proof: ") + why);
}

}  // namespace

Digest EmptyRoot(crypto::Suite suite) { return crypto::HashRaw(suite, {}); }

Digest LeafNode(crypto::Suite suite, ByteView data) {
  return crypto::HashRaw(suite, {kLeafPrefix, data});
}

Digest InnerNode(crypto::Suite suite, const Digest& left, const Digest& right) {
  return crypto::HashRaw(suite, {kNodePrefix, left.view(), right.view()});
}

std::uint64_t CompleteSubtree(std::uint64_t begin, std::uint64_t end) {
  PLENARY_CHECK(begin < end);
  const std::uint64_t fitting = std::bit_floor(end - begin);
  if (begin == 0) return fitting;
  return std::min(fitting, std::uint64_t{1} << std::countr_zero(begin));
}

const Digest* MerkleTree::Level::Find(std::uint64_t index) const {
  const auto after = std::ranges::upper_bound(gaps_, index, {}, &Gap::begin);
  if (after == gaps_.begin()) return &known_[index];
  const Gap& gap = *std::prev(after);
  return index < gap.end ? nullptr : &known_[index - gap.hidden];
}

void MerkleTree::Level::PushHidden(std::uint64_t count) {
  const std::uint64_t begin = size();
  const std::uint64_t hidden = Hidden() + count;
  if (!gaps_.empty() && gaps_.back().end == begin) {
    gaps_.back().end += count;
    gaps_.back().hidden = hidden;
  } else {
    gaps_.push_back({begin, begin + count, hidden});
  }
}

void MerkleTree::Level::Truncate(std::uint64_t size) {
  while (!gaps_.empty() && gaps_.back().begin >= size) gaps_.pop_back();
  if (!gaps_.empty() && gaps_.back().end > size) {
    gaps_.back().hidden -= gaps_.back().end - size;
    gaps_.back().end = size;
  }
  known_.resize(size - Hidden());
}

bool MerkleTree::KnowsRoot(std::uint64_t size) const {
  if (size == 0 || size > this->size()) return size == 0;
  // A hole across the end is one around the last of the subtrees that make up the rest.
  return FindSubtree(size - (std::uint64_t{1} << std::countr_zero(size)), size) != nullptr;
}

bool MerkleTree::KnowsLeaf(std::uint64_t index) const {
  return index < size() && levels_[0].Find(index) != nullptr;
}

void MerkleTree::Append(const Digest& leaf_hash) { AppendSubtree(0, leaf_hash); }

void MerkleTree::AppendSubtree(std::size_t height, const Digest& hash_in) {
  while (levels_.size() <= height) levels_.emplace_back();
  for (std::size_t k = 0; k < height; ++k) levels_[k].PushHidden(std::uint64_t{1} << (height - k));
  Digest hash = hash_in;
  for (std::size_t k = height;; ++k) {
    if (k == levels_.size()) levels_.emplace_back();
    Level& level = levels_[k];
    level.Push(hash);
    if (IsOdd(level.size())) return;
    // Not in a hole, which would go on beyond it.
    hash = InnerNode(suite_, *level.Find(level.size() - 2), hash);
  }
}

Result<void> MerkleTree::AppendRun(std::uint64_t count, std::span<const Digest> hashes) {
  const std::uint64_t begin = size();
  if (count == 0 || count > kMaxSize - begin) {
    return Fail(ErrorCode::kInvalidArgument, "log: a run of " + std::to_string(count) +
                                                 " leaves after " + std::to_string(begin));
  }
  std::size_t wanted = 0;
  for (std::uint64_t at = begin; at < begin + count; ++wanted) {
    at += CompleteSubtree(at, begin + count);
  }
  if (hashes.size() != wanted) {
    return Fail(ErrorCode::kInvalidArgument, "log: a run of " + std::to_string(count) +
                                                 " leaves after " + std::to_string(begin) +
                                                 " has " + std::to_string(wanted) +
                                                 " hashes, not " + std::to_string(hashes.size()));
  }
  for (const Digest& hash : hashes) {
    const std::uint64_t span = CompleteSubtree(size(), begin + count);
    AppendSubtree(static_cast<std::size_t>(std::countr_zero(span)), hash);
  }
  return {};
}

void MerkleTree::Truncate(std::uint64_t size) {
  PLENARY_CHECK(KnowsRoot(size));
  for (std::size_t k = 0; k < levels_.size(); ++k) levels_[k].Truncate(size >> k);
}

const Digest& MerkleTree::Leaf(std::uint64_t index) const { return SubtreeHash(index, index + 1); }

Digest MerkleTree::RootAt(std::uint64_t size) const {
  PLENARY_CHECK(KnowsRoot(size));
  return size == 0 ? EmptyRoot(suite_) : RangeHash(0, size);
}

const Digest* MerkleTree::FindSubtree(std::uint64_t begin, std::uint64_t end) const {
  const auto level = static_cast<std::size_t>(std::countr_zero(end - begin));
  return levels_[level].Find(begin >> level);
}

const Digest& MerkleTree::SubtreeHash(std::uint64_t begin, std::uint64_t end) const {
  PLENARY_CHECK(begin < end && end <= size());
  PLENARY_CHECK(std::has_single_bit(end - begin) && begin % (end - begin) == 0);
  const Digest* hash = FindSubtree(begin, end);
  PLENARY_CHECK(hash != nullptr);
  return *hash;
}

std::vector<Digest> MerkleTree::RunHashes(std::uint64_t begin, std::uint64_t end) const {
  PLENARY_CHECK(begin < end && end <= size());
  std::vector<Digest> hashes;
  for (std::uint64_t at = begin; at < end;) {
    const std::uint64_t next = at + CompleteSubtree(at, end);
    hashes.push_back(SubtreeHash(at, next));
    at = next;
  }
  return hashes;
}

// The tree over leaves that begin where a complete subtree of their number would.
Digest MerkleTree::RangeHash(std::uint64_t begin, std::uint64_t end) const {
  if (std::has_single_bit(end - begin)) return SubtreeHash(begin, end);
  const std::uint64_t split = SplitOf(begin, end);
  return InnerNode(suite_, SubtreeHash(begin, split), RangeHash(split, end));
}

std::vector<Digest> MerkleTree::InclusionProof(std::uint64_t index, std::uint64_t size) const {
  PLENARY_CHECK(index < size && KnowsRoot(size));
  std::vector<Digest> proof;
  for (std::uint64_t begin = 0, end = size; end - begin > 1;) {
    const std::uint64_t split = SplitOf(begin, end);
    if (index < split) {
      proof.push_back(RangeHash(split, end));
      end = split;
    } else {
      proof.push_back(RangeHash(begin, split));
      begin = split;
    }
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

std::vector<Digest> MerkleTree::ConsistencyProof(std::uint64_t from, std::uint64_t to) const {
  PLENARY_CHECK(from <= to && KnowsRoot(from) && KnowsRoot(to));
  std::vector<Digest> proof;
  if (from == 0) return proof;
  std::uint64_t begin = 0;
  std::uint64_t end = to;
  while (from != end) {
    const std::uint64_t split = SplitOf(begin, end);
    if (from <= split) {
      proof.push_back(RangeHash(split, end));
      end = split;
    } else {
      proof.push_back(RangeHash(begin, split));
      begin = split;
    }
  }
  if (begin != 0) proof.push_back(RangeHash(begin, end));  // else the verifier's own old root
  std::reverse(proof.begin(), proof.end());
  return proof;
}

Result<Digest> RootFromInclusion(crypto::Suite suite, const Digest& leaf_hash, std::uint64_t index,
                                 std::uint64_t size, std::span<const Digest> proof) {
  if (index >= size) return BadProof("index beyond the size");
  Climb at{.node = index, .last = size - 1};
  Digest root = leaf_hash;
  for (const Digest& sibling : proof) {
    if (at.AtTop()) return BadProof("too long");
    if (at.JoinsLeft()) {
      root = InnerNode(suite, sibling, root);
      at.SkipLevelsWithoutSibling();
    } else {
      root = InnerNode(suite, root, sibling);
    }
    at.Up();
  }
  if (!at.AtTop()) return BadProof("too short");
  return root;
}

Result<void> VerifyInclusion(crypto::Suite suite, const Digest& leaf_hash, std::uint64_t index,
                             std::uint64_t size, std::span<const Digest> proof,
                             const Digest& root) {
  const auto computed = RootFromInclusion(suite, leaf_hash, index, size, proof);
  if (!computed) return std::unexpected(computed.error());
  if (*computed != root) return BadProof("leads to another root");
  return {};
}

namespace {

Result<void> VerifyTrivialConsistency(bool roots_agree, std::span<const Digest> proof) {
  if (!proof.empty()) return BadProof("too long");
  if (!roots_agree) return BadProof("roots differ");
  return {};
}

// 0 < from_size < to_size; `proof` begins with the hash to climb from.
Result<void> VerifyClimb(crypto::Suite suite, std::uint64_t from_size, const Digest& from_root,
                         std::uint64_t to_size, const Digest& to_root, const Digest& seed,
                         std::span<const Digest> proof) {
  Climb at{.node = from_size - 1, .last = to_size - 1};
  while (IsOdd(at.node)) at.Up();
  Digest old_root = seed;
  Digest new_root = seed;
  for (const Digest& sibling : proof) {
    if (at.AtTop()) return BadProof("too long");
    if (at.JoinsLeft()) {
      old_root = InnerNode(suite, sibling, old_root);
      new_root = InnerNode(suite, sibling, new_root);
      at.SkipLevelsWithoutSibling();
    } else {
      new_root = InnerNode(suite, new_root, sibling);
    }
    at.Up();
  }
  if (!at.AtTop()) return BadProof("too short");
  if (old_root != from_root) return BadProof("leads to another old root");
  if (new_root != to_root) return BadProof("leads to another new root");
  return {};
}

}  // namespace

Result<void> VerifyConsistency(crypto::Suite suite, std::uint64_t from_size,
                               const Digest& from_root, std::uint64_t to_size,
                               const Digest& to_root, std::span<const Digest> proof) {
  if (from_size > to_size) return BadProof("sizes in the wrong order");
  if (from_size == to_size) return VerifyTrivialConsistency(from_root == to_root, proof);
  if (from_size == 0) return VerifyTrivialConsistency(from_root == EmptyRoot(suite), proof);
  if (proof.empty()) return BadProof("too short");
  if (std::has_single_bit(from_size)) {
    return VerifyClimb(suite, from_size, from_root, to_size, to_root, from_root, proof);
  }
  return VerifyClimb(suite, from_size, from_root, to_size, to_root, proof.front(),
                     proof.subspan(1));
}

}  // namespace plenary::log
