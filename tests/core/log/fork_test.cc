#include "core/log/fork.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/core/log/log_fixture.h"

namespace plenary::log {
namespace {

// A node that shows one half of the hall `true_`, the other `false_`: alike up to entry 2.
class Fork : public testing::TestWithParam<Suite> {
 protected:
  Fork()
      : node_(GetParam()),
        true_(NumberedTree(GetParam(), 11)),
        false_(AlteredTree(GetParam(), 11, 2)) {}

  SignedHead TrueHead(std::uint64_t size) const {
    return node_.Sign(LogNumbered(1), {size, true_.RootAt(size)});
  }
  SignedHead FalseHead(std::uint64_t size) const {
    return node_.Sign(LogNumbered(1), {size, false_.RootAt(size)});
  }
  std::optional<ErrorCode> Check(const ForkEvidence& evidence) const {
    const auto result = VerifyEvidence(node_.key(), node_.key(), evidence);
    return result ? std::nullopt : std::optional(result.error().code);
  }

  TestNode node_;
  MerkleTree true_;
  MerkleTree false_;
};
INSTANTIATE_TEST_SUITE_P(Suites, Fork, testing::ValuesIn(kSuites), SuiteLabel);

TEST_P(Fork, IsSeenInTwoHeadsOfOneSize) {
  const auto evidence = Compare(TrueHead(5), FalseHead(5));
  ASSERT_TRUE(evidence);
  EXPECT_EQ(Check(*evidence), std::nullopt);
}

TEST_P(Fork, IsSeenBetweenAnySizesWithTheLeavesOfTheLonger) {
  for (std::uint64_t shorter = 3; shorter <= 11; ++shorter) {
    for (std::uint64_t longer = shorter; longer <= 11; ++longer) {
      const auto evidence = Compare(FalseHead(longer), TrueHead(shorter), false_);
      ASSERT_TRUE(evidence) << shorter << " " << longer;
      EXPECT_EQ(evidence->shorter.head.size, shorter);
      EXPECT_EQ(evidence->longer.head.size, longer);
      EXPECT_EQ(Check(*evidence), std::nullopt) << shorter << " " << longer;
    }
  }
}

TEST_P(Fork, IsEvidenceInEitherOrderOfAsking) {
  const SignedHead shorter = TrueHead(4);
  const SignedHead longer = FalseHead(9);
  EXPECT_EQ(Compare(shorter, longer, false_), Compare(longer, shorter, false_));
}

TEST_P(Fork, IsNotSeenWhereBothLogsAgree) {
  EXPECT_FALSE(Compare(TrueHead(2), FalseHead(2)));
  EXPECT_FALSE(Compare(TrueHead(2), FalseHead(9), false_));
  EXPECT_FALSE(Compare(TrueHead(0), FalseHead(9), false_));
  EXPECT_FALSE(Compare(TrueHead(4), TrueHead(9), true_));
  EXPECT_FALSE(Compare(TrueHead(9), TrueHead(9), true_));
}

TEST_P(Fork, NeedsLeavesThatTheLongerHeadAttests) {
  EXPECT_FALSE(Compare(TrueHead(4), FalseHead(9)));         // no leaves at all
  EXPECT_FALSE(Compare(TrueHead(4), FalseHead(9), true_));  // nobody signed these for 9
  MerkleTree early = false_;
  early.Truncate(6);
  EXPECT_FALSE(Compare(TrueHead(4), FalseHead(9), early));
}

TEST_P(Fork, IsNotSeenBetweenDifferentLogs) {
  const SignedHead other = node_.Sign(LogNumbered(2), {5, false_.RootAt(5)});
  EXPECT_FALSE(Compare(TrueHead(5), other));
  EXPECT_FALSE(Compare(TrueHead(4), other, false_));
}

TEST_P(Fork, IsEvidenceAgainstTwoNodesToo) {
  const TestNode second(GetParam());
  const SignedHead other = second.Sign(LogNumbered(1), {9, false_.RootAt(9)});
  const auto evidence = Compare(TrueHead(5), other, false_);
  ASSERT_TRUE(evidence);
  EXPECT_TRUE(VerifyEvidence(node_.key(), second.key(), *evidence));
  EXPECT_FALSE(VerifyEvidence(second.key(), node_.key(), *evidence));
  EXPECT_FALSE(VerifyEvidence(node_.key(), node_.key(), *evidence));
}

TEST_P(Fork, EvidenceIsRefusedWithAnythingAltered) {
  const auto good = Compare(TrueHead(5), FalseHead(11), false_);
  ASSERT_TRUE(good);
  ASSERT_EQ(Check(*good), std::nullopt);
  std::vector<ForkEvidence> all(9, *good);
  all[0].shorter.head.root = Flipped(all[0].shorter.head.root);
  all[1].shorter.head.size = 4;
  all[2].longer.head.root = Flipped(all[2].longer.head.root);
  all[3].longer.head.size = 10;
  all[4].prefix_root = Flipped(all[4].prefix_root);
  all[5].consistency[0] = Flipped(all[5].consistency[0]);
  all[6].consistency.pop_back();
  all[7].shorter.signature[1] ^= 1;
  all[8].longer.node = KeyId{};
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(Check(all[i]), ErrorCode::kBadSignature) << i;
  }
}

TEST_P(Fork, EvidenceIsRefusedIfItShowsNone) {
  const auto good = Compare(TrueHead(5), FalseHead(11), false_);
  ASSERT_TRUE(good);

  ForkEvidence agree{.shorter = TrueHead(5),
                     .longer = TrueHead(11),
                     .prefix_root = true_.RootAt(5),
                     .consistency = true_.ConsistencyProof(5, 11)};
  EXPECT_EQ(Check(agree), ErrorCode::kInvalidArgument);

  ForkEvidence turned = *good;
  std::swap(turned.shorter, turned.longer);
  EXPECT_EQ(Check(turned), ErrorCode::kInvalidArgument);

  ForkEvidence other_log = *good;
  other_log.shorter = node_.Sign(LogNumbered(2), good->shorter.head);
  EXPECT_EQ(Check(other_log), ErrorCode::kInvalidArgument);
}

TEST_P(Fork, EvidenceIsRefusedUnderKeysOfDifferentSuites) {
  const auto good = Compare(TrueHead(5), FalseHead(5));
  ASSERT_TRUE(good);
  const TestNode foreign(GetParam() == Suite::kP256 ? Suite::kSm2 : Suite::kP256);
  const auto result = VerifyEvidence(foreign.key(), node_.key(), *good);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kInvalidArgument);
}

