// What the proofs of core/log/merkle.h refuse.
#include <gtest/gtest.h>

#include <bit>
#include <limits>
#include <optional>

#include "core/log/merkle.h"
#include "tests/core/log/log_fixture.h"

namespace plenary::log {
namespace {

class Proofs : public testing::TestWithParam<Suite> {};
INSTANTIATE_TEST_SUITE_P(Suites, Proofs, testing::ValuesIn(kSuites), SuiteLabel);

TEST_P(Proofs, RefuseWhenAnInclusionIsAltered) {
  const MerkleTree tree = NumberedTree(GetParam(), 11);
  for (std::uint64_t index = 0; index < 11; ++index) {
    const auto proof = tree.InclusionProof(index, 11);
    const auto verify = [&](const Digest& leaf, std::uint64_t at, const std::vector<Digest>& path,
                            const Digest& root) {
      return VerifyInclusion(GetParam(), leaf, at, 11, path, root).has_value();
    };
    const Digest leaf = tree.Leaf(index);
    ASSERT_TRUE(verify(leaf, index, proof, tree.Root()));
    EXPECT_FALSE(verify(Flipped(leaf), index, proof, tree.Root()));
    EXPECT_FALSE(verify(leaf, index, proof, Flipped(tree.Root(), 255)));
    for (std::uint64_t other = 0; other < 14; ++other) {
      EXPECT_EQ(verify(leaf, other, proof, tree.Root()), other == index) << other;
    }
    for (std::size_t i = 0; i < proof.size(); ++i) {
      auto altered = proof;
      altered[i] = Flipped(altered[i], 17);
      EXPECT_FALSE(verify(leaf, index, altered, tree.Root()));
      altered = proof;
      altered.erase(altered.begin() + static_cast<std::ptrdiff_t>(i));
      EXPECT_FALSE(verify(leaf, index, altered, tree.Root()));
      altered = proof;
      altered.insert(altered.begin() + static_cast<std::ptrdiff_t>(i), proof[i]);
      EXPECT_FALSE(verify(leaf, index, altered, tree.Root()));
    }
    auto longer = proof;
    longer.push_back(tree.Root());
    EXPECT_FALSE(verify(leaf, index, longer, tree.Root()));
  }
}

TEST_P(Proofs, RefuseWhenAConsistencyIsAltered) {
  const MerkleTree tree = NumberedTree(GetParam(), 13);
  for (std::uint64_t from = 1; from < 13; ++from) {
    const auto proof = tree.ConsistencyProof(from, 13);
    const auto verify = [&](const Digest& old_root, const std::vector<Digest>& path,
                            const Digest& new_root) {
      return VerifyConsistency(GetParam(), from, old_root, 13, new_root, path).has_value();
    };
    const Digest old_root = tree.RootAt(from);
    ASSERT_TRUE(verify(old_root, proof, tree.Root()));
    EXPECT_FALSE(verify(Flipped(old_root), proof, tree.Root()));
    EXPECT_FALSE(verify(old_root, proof, Flipped(tree.Root())));
    EXPECT_FALSE(verify(old_root, {}, tree.Root()));
    for (std::size_t i = 0; i < proof.size(); ++i) {
      auto altered = proof;
      altered[i] = Flipped(altered[i], 200);
      EXPECT_FALSE(verify(old_root, altered, tree.Root()));
      altered = proof;
      altered.erase(altered.begin() + static_cast<std::ptrdiff_t>(i));
      EXPECT_FALSE(verify(old_root, altered, tree.Root()));
      altered = proof;
      altered.insert(altered.begin() + static_cast<std::ptrdiff_t>(i), proof[i]);
      EXPECT_FALSE(verify(old_root, altered, tree.Root()));
    }
    auto longer = proof;
    longer.push_back(tree.Root());
    EXPECT_FALSE(verify(old_root, longer, tree.Root()));
  }
}

TEST_P(Proofs, RefuseTrivialClaimsThatSayTooMuch) {
  const MerkleTree tree = NumberedTree(GetParam(), 4);
  const std::vector<Digest> some = {tree.Leaf(0)};
  const auto code = [&](std::uint64_t from, const Digest& old_root, std::uint64_t to,
                        const Digest& new_root, std::span<const Digest> proof) {
    const auto result = VerifyConsistency(GetParam(), from, old_root, to, new_root, proof);
    return result ? std::optional<ErrorCode>() : result.error().code;
  };
  const Digest empty = EmptyRoot(GetParam());
  EXPECT_EQ(code(4, tree.Root(), 4, tree.Root(), some), ErrorCode::kBadSignature);
  EXPECT_EQ(code(4, tree.Root(), 4, Flipped(tree.Root()), {}), ErrorCode::kBadSignature);
  EXPECT_EQ(code(0, empty, 4, tree.Root(), some), ErrorCode::kBadSignature);
  EXPECT_EQ(code(0, tree.Leaf(0), 4, tree.Root(), {}), ErrorCode::kBadSignature);
  EXPECT_EQ(code(4, tree.Root(), 3, tree.RootAt(3), {}), ErrorCode::kBadSignature);
  EXPECT_EQ(code(2, tree.RootAt(2), 4, tree.Root(), {}), ErrorCode::kBadSignature);
}

TEST_P(Proofs, RefuseALeafOfAnEmptyTree) {
  const Digest leaf = NumberedLeaf(GetParam(), 0);
  const auto result = VerifyInclusion(GetParam(), leaf, 0, 0, {}, leaf);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kBadSignature);
}

TEST_P(Proofs, CopeWithTheLargestSizes) {
  constexpr std::uint64_t kMax = std::numeric_limits<std::uint64_t>::max();
  const Digest leaf = NumberedLeaf(GetParam(), 0);
  const std::vector<Digest> path(64, leaf);
  const auto shorter = std::span(path).first(63);
  EXPECT_TRUE(RootFromInclusion(GetParam(), leaf, 0, kMax, path));
  EXPECT_FALSE(RootFromInclusion(GetParam(), leaf, 0, kMax, shorter));
  EXPECT_TRUE(RootFromInclusion(GetParam(), leaf, kMax - 1, kMax, shorter));
  EXPECT_FALSE(RootFromInclusion(GetParam(), leaf, kMax - 1, kMax, path));
  EXPECT_FALSE(RootFromInclusion(GetParam(), leaf, kMax, kMax, path));
  EXPECT_FALSE(VerifyConsistency(GetParam(), kMax - 1, leaf, kMax, leaf, path));
}

// Every proof of a small tree, held against every claim about it: it shows that one leaf
// alone, or that one old root.

TEST_P(Proofs, ShowOfNoPlaceAnotherLeaf) {
  constexpr std::uint64_t kSize = 9;
  const MerkleTree tree = NumberedTree(GetParam(), kSize);
  const auto check = [&](const std::vector<Digest>& proof, std::uint64_t index,
                         std::uint64_t size) {
    for (std::uint64_t leaf = 0; leaf < kSize; ++leaf) {
      const bool passes =
          VerifyInclusion(GetParam(), tree.Leaf(leaf), index, size, proof, tree.RootAt(size))
              .has_value();
      EXPECT_EQ(passes, leaf == index && proof == tree.InclusionProof(index, size))
          << leaf << " as " << index << " of " << size;
    }
  };
  for (std::uint64_t size = 1; size <= kSize; ++size) {
    for (std::uint64_t index = 0; index < size; ++index) {
      const auto proof = tree.InclusionProof(index, size);
      for (std::uint64_t claimed = 1; claimed <= kSize; ++claimed) {
        for (std::uint64_t at = 0; at < claimed; ++at) check(proof, at, claimed);
      }
    }
  }
}

TEST_P(Proofs, ShowOfNoSizeAnotherRoot) {
  constexpr std::uint64_t kSize = 9;
  const MerkleTree tree = NumberedTree(GetParam(), kSize);
  const auto check = [&](const std::vector<Digest>& proof, std::uint64_t from, std::uint64_t to) {
    for (std::uint64_t old = 0; old <= kSize; ++old) {
      const bool passes =
          VerifyConsistency(GetParam(), from, tree.RootAt(old), to, tree.RootAt(to), proof)
              .has_value();
      EXPECT_EQ(passes, old == from && proof == tree.ConsistencyProof(from, to))
          << old << " as " << from << " of " << to;
    }
  };
  for (std::uint64_t to = 0; to <= kSize; ++to) {
    for (std::uint64_t from = 0; from <= to; ++from) {
      const auto proof = tree.ConsistencyProof(from, to);
      for (std::uint64_t claimed = 0; claimed <= kSize; ++claimed) {
        for (std::uint64_t old = 0; old <= claimed; ++old) check(proof, old, claimed);
      }
    }
  }
}

// A root alone does not bind the size: this proof, made for 3 leaves, leads to the same
// root when 4 are claimed. Only the head binds both, which is why it is signed whole.
TEST_P(Proofs, DoNotBindTheSizeByTheRootAlone) {
  const MerkleTree tree = NumberedTree(GetParam(), 3);
  const auto proof = tree.InclusionProof(0, 3);
  EXPECT_TRUE(VerifyInclusion(GetParam(), tree.Leaf(0), 0, 4, proof, tree.Root()));
}

TEST_P(Proofs, AreNoLongerThanTheStandardSays) {
  const MerkleTree tree = NumberedTree(GetParam(), 64);
  for (std::uint64_t size = 2; size <= 64; ++size) {
    const auto bound = static_cast<std::size_t>(std::bit_width(size - 1));
    for (std::uint64_t i = 0; i < size; ++i) {
      EXPECT_LE(tree.InclusionProof(i, size).size(), bound);
      EXPECT_LE(tree.ConsistencyProof(i, size).size(), bound + 1);
    }
  }
}

}  // namespace
}  // namespace plenary::log
