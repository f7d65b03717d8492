#include "core/log/follower.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/core/log/log_fixture.h"

namespace plenary::log {
namespace {

using testing::HasSubstr;

// A follower of log 1 under an honest log of 12 entries and one altered at entry 4.
class Following : public testing::TestWithParam<Suite> {
 protected:
  Following()
      : node_(GetParam()),
        true_(NumberedTree(GetParam(), 12)),
        false_(AlteredTree(GetParam(), 12, 4)),
        follower_(GetParam(), LogNumbered(1)) {}

  SignedHead TrueHead(std::uint64_t size) const {
    return node_.Sign(LogNumbered(1), {size, true_.RootAt(size)});
  }
  SignedHead FalseHead(std::uint64_t size) const {
    return node_.Sign(LogNumbered(1), {size, false_.RootAt(size)});
  }

  static std::optional<ErrorCode> CodeOf(const Result<void>& result) {
    return result ? std::nullopt : std::optional(result.error().code);
  }
  std::optional<ErrorCode> Accept(const SignedHead& head) {
    return CodeOf(follower_.Accept(head, node_.key()));
  }
  // Leaves up to `end`, as `tree` has them.
  std::optional<ErrorCode> ExtendTo(std::uint64_t end, const MerkleTree& tree) {
    std::vector<Digest> leaves;
    for (std::uint64_t i = follower_.tree().size(); i < end; ++i) leaves.push_back(tree.Leaf(i));
    return CodeOf(follower_.Extend(leaves));
  }
  // As ExtendTo, by a run.
  std::optional<ErrorCode> ExtendRunTo(std::uint64_t end, const MerkleTree& tree) {
    const std::uint64_t begin = follower_.tree().size();
    return CodeOf(follower_.ExtendRun(end - begin, tree.RunHashes(begin, end)));
  }
  void ExpectForkIsProven() const {
    ASSERT_TRUE(follower_.fork());
    EXPECT_TRUE(VerifyEvidence(node_.key(), node_.key(), *follower_.fork()));
  }