// A node that signs an empty log with another root than the empty one contradicts itself
// as soon as it signs anything else.
TEST_P(Fork, IsSeenInAFalseEmptyHead) {
  const SignedHead empty = node_.Sign(LogNumbered(1), {0, true_.Root()});
  for (const std::uint64_t size : {0u, 1u, 11u}) {
    const auto evidence = Compare(empty, TrueHead(size), true_);
    ASSERT_TRUE(evidence) << size;
    EXPECT_EQ(Check(*evidence), std::nullopt) << size;
  }
}

// Whatever is put together from an honest node's heads and proofs accuses nobody.
TEST(ForkProperty, HonestNodesCannotBeAccused) {
  const TestNode node(Suite::kP256);
  const MerkleTree tree = NumberedTree(Suite::kP256, 40);
  std::vector<SignedHead> heads;
  for (std::uint64_t size = 0; size <= 40; ++size) {
    heads.push_back(node.Sign(LogNumbered(1), {size, tree.RootAt(size)}));
  }
  const auto size = rc::gen::inRange<std::uint64_t>(0, 41);
  EXPECT_TRUE(rc::check([&] {
    const std::uint64_t proof_to = *size;
    ForkEvidence made{.shorter = heads[*size],
                      .longer = heads[*size],
                      .prefix_root = tree.RootAt(*size),
                      .consistency = tree.ConsistencyProof(
                          *rc::gen::inRange<std::uint64_t>(0, proof_to + 1), proof_to)};
    if (*rc::gen::arbitrary<bool>()) made.longer.head.size = *size;
    RC_ASSERT(!VerifyEvidence(node.key(), node.key(), made));
  }));
}

}  // namespace
}  // namespace plenary::log
