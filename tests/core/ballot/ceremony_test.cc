#include "core/ballot/ceremony.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/ballot/equations.h"
#include "tests/core/ballot/ballot_fixture.h"

namespace plenary::ballot {
namespace {

class Ceremonies : public testing::TestWithParam<crypto::Suite> {
 protected:
  const Ceremony& ceremony() const { return keys_->ceremony; }
  const Commitment& commitment(std::uint32_t i) const { return keys_->commitments[i - 1]; }
  Bytes Random(std::size_t deals) const {
    return Noise(6, deals * DealEquations(ceremony()) * kCoefficientSize);
  }
  // A complaint of holder 2 about dealer 1, who dealt `deal`.
  AtFault JudgeSecond(const Deal& deal, ByteView complaint) const {
    return Judge(ceremony(), keys_->round, 1, 2, deal, commitment(2), complaint);
  }
  Deal WithShare(Bytes masked) const {
    Deal deal = keys_->deals[0];
    deal.masked[1] = std::move(masked);
    return deal;
  }

  std::unique_ptr<Keys> keys_ = PlayCeremony(GetParam(), 2, 3);
};
INSTANTIATE_TEST_SUITE_P(Suites, Ceremonies, testing::ValuesIn(kSuites), SuiteLabel);

TEST_P(Ceremonies, TakeAThresholdAboveHalf) {
  const auto ok = [](std::uint32_t threshold, std::uint32_t holders) {
    return Ceremony::Create(GetParam(), TermsFor(threshold, holders)).has_value();
  };
  EXPECT_TRUE(ok(2, 2));
  EXPECT_TRUE(ok(2, 3));
  EXPECT_TRUE(ok(18, 35));
  EXPECT_TRUE(ok(51, 100));
  EXPECT_FALSE(ok(1, 1));
  EXPECT_FALSE(ok(2, 4));
  EXPECT_FALSE(ok(3, 2));
  EXPECT_FALSE(ok(50, 100));
  EXPECT_FALSE(ok(51, 101));
  CeremonyTerms twice = TermsFor(2, 3);
  twice.holders[2] = twice.holders[0];
  EXPECT_FALSE(Ceremony::Create(GetParam(), twice));
}

TEST_P(Ceremonies, BindEveryTerm) {
  const CeremonyTerms usual = TermsFor(2, 3);
  std::vector<CeremonyTerms> others(5, usual);
  others[0].committee = NoiseId<CommitteeId>(50);
  others[1].session = NoiseId<SessionId>(50);
  others[2].id = NoiseId<decltype(usual.id)>(50);
  others[3].threshold = 3;
  std::swap(others[4].holders[0], others[4].holders[1]);
  const Bytes message = keys_->players[0].Commit();
  for (const CeremonyTerms& terms : others) {
    const auto other = Ceremony::Create(GetParam(), terms);
    ASSERT_TRUE(other);
    EXPECT_NE(other->context(), ceremony().context());
    EXPECT_FALSE(CheckCommitment(*other, 1, message));
  }
}

TEST_P(Ceremonies, OfFiveGiveTheSameSecretToAnyThree) {
  const auto five = PlayCeremony(GetParam(), 3, 5);
  const crypto::Group& group = five->ceremony.group();
  const Ciphertext pair = {group.Generator(), five->result.key};  // holds 0, randomness 1
  const Poll poll(GetParam(), BindingFor(*five), {35, {{Form::kPacked, 2, 1, false}}});
  const std::vector<std::vector<std::uint32_t>> threes = {{1, 2, 3}, {5, 3, 1}, {2, 4, 5}};
  for (const auto& holders : threes) {
    EXPECT_TRUE(OpenWith(*five, poll, {90, {}, 1}, std::vector{pair}, holders)[0].IsInfinity());
  }
  EXPECT_FALSE(
      OpenWith(*five, poll, {90, {}, 1}, std::vector{pair}, std::vector<std::uint32_t>{1, 2})[0]
          .IsInfinity());
}

TEST_P(Ceremonies, NoChangedByteOfACommitmentIsTaken) {
  const Bytes good = keys_->players[0].Commit();
  ASSERT_EQ(good.size(), kCommitmentSize);
  EXPECT_FALSE(CheckCommitment(ceremony(), 2, good)) << "another's commitment, copied";
  EXPECT_FALSE(CheckCommitment(ceremony(), 1, ByteView(good).first(good.size() - 1)));
  for (std::size_t i = 0; i < good.size(); ++i) {
    Bytes changed = good;
    changed[i] = static_cast<Byte>(changed[i] ^ 1u << i % 8);
    const auto checked = CheckCommitment(ceremony(), 1, changed);
    // The promise is no point: what it promises is found out with the deal.
    EXPECT_FALSE(checked && DecodeDeal(ceremony(), keys_->round, 1, *checked, keys_->deal_bytes[0]))
        << i;
  }
}

TEST_P(Ceremonies, NoChangedByteOfADealIsTaken) {
  const Bytes& good = keys_->deal_bytes[0];
  ASSERT_EQ(good.size(), DealSize(ceremony()));
  for (std::size_t i = 0; i < good.size(); ++i) {
    Bytes changed = good;
    changed[i] = static_cast<Byte>(changed[i] ^ 1u << i % 8);
    const auto deal = DecodeDeal(ceremony(), keys_->round, 1, commitment(1), changed);
    const bool taken = deal && FalseDeals(ceremony(), std::span(&*deal, 1), Random(1)).empty() &&
                       keys_->players[1].Accepts(keys_->round, 1, *deal) &&
                       keys_->players[2].Accepts(keys_->round, 1, *deal);
    EXPECT_FALSE(taken) << i;
  }
  EXPECT_FALSE(DecodeDeal(ceremony(), keys_->round, 1, commitment(1),
                          ByteView(good).first(good.size() - 1)));
}

TEST_P(Ceremonies, NameTheDealsWhoseProofsFail) {
  std::vector<Deal> deals = keys_->deals;
  EXPECT_TRUE(FalseDeals(ceremony(), deals, Random(3)).empty());
  const crypto::Group& group = ceremony().group();
  deals[1].responses[2] = group.Add(deals[1].responses[2], group.Integer(1));
  EXPECT_EQ(FalseDeals(ceremony(), deals, Random(3)), std::vector<std::size_t>{1});
}

TEST_P(Ceremonies, CheckOneDealAsTheyCheckAll) {
  const auto check = [&](ByteView bytes) {
    return CheckDeal(ceremony(), keys_->round, 1, commitment(1), bytes, Random(1));
  };
  Bytes bytes = keys_->deal_bytes[0];
  EXPECT_TRUE(check(bytes));
  EXPECT_EQ(check(ByteView(bytes).first(9)).error().code, ErrorCode::kInvalidArgument);
  const std::size_t response = 6 * crypto::kPointSize + crypto::kScalarSize - 1;
  bytes[response] = static_cast<Byte>(bytes[response] ^ 1);
  EXPECT_EQ(check(bytes).error().code, ErrorCode::kBadSignature);
}

// Who speaks last cannot choose a key from the others': the deal was promised before, and
// another's points come without knowledge of their logarithms.
TEST_P(Ceremonies, RefuseADealThatWasNotPromised) {
  EXPECT_FALSE(DecodeDeal(ceremony(), keys_->round, 2, commitment(2), keys_->deal_bytes[0]));
  Commitment copied = commitment(2);
  copied.deal = commitment(1).deal;  // promised as another's
  EXPECT_FALSE(DecodeDeal(ceremony(), keys_->round, 2, copied, keys_->deal_bytes[0]));
}

TEST_P(Ceremonies, RefuseADealOfAnotherRound) {
  const auto deal =
      DecodeDeal(ceremony(), NoiseId<Digest>(1), 1, commitment(1), keys_->deal_bytes[0]);
  ASSERT_TRUE(deal);
  EXPECT_EQ(FalseDeals(ceremony(), std::span(&*deal, 1), Random(1)), std::vector<std::size_t>{0});
}

TEST_P(Ceremonies, NameTheDealerOfAWrongShare) {
  for (const Bytes& masked : {Noise(1, 31), Bytes(32, 0xff)}) {
    Bytes padded(32 - masked.size());
    PutRaw(padded, masked);
    const Deal deal = WithShare(padded);
    EXPECT_FALSE(keys_->players[1].Accepts(keys_->round, 1, deal));
    const Bytes complaint = keys_->players[1].Complain(keys_->round, 1, deal);
    EXPECT_EQ(JudgeSecond(deal, complaint), AtFault::kDealer);
    std::vector<Deal> deals = keys_->deals;
    deals[0] = deal;
    EXPECT_FALSE(
        keys_->players[1].Share(keys_->round, deals, keys_->result.share_keys[1]).has_value());
  }
}

TEST_P(Ceremonies, NameWhoComplainsWithoutReason) {
  const Bytes complaint = keys_->players[1].Complain(keys_->round, 1, keys_->deals[0]);
  EXPECT_EQ(JudgeSecond(keys_->deals[0], complaint), AtFault::kComplainer);
  EXPECT_EQ(JudgeSecond(keys_->deals[0], {}), AtFault::kComplainer);
}

TEST_P(Ceremonies, NoChangedByteOfAComplaintBlamesTheDealer) {
  const Deal deal = WithShare(Bytes(32, 0x01));
  const Bytes good = keys_->players[1].Complain(keys_->round, 1, deal);
  ASSERT_EQ(good.size(), kComplaintSize);
  ASSERT_EQ(JudgeSecond(deal, good), AtFault::kDealer);
  for (std::size_t i = 0; i < good.size(); ++i) {
    Bytes changed = good;
    changed[i] = static_cast<Byte>(changed[i] ^ 1u << i % 8);
    EXPECT_EQ(JudgeSecond(deal, changed), AtFault::kComplainer) << i;
  }
  // Another's complaint, copied.
  EXPECT_EQ(Judge(ceremony(), keys_->round, 1, 3, deal, commitment(3), good), AtFault::kComplainer);
}

TEST_P(Ceremonies, RefuseAKeyThatIsInfinity) {
  std::vector<Deal> deals = keys_->deals;
  const crypto::Group& group = ceremony().group();
  deals[2].points[0] = group.Negate(group.Add(deals[0].points[0], deals[1].points[0]));
  EXPECT_FALSE(ResultOf(ceremony(), keys_->round, deals, keys_->deal_bytes));
}

}  // namespace
}  // namespace plenary::ballot
