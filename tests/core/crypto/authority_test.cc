#include "core/crypto/authority.h"

#include <gtest/gtest.h>

#include "core/crypto/random.h"
#include "tests/core/crypto/fixtures.h"

namespace plenary::crypto {
namespace {

constexpr Instant kStart{1'680'000'000'000};
constexpr Instant kEnd{kStart.milliseconds + 86'400'000};
constexpr Validity kDay{kStart, kEnd};

SerialNumber Serial() { return *RandomId<SerialNumber>(); }

class AuthorityTest : public testing::Test {
 protected:
  Authority authority_ = *Authority::Create(Suite::kP256, "Connections", kDay, Serial());
  ConnectionKey key_ = *ConnectionKey::Generate();
  std::string request_ = *key_.MakeRequest("a request");

  Result<Certificate> IssueServer(const ServerNames& names) {
    return authority_.IssueServer(request_, names, kDay, Serial());
  }
};

TEST_F(AuthorityTest, LoadsFromItsPemAndIssuesOn) {
  const auto again =
      Authority::Load(authority_.certificate().pem(), authority_.ToPlainKeyPem()->text());
  ASSERT_TRUE(again) << again.error().message;
  const auto client = again->IssueClient(request_, {}, kDay, Serial());
  ASSERT_TRUE(client) << client.error().message;
  EXPECT_TRUE(VerifyChain(*client, authority_.certificate(), kStart, Usage::kClient));
}

TEST_F(AuthorityTest, LoadsInSuiteSm2) {
  const auto sm2 = Authority::Create(Suite::kSm2, "Documents", kDay, Serial());
  ASSERT_TRUE(sm2) << sm2.error().message;
  EXPECT_TRUE(Authority::Load(sm2->certificate().pem(), sm2->ToPlainKeyPem()->text()));
}

TEST_F(AuthorityTest, RefusesTheKeyOfAnother) {
  const auto other = Authority::Create(Suite::kP256, "Connections", kDay, Serial());
  EXPECT_EQ(CodeOf(Authority::Load(authority_.certificate().pem(), other->ToPlainKeyPem()->text())),
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(CodeOf(Authority::Load(authority_.certificate().pem(), "not a key")),
            ErrorCode::kInvalidArgument);
}

TEST_F(AuthorityTest, RefusesARequestThatItsKeyDidNotSign) {
  std::string altered = request_;
  const auto at = altered.find("\n-----END") - 6;  // in the signature
  altered[at] = altered[at] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(authority_.IssueClient(altered, {}, kDay, Serial()));
  EXPECT_EQ(CodeOf(authority_.IssueClient("", {}, kDay, Serial())), ErrorCode::kInvalidArgument);
  EXPECT_EQ(CodeOf(authority_.IssueClient(authority_.certificate().pem(), {}, kDay, Serial())),
            ErrorCode::kInvalidArgument);
}

TEST_F(AuthorityTest, IssuesNothingThatOutlivesIt) {
  const Validity early{{kStart.milliseconds - 1000}, kEnd};
  const Validity late{kStart, {kEnd.milliseconds + 1000}};
  const Validity backwards{kEnd, kStart};
  for (const Validity& wrong : {early, late, backwards, Validity{kStart, kStart}}) {
    EXPECT_EQ(CodeOf(authority_.IssueClient(request_, {}, wrong, Serial())),
              ErrorCode::kInvalidArgument);
  }
}

TEST_F(AuthorityTest, PutsEveryServerNameIntoTheCertificate) {
  const auto server = IssueServer({{"hall.example.cn", "localhost"}, {"192.0.2.7", "2001:db8::7"}});
  ASSERT_TRUE(server) << server.error().message;
  const std::string der(AsText(server->der()));
  EXPECT_NE(der.find("hall.example.cn"), std::string::npos);
  EXPECT_NE(der.find("localhost"), std::string::npos);
  EXPECT_NE(der.find(std::string("\xc0\x00\x02\x07", 4)), std::string::npos);
  EXPECT_NE(der.find(std::string("\x20\x01\x0d\xb8", 4)), std::string::npos);
}

TEST_F(AuthorityTest, RefusesServerNamesThatAreNone) {
  const std::vector<ServerNames> wrong = {{},
                                          {{""}, {}},
                                          {{"a b"}, {}},
                                          {{"a,IP:1.2.3.4"}, {}},
                                          {{"大会"}, {}},
                                          {{".a"}, {}},
                                          {{"a..b"}, {}},
                                          {{std::string(254, 'a')}, {}},
                                          {{}, {""}},
                                          {{}, {"1.2.3"}},
                                          {{}, {"localhost"}}};
  for (const ServerNames& names : wrong) {
    EXPECT_EQ(CodeOf(IssueServer(names)), ErrorCode::kInvalidArgument);
  }
}

TEST_F(AuthorityTest, RefusesNamesOutOfBounds) {
  for (const std::string& wrong : {std::string(), std::string(65, 'a'), std::string("\xff\xfe")}) {
    EXPECT_EQ(CodeOf(Authority::Create(Suite::kP256, wrong, kDay, Serial())),
              ErrorCode::kInvalidArgument);
    EXPECT_EQ(CodeOf(key_.MakeRequest(wrong)), ErrorCode::kInvalidArgument);
  }
}

TEST_F(AuthorityTest, RefusesSignersOfTheOtherSuite) {
  EXPECT_EQ(CodeOf(authority_.IssueSigner(TestKey(Suite::kSm2).public_key(), "x", kDay, Serial())),
            ErrorCode::kInvalidArgument);
}

TEST(ConnectionKey, RoundTripsThroughPem) {
  const auto key = ConnectionKey::Generate();
  const auto plain = ConnectionKey::FromPlainPem(key->ToPlainPem()->text());
  ASSERT_TRUE(plain) << plain.error().message;
  EXPECT_EQ(plain->public_key(), key->public_key());
  const std::string encrypted = *key->ToEncryptedPem("right", 2);
  EXPECT_EQ(ConnectionKey::FromEncryptedPem(encrypted, "right")->public_key(), key->public_key());
  EXPECT_EQ(CodeOf(ConnectionKey::FromEncryptedPem(encrypted, "wrong")),
            ErrorCode::kPermissionDenied);
  EXPECT_EQ(CodeOf(ConnectionKey::FromPlainPem(encrypted)), ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace plenary::crypto
