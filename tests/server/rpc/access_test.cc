// Who may call what: each method, each kind of caller, over real connections.
#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/server/rpc/every_method.h"
#include "tests/server/rpc/office.h"

namespace plenary::rpc {
namespace {

using grpc::StatusCode;
using std::chrono::hours;
using std::chrono::seconds;

TEST(Methods, AreAllInTheTable) {
  std::set<std::string> want;
  for (const auto* service : {v1::Door::service_full_name(), v1::Plenary::service_full_name()}) {
    const auto* descriptor =
        google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(service);
    ASSERT_NE(descriptor, nullptr) << service;
    for (int i = 0; i < descriptor->method_count(); ++i) {
      want.insert(descriptor->method(i)->full_name());
    }
  }
  std::set<std::string> got;
  for (const MethodRule& rule : AllMethods()) got.emplace(rule.name);
  EXPECT_EQ(got, want);
}

TEST(Methods, AreOpenOnlyAtTheDoor) {
  for (const MethodRule& rule : AllMethods()) {
    EXPECT_EQ(rule.requirement == Requirement::kNothing,
              rule.name.starts_with(v1::Door::service_full_name()))
        << rule.name;
  }
}

Office& SharedOffice() {
  static Office office;
  return office;
}

const host::Participant& Secretary() { return Office::Committee().secretary(); }
const host::Participant& Member() { return Office::Committee().members()[1]; }

class GuardedMethod : public ::testing::TestWithParam<Method> {
 protected:
  StatusCode CodeFor(const std::optional<Identity>& identity) {
    return CallEmpty(SharedOffice().Dial(identity), GetParam()).error_code();
  }
  KeyId MembersKey() const { return Member().key.public_key().id(); }
};

TEST_P(GuardedMethod, IsClosedWithoutACertificate) {
  EXPECT_EQ(CodeFor(std::nullopt), StatusCode::UNAUTHENTICATED);
}

TEST_P(GuardedMethod, IsClosedToAnotherAuthoritysCertificate) {
  const crypto::Authority foreign = NewAuthority();
  EXPECT_EQ(CodeFor(SharedOffice().Forge(foreign, MembersKey(), true)), StatusCode::UNAVAILABLE);
}

TEST_P(GuardedMethod, IsClosedToACertificateThatIsNotRemembered) {
  EXPECT_EQ(CodeFor(SharedOffice().Forge(SharedOffice().authority(), MembersKey(), false)),
            StatusCode::UNAUTHENTICATED);
}

TEST_P(GuardedMethod, IsClosedToAKeyThatIsNotAdmitted) {
  const auto stranger = crypto::PrivateKey::Generate(crypto::Suite::kP256).value();
  EXPECT_EQ(
      CodeFor(SharedOffice().Forge(SharedOffice().authority(), stranger.public_key().id(), true)),
      StatusCode::PERMISSION_DENIED);
}

TEST_P(GuardedMethod, IsOpenToASecretary) {
  const StatusCode code = CodeFor(SharedOffice().Connect(Secretary()));
  EXPECT_NE(code, StatusCode::UNAUTHENTICATED);
  EXPECT_NE(code, StatusCode::PERMISSION_DENIED);
  EXPECT_NE(code, StatusCode::UNAVAILABLE);
}

TEST_P(GuardedMethod, AsksAMemberForTheRoleItNeeds) {
  const StatusCode code = CodeFor(SharedOffice().Connect(Member()));
  const bool secretaries = RuleOf(GetParam()).requirement == Requirement::kSecretary;
  EXPECT_EQ(code == StatusCode::PERMISSION_DENIED, secretaries) << code;
}

TEST_P(GuardedMethod, ClosesWhenTheCertificateExpires) {
  Office office;
  const Client client =
      office.Dial(office.Forge(office.authority(), MembersKey(), true, seconds(60)));
  ASSERT_NE(CallEmpty(client, GetParam()).error_code(), StatusCode::UNAUTHENTICATED);
  office.Advance(seconds(61));
  EXPECT_EQ(CallEmpty(client, GetParam()).error_code(), StatusCode::UNAUTHENTICATED);
}

TEST_P(GuardedMethod, ClosesWhenTheCertificateIsRevoked) {
  Office office;
  const Client client = office.Dial(Secretary());
  ASSERT_NE(CallEmpty(client, GetParam()).error_code(), StatusCode::UNAUTHENTICATED);
  ASSERT_TRUE(
      office.hall().host().enrolments().RevokeCertificatesOf(Secretary().key.public_key().id()));
  office.Advance(milliseconds(Access::kFreshMilliseconds));
  EXPECT_EQ(CallEmpty(client, GetParam()).error_code(), StatusCode::UNAUTHENTICATED);
}

TEST_P(GuardedMethod, ClosesAtOnceWhenTheKeyIsRevoked) {
  Office office;
  const Client client = office.Dial(Member());
  const KeyId key = MembersKey();
  ASSERT_NE(CallEmpty(client, GetParam()).error_code(), StatusCode::UNAUTHENTICATED);
  office.hall().Say(Secretary(), Office::Committee().registry(), session::RevokeKey{key, "lost"});
  EXPECT_EQ(CallEmpty(client, GetParam()).error_code(), StatusCode::PERMISSION_DENIED);
}

INSTANTIATE_TEST_SUITE_P(Methods, GuardedMethod, ::testing::ValuesIn(GuardedMethods()),
                         [](const auto& row) { return ShortName(row.param); });

TEST(ServersCertificate, IsNoClientsCertificate) {
  const auto key = crypto::ConnectionKey::Generate().value();
  Office& office = SharedOffice();
  const Instant now = office.Now();
  const auto certificate = office.authority().IssueServer(
      key.MakeRequest("localhost").value(), {{"localhost"}, {}},
      {{now.milliseconds - 1000}, {now.milliseconds + 3'600'000}}, {});
  ASSERT_TRUE(certificate);
  const Client client =
      office.Dial(Identity{std::string(key.ToPlainPem().value().text()), certificate->pem()});
  EXPECT_FALSE(CallEmpty(client, Method::kListSessions).ok());
}

TEST(Door, IsOpenWithoutACertificate) {
  const Client client = SharedOffice().Dial(std::nullopt);
  v1::GetFoundingResponse founding;
  const auto status = client.door->GetFounding(Call().get(), {}, &founding);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(AsText(Office::Committee().founding().command),
            founding.founding().command().command());
}

}  // namespace
}  // namespace plenary::rpc
