#include "core/crypto/keys.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <atomic>
#include <thread>
#include <type_traits>
#include <vector>

#include "core/crypto/hash.h"
#include "tests/core/crypto/fixtures.h"

namespace plenary::crypto {
namespace {

static_assert(!std::is_copy_constructible_v<PrivateKey>);
static_assert(std::is_nothrow_move_constructible_v<PrivateKey>);

using Keys = InEachSuite;
PLENARY_IN_EACH_SUITE(Keys);

constexpr Purpose kPurposes[] = {Purpose::kCommand,   Purpose::kFounding,   Purpose::kHead,
                                 Purpose::kEnrolment, Purpose::kConnection, Purpose::kNodeProof};

RC_GTEST_PROP(Signature, HoldsForItsMessagePurposeAndKeyAlone, (const Bytes& message)) {
  const Suite suite = *rc::gen::element(Suite::kP256, Suite::kSm2);
  const Purpose purpose =
      *rc::gen::elementOf(std::vector(std::begin(kPurposes), std::end(kPurposes)));
  const auto signature = TestKey(suite).Sign(purpose, message);
  RC_ASSERT(signature.has_value());
  RC_ASSERT(signature->size() == kSignatureSize);
  const PublicKey& key = TestKey(suite).public_key();
  RC_ASSERT(key.Verify(purpose, message, *signature).has_value());
  for (const Purpose other : kPurposes) {
    RC_ASSERT(key.Verify(other, message, *signature).has_value() == (other == purpose));
  }
  RC_ASSERT(!TestKey(suite, 1).public_key().Verify(purpose, message, *signature));
}

RC_GTEST_PROP(Signature, BreaksWithAnyBitOfTheMessage, ()) {
  const Suite suite = *rc::gen::element(Suite::kP256, Suite::kSm2);
  Bytes message = *rc::gen::nonEmpty(rc::gen::arbitrary<Bytes>());
  const PrivateKey& key = TestKey(suite);
  const Bytes signature = *key.Sign(Purpose::kHead, message);
  const auto at = *rc::gen::inRange<std::size_t>(0, message.size());
  message[at] = static_cast<Byte>(message[at] ^ 1 << *rc::gen::inRange(0, 8));
  RC_ASSERT(CodeOf(key.public_key().Verify(Purpose::kHead, message, signature)) ==
            ErrorCode::kBadSignature);
}

TEST_P(Keys, SignatureBreaksWithAnyOfItsBytes) {
  const PrivateKey& key = TestKey(GetParam());
  const Bytes message = Text("a ballot");
  const Bytes signature = *key.Sign(Purpose::kCommand, message);
  for (std::size_t at = 0; at < signature.size(); ++at) {
    for (const int flip : {0x01, 0x80, 0xff}) {
      Bytes altered = signature;
      altered[at] = static_cast<Byte>(altered[at] ^ flip);
      EXPECT_EQ(CodeOf(key.public_key().Verify(Purpose::kCommand, message, altered)),
                ErrorCode::kBadSignature)
          << at;
    }
  }
}

TEST_P(Keys, SignatureOfAnyOtherLengthIsRefused) {
  const PrivateKey& key = TestKey(GetParam());
  Bytes signature = *key.Sign(Purpose::kCommand, {});
  for (std::size_t size = 0; size < signature.size(); ++size) {
    EXPECT_EQ(
        CodeOf(key.public_key().Verify(Purpose::kCommand, {}, ByteView(signature).first(size))),
        ErrorCode::kBadSignature);
  }
  signature.push_back(0);
  EXPECT_EQ(CodeOf(key.public_key().Verify(Purpose::kCommand, {}, signature)),
            ErrorCode::kBadSignature);
}

TEST_P(Keys, PublicKeyRoundTripsThroughItsEncoding) {
  const PublicKey& key = TestKey(GetParam()).public_key();
  const auto again = PublicKey::From(GetParam(), key.encoded());
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(*again, key);
  EXPECT_EQ(again->id(), key.id());
  EXPECT_NE(key, TestKey(GetParam(), 1).public_key());
  EXPECT_NE(key.id(), TestKey(GetParam(), 1).public_key().id());
}

TEST_P(Keys, OtherEncodingsAreRefused) {
  const ByteView good = TestKey(GetParam()).public_key().encoded();
  Bytes compressed = ToBytes(good.first(33));
  compressed[0] = (good[64] & 1) != 0 ? 3 : 2;
  Bytes hybrid = ToBytes(good);
  hybrid[0] = (good[64] & 1) != 0 ? 7 : 6;
  Bytes long_one = ToBytes(good);
  long_one.push_back(0);
  Bytes padded_infinity(kPublicKeySize, 0);
  Bytes origin = padded_infinity;
  origin[0] = 4;
  for (const Bytes& wrong : {Bytes{}, Bytes{0}, compressed, hybrid, long_one, padded_infinity,
                             origin, ToBytes(good.first(64)), ToBytes(good.subspan(1))}) {
    EXPECT_EQ(CodeOf(PublicKey::From(GetParam(), wrong)), ErrorCode::kInvalidArgument)
        << ToHex(wrong);
  }
}

TEST_P(Keys, PointsOffTheCurveAreRefused) {
  const ByteView good = TestKey(GetParam()).public_key().encoded();
  for (std::size_t at = 1; at < good.size(); ++at) {
    Bytes wrong = ToBytes(good);
    wrong[at] ^= 1;
    // One changed x in two has points too, but with another y.
    EXPECT_EQ(CodeOf(PublicKey::From(GetParam(), wrong)), ErrorCode::kInvalidArgument) << at;
  }
}

TEST_P(Keys, CoordinatesAboveTheFieldAreRefused) {
  // A point with x = 5 (p256) or x = 1 (sm2) would have the second form x + p.
  const Bytes p256 = *FromHex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
  const Bytes sm2 = *FromHex("fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff");
  Bytes wrong = ToBytes(TestKey(GetParam()).public_key().encoded());
  std::ranges::copy(GetParam() == Suite::kP256 ? p256 : sm2, wrong.begin() + 1);
  EXPECT_EQ(CodeOf(PublicKey::From(GetParam(), wrong)), ErrorCode::kInvalidArgument);
  std::fill(wrong.begin() + 1, wrong.end(), Byte{0xff});
  EXPECT_EQ(CodeOf(PublicKey::From(GetParam(), wrong)), ErrorCode::kInvalidArgument);
}

TEST_P(Keys, PointsOfTheOtherSuiteAreRefused) {
  const Suite other = GetParam() == Suite::kP256 ? Suite::kSm2 : Suite::kP256;
  EXPECT_EQ(CodeOf(PublicKey::From(other, TestKey(GetParam()).public_key().encoded())),
            ErrorCode::kInvalidArgument);
}

TEST_P(Keys, ManyThreadsVerifyAndSignWithOneKey) {
  const PrivateKey& key = TestKey(GetParam());
  const PublicKey shared = key.public_key();
  const Bytes message = Text("one key, many threads");
  const Bytes signature = *key.Sign(Purpose::kHead, message);
  std::atomic<int> verified = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 25; ++j) {
        const auto mine = key.Sign(Purpose::kHead, message);
        verified += shared.Verify(Purpose::kHead, message, signature) ? 1 : 0;
        verified += mine && PublicKey(shared).Verify(Purpose::kHead, message, *mine) ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(verified, 200);
}

TEST(PublicKey, IdCoversTheSuite) {
  const PublicKey& key = TestKey(Suite::kP256).public_key();
  const Bytes number = {1};
  EXPECT_EQ(key.id().bytes,
            HashTagged(Suite::kP256, "plenary/v1/key", {number, key.encoded()}).bytes);
}

TEST(Framed, IsTagAndMessageWithTheirLengths) {
  Bytes want = {0, 0, 0, 20};
  PutRaw(want, AsBytes("plenary/v1/sign/head"));
  PutRaw(want, Bytes{0, 0, 0, 2, 'h', 'i'});
  EXPECT_EQ(Framed(Purpose::kHead, Text("hi")), want);
}

}  // namespace
}  // namespace plenary::crypto
