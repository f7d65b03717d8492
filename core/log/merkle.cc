#include "core/log/merkle.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>

#include "core/base/check.h"
#include "core/crypto/hash.h"

namespace plenary::log {
namespace {

constexpr std::array<Byte, 1> kLeafPrefix = {0x00};
constexpr std::array<Byte, 1> kNodePrefix = {0x01};

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

std::uint64_t MerkleTree::size() const { return levels_.empty() ? 0 : levels_[0].size(); }

void MerkleTree::Append(const Digest& leaf_hash) {
  Digest hash = leaf_hash;
  for (std::size_t k = 0;; ++k) {
    if (k == levels_.size()) levels_.emplace_back();
    levels_[k].push_back(hash);
    if (IsOdd(levels_[k].size())) return;
    hash = InnerNode(suite_, levels_[k][levels_[k].size() - 2], hash);
  }
}

void MerkleTree::Truncate(std::uint64_t size) {
  PLENARY_CHECK(size <= this->size());
  for (std::size_t k = 0; k < levels_.size(); ++k) {
    levels_[k].erase(levels_[k].begin() + static_cast<std::ptrdiff_t>(size >> k), levels_[k].end());
  }
}

const Digest& MerkleTree::Leaf(std::uint64_t index) const {
  PLENARY_CHECK(index < size());
  return levels_[0][index];
}

Digest MerkleTree::RootAt(std::uint64_t size) const {
  PLENARY_CHECK(size <= this->size());
  return size == 0 ? EmptyRoot(suite_) : RangeHash(0, size);
}

const Digest& MerkleTree::SubtreeHash(std::uint64_t begin, std::uint64_t end) const {
  PLENARY_CHECK(begin < end && end <= size());
  const std::uint64_t span = end - begin;
  PLENARY_CHECK(std::has_single_bit(span) && begin % span == 0);
  const auto level = static_cast<std::size_t>(std::countr_zero(span));
  return levels_[level][begin >> level];
}

// The tree over leaves that begin where a complete subtree of their number would.
Digest MerkleTree::RangeHash(std::uint64_t begin, std::uint64_t end) const {
  if (std::has_single_bit(end - begin)) return SubtreeHash(begin, end);
  const std::uint64_t split = SplitOf(begin, end);
  return InnerNode(suite_, SubtreeHash(begin, split), RangeHash(split, end));
}

std::vector<Digest> MerkleTree::InclusionProof(std::uint64_t index, std::uint64_t size) const {
  PLENARY_CHECK(index < size && size <= this->size());
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
  PLENARY_CHECK(from <= to && to <= size());
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
