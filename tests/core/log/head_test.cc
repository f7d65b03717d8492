#include "core/log/head.h"

#include <gtest/gtest.h>

#include "tests/core/log/log_fixture.h"

namespace plenary::log {
namespace {

class Heads : public testing::TestWithParam<Suite> {
 protected:
  Heads() : node_(GetParam()), tree_(NumberedTree(GetParam(), 5)) {}

  SignedHead Good() const { return node_.Sign(LogNumbered(1), HeadOf(tree_)); }

  TestNode node_;
  MerkleTree tree_;
};
INSTANTIATE_TEST_SUITE_P(Suites, Heads, testing::ValuesIn(kSuites), SuiteLabel);

ErrorCode CodeOf(const Result<void>& result) {
  EXPECT_FALSE(result);
  return result ? ErrorCode::kInternal : result.error().code;
}

TEST(HeadBytes, AreThoseOfTheProtocol) {
  LogId log;
  log.committee.bytes.fill(0xC1);
  log.session.bytes.fill(0x51);
  Head head{.size = 0x0102030405060708, .root = {}};
  head.root.bytes.fill(0xEE);
  const Bytes message = HeadMessage(log, head);
  EXPECT_EQ(message.size(), 88u);
  EXPECT_EQ(ToHex(message),
            log.committee.hex() + log.session.hex() + "0102030405060708" + head.root.hex());
}

TEST(HeadOrder, IsBySizeThenRoot) {
  Digest high;
  high.bytes[0] = 1;
  EXPECT_LT((Head{1, high}), (Head{2, {}}));
  EXPECT_LT((Head{1, {}}), (Head{1, high}));
  EXPECT_EQ((Head{1, high}), (Head{1, high}));
}

TEST_P(Heads, NameTheTree) {
  const Head head = HeadOf(tree_);
  EXPECT_EQ(head.size, 5u);
  EXPECT_EQ(head.root, tree_.Root());
}

TEST_P(Heads, AreSignedByTheNode) {
  const SignedHead head = Good();
  EXPECT_EQ(head.node, node_.key().id());
  EXPECT_EQ(head.log, LogNumbered(1));
  EXPECT_EQ(head.head, HeadOf(tree_));
  EXPECT_TRUE(VerifyHead(node_.key(), head));
}

TEST_P(Heads, AreRefusedWithAnythingAltered) {
  std::vector<SignedHead> all(7, Good());
  all[0].head.size += 1;
  all[1].head.root = Flipped(all[1].head.root);
  all[2].log.committee.bytes[31] ^= 1;
  all[3].log.session.bytes[15] ^= 1;
  all[4].signature[63] ^= 1;
  all[5].signature.clear();
  all[6].node = KeyId{};
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(CodeOf(VerifyHead(node_.key(), all[i])), ErrorCode::kBadSignature) << i;
  }
}

TEST_P(Heads, AreRefusedFromAnotherNode) {
  const TestNode other(GetParam());
  EXPECT_EQ(CodeOf(VerifyHead(other.key(), Good())), ErrorCode::kBadSignature);

  SignedHead renamed = Good();
  renamed.node = other.key().id();
  EXPECT_EQ(CodeOf(VerifyHead(other.key(), renamed)), ErrorCode::kBadSignature);
}

TEST_P(Heads, AreRefusedIfSignedForAnotherPurpose) {
  const auto key = crypto::PrivateKey::Generate(GetParam());
  ASSERT_TRUE(key);
  const Head head = HeadOf(tree_);
  auto signature = key->Sign(crypto::Purpose::kCommand, HeadMessage(LogNumbered(1), head));
  ASSERT_TRUE(signature);
  const SignedHead made{LogNumbered(1), head, key->public_key().id(), *signature};
  EXPECT_EQ(CodeOf(VerifyHead(key->public_key(), made)), ErrorCode::kBadSignature);
}

TEST_P(Heads, ArePrefixesOfTheTreeThatTheyWereTakenFrom) {
  for (std::uint64_t size = 0; size <= 5; ++size) {
    const Head head = HeadOf(NumberedTree(GetParam(), size));
    EXPECT_TRUE(HasPrefix(tree_, head)) << size;
    EXPECT_FALSE(HasPrefix(tree_, {head.size, Flipped(head.root)})) << size;
  }
}

TEST_P(Heads, AreNoPrefixesOfShorterOrOtherTrees) {
  EXPECT_FALSE(HasPrefix(tree_, HeadOf(NumberedTree(GetParam(), 6))));
  EXPECT_FALSE(HasPrefix(tree_, {4, tree_.Root()}));
  EXPECT_FALSE(HasPrefix(tree_, HeadOf(AlteredTree(GetParam(), 4, 2))));
  EXPECT_FALSE(HasPrefix(tree_, {~std::uint64_t{0}, tree_.Root()}));
}

}  // namespace
}  // namespace plenary::log
