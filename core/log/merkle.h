// The Merkle tree of a log, as in RFC 9162 section 2.1 over the suite's hash:
//
//   empty tree  H()
//   leaf        H(0x00 || data)
//   node        H(0x01 || left || right), the left part the largest power of two
//               smaller than the number of leaves
//
// A root does not tell how many leaves it has: some proofs hold for several sizes. Size
// and root belong together, as in a signed head (head.h).
#ifndef PLENARY_CORE_LOG_MERKLE_H_
#define PLENARY_CORE_LOG_MERKLE_H_

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/crypto/suite.h"

namespace plenary::log {

Digest EmptyRoot(crypto::Suite suite);
Digest LeafNode(crypto::Suite suite, ByteView data);  // H(0x00 || data)
Digest InnerNode(crypto::Suite suite, const Digest& left, const Digest& right);

// All leaf hashes, with the hash of every complete subtree: about 64 bytes a leaf. A
// value. Const methods: any number of threads, while nobody changes it.
//
// Sizes and indexes above what a method names are bugs: check them first if they
// come from outside.
class MerkleTree {
 public:
  explicit MerkleTree(crypto::Suite suite) : suite_(suite) {}

  crypto::Suite suite() const { return suite_; }
  std::uint64_t size() const;

  // `leaf_hash` is LeafNode of the data. One inner hash, amortised.
  void Append(const Digest& leaf_hash);
  void Truncate(std::uint64_t size);  // keeps the first `size` leaves, at most size()

  const Digest& Leaf(std::uint64_t index) const;  // the leaf hash; index < size()

  // At most 2 * log2(size) hashes each.
  Digest Root() const { return RootAt(size()); }
  Digest RootAt(std::uint64_t size) const;  // of the first `size` leaves, at most size()

  // The hash over leaves `begin` to just before `end`: a complete subtree, that is, as
  // many leaves as some power of two of which `begin` is a multiple; end <= size(). No
  // hashing.
  const Digest& SubtreeHash(std::uint64_t begin, std::uint64_t end) const;

  // That leaf `index` is among the first `size`, from the leaf upwards: RFC 9162
  // section 2.1.3.1. index < size <= size().
  std::vector<Digest> InclusionProof(std::uint64_t index, std::uint64_t size) const;

  // That the first `from` leaves begin the first `to`: RFC 9162 section 2.1.4.1. Empty
  // if `from` is 0 or `to`. from <= to <= size().
  std::vector<Digest> ConsistencyProof(std::uint64_t from, std::uint64_t to) const;

 private:
  Digest RangeHash(std::uint64_t begin, std::uint64_t end) const;

  crypto::Suite suite_;
  // levels_[k][i]: leaves i * 2^k to just before (i + 1) * 2^k.
  std::vector<std::vector<Digest>> levels_;
};

// The root to which an inclusion proof leads: RFC 9162 section 2.1.3.2. kBadSignature
// if `index` is not below `size`, or the proof is too short or too long for them.
Result<Digest> RootFromInclusion(crypto::Suite suite, const Digest& leaf_hash, std::uint64_t index,
                                 std::uint64_t size, std::span<const Digest> proof);

// Whether leaf `index` of the tree of `size` leaves with this root is `leaf_hash`.
// kBadSignature if the proof does not show it. The hash must have been computed from a
// leaf's data: an inner node would pass for a leaf of a smaller tree.
Result<void> VerifyInclusion(crypto::Suite suite, const Digest& leaf_hash, std::uint64_t index,
                             std::uint64_t size, std::span<const Digest> proof, const Digest& root);

// Whether the tree of `from_size` leaves begins that of `to_size`: RFC 9162 section
// 2.1.4.2. With equal sizes the roots must be equal and the proof empty; from nothing,
// `from_root` must be EmptyRoot and the proof empty. kBadSignature otherwise.
Result<void> VerifyConsistency(crypto::Suite suite, std::uint64_t from_size,
                               const Digest& from_root, std::uint64_t to_size,
                               const Digest& to_root, std::span<const Digest> proof);

}  // namespace plenary::log

#endif  // PLENARY_CORE_LOG_MERKLE_H_
