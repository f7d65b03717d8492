// What every EnrolmentStore must do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server/storage/store_contract.h"

namespace plenary::storage {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

EnrolmentOffer Offer(Byte code, std::int64_t expires) {
  EnrolmentOffer offer{.code_id = {code, 2, 3}, .person = {}, .expires = {expires}};
  offer.person.bytes[0] = code;
  return offer;
}

ConnectionCertificate Issued(const std::string& serial, Byte key, std::int64_t not_after) {
  ConnectionCertificate certificate{.serial_hex = serial, .key = {}, .not_after = {not_after}};
  certificate.key.bytes[0] = key;
  return certificate;
}

template <class Kind>
class EnrolmentStoreContract : public ::testing::Test {
 protected:
  EnrolmentStore& store() { return kind_.store; }

 private:
  Kind kind_;
};
TYPED_TEST_SUITE(EnrolmentStoreContract, StoreKinds, StoreKindNames);

TYPED_TEST(EnrolmentStoreContract, KeepsOffersAndWhatWasHandedInUnderThem) {
  ASSERT_TRUE(this->store().AddOffer(Offer(1, 200)));
  ASSERT_TRUE(this->store().AddOffer(Offer(2, 100)));
  ASSERT_TRUE(this->store().AddRequest(Offer(1, 0).code_id, AsBytes("z"), 8));
  ASSERT_TRUE(this->store().AddRequest(Offer(1, 0).code_id, AsBytes("a"), 8));

  const Enrolment asked{Offer(1, 200), {Bytes{'z'}, Bytes{'a'}}};
  EXPECT_THAT(this->store().Enrolments().value(), ElementsAre(Enrolment{Offer(2, 100), {}}, asked));
  EXPECT_EQ(this->store().FindEnrolment(asked.offer.code_id).value(), asked);
  EXPECT_FALSE(this->store().FindEnrolment(Bytes{9}).value().has_value());
}

TYPED_TEST(EnrolmentStoreContract, TakesTheSameOfferAgainButNoOther) {
  ASSERT_TRUE(this->store().AddOffer(Offer(1, 200)));
  EXPECT_TRUE(this->store().AddOffer(Offer(1, 200)));
  EXPECT_EQ(this->store().AddOffer(Offer(1, 201)).error().code, ErrorCode::kAlreadyExists);
  EXPECT_EQ(this->store().Enrolments().value().size(), 1u);
}

TYPED_TEST(EnrolmentStoreContract, BoundsWhatIsHandedInUnderACode) {
  const Bytes code = Offer(1, 0).code_id;
  EXPECT_EQ(this->store().AddRequest(code, AsBytes("a"), 2).error().code, ErrorCode::kNotFound);
  ASSERT_TRUE(this->store().AddOffer(Offer(1, 200)));
  ASSERT_TRUE(this->store().AddRequest(code, AsBytes("a"), 2));
  ASSERT_TRUE(this->store().AddRequest(code, AsBytes("b"), 2));
  EXPECT_TRUE(this->store().AddRequest(code, AsBytes("a"), 2));  // the same again
  EXPECT_EQ(this->store().AddRequest(code, AsBytes("c"), 2).error().code, ErrorCode::kExhausted);
  EXPECT_EQ(this->store().AddRequest(code, {}, 9).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(this->store().AddRequest(code, Bytes(kMaxEnrolmentBytes + 1), 9).error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(this->store().FindEnrolment(code).value()->requests.size(), 2u);
}

TYPED_TEST(EnrolmentStoreContract, RemovesWhatIsExpiredWithItsRequests) {
  ASSERT_TRUE(this->store().AddOffer(Offer(1, 100)));
  ASSERT_TRUE(this->store().AddOffer(Offer(2, 101)));
  ASSERT_TRUE(this->store().AddRequest(Offer(1, 0).code_id, AsBytes("a"), 2));
  ASSERT_TRUE(this->store().RemoveOffersUntil({100}));
  EXPECT_THAT(this->store().Enrolments().value(), ElementsAre(Enrolment{Offer(2, 101), {}}));

  ASSERT_TRUE(this->store().AddOffer(Offer(1, 300)));
  EXPECT_THAT(this->store().FindEnrolment(Offer(1, 0).code_id).value()->requests, IsEmpty());
}

TYPED_TEST(EnrolmentStoreContract, RefusesOffersOutOfBounds) {
  EnrolmentOffer offer = Offer(1, 1);
  offer.code_id.clear();
  EXPECT_EQ(this->store().AddOffer(offer).error().code, ErrorCode::kInvalidArgument);
  offer.code_id.resize(kMaxCodeIdBytes + 1);
  EXPECT_EQ(this->store().AddOffer(offer).error().code, ErrorCode::kInvalidArgument);
}

TYPED_TEST(EnrolmentStoreContract, KeepsCertificatesBySerial) {
  ASSERT_TRUE(this->store().AddCertificate(Issued("01ab", 1, 50)));
  EXPECT_EQ(this->store().FindCertificate("01ab").value(), Issued("01ab", 1, 50));
  EXPECT_FALSE(this->store().FindCertificate("01").value().has_value());
  EXPECT_EQ(this->store().AddCertificate(Issued("01ab", 2, 60)).error().code,
            ErrorCode::kAlreadyExists);
  EXPECT_EQ(this->store().AddCertificate(Issued("", 2, 60)).error().code,
            ErrorCode::kInvalidArgument);
}

TYPED_TEST(EnrolmentStoreContract, RevokesAKeysCertificatesAndNoOthers) {
  ASSERT_TRUE(this->store().AddCertificate(Issued("01", 1, 50)));
  ASSERT_TRUE(this->store().AddCertificate(Issued("02", 1, 60)));
  ASSERT_TRUE(this->store().AddCertificate(Issued("03", 2, 60)));
  EXPECT_EQ(this->store().RevokeCertificatesOf(Issued("", 1, 0).key).value(), 2u);
  EXPECT_EQ(this->store().RevokeCertificatesOf(Issued("", 1, 0).key).value(), 0u);
  EXPECT_TRUE(this->store().FindCertificate("01").value()->revoked);
  EXPECT_FALSE(this->store().FindCertificate("03").value()->revoked);
}

TYPED_TEST(EnrolmentStoreContract, RemovesExpiredCertificates) {
  ASSERT_TRUE(this->store().AddCertificate(Issued("01", 1, 50)));
  ASSERT_TRUE(this->store().AddCertificate(Issued("02", 1, 51)));
  ASSERT_TRUE(this->store().RemoveCertificatesUntil({50}));
  EXPECT_FALSE(this->store().FindCertificate("01").value().has_value());
  EXPECT_TRUE(this->store().FindCertificate("02").value().has_value());
}

}  // namespace
}  // namespace plenary::storage