  TestNode node_;
  MerkleTree true_;
  MerkleTree false_;
  Follower follower_;
};
INSTANTIATE_TEST_SUITE_P(Suites, Following, testing::ValuesIn(kSuites), SuiteLabel);

constexpr std::optional<ErrorCode> kOk = std::nullopt;

TEST_P(Following, StartsFromNothing) {
  EXPECT_EQ(follower_.tree().size(), 0u);
  EXPECT_EQ(follower_.log(), LogNumbered(1));
  EXPECT_FALSE(follower_.verified());
  EXPECT_EQ(follower_.verified_size(), 0u);
  EXPECT_FALSE(follower_.fork());
}

TEST_P(Following, AcceptsTheHeadOfItsLeaves) {
  ASSERT_EQ(ExtendTo(7, true_), kOk);
  EXPECT_FALSE(follower_.verified());
  EXPECT_EQ(Accept(TrueHead(7)), kOk);
  ASSERT_TRUE(follower_.verified());
  EXPECT_EQ(follower_.verified()->head, TrueHead(7).head);
  EXPECT_EQ(follower_.verified_size(), 7u);
  EXPECT_EQ(follower_.tree().Root(), true_.RootAt(7));
}

TEST_P(Following, AcceptsTheEmptyHead) {
  EXPECT_EQ(Accept(TrueHead(0)), kOk);
  ASSERT_TRUE(follower_.verified());
  EXPECT_EQ(follower_.verified_size(), 0u);
}

TEST_P(Following, AcceptsTheHeadsBetweenRuns) {
  ASSERT_EQ(ExtendTo(3, true_), kOk);
  ASSERT_EQ(ExtendRunTo(10, true_), kOk);
  ASSERT_EQ(ExtendTo(12, true_), kOk);
  EXPECT_EQ(Accept(TrueHead(3)), kOk);
  EXPECT_EQ(Accept(TrueHead(12)), kOk);
  EXPECT_EQ(Accept(TrueHead(10)), kOk);
  EXPECT_EQ(follower_.verified_size(), 12u);
}

TEST_P(Following, CannotJudgeAHeadThatEndsInARun) {
  ASSERT_EQ(ExtendRunTo(8, true_), kOk);
  EXPECT_EQ(Accept(TrueHead(5)), ErrorCode::kUnavailable);
  EXPECT_EQ(Accept(FalseHead(6)), ErrorCode::kUnavailable);
  EXPECT_EQ(follower_.verified_size(), 0u);
  EXPECT_EQ(Accept(TrueHead(8)), kOk);
  EXPECT_EQ(Accept(TrueHead(5)), ErrorCode::kUnavailable);
  EXPECT_EQ(Accept(FalseHead(6)), ErrorCode::kUnavailable);
  EXPECT_FALSE(follower_.fork());
}

TEST_P(Following, LetsGoOfAHeadThatARunHasPassed) {
  EXPECT_EQ(Accept(TrueHead(5)), ErrorCode::kUnavailable);
  EXPECT_EQ(Accept(TrueHead(9)), ErrorCode::kUnavailable);
  ASSERT_EQ(ExtendRunTo(8, true_), kOk);
  EXPECT_EQ(follower_.verified_size(), 0u);
  ASSERT_EQ(ExtendTo(9, true_), kOk);
  EXPECT_EQ(follower_.verified_size(), 9u);
}

TEST_P(Following, FindsARunThatIsNotWhatWasSigned) {
  ASSERT_EQ(ExtendTo(3, true_), kOk);
  ASSERT_EQ(Accept(TrueHead(3)), kOk);
  EXPECT_EQ(Accept(TrueHead(10)), ErrorCode::kUnavailable);
  EXPECT_EQ(ExtendRunTo(10, false_), ErrorCode::kCorrupt);
  EXPECT_FALSE(follower_.fork());

  follower_.DropUnattested();
  EXPECT_EQ(follower_.tree().size(), 3u);
  EXPECT_EQ(ExtendRunTo(10, true_), kOk);
  EXPECT_EQ(follower_.verified_size(), 10u);
}

TEST_P(Following, ProvesAForkBetweenRuns) {
  ASSERT_EQ(ExtendRunTo(6, false_), kOk);
  ASSERT_EQ(ExtendRunTo(12, false_), kOk);
  ASSERT_EQ(Accept(FalseHead(12)), kOk);
  EXPECT_EQ(Accept(TrueHead(6)), ErrorCode::kCorrupt);
  ExpectForkIsProven();
}

TEST_P(Following, RefusesARunThatDoesNotFit) {
  ASSERT_EQ(ExtendTo(3, true_), kOk);
  const auto hashes = true_.RunHashes(3, 10);
  EXPECT_EQ(CodeOf(follower_.ExtendRun(5, hashes)), ErrorCode::kInvalidArgument);
  EXPECT_EQ(follower_.tree().size(), 3u);
  EXPECT_EQ(CodeOf(follower_.ExtendRun(7, hashes)), kOk);
}

TEST_P(Following, AcceptsEarlierHeadsAndKeepsTheLongest) {
  ASSERT_EQ(ExtendTo(9, true_), kOk);
  ASSERT_EQ(Accept(TrueHead(8)), kOk);
  for (std::uint64_t size = 0; size <= 8; ++size) EXPECT_EQ(Accept(TrueHead(size)), kOk) << size;
  EXPECT_EQ(follower_.verified_size(), 8u);
  EXPECT_EQ(Accept(TrueHead(9)), kOk);
  EXPECT_EQ(follower_.verified_size(), 9u);
}

TEST_P(Following, WaitsForTheLeavesOfALongerHead) {
  ASSERT_EQ(ExtendTo(3, true_), kOk);
  EXPECT_EQ(Accept(TrueHead(6)), ErrorCode::kUnavailable);
  EXPECT_EQ(Accept(TrueHead(6)), ErrorCode::kUnavailable);
  EXPECT_EQ(Accept(TrueHead(5)), ErrorCode::kUnavailable);
  EXPECT_FALSE(follower_.verified());

  EXPECT_EQ(ExtendTo(5, true_), kOk);
  EXPECT_EQ(follower_.verified_size(), 5u);
  EXPECT_EQ(ExtendTo(12, true_), kOk);
  EXPECT_EQ(follower_.verified_size(), 6u);
}

TEST_P(Following, RefusesWithoutChangeWhatIsNotAHeadOfThisLog) {
  ASSERT_EQ(ExtendTo(5, true_), kOk);
  ASSERT_EQ(Accept(TrueHead(5)), kOk);

  EXPECT_EQ(Accept(node_.Sign(LogNumbered(2), HeadOf(false_))), ErrorCode::kInvalidArgument);
  SignedHead altered = TrueHead(5);
  altered.head.root = Flipped(altered.head.root);
  EXPECT_EQ(Accept(altered), ErrorCode::kBadSignature);
  const TestNode stranger(GetParam());
  EXPECT_EQ(Accept(stranger.Sign(LogNumbered(1), FalseHead(5).head)), ErrorCode::kBadSignature);
  EXPECT_EQ(CodeOf(follower_.Accept(FalseHead(5), stranger.key())), ErrorCode::kBadSignature);

  EXPECT_FALSE(follower_.fork());
  EXPECT_EQ(follower_.verified_size(), 5u);
  EXPECT_EQ(ExtendTo(6, true_), kOk);
}

// Forks

TEST_P(Following, FindsAForkAtTheSameSize) {
  ASSERT_EQ(ExtendTo(7, true_), kOk);
  ASSERT_EQ(Accept(TrueHead(7)), kOk);
  EXPECT_EQ(Accept(FalseHead(7)), ErrorCode::kCorrupt);
  ExpectForkIsProven();
}

TEST_P(Following, FindsAForkAtASmallerSize) {
  ASSERT_EQ(ExtendTo(11, true_), kOk);
  ASSERT_EQ(Accept(TrueHead(11)), kOk);
  EXPECT_EQ(Accept(FalseHead(6)), ErrorCode::kCorrupt);
  ExpectForkIsProven();
  EXPECT_EQ(follower_.fork()->shorter.head, FalseHead(6).head);
  EXPECT_EQ(follower_.fork()->longer.head, TrueHead(11).head);
}

TEST_P(Following, NamesTheSizesOfAFork) {
  ASSERT_EQ(ExtendTo(11, true_), kOk);
  ASSERT_EQ(Accept(TrueHead(11)), kOk);
  const auto result = follower_.Accept(FalseHead(6), node_.key());
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().message, HasSubstr("sizes 6 and 11"));
}

TEST_P(Following, FindsAForkBetweenHeadsItHasNoLeavesFor) {
  EXPECT_EQ(Accept(TrueHead(9)), ErrorCode::kUnavailable);
  EXPECT_EQ(Accept(FalseHead(9)), ErrorCode::kCorrupt);
  ExpectForkIsProven();
}

TEST_P(Following, FindsAForkWhenTheLeavesArrive) {
  ASSERT_EQ(Accept(TrueHead(8)), ErrorCode::kUnavailable);
  ASSERT_EQ(Accept(FalseHead(10)), ErrorCode::kUnavailable);
  // Leaves of the false log: they contradict the head of 8, and nobody signed them yet.
  EXPECT_EQ(ExtendTo(9, false_), ErrorCode::kCorrupt);
  EXPECT_FALSE(follower_.fork());
  // Now the head of 10 attests them.
  EXPECT_EQ(ExtendTo(10, false_), ErrorCode::kCorrupt);
  ExpectForkIsProven();
  EXPECT_EQ(follower_.fork()->shorter.head, TrueHead(8).head);
}

TEST_P(Following, FindsARollback) {
  ASSERT_EQ(ExtendTo(12, true_), kOk);
  ASSERT_EQ(Accept(TrueHead(12)), kOk);
  // The server goes back to 4 entries and continues otherwise.
  EXPECT_EQ(Accept(TrueHead(4)), kOk);
  EXPECT_EQ(Accept(FalseHead(5)), ErrorCode::kCorrupt);
  ExpectForkIsProven();
}

TEST_P(Following, BelievesNothingAfterAFork) {
  ASSERT_EQ(ExtendTo(7, true_), kOk);
  ASSERT_EQ(Accept(TrueHead(7)), kOk);
  ASSERT_EQ(Accept(FalseHead(7)), ErrorCode::kCorrupt);
  const auto evidence = follower_.fork();

  EXPECT_EQ(Accept(TrueHead(7)), ErrorCode::kCorrupt);
  EXPECT_EQ(ExtendTo(8, true_), ErrorCode::kCorrupt);
  EXPECT_EQ(follower_.tree().size(), 7u);
  EXPECT_EQ(follower_.verified_size(), 7u);
  EXPECT_EQ(follower_.fork(), evidence);
}

// Leaves that nobody signed

TEST_P(Following, HoldsUnsignedLeavesAgainstNobody) {
  ASSERT_EQ(ExtendTo(3, true_), kOk);
  ASSERT_EQ(Accept(TrueHead(3)), kOk);
  ASSERT_EQ(ExtendTo(8, false_), kOk);
  const auto result = follower_.Accept(TrueHead(7), node_.key());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kCorrupt);
  EXPECT_THAT(result.error().message, HasSubstr("size 7"));
  EXPECT_FALSE(follower_.fork());
  EXPECT_EQ(follower_.verified_size(), 3u);

