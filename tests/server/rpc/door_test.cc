// What strangers can do: see the founding, hand in a key under a code, get a certificate.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/wire/enrolment.h"
#include "core/wire/proto.h"
#include "tests/server/rpc/office.h"

namespace plenary::rpc {
namespace {

using grpc::StatusCode;
using std::chrono::hours;
using std::chrono::minutes;

const host::Participant& Secretary() { return Office::Committee().secretary(); }
const host::Participant& Member() { return Office::Committee().members()[1]; }

std::string Text(ByteView bytes) { return std::string(AsText(bytes)); }

class DoorTest : public ::testing::Test {
 protected:
  explicit DoorTest(Limits limits = Office::QuickLimits()) : office_(limits) {}

  // The secretary's offer to `person`, valid by the host's clock.
  grpc::Status Offer(const PersonId& person, const wire::EnrolmentCode& code) {
    v1::OfferEnrolmentRequest request;
    request.set_code_id(Text(code.id.view()));
    request.set_person(Text(person.view()));
    request.set_expires(office_.hall().world().environment().clock().milliseconds + 3'600'000);
    v1::OfferEnrolmentResponse response;
    return secretary_.plenary->OfferEnrolment(Call().get(), request, &response);
  }
  grpc::Status Enrol(const wire::EnrolmentCode& code, const Bytes& enrolment) {
    v1::EnrolRequest request;
    request.set_code_id(Text(code.id.view()));
    request.set_enrolment(Text(enrolment));
    v1::EnrolResponse response;
    return stranger_.door->Enrol(Call().get(), request, &response);
  }
  static Bytes EnrolmentOf(const crypto::PrivateKey& key, const PersonId& person,
                           const wire::EnrolmentCode& code) {
    return wire::EncodeEnrolmentRequest(
        wire::MakeEnrolmentRequest(key, Office::Committee().id(), person, code.secret).value());
  }
  static wire::EnrolmentCode Code(Byte seed) {
    std::array<Byte, wire::kEnrolmentRandomness> random{};
    random.fill(seed);
    return wire::MakeEnrolmentCode(random);
  }
  static crypto::PrivateKey NewKey() {
    return crypto::PrivateKey::Generate(Office::Committee().suite()).value();
  }
  StatusCode Connect(const v1::ConnectRequest& request) {
    v1::ConnectResponse response;
    return stranger_.door->Connect(Call().get(), request, &response).error_code();
  }

