// Runs of leaves told by the hashes of their subtrees, and what a tree knows afterwards.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <bit>
#include <iterator>
#include <set>
#include <span>
#include <vector>

#include "core/log/merkle.h"
#include "tests/core/log/log_fixture.h"

namespace plenary::log {
namespace {

using testing::HasSubstr;

class Runs : public testing::TestWithParam<Suite> {
 protected:
  Runs() : whole_(NumberedTree(GetParam(), 40)), tree_(GetParam()) {}

  void AppendLeaves(std::uint64_t end) {
    for (std::uint64_t i = tree_.size(); i < end; ++i) tree_.Append(whole_.Leaf(i));
  }
  void AppendRun(std::uint64_t end) {
    const auto hashes = whole_.RunHashes(tree_.size(), end);
    ASSERT_TRUE(tree_.AppendRun(end - tree_.size(), hashes));
  }

  const MerkleTree whole_;
  MerkleTree tree_;
};
INSTANTIATE_TEST_SUITE_P(Suites, Runs, testing::ValuesIn(kSuites), SuiteLabel);

TEST_P(Runs, AreMadeOfTheLargestCompleteSubtrees) {
  EXPECT_EQ(whole_.RunHashes(0, 16), std::vector{whole_.SubtreeHash(0, 16)});
  EXPECT_EQ(whole_.RunHashes(5, 6), std::vector{whole_.Leaf(5)});
  EXPECT_EQ(whole_.RunHashes(3, 13), (std::vector{whole_.Leaf(3), whole_.SubtreeHash(4, 8),
                                                  whole_.SubtreeHash(8, 12), whole_.Leaf(12)}));
}

TEST_P(Runs, AreShort) {
  for (std::uint64_t begin = 0; begin < whole_.size(); ++begin) {
    for (std::uint64_t end = begin + 1; end <= whole_.size(); ++end) {
      EXPECT_LE(whole_.RunHashes(begin, end).size(), 2 * std::bit_width(end - begin));
    }
  }
}

TEST_P(Runs, LeaveHolesAndNothingElse) {
  AppendLeaves(3);
  AppendRun(13);  // 3, 4 to 7, 8 to 11, 12
  AppendLeaves(21);

  EXPECT_EQ(tree_.Root(), whole_.RootAt(21));
  const std::set<std::uint64_t> unknown_sizes = {5, 6, 7, 9, 10, 11};
  const std::set<std::uint64_t> unknown_leaves = {4, 5, 6, 7, 8, 9, 10, 11};
  for (std::uint64_t i = 0; i < 24; ++i) {
    EXPECT_EQ(tree_.KnowsRoot(i), i <= 21 && !unknown_sizes.contains(i)) << i;
    EXPECT_EQ(tree_.KnowsLeaf(i), i < 21 && !unknown_leaves.contains(i)) << i;
  }
}

TEST_P(Runs, MayEndAnywhereAndFollowEachOther) {
  for (const std::uint64_t end : std::vector<std::uint64_t>{1, 2, 5, 6, 14, 15, 31, 33, 40}) {
    AppendRun(end);
    EXPECT_EQ(tree_.size(), end);
    EXPECT_EQ(tree_.Root(), whole_.RootAt(end));
  }
}

TEST_P(Runs, CostNothingHoweverLong) {
  constexpr std::uint64_t kLong = (std::uint64_t{1} << 61) + 1;
  const auto hashes = NumberedLeaves(GetParam(), 0, 2);
  ASSERT_TRUE(tree_.AppendRun(kLong, hashes));
  EXPECT_EQ(tree_.size(), kLong);
  EXPECT_EQ(tree_.Root(), InnerNode(GetParam(), hashes[0], hashes[1]));
}

TEST_P(Runs, AreRefusedIfTheyDoNotFit) {
  AppendLeaves(3);
  const auto hashes = whole_.RunHashes(3, 13);
  const MerkleTree before = tree_;
  const auto refuses = [&](std::uint64_t count, std::span<const Digest> given) {
    const auto appended = tree_.AppendRun(count, given);
    EXPECT_EQ(tree_.size(), 3u);
    EXPECT_EQ(tree_.Root(), before.Root());
    return !appended && appended.error().code == ErrorCode::kInvalidArgument;
  };
  EXPECT_TRUE(refuses(10, std::span(hashes).first(3)));
  EXPECT_TRUE(refuses(10, {}));
  EXPECT_TRUE(refuses(9, hashes));
  EXPECT_TRUE(refuses(12, hashes));
  EXPECT_TRUE(refuses(0, {}));
  EXPECT_TRUE(refuses(~std::uint64_t{0}, hashes));
  EXPECT_TRUE(refuses(std::uint64_t{1} << 62, hashes));
  auto more = hashes;
  more.push_back(whole_.Leaf(13));
  EXPECT_TRUE(refuses(10, more));
  EXPECT_THAT(tree_.AppendRun(10, more).error().message, HasSubstr("has 4 hashes, not 5"));
  EXPECT_TRUE(tree_.AppendRun(10, hashes));
}

TEST_P(Runs, WithOtherHashesHaveAnotherRoot) {
  AppendLeaves(3);
  auto hashes = whole_.RunHashes(3, 13);
  hashes[1] = Flipped(hashes[1]);
  ASSERT_TRUE(tree_.AppendRun(10, hashes));
  EXPECT_NE(tree_.Root(), whole_.RootAt(13));
}

TEST_P(Runs, AreCutOffWhole) {
  AppendLeaves(3);
  AppendRun(13);
  AppendRun(24);
  AppendLeaves(30);
  for (const std::uint64_t size : std::vector<std::uint64_t>{30, 24, 13, 12, 8, 4, 3, 0}) {
    MerkleTree cut = tree_;
    cut.Truncate(size);
    EXPECT_EQ(cut.size(), size);
    EXPECT_EQ(cut.Root(), whole_.RootAt(size)) << size;
    for (std::uint64_t i = size; i < 40; ++i) cut.Append(whole_.Leaf(i));
    EXPECT_EQ(cut.Root(), whole_.Root()) << size;
  }
}

TEST(RunDeathTest, NothingComesOutOfAHole) {
  const MerkleTree whole = NumberedTree(Suite::kP256, 40);
  MerkleTree tree = NumberedTree(Suite::kP256, 3);
  ASSERT_TRUE(tree.AppendRun(10, whole.RunHashes(3, 13)));
  EXPECT_DEATH(tree.RootAt(5), "broken invariant");
  EXPECT_DEATH(tree.Truncate(6), "broken invariant");
  EXPECT_DEATH(tree.Leaf(5), "broken invariant");
  EXPECT_DEATH(tree.SubtreeHash(4, 6), "broken invariant");
  EXPECT_DEATH(tree.RunHashes(5, 13), "broken invariant");
  EXPECT_DEATH(tree.InclusionProof(5, 13), "broken invariant");
  EXPECT_DEATH(tree.InclusionProof(0, 5), "broken invariant");
  EXPECT_DEATH(tree.ConsistencyProof(5, 13), "broken invariant");
  EXPECT_DEATH(tree.ConsistencyProof(3, 6), "broken invariant");
}

// Any mix of leaves and runs, with pieces taken back now and then.
class Mix {
 public:
  explicit Mix(const MerkleTree& whole) : whole_(whole), tree_(whole.suite()) {}

