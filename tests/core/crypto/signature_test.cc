#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/crypto/raw_signature.h"
#include "tests/core/crypto/fixtures.h"

namespace plenary::crypto {
namespace {

constexpr const char* kOrderP256 =
    "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
constexpr const char* kOrderSm2 =
    "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123";
constexpr const char* kHalfOrderP256 =
    "7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8";

RawSignature Join(ByteView r, ByteView s) {
  RawSignature signature{};
  std::ranges::copy(r, signature.begin());
  std::ranges::copy(s, signature.begin() + 32);
  return signature;
}

// n - s, for s below n.
Bytes Negated(ByteView s) {
  Bytes result = *FromHex(kOrderP256);
  int borrow = 0;
  for (std::size_t i = 32; i > 0; --i) {
    const int difference = result[i - 1] - s[i - 1] - borrow;
    borrow = difference < 0 ? 1 : 0;
    result[i - 1] = static_cast<Byte>(difference & 0xff);
  }
  return result;
}

TEST(VerifyRaw, TakesThePublishedSignaturesInTheirLowForm) {
  const auto cases = ReadVectors("published.json")["signatures"];
  ASSERT_FALSE(cases.empty());
  for (const auto& row : cases) {
    const Suite suite = *ParseSuite(row["suite"].get<std::string>());
    Bytes encoded = {4};
    PutRaw(encoded, Unhex(row["x"]));
    PutRaw(encoded, Unhex(row["y"]));
    const auto key = PublicKey::From(suite, encoded);
    ASSERT_TRUE(key) << row["source"];
    const Bytes message = Text(row["message"].get<std::string>());
    const RawSignature published = Join(Unhex(row["r"]), Unhex(row["s"]));
    EXPECT_EQ(VerifyRaw(*key, message, published).has_value(), !row["high_s"]) << row["source"];
    const RawSignature low = suite == Suite::kP256 ? WithLowS(published) : published;
    EXPECT_TRUE(VerifyRaw(*key, message, low)) << row["source"];
    EXPECT_FALSE(VerifyRaw(*key, Text("another message"), low)) << row["source"];
  }
}

RC_GTEST_PROP(VerifyRaw, RefusesTheHighFormOfEverySignature, (const Bytes& message)) {
  const PrivateKey& key = TestKey(Suite::kP256);
  const Bytes low = *SignRaw(key, message);
  const RawSignature high = Join(ByteView(low).first(32), Negated(ByteView(low).last(32)));
  RC_ASSERT(CodeOf(VerifyRaw(key.public_key(), message, high)) == ErrorCode::kBadSignature);
  RC_ASSERT(Equal(WithLowS(high), low));
  RC_ASSERT(VerifyRaw(key.public_key(), message, WithLowS(high)).has_value());
}

TEST(WithLowS, TurnsOverJustAboveHalfTheOrder) {
  const Bytes r(32, 1);
  const Bytes half = *FromHex(kHalfOrderP256);
  Bytes above = half;
  above.back() += 1;
  EXPECT_EQ(WithLowS(Join(r, half)), Join(r, half));
  EXPECT_EQ(WithLowS(Join(r, above)), Join(r, half));  // n is odd: n - above = half
}

using Range = InEachSuite;
PLENARY_IN_EACH_SUITE(Range);

TEST_P(Range, OfBothHalvesIsOneToTheOrderLessOne) {
  const PrivateKey& key = TestKey(GetParam());
  const Bytes message = Text("message");
  const Bytes good = *SignRaw(key, message);
  const Bytes zero(32, 0);
  const Bytes order = *FromHex(GetParam() == Suite::kP256 ? kOrderP256 : kOrderSm2);
  const Bytes most(32, 0xff);
  for (const Bytes& wrong : {zero, order, most}) {
    for (const RawSignature& signature :
         {Join(wrong, ByteView(good).last(32)), Join(ByteView(good).first(32), wrong),
          Join(wrong, wrong)}) {
      EXPECT_EQ(CodeOf(VerifyRaw(key.public_key(), message, signature)), ErrorCode::kBadSignature);
    }
  }
}

TEST_P(Range, SignaturesThatAreOneLargerByTheOrderAreRefused) {
  // A small r or s has a second 32-byte form, itself plus n, where that fits.
  const PrivateKey& key = TestKey(GetParam());
  Bytes s(32, 0);
  s.back() = 1;
  Bytes second = *FromHex(GetParam() == Suite::kP256 ? kOrderP256 : kOrderSm2);
  second.back() += 1;
  EXPECT_EQ(CodeOf(VerifyRaw(key.public_key(), {}, Join(second, s))), ErrorCode::kBadSignature);
  EXPECT_EQ(CodeOf(VerifyRaw(key.public_key(), {}, Join(s, second))), ErrorCode::kBadSignature);
}

}  // namespace
}  // namespace plenary::crypto