  // Until the leaves are dropped, nothing more fits.
  EXPECT_EQ(ExtendTo(9, false_), ErrorCode::kCorrupt);
  follower_.DropUnattested();
  EXPECT_EQ(follower_.tree().size(), 3u);
  EXPECT_EQ(ExtendTo(9, true_), kOk);
  EXPECT_EQ(follower_.verified_size(), 7u);
}

TEST_P(Following, SeesTheForkIfTheNodeSignsThoseLeavesToo) {
  ASSERT_EQ(ExtendTo(8, false_), kOk);
  ASSERT_EQ(Accept(TrueHead(7)), ErrorCode::kCorrupt);
  ASSERT_FALSE(follower_.fork());
  EXPECT_EQ(Accept(FalseHead(8)), ErrorCode::kCorrupt);
  ExpectForkIsProven();
  EXPECT_EQ(follower_.fork()->shorter.head, TrueHead(7).head);
  EXPECT_EQ(follower_.fork()->longer.head, FalseHead(8).head);
}

TEST_P(Following, RefusesAFalseEmptyHead) {
  EXPECT_EQ(Accept(node_.Sign(LogNumbered(1), {0, true_.Root()})), ErrorCode::kCorrupt);
  EXPECT_FALSE(follower_.fork());
  EXPECT_EQ(ExtendTo(2, true_), ErrorCode::kCorrupt);
  EXPECT_EQ(Accept(TrueHead(2)), ErrorCode::kCorrupt);
  ExpectForkIsProven();
}

