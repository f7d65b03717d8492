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

#include <cstddef>
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

// How many leaves the largest complete subtree has that begins with leaf `begin` and
// does not go beyond `end`; begin < end. A run of leaves is told by the hashes of the
// subtrees that one gets so from its beginning to its end.
std::uint64_t CompleteSubtree(std::uint64_t begin, std::uint64_t end);

// All leaf hashes, with the hash of every complete subtree: about 64 bytes a leaf. A
// value. Const methods: any number of threads, while nobody changes it.
//
// A run of leaves may be appended by the hashes of its subtrees alone. What lies within
// such a subtree is a hole: the tree knows neither its leaves nor the roots of the sizes
// that end there, but everything else as if it had got the leaves.
//
// Sizes and indexes above what a method names are bugs, and so is what lies in a hole:
// check them first if they come from outside (KnowsRoot, KnowsLeaf).
class MerkleTree {
 public:
  explicit MerkleTree(crypto::Suite suite) : suite_(suite) {}

  crypto::Suite suite() const { return suite_; }
  std::uint64_t size() const { return levels_.empty() ? 0 : levels_[0].size(); }

  // Whether the tree is as long, and no hole lies across the end.
  bool KnowsRoot(std::uint64_t size) const;
  // Whether the tree is as long, and the leaf is in no hole.
  bool KnowsLeaf(std::uint64_t index) const;

  // `leaf_hash` is LeafNode of the data. One inner hash, amortised.
  void Append(const Digest& leaf_hash);
  // `count` leaves by the hashes of their subtrees, as RunHashes has them. kInvalidArgument
  // unless there are as many as `count` leaves after size() have; then nothing changes. That
  // they are the right ones only a root can show. The hole costs no memory.
  Result<void> AppendRun(std::uint64_t count, std::span<const Digest> hashes);
  void Truncate(std::uint64_t size);  // keeps the first `size` leaves; KnowsRoot(size)

  const Digest& Leaf(std::uint64_t index) const;  // the leaf hash; KnowsLeaf(index)

  // At most 2 * log2(size) hashes each.
  Digest Root() const { return RootAt(size()); }
  Digest RootAt(std::uint64_t size) const;  // of the first `size` leaves; KnowsRoot(size)

  // The hash over leaves `begin` to just before `end`: a complete subtree, that is, as
  // many leaves as some power of two of which `begin` is a multiple; end <= size(), and not
  // within a hole. No hashing.
  const Digest& SubtreeHash(std::uint64_t begin, std::uint64_t end) const;

  // The hashes of the largest complete subtrees that make up leaves `begin` to just before
  // `end`, from the left; begin < end, both with KnowsRoot. At most 2 * log2(end - begin) + 1;
  // no hashing.
  std::vector<Digest> RunHashes(std::uint64_t begin, std::uint64_t end) const;

  // That leaf `index` is among the first `size`, from the leaf upwards: RFC 9162
  // section 2.1.3.1. index < size; KnowsLeaf(index), KnowsRoot(size).
  std::vector<Digest> InclusionProof(std::uint64_t index, std::uint64_t size) const;

  // That the first `from` leaves begin the first `to`: RFC 9162 section 2.1.4.1. Empty
  // if `from` is 0 or `to`. from <= to; KnowsRoot of both.
  std::vector<Digest> ConsistencyProof(std::uint64_t from, std::uint64_t to) const;

 private:
  // The complete subtrees of one height, from the left, without those in holes.
  class Level {
   public:
    std::uint64_t size() const { return known_.size() + Hidden(); }  // with those in holes
    const Digest* Find(std::uint64_t index) const;                   // null: in a hole
    void Push(const Digest& hash) { known_.push_back(hash); }
    void PushHidden(std::uint64_t count);
    void Truncate(std::uint64_t size);

   private:
    struct Gap {
      std::uint64_t begin;
      std::uint64_t end;
      std::uint64_t hidden;  // in this gap and those before
    };
    std::uint64_t Hidden() const { return gaps_.empty() ? 0 : gaps_.back().hidden; }

    std::vector<Digest> known_;
    std::vector<Gap> gaps_;  // ascending, not touching
  };

  // The next subtree of 2^height leaves; size() is a multiple of that.
  void AppendSubtree(std::size_t height, const Digest& hash);
  const Digest* FindSubtree(std::uint64_t begin, std::uint64_t end) const;
  Digest RangeHash(std::uint64_t begin, std::uint64_t end) const;

  crypto::Suite suite_;
  // levels_[k], at i: leaves i * 2^k to just before (i + 1) * 2^k.
  std::vector<Level> levels_;
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
