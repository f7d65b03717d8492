#include "core/wire/enrolment.h"

#include <gtest/gtest.h>

#include "core/crypto/mac.h"

namespace plenary::wire {
namespace {

using crypto::Suite;

class Enrolment : public ::testing::TestWithParam<Suite> {
 protected:
  Enrolment()
      : key_(*crypto::PrivateKey::Generate(GetParam())),
        secret_(crypto::SecretBytes::CopyOf(Bytes(13, 5))) {
    committee_.bytes.fill(1);
    person_.bytes.fill(2);
  }

  EnrolmentRequest Make() const {
    auto request = MakeEnrolmentRequest(key_, committee_, person_, secret_);
    EXPECT_TRUE(request);
    return *std::move(request);
  }

  Result<crypto::PublicKey> Verify(const EnrolmentRequest& request) const {
    return VerifyEnrolmentRequest(request, secret_, GetParam(), committee_, person_);
  }

  ErrorCode Failure(const EnrolmentRequest& request) const { return Verify(request).error().code; }

  crypto::PrivateKey key_;
  crypto::SecretBytes secret_;
  CommitteeId committee_;
  PersonId person_;
};

TEST_P(Enrolment, IsVerifiedUnderItsCode) {
  const auto key = Verify(Make());
  ASSERT_TRUE(key) << key.error().message;
  EXPECT_EQ(key->id(), key_.public_key().id());
}

TEST_P(Enrolment, IsRefusedUnderAnotherCode) {
  const EnrolmentRequest request = Make();
  secret_ = crypto::SecretBytes::CopyOf(Bytes(13, 6));
  EXPECT_EQ(Failure(request), ErrorCode::kBadSignature);
}

TEST_P(Enrolment, IsRefusedForAnotherCommitteePersonOrSuite) {
  const EnrolmentRequest request = Make();
  const Suite other = GetParam() == Suite::kP256 ? Suite::kSm2 : Suite::kP256;
  EXPECT_EQ(VerifyEnrolmentRequest(request, secret_, other, committee_, person_).error().code,
            ErrorCode::kInvalidArgument);
  CommitteeId committee = committee_;
  committee.bytes[31] ^= 1;
  EXPECT_EQ(VerifyEnrolmentRequest(request, secret_, GetParam(), committee, person_).error().code,
            ErrorCode::kInvalidArgument);
  PersonId person = person_;
  person.bytes[15] ^= 1;
  EXPECT_EQ(VerifyEnrolmentRequest(request, secret_, GetParam(), committee_, person).error().code,
            ErrorCode::kInvalidArgument);
}

TEST_P(Enrolment, IsRefusedWithAnotherKeyPutIn) {
  EnrolmentRequest request = Make();
  const auto other = crypto::PrivateKey::Generate(GetParam());
  request.public_key = ToBytes(other->public_key().encoded());
  EXPECT_EQ(Failure(request), ErrorCode::kBadSignature);
}

// Who knows the code but not the key's other half: a MAC alone is not enough.
TEST_P(Enrolment, IsRefusedForAKeyThatTheAskerDoesNotHold) {
  EnrolmentRequest request = Make();
  request.public_key = ToBytes(crypto::PrivateKey::Generate(GetParam())->public_key().encoded());
  request.mac = crypto::Mac(GetParam(), secret_.view(), "plenary/v1/enrolment-mac",
                            {EnrolmentMessage(request)});
  EXPECT_EQ(Failure(request), ErrorCode::kBadSignature);
}

TEST_P(Enrolment, IsRefusedForAPointThatIsNone) {
  EnrolmentRequest request = Make();
  request.public_key.back() ^= 1;
  request.mac = crypto::Mac(GetParam(), secret_.view(), "plenary/v1/enrolment-mac",
                            {EnrolmentMessage(request)});
  EXPECT_EQ(Failure(request), ErrorCode::kInvalidArgument);
}

TEST_P(Enrolment, IsRefusedWithAnyBitOfMacOrSignatureChanged) {
  EnrolmentRequest request = Make();
  for (Byte& byte : request.mac.bytes) {
    byte ^= 0x10;
    EXPECT_EQ(Failure(request), ErrorCode::kBadSignature);
    byte ^= 0x10;
  }
  for (Byte& byte : request.self_signature) {
    byte ^= 0x10;
    EXPECT_EQ(Failure(request), ErrorCode::kBadSignature);
    byte ^= 0x10;
  }
  EXPECT_TRUE(Verify(request));
}

TEST_P(Enrolment, SignatureIsForThisPurposeAlone) {
  const EnrolmentRequest request = Make();
  EXPECT_FALSE(key_.public_key().Verify(crypto::Purpose::kCommand, EnrolmentMessage(request),
                                        request.self_signature));
}

TEST_P(Enrolment, ReturnsAsItWas) {
  const EnrolmentRequest request = Make();
  const auto decoded = DecodeEnrolmentRequest(EncodeEnrolmentRequest(request));
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(*decoded, request);
}

TEST_P(Enrolment, WithAnyByteChangedHasOneReading) {
  const Bytes good = EncodeEnrolmentRequest(Make());
  for (std::size_t at = 0; at < good.size(); ++at) {
    Bytes changed = good;
    for (int value = 0; value < 256; ++value) {
      changed[at] = static_cast<Byte>(value);
      const auto request = DecodeEnrolmentRequest(changed);
      if (request) {
        ASSERT_EQ(EncodeEnrolmentRequest(*request), changed);
      }
    }
  }
}

TEST_P(Enrolment, FieldsOutOfBoundsAreNamed) {
  const auto message = [&](auto spoil) {
    EnrolmentRequest request = Make();
    spoil(request);
    return DecodeEnrolmentRequest(EncodeEnrolmentRequest(request)).error().message;
  };
  EXPECT_EQ(message([](auto& r) { r.suite = Suite{3}; }), "suite: unknown value 3");
  EXPECT_EQ(message([](auto& r) { r.committee = {}; }), "committee: zero");
  EXPECT_EQ(message([](auto& r) { r.person = {}; }), "person: zero");
  EXPECT_EQ(message([](auto& r) { r.public_key.pop_back(); }), "public_key: bytes: 64, not 65");
  EXPECT_EQ(message([](auto& r) { r.self_signature.pop_back(); }),
            "self_signature: bytes: 63, not 64");
}

INSTANTIATE_TEST_SUITE_P(Suites, Enrolment, ::testing::Values(Suite::kP256, Suite::kSm2),
                         [](const auto& row) { return std::string(SuiteName(row.param)); });

}  // namespace
}  // namespace plenary::wire