  void Take(std::uint32_t step) {
    const std::uint64_t count = 1 + step / 8 % 40;
    const std::uint64_t end = std::min(whole_.size(), tree_.size() + count);
    if (step % 8 == 7) {
      TakeBack(count);
    } else if (step % 8 < 3) {
      AppendLeaves(end);
    } else {
      AppendRun(end);
    }
  }
  void Finish() { AppendRun(whole_.size()); }

  const MerkleTree& tree() const { return tree_; }
  // Where something that was appended begins or ends.
  const std::set<std::uint64_t>& boundaries() const { return boundaries_; }
  // Leaves that were appended as such.
  const std::set<std::uint64_t>& leaves() const { return leaves_; }

 private:
  void AppendLeaves(std::uint64_t end) {
    for (std::uint64_t i = tree_.size(); i < end; ++i) {
      tree_.Append(whole_.Leaf(i));
      leaves_.insert(i);
      boundaries_.insert(i + 1);
    }
  }
  void AppendRun(std::uint64_t end) {
    const std::uint64_t begin = tree_.size();
    if (begin == end) return;
    RC_ASSERT(tree_.AppendRun(end - begin, whole_.RunHashes(begin, end)).has_value());
    boundaries_.insert(end);
  }
  void TakeBack(std::uint64_t choice) {
    const auto back =
        std::next(boundaries_.begin(), static_cast<std::ptrdiff_t>(choice % boundaries_.size()));
    tree_.Truncate(*back);
    leaves_.erase(leaves_.lower_bound(*back), leaves_.end());
    boundaries_.erase(std::next(back), boundaries_.end());
  }

  const MerkleTree& whole_;
  MerkleTree tree_;
  std::set<std::uint64_t> boundaries_ = {0};
  std::set<std::uint64_t> leaves_;
};

RC_GTEST_PROP(RunProperty, WhatATreeKnowsIsAsIfItHadAllLeaves,
              (const std::vector<std::uint32_t>& steps)) {
  static const MerkleTree whole = NumberedTree(Suite::kP256, 90);
  Mix mixed(whole);
  for (const std::uint32_t step : steps) mixed.Take(step);
  mixed.Finish();
  const MerkleTree& tree = mixed.tree();

  RC_ASSERT(tree.Root() == whole.Root());
  for (const std::uint64_t size : mixed.boundaries()) RC_ASSERT(tree.KnowsRoot(size));
  for (const std::uint64_t index : mixed.leaves()) RC_ASSERT(tree.KnowsLeaf(index));
  for (int tries = 0; tries < 3; ++tries) {
    const auto to = *rc::gen::inRange<std::uint64_t>(0, tree.size() + 1);
    if (!tree.KnowsRoot(to)) continue;
    RC_ASSERT(tree.RootAt(to) == whole.RootAt(to));
    for (std::uint64_t at = 0; at < to; ++at) {
      if (tree.KnowsLeaf(at)) {
        RC_ASSERT(tree.Leaf(at) == whole.Leaf(at));
        RC_ASSERT(tree.InclusionProof(at, to) == whole.InclusionProof(at, to));
      }
      if (tree.KnowsRoot(at)) {
        RC_ASSERT(tree.ConsistencyProof(at, to) == whole.ConsistencyProof(at, to));
        RC_ASSERT(tree.RunHashes(at, to) == whole.RunHashes(at, to));
      }
    }
  }
}

}  // namespace
}  // namespace plenary::log