  Office office_;
  Client secretary_ = office_.Dial(Secretary());
  Client stranger_ = office_.Dial(std::nullopt);
};

TEST_F(DoorTest, TakesAKeyUnderACodeForTheSecretary) {
  const auto code = Code(1);
  const Bytes enrolment = EnrolmentOf(NewKey(), Member().person, code);
  ASSERT_TRUE(Offer(Member().person, code).ok());

  v1::GetOfferRequest who;
  who.set_code_id(Text(code.id.view()));
  v1::GetOfferResponse offer;
  ASSERT_TRUE(stranger_.door->GetOffer(Call().get(), who, &offer).ok());
  EXPECT_EQ(offer.person(), Text(Member().person.view()));
  EXPECT_EQ(offer.name(), Member().name);

  const auto enrolled = Enrol(code, enrolment);
  ASSERT_TRUE(enrolled.ok()) << enrolled.error_message();
  EXPECT_TRUE(Enrol(code, enrolment).ok());  // the same again

  v1::ListEnrolmentsResponse list;
  ASSERT_TRUE(secretary_.plenary->ListEnrolments(Call().get(), {}, &list).ok());
  ASSERT_EQ(list.enrolments_size(), 1);
  EXPECT_EQ(list.enrolments(0).enrolment(), Text(enrolment));
  EXPECT_EQ(list.enrolments(0).code_id(), Text(code.id.view()));
  EXPECT_FALSE(list.more());
}

TEST_F(DoorTest, ListsEveryKeyHandedInUnderACode) {
  const auto code = Code(1);
  ASSERT_TRUE(Offer(Member().person, code).ok());
  ASSERT_TRUE(Offer(Secretary().person, Code(2)).ok());
  ASSERT_TRUE(Enrol(code, EnrolmentOf(NewKey(), Member().person, code)).ok());
  ASSERT_TRUE(Enrol(code, EnrolmentOf(NewKey(), Member().person, code)).ok());

  v1::ListEnrolmentsResponse all;
  ASSERT_TRUE(secretary_.plenary->ListEnrolments(Call().get(), {}, &all).ok());
  ASSERT_EQ(all.enrolments_size(), 3);
  v1::ListEnrolmentsRequest after;
  after.set_after(all.enrolments(0).code_id());
  v1::ListEnrolmentsResponse rest;
  ASSERT_TRUE(secretary_.plenary->ListEnrolments(Call().get(), after, &rest).ok());
  for (const auto& row : rest.enrolments()) EXPECT_GT(row.code_id(), after.after());
  EXPECT_LT(rest.enrolments_size(), 3);
}

TEST_F(DoorTest, RefusesAnUnknownCode) {
  const auto code = Code(9);
  EXPECT_EQ(Enrol(code, EnrolmentOf(NewKey(), Member().person, code)).error_code(),
            StatusCode::NOT_FOUND);
  v1::GetOfferRequest who;
  who.set_code_id(Text(code.id.view()));
  v1::GetOfferResponse offer;
  EXPECT_EQ(stranger_.door->GetOffer(Call().get(), who, &offer).error_code(),
            StatusCode::NOT_FOUND);
}

TEST_F(DoorTest, RefusesAnOfferForNobody) {
  EXPECT_EQ(Offer(host::NumberedId<PersonId>('?', 1), Code(1)).error_code(), StatusCode::NOT_FOUND);
}

TEST_F(DoorTest, RefusesAnotherPersonsRequest) {
  const auto code = Code(1);
  ASSERT_TRUE(Offer(Member().person, code).ok());
  EXPECT_EQ(Enrol(code, EnrolmentOf(NewKey(), Secretary().person, code)).error_code(),
            StatusCode::INVALID_ARGUMENT);
}

TEST_F(DoorTest, RefusesARequestThatItsKeyDidNotSign) {
  const auto code = Code(1);
  ASSERT_TRUE(Offer(Member().person, code).ok());
  auto request =
      wire::MakeEnrolmentRequest(NewKey(), Office::Committee().id(), Member().person, code.secret)
          .value();
  request.public_key = ToBytes(NewKey().public_key().encoded());
  EXPECT_EQ(Enrol(code, wire::EncodeEnrolmentRequest(request)).error_code(),
            StatusCode::PERMISSION_DENIED);
}

TEST_F(DoorTest, SpendsACodeAfterAFewWrongTries) {
  const auto code = Code(1);
  ASSERT_TRUE(Offer(Member().person, code).ok());
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(Enrol(code, Bytes{1, 2, 3}).error_code(), StatusCode::INVALID_ARGUMENT);
  }
  EXPECT_EQ(Enrol(code, EnrolmentOf(NewKey(), Member().person, code)).error_code(),
            StatusCode::RESOURCE_EXHAUSTED);
}

TEST_F(DoorTest, ShutsOutAnAddressThatKeepsFailing) {
  for (int i = 0; i < 30; ++i) EXPECT_EQ(Enrol(Code(7), {1}).error_code(), StatusCode::NOT_FOUND);
  EXPECT_EQ(Enrol(Code(7), {1}).error_code(), StatusCode::RESOURCE_EXHAUSTED);
  office_.Advance(minutes(1));
  EXPECT_EQ(Enrol(Code(7), {1}).error_code(), StatusCode::NOT_FOUND);
}

TEST_F(DoorTest, IssuesACertificateForTheKeyAlone) {
  const Identity identity = office_.Connect(Member());
  const auto certificate = crypto::Certificate::ParsePem(identity.certificate_pem).value();
  EXPECT_EQ(certificate.common_name(), Member().key.public_key().id().hex());
  EXPECT_TRUE(crypto::VerifyChain(certificate, office_.authority().certificate(), office_.Now(),
                                  crypto::Usage::kClient));
  const Instant end = certificate.validity().not_after;
  EXPECT_NEAR(static_cast<double>(end.milliseconds - office_.Now().milliseconds), 7 * 86'400'000.0,
              60'000.0);
}

TEST_F(DoorTest, MakesAKeyWaitForItsAdmission) {
  const auto connection = crypto::ConnectionKey::Generate().value();
  EXPECT_EQ(Connect(office_.ConnectRequestOf(NewKey(), connection, office_.Now())),
            StatusCode::FAILED_PRECONDITION);
}

TEST_F(DoorTest, WaitingIsNoFailure) {
  const auto connection = crypto::ConnectionKey::Generate().value();
  const auto key = NewKey();
  for (int i = 0; i < 40; ++i) {
    EXPECT_EQ(Connect(office_.ConnectRequestOf(key, connection, office_.Now())),
              StatusCode::FAILED_PRECONDITION);
  }
}

TEST_F(DoorTest, RefusesAConnectRequestOfAnotherTime) {
  const auto connection = crypto::ConnectionKey::Generate().value();
  for (const int minutes_off : {-6, 6}) {
    const Instant then = {office_.Now().milliseconds + 60'000 * minutes_off};
    EXPECT_EQ(Connect(office_.ConnectRequestOf(Member().key, connection, then)),
              StatusCode::PERMISSION_DENIED);
  }
  EXPECT_EQ(Connect(office_.ConnectRequestOf(Member().key, connection,
                                             {office_.Now().milliseconds - 240'000})),
            StatusCode::OK);
}

TEST_F(DoorTest, RefusesAConnectRequestThatAnotherKeySigned) {
  const auto connection = crypto::ConnectionKey::Generate().value();
  auto request = office_.ConnectRequestOf(NewKey(), connection, office_.Now());
  request.set_key(Text(Member().key.public_key().id().view()));
  EXPECT_EQ(Connect(request), StatusCode::PERMISSION_DENIED);
}

TEST_F(DoorTest, RefusesACertificateRequestThatWasSwapped) {
  const auto connection = crypto::ConnectionKey::Generate().value();
  const auto other = crypto::ConnectionKey::Generate().value();
  auto request = office_.ConnectRequestOf(Member().key, connection, office_.Now());
  request.set_certificate_request(
      office_.ConnectRequestOf(Member().key, other, office_.Now()).certificate_request());
  EXPECT_EQ(Connect(request), StatusCode::PERMISSION_DENIED);
}

TEST_F(DoorTest, RefusesARevokedKey) {
  office_.hall().Say(Secretary(), Office::Committee().registry(),
                     session::RevokeKey{Member().key.public_key().id(), "lost"});
  const auto connection = crypto::ConnectionKey::Generate().value();
  EXPECT_EQ(Connect(office_.ConnectRequestOf(Member().key, connection, office_.Now())),
            StatusCode::PERMISSION_DENIED);
}

TEST_F(DoorTest, RefusesWhatIsNoRequest) { EXPECT_EQ(Connect({}), StatusCode::INVALID_ARGUMENT); }

class BusyDoor : public DoorTest {
 protected:
  BusyDoor() : DoorTest(FewCalls()) {}
  static Limits FewCalls() {
    Limits limits = Office::QuickLimits();
    limits.door_calls_a_minute = 3;  // the fixture's own Connect takes one
    return limits;
  }
};

TEST_F(BusyDoor, LimitsTheCallsOfAnAddress) {
  v1::GetFoundingResponse founding;
  const auto ask = [&] {
    return stranger_.door->GetFounding(Call().get(), {}, &founding).error_code();
  };
  EXPECT_EQ(ask(), StatusCode::OK);
  EXPECT_EQ(ask(), StatusCode::OK);
  EXPECT_EQ(ask(), StatusCode::RESOURCE_EXHAUSTED);
  office_.Advance(minutes(1));
  EXPECT_EQ(ask(), StatusCode::OK);
}

}  // namespace
}  // namespace plenary::rpc
