#include "core/log/receipt.h"

#include <gtest/gtest.h>

#include <optional>

#include "tests/core/log/log_fixture.h"

namespace plenary::log {
namespace {

// A log of 12 entries; the one at 7 is ours.
class Receipts : public testing::TestWithParam<Suite> {
 protected:
  Receipts() : node_(GetParam()), tree_(GetParam()) {
    content_.index = 7;
    content_.time = {1'680'000'000'000};
    content_.kind = 3;
    content_.signed_bytes = {1, 2, 3};
    content_.signature = Bytes(64, 4);
    for (std::size_t i = 0; i < kLeafParts; ++i) blinds_.parts[i].fill(static_cast<Byte>(i + 1));
    for (std::uint64_t i = 0; i < 12; ++i) {
      tree_.Append(i == 7 ? OurHash() : NumberedLeaf(GetParam(), i));
    }
  }

  Digest OurHash() const { return LeafHash(GetParam(), content_, blinds_); }

  Receipt GoodAt(std::uint64_t size) const {
    return {.index = 7,
            .time = content_.time,
            .blinds = blinds_,
            .head = node_.Sign(LogNumbered(1), {size, tree_.RootAt(size)}),
            .inclusion = tree_.InclusionProof(7, size)};
  }

  // As the client does it: from its own command and what the receipt says.
  std::optional<ErrorCode> Check(const Receipt& receipt) const {
    LeafContent mine = content_;
    mine.index = receipt.index;
    mine.time = receipt.time;
    const auto result = VerifyReceipt(node_.key(), LogNumbered(1), receipt,
                                      LeafHash(GetParam(), mine, receipt.blinds));
    return result ? std::nullopt : std::optional(result.error().code);
  }

  TestNode node_;
  MerkleTree tree_;
  LeafContent content_;
  Blinds blinds_;
};
INSTANTIATE_TEST_SUITE_P(Suites, Receipts, testing::ValuesIn(kSuites), SuiteLabel);

TEST_P(Receipts, HoldInEveryHeadFromTheEntryOn) {
  for (std::uint64_t size = 8; size <= 12; ++size) {
    EXPECT_EQ(Check(GoodAt(size)), std::nullopt) << size;
  }
}

TEST_P(Receipts, AreRefusedWithAnythingAltered) {
  std::vector<Receipt> all(9, GoodAt(12));
  all[0].index = 6;
  all[1].index = 12;
  all[2].time.milliseconds += 1;
  all[3].blinds.parts[0][0] ^= 1;
  all[4].blinds.parts[3][31] ^= 1;
  all[5].inclusion[0] = Flipped(all[5].inclusion[0]);
  all[6].inclusion.pop_back();
  all[7].head.signature[0] ^= 1;
  all[8].head.head.size = 11;
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(Check(all[i]), ErrorCode::kBadSignature) << i;
  }
}

TEST_P(Receipts, AreRefusedForAnotherCommand) {
  const Receipt receipt = GoodAt(12);
  content_.signed_bytes[0] ^= 1;
  EXPECT_EQ(Check(receipt), ErrorCode::kBadSignature);
}

TEST_P(Receipts, AreRefusedFromAnotherLog) {
  Receipt receipt = GoodAt(12);
  receipt.head = node_.Sign(LogNumbered(2), receipt.head.head);
  EXPECT_EQ(Check(receipt), ErrorCode::kInvalidArgument);
}

TEST_P(Receipts, AreRefusedFromAnotherNode) {
  Receipt receipt = GoodAt(12);
  receipt.head = TestNode(GetParam()).Sign(LogNumbered(1), receipt.head.head);
  EXPECT_EQ(Check(receipt), ErrorCode::kBadSignature);
}

TEST_P(Receipts, AreRefusedForAHeadBeforeTheEntry) {
  Receipt receipt = GoodAt(12);
  receipt.head = node_.Sign(LogNumbered(1), {7, tree_.RootAt(7)});
  EXPECT_EQ(Check(receipt), ErrorCode::kBadSignature);
}

}  // namespace
}  // namespace plenary::log