TEST_P(Following, DropsEverythingBeforeTheFirstHead) {
  ASSERT_EQ(ExtendTo(5, true_), kOk);
  follower_.DropUnattested();
  EXPECT_EQ(follower_.tree().size(), 0u);
}

TEST_P(Following, KeepsABoundedNumberOfHeads) {
  const MerkleTree large = NumberedTree(GetParam(), 100);
  for (std::uint64_t size = 1; size <= 100; ++size) {
    const SignedHead head = node_.Sign(LogNumbered(1), {size, large.RootAt(size)});
    EXPECT_EQ(Accept(head), ErrorCode::kUnavailable) << size;
  }
  EXPECT_EQ(ExtendTo(100, large), kOk);
  EXPECT_EQ(follower_.verified_size(), Follower::kMaxOpenHeads);
  EXPECT_EQ(Accept(node_.Sign(LogNumbered(1), HeadOf(large))), kOk);
  EXPECT_EQ(follower_.verified_size(), 100u);
}

// However heads and leaves of one honest log are mixed, nothing is held against it, and
// at the end everything is verified. One false head among them is always found.
TEST(FollowingProperty, OrderDoesNotMatter) {
  constexpr std::uint64_t kSize = 24;
  const TestNode node(Suite::kP256);
  const MerkleTree honest = NumberedTree(Suite::kP256, kSize);
  const MerkleTree altered = AlteredTree(Suite::kP256, kSize, 4);
  const auto sign = [&](const MerkleTree& tree, std::uint64_t size) {
    return node.Sign(LogNumbered(1), {size, tree.RootAt(size)});
  };
  std::vector<SignedHead> heads;
  for (std::uint64_t size = 0; size <= kSize; ++size) heads.push_back(sign(honest, size));
  const SignedHead false_head = sign(altered, 13);

  EXPECT_TRUE(rc::check([&] {
    const bool lies = *rc::gen::arbitrary<bool>();
    const auto steps = *rc::gen::container<std::vector<std::uint64_t>>(
        20, rc::gen::inRange<std::uint64_t>(0, kSize + 1));
    const auto lie_at = *rc::gen::inRange<std::size_t>(0, steps.size());
    Follower follower(Suite::kP256, LogNumbered(1));
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (lies && i == lie_at) (void)follower.Accept(false_head, node.key());
      if (i % 2 == 0) {
        const auto result = follower.Accept(heads[steps[i]], node.key());
        const bool fits = result || result.error().code == ErrorCode::kUnavailable;
        RC_ASSERT(lies || fits);
      } else {
        const std::uint64_t have = follower.tree().size();
        const std::uint64_t end = std::min(kSize, have + steps[i] % 5);
        std::vector<Digest> leaves;
        for (std::uint64_t k = have; k < end; ++k) leaves.push_back(honest.Leaf(k));
        const bool extended = follower.Extend(leaves).has_value();
        RC_ASSERT(lies || extended);
      }
    }
    if (lies) {
      while (!follower.fork() && follower.tree().size() < kSize) {
        const Digest next = honest.Leaf(follower.tree().size());
        (void)follower.Extend(std::span(&next, 1));
      }
      (void)follower.Accept(heads[kSize], node.key());
      RC_ASSERT(follower.fork().has_value());
      RC_ASSERT(VerifyEvidence(node.key(), node.key(), *follower.fork()).has_value());
    } else {
      RC_ASSERT(!follower.fork());
    }
  }));
}

}  // namespace
}  // namespace plenary::log
