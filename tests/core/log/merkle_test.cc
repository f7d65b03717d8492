#include "core/log/merkle.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <bit>
#include <span>

#include "core/crypto/hash.h"
#include "tests/core/log/log_fixture.h"

namespace plenary::log {
namespace {

class Tree : public testing::TestWithParam<Suite> {};
INSTANTIATE_TEST_SUITE_P(Suites, Tree, testing::ValuesIn(kSuites), SuiteLabel);

// RFC 9162 section 2.1.1, word for word.
Digest DefinedRoot(Suite suite, std::span<const Digest> leaves) {
  if (leaves.empty()) return crypto::HashRaw(suite, {});
  if (leaves.size() == 1) return leaves[0];
  const std::size_t k = std::bit_ceil(leaves.size()) / 2;
  const Bytes prefix = {0x01};
  const Digest left = DefinedRoot(suite, leaves.first(k));
  const Digest right = DefinedRoot(suite, leaves.subspan(k));
  return crypto::HashRaw(suite, {prefix, left.view(), right.view()});
}

TEST_P(Tree, StartsEmpty) {
  const MerkleTree tree(GetParam());

  EXPECT_EQ(tree.size(), 0u);
  EXPECT_EQ(tree.suite(), GetParam());
  EXPECT_EQ(tree.Root(), EmptyRoot(GetParam()));
  EXPECT_EQ(tree.Root(), crypto::HashRaw(GetParam(), {}));
}

TEST_P(Tree, HasTheRootThatTheStandardDefines) {
  const auto leaves = NumberedLeaves(GetParam(), 0, 70);
  MerkleTree tree(GetParam());
  for (std::size_t size = 1; size <= leaves.size(); ++size) {
    tree.Append(leaves[size - 1]);
    EXPECT_EQ(tree.size(), size);
    EXPECT_EQ(tree.Root(), DefinedRoot(GetParam(), std::span(leaves).first(size))) << size;
  }
}

TEST_P(Tree, RemembersEveryEarlierRoot) {
  const auto leaves = NumberedLeaves(GetParam(), 0, 70);
  const MerkleTree tree = TreeOf(GetParam(), leaves);
  for (std::size_t size = 0; size <= leaves.size(); ++size) {
    EXPECT_EQ(tree.RootAt(size), DefinedRoot(GetParam(), std::span(leaves).first(size))) << size;
  }
}

TEST_P(Tree, KeepsItsLeaves) {
  const auto leaves = NumberedLeaves(GetParam(), 0, 9);
  const MerkleTree tree = TreeOf(GetParam(), leaves);
  for (std::size_t i = 0; i < leaves.size(); ++i) EXPECT_EQ(tree.Leaf(i), leaves[i]);
}

TEST_P(Tree, KnowsItsCompleteSubtrees) {
  const auto leaves = NumberedLeaves(GetParam(), 0, 21);
  const MerkleTree tree = TreeOf(GetParam(), leaves);
  for (std::uint64_t span = 1; span <= 16; span *= 2) {
    for (std::uint64_t begin = 0; begin + span <= leaves.size(); begin += span) {
      EXPECT_EQ(tree.SubtreeHash(begin, begin + span),
                DefinedRoot(GetParam(), std::span(leaves).subspan(begin, span)))
          << begin << " " << span;
    }
  }
}

TEST_P(Tree, TellsLeavesFromNodes) {
  const Digest left = NumberedLeaf(GetParam(), 1);
  const Digest right = NumberedLeaf(GetParam(), 2);
  Bytes both;
  PutRaw(both, left.view());
  PutRaw(both, right.view());
  EXPECT_NE(LeafNode(GetParam(), both), InnerNode(GetParam(), left, right));
}

TEST_P(Tree, DependsOnTheOrder) {
  const auto leaves = NumberedLeaves(GetParam(), 0, 2);
  EXPECT_NE(TreeOf(GetParam(), {leaves[0], leaves[1]}).Root(),
            TreeOf(GetParam(), {leaves[1], leaves[0]}).Root());
}

TEST_P(Tree, ProvesEveryLeafOfEverySize) {
  const MerkleTree tree = NumberedTree(GetParam(), 33);
  for (std::uint64_t size = 1; size <= tree.size(); ++size) {
    for (std::uint64_t index = 0; index < size; ++index) {
      EXPECT_TRUE(VerifyInclusion(GetParam(), tree.Leaf(index), index, size,
                                  tree.InclusionProof(index, size), tree.RootAt(size)))
          << index << " of " << size;
    }
  }
}

TEST_P(Tree, ProvesEverySizeConsistent) {
  const MerkleTree tree = NumberedTree(GetParam(), 33);
  for (std::uint64_t to = 0; to <= tree.size(); ++to) {
    for (std::uint64_t from = 0; from <= to; ++from) {
      EXPECT_TRUE(VerifyConsistency(GetParam(), from, tree.RootAt(from), to, tree.RootAt(to),
                                    tree.ConsistencyProof(from, to)))
          << from << " to " << to;
    }
  }
}

TEST_P(Tree, NeedsNoProofBetweenEqualSizesOrFromNothing) {
  const MerkleTree tree = NumberedTree(GetParam(), 7);
  EXPECT_TRUE(tree.ConsistencyProof(0, 7).empty());
  EXPECT_TRUE(tree.ConsistencyProof(7, 7).empty());
  EXPECT_TRUE(tree.ConsistencyProof(0, 0).empty());
}

TEST_P(Tree, TruncatesAsIfTheRestHadNeverBeen) {
  for (std::uint64_t size = 0; size <= 20; ++size) {
    MerkleTree tree = NumberedTree(GetParam(), 20);
    tree.Truncate(size);
    EXPECT_EQ(tree.size(), size);
    EXPECT_EQ(tree.Root(), NumberedTree(GetParam(), size).Root()) << size;

    for (std::uint64_t i = size; i < 20; ++i) tree.Append(NumberedLeaf(GetParam(), i));
    EXPECT_EQ(tree.Root(), NumberedTree(GetParam(), 20).Root()) << size;
    EXPECT_EQ(tree.ConsistencyProof(13, 20), NumberedTree(GetParam(), 20).ConsistencyProof(13, 20));
  }
}

TEST(TreeDeathTest, TakesNoSizeBeyondItsOwn) {
  MerkleTree tree = NumberedTree(Suite::kP256, 5);
  EXPECT_DEATH(tree.RootAt(6), "broken invariant");
  EXPECT_DEATH(tree.Truncate(6), "broken invariant");
  EXPECT_DEATH(tree.Leaf(5), "broken invariant");
  EXPECT_DEATH(tree.InclusionProof(5, 5), "broken invariant");
  EXPECT_DEATH(tree.InclusionProof(0, 6), "broken invariant");
  EXPECT_DEATH(tree.ConsistencyProof(4, 3), "broken invariant");
  EXPECT_DEATH(tree.SubtreeHash(0, 3), "broken invariant");
  EXPECT_DEATH(tree.SubtreeHash(1, 3), "broken invariant");
  EXPECT_DEATH(tree.SubtreeHash(4, 8), "broken invariant");
}

// Laws over sizes far beyond the tables above.

struct Sizes {
  std::uint64_t whole;  // 1 to 300
  std::uint64_t part;   // below `whole`
};

Sizes AnySizes() {
  const auto whole = *rc::gen::inRange<std::uint64_t>(1, 301);
  return {whole, *rc::gen::inRange<std::uint64_t>(0, whole)};
}

const MerkleTree& LargeTree(Suite suite) {
  static const MerkleTree p256 = NumberedTree(Suite::kP256, 300);
  static const MerkleTree sm2 = NumberedTree(Suite::kSm2, 300);
  return suite == Suite::kP256 ? p256 : sm2;
}

RC_GTEST_PROP(TreeProperty, ProvesWhatIsTrue, ()) {
  const Suite suite = *rc::gen::elementOf(std::vector<Suite>(kSuites, kSuites + 2));
  const MerkleTree& tree = LargeTree(suite);
  const auto [size, part] = AnySizes();
  const Digest root = tree.RootAt(size);
  RC_ASSERT(
      VerifyInclusion(suite, tree.Leaf(part), part, size, tree.InclusionProof(part, size), root)
          .has_value());
  RC_ASSERT(VerifyConsistency(suite, part, tree.RootAt(part), size, root,
                              tree.ConsistencyProof(part, size))
                .has_value());
}

RC_GTEST_PROP(TreeProperty, NoFlippedBitPasses, ()) {
  const MerkleTree& tree = LargeTree(Suite::kP256);
  const auto [size, index] = AnySizes();
  const auto bit = *rc::gen::inRange<std::size_t>(0, 256);

  auto inclusion = tree.InclusionProof(index, size);
  RC_PRE(!inclusion.empty());
  auto& sibling = inclusion[*rc::gen::inRange<std::size_t>(0, inclusion.size())];
  sibling = Flipped(sibling, bit);
  RC_ASSERT(
      !VerifyInclusion(Suite::kP256, tree.Leaf(index), index, size, inclusion, tree.RootAt(size)));

  auto consistency = tree.ConsistencyProof(index, size);
  RC_PRE(!consistency.empty());
  auto& node = consistency[*rc::gen::inRange<std::size_t>(0, consistency.size())];
  node = Flipped(node, bit);
  RC_ASSERT(!VerifyConsistency(Suite::kP256, index, tree.RootAt(index), size, tree.RootAt(size),
                               consistency));
}

RC_GTEST_PROP(TreeProperty, TruncateAndAppendAgainChangesNothing, ()) {
  const auto [size, kept] = AnySizes();
  const auto alien = *rc::gen::inRange<std::uint64_t>(0, 20);
  MerkleTree tree = NumberedTree(Suite::kP256, size);
  tree.Truncate(kept);
  for (std::uint64_t i = 0; i < alien; ++i) tree.Append(NumberedLeaf(Suite::kP256, 5000 + i));
  tree.Truncate(kept);
  for (std::uint64_t i = kept; i < size; ++i) tree.Append(NumberedLeaf(Suite::kP256, i));

  const MerkleTree& large = LargeTree(Suite::kP256);
  RC_ASSERT(tree.Root() == large.RootAt(size));
  for (std::uint64_t i = 0; i <= size; ++i) RC_ASSERT(tree.RootAt(i) == large.RootAt(i));
}

}  // namespace
}  // namespace plenary::log
