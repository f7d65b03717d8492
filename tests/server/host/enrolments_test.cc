#include "server/host/enrolments.h"

#include <gtest/gtest.h>

#include "tests/server/storage/memory_store.h"

namespace plenary::host {
namespace {

class EnrolmentsTest : public ::testing::Test {
 protected:
  static storage::EnrolmentOffer Offer(Byte code, std::int64_t expires) {
    return {.code_id = {code}, .person = {}, .expires = {expires}};
  }
  ErrorCode Code(const Result<void>& result) { return result.error().code; }

  std::int64_t now_ = 1000;
  storage::MemoryStore store_;
  Enrolments enrolments_{store_,
                         [this] { return Instant{now_}; },
                         {.max_offers = 2, .max_requests = 2, .max_validity_milliseconds = 500}};
};

TEST_F(EnrolmentsTest, OffersCodesForATime) {
  EXPECT_EQ(Code(enrolments_.Offer(Offer(1, 1000))), ErrorCode::kInvalidArgument);
  EXPECT_EQ(Code(enrolments_.Offer(Offer(1, 1501))), ErrorCode::kInvalidArgument);
  ASSERT_TRUE(enrolments_.Offer(Offer(1, 1500)));
  EXPECT_EQ(enrolments_.OfferUnder(Bytes{1}).value(), Offer(1, 1500));
  ASSERT_TRUE(enrolments_.HandIn(Bytes{1}, AsBytes("a")));
  now_ = 1500;
  EXPECT_EQ(Code(enrolments_.HandIn(Bytes{1}, AsBytes("b"))), ErrorCode::kNotFound);
  EXPECT_EQ(enrolments_.OfferUnder(Bytes{1}).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(enrolments_.Pending().value().empty());
}

TEST_F(EnrolmentsTest, BoundsOffersAndRequests) {
  ASSERT_TRUE(enrolments_.Offer(Offer(1, 1200)));
  ASSERT_TRUE(enrolments_.Offer(Offer(2, 1400)));
  EXPECT_EQ(Code(enrolments_.Offer(Offer(3, 1400))), ErrorCode::kExhausted);
  EXPECT_TRUE(enrolments_.Offer(Offer(2, 1400)));
  ASSERT_TRUE(enrolments_.HandIn(Bytes{2}, AsBytes("a")));
  ASSERT_TRUE(enrolments_.HandIn(Bytes{2}, AsBytes("b")));
  EXPECT_EQ(Code(enrolments_.HandIn(Bytes{2}, AsBytes("c"))), ErrorCode::kExhausted);
  now_ = 1300;
  EXPECT_TRUE(enrolments_.Offer(Offer(3, 1400)));
  EXPECT_EQ(enrolments_.Pending().value().size(), 2u);
}

TEST_F(EnrolmentsTest, KnowsValidCertificates) {
  const storage::ConnectionCertificate certificate{
      .serial_hex = "01", .key = {}, .not_after = {1200}};
  EXPECT_FALSE(enrolments_.ValidCertificate("01").value().has_value());
  ASSERT_TRUE(enrolments_.RecordCertificate(certificate));
  EXPECT_EQ(enrolments_.ValidCertificate("01").value(), certificate);
  now_ = 1200;
  EXPECT_FALSE(enrolments_.ValidCertificate("01").value().has_value());
  now_ = 1000;
  EXPECT_EQ(enrolments_.RevokeCertificatesOf({}).value(), 1u);
  EXPECT_FALSE(enrolments_.ValidCertificate("01").value().has_value());
}

}  // namespace
}  // namespace plenary::host
