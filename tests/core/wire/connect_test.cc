#include "core/wire/connect.h"

#include <gtest/gtest.h>

#include <limits>

#include "core/wire/proto.h"

namespace plenary::wire {
namespace {

using crypto::Suite;
using std::chrono::milliseconds;

constexpr Instant kNow{1'700'000'000'000};
constexpr milliseconds kSkew{60'000};

class Connect : public ::testing::TestWithParam<Suite> {
 protected:
  Connect() : key_(*crypto::PrivateKey::Generate(GetParam())) { committee_.bytes.fill(1); }

  ConnectRequest Make(Instant time = kNow) const {
    auto request = MakeConnectRequest(key_, committee_, {1, 2, 3}, time);
    EXPECT_TRUE(request);
    return *std::move(request);
  }

  // 0 if it is verified.
  int Failure(const ConnectRequest& request) const {
    const auto verified = VerifyConnectRequest(key_.public_key(), committee_, request, kNow, kSkew);
    return verified ? 0 : static_cast<int>(verified.error().code);
  }

  crypto::PrivateKey key_;
  CommitteeId committee_;
};

constexpr int kBadSignature = static_cast<int>(ErrorCode::kBadSignature);
constexpr int kPermissionDenied = static_cast<int>(ErrorCode::kPermissionDenied);

TEST_P(Connect, IsVerifiedWithinTheSkew) {
  EXPECT_EQ(Failure(Make()), 0);
  EXPECT_EQ(Failure(Make({kNow.milliseconds + 60'000})), 0);
  EXPECT_EQ(Failure(Make({kNow.milliseconds - 60'000})), 0);
}

TEST_P(Connect, IsRefusedOutsideTheSkew) {
  EXPECT_EQ(Failure(Make({kNow.milliseconds + 60'001})), kPermissionDenied);
  EXPECT_EQ(Failure(Make({kNow.milliseconds - 60'001})), kPermissionDenied);
  EXPECT_EQ(Failure(Make({std::numeric_limits<std::int64_t>::max()})), kPermissionDenied);
  EXPECT_EQ(Failure(Make({std::numeric_limits<std::int64_t>::min()})), kPermissionDenied);
}

TEST_P(Connect, IsRefusedWithAnythingChanged) {
  ConnectRequest request = Make();
  request.certificate_request.push_back(4);
  EXPECT_EQ(Failure(request), kBadSignature);
  request = Make();
  request.time.milliseconds += 1;
  EXPECT_EQ(Failure(request), kBadSignature);
  request = Make();
  request.key.bytes[0] ^= 1;
  EXPECT_EQ(Failure(request), kBadSignature);
  request = Make();
  request.signature[0] ^= 1;
  EXPECT_EQ(Failure(request), kBadSignature);
}

TEST_P(Connect, IsRefusedForAnotherCommittee) {
  const ConnectRequest request = Make();
  committee_.bytes[0] ^= 1;
  EXPECT_EQ(Failure(request), kBadSignature);
}

TEST_P(Connect, IsRefusedUnderAnotherKey) {
  const auto other = crypto::PrivateKey::Generate(GetParam());
  const auto verified = VerifyConnectRequest(other->public_key(), committee_, Make(), kNow, kSkew);
  ASSERT_FALSE(verified);
  EXPECT_EQ(verified.error().code, ErrorCode::kBadSignature);
}

TEST_P(Connect, ReturnsAsItWasFromItsMessage) {
  const ConnectRequest request = Make();
  const auto again = FromProto(ToProto(request));
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(*again, request);
}

TEST_P(Connect, MessageOutOfBoundsIsRefused) {
  v1::ConnectRequest message = ToProto(Make());
  message.clear_certificate_request();
  EXPECT_EQ(FromProto(message).error().message, "certificate_request: bytes: 0, not 1 to 8192");
  message.set_certificate_request(std::string(kMaxCertificateRequest + 1, 'x'));
  EXPECT_EQ(FromProto(message).error().message, "certificate_request: bytes: 8193, not 1 to 8192");
}

INSTANTIATE_TEST_SUITE_P(Suites, Connect, ::testing::Values(Suite::kP256, Suite::kSm2),
                         [](const auto& row) { return std::string(SuiteName(row.param)); });

}  // namespace
}  // namespace plenary::wire
