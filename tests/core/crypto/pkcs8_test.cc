#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/crypto/keys.h"
#include "tests/core/crypto/fixtures.h"

namespace plenary::crypto {
namespace {

constexpr int kFew = 2;  // iterations: these tests make many

using Pkcs8 = InEachSuite;
PLENARY_IN_EACH_SUITE(Pkcs8);

bool SignsFor(const PrivateKey& key, const PublicKey& public_key) {
  const auto signature = key.Sign(Purpose::kCommand, Text("message"));
  return signature && public_key.Verify(Purpose::kCommand, Text("message"), *signature);
}

TEST_P(Pkcs8, PlainKeyRoundTrips) {
  const PrivateKey& key = TestKey(GetParam());
  const auto der = key.ToPlainPkcs8();
  ASSERT_TRUE(der) << der.error().message;
  const auto again = PrivateKey::FromPlainPkcs8(GetParam(), der->view());
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->public_key(), key.public_key());
  EXPECT_TRUE(SignsFor(*again, key.public_key()));
}

TEST_P(Pkcs8, EncryptedKeyOpensUnderItsPassphraseAlone) {
  const PrivateKey& key = TestKey(GetParam());
  const auto der = key.ToEncryptedPkcs8("密码 right", kFew);
  ASSERT_TRUE(der) << der.error().message;
  const auto again = PrivateKey::FromEncryptedPkcs8(GetParam(), *der, "密码 right");
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_TRUE(SignsFor(*again, key.public_key()));
}

RC_GTEST_PROP(EncryptedPkcs8, RefusesEveryOtherPassphrase, (const std::string& wrong)) {
  RC_PRE(wrong != "right");
  const Bytes der = *TestKey(Suite::kP256).ToEncryptedPkcs8("right", kFew);
  RC_ASSERT(CodeOf(PrivateKey::FromEncryptedPkcs8(Suite::kP256, der, wrong)) ==
            ErrorCode::kPermissionDenied);
}

TEST_P(Pkcs8, KeyOfTheOtherSuiteIsRefused) {
  const Suite other = GetParam() == Suite::kP256 ? Suite::kSm2 : Suite::kP256;
  const auto plain = TestKey(GetParam()).ToPlainPkcs8();
  EXPECT_EQ(CodeOf(PrivateKey::FromPlainPkcs8(other, plain->view())), ErrorCode::kInvalidArgument);
  const Bytes encrypted = *TestKey(GetParam()).ToEncryptedPkcs8("x", kFew);
  EXPECT_EQ(CodeOf(PrivateKey::FromEncryptedPkcs8(other, encrypted, "x")),
            ErrorCode::kInvalidArgument);
}

TEST_P(Pkcs8, MixedHalvesAreRefused) {
  const auto plain = TestKey(GetParam()).ToPlainPkcs8();
  Bytes mixed = ToBytes(plain->view());
  const ByteView other = TestKey(GetParam(), 1).public_key().encoded();
  std::ranges::copy(other, mixed.end() - static_cast<std::ptrdiff_t>(other.size()));
  EXPECT_EQ(CodeOf(PrivateKey::FromPlainPkcs8(GetParam(), mixed)), ErrorCode::kInvalidArgument);
}

TEST_P(Pkcs8, CutAndLengthenedFilesAreRefused) {
  const auto secret = TestKey(GetParam()).ToPlainPkcs8();
  Bytes plain = ToBytes(secret->view());
  for (std::size_t size = 0; size < plain.size(); ++size) {
    EXPECT_EQ(CodeOf(PrivateKey::FromPlainPkcs8(GetParam(), ByteView(plain).first(size))),
              ErrorCode::kInvalidArgument);
  }
  plain.push_back(0);
  EXPECT_EQ(CodeOf(PrivateKey::FromPlainPkcs8(GetParam(), plain)), ErrorCode::kInvalidArgument);
  EXPECT_EQ(CodeOf(PrivateKey::FromPlainPkcs8(GetParam(), Bytes(100'000, 0x30))),
            ErrorCode::kInvalidArgument);
}

TEST_P(Pkcs8, DamagedEncryptedFilesAreRefused) {
  const Bytes der = *TestKey(GetParam()).ToEncryptedPkcs8("x", kFew);
  for (std::size_t at = 0; at < der.size(); ++at) {
    Bytes altered = der;
    altered[at] ^= 1;
    const auto key = PrivateKey::FromEncryptedPkcs8(GetParam(), altered, "x");
    // CBC tells no damage by itself; a key that still opens must be the key.
    EXPECT_TRUE(!key || key->public_key() == TestKey(GetParam()).public_key()) << at;
  }
}

TEST_P(Pkcs8, EmptyPassphraseAndOddIterationsAreRefused) {
  const PrivateKey& key = TestKey(GetParam());
  EXPECT_EQ(CodeOf(key.ToEncryptedPkcs8("", kFew)), ErrorCode::kInvalidArgument);
  EXPECT_EQ(CodeOf(key.ToEncryptedPkcs8("x", 0)), ErrorCode::kInvalidArgument);
  EXPECT_EQ(CodeOf(key.ToEncryptedPkcs8("x", kMaxIterations + 1)), ErrorCode::kInvalidArgument);
}

TEST_P(Pkcs8, FilesThatWouldTakeAnHourAreRefused) {
  const std::string suite(SuiteName(GetParam()));
  const auto row = ReadVectors("reference.json")["suites"][suite]["keys"][0];
  EXPECT_EQ(CodeOf(PrivateKey::FromEncryptedPkcs8(GetParam(), Unhex(row["endless_pkcs8"]),
                                                  row["passphrase"].get<std::string>())),
            ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace plenary::crypto
