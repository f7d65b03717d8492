#include "server/node.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "server/config.h"
#include "server/files.h"
#include "tests/support/temporary_folder.h"

namespace plenary::server {
namespace {

constexpr Instant kNow{1'700'000'000'000};

Instant After(std::chrono::days days) {
  return {kNow.milliseconds + std::chrono::milliseconds(days).count()};
}

NodeOptions Options(const testing::TemporaryFolder& folder,
                    crypto::Suite suite = crypto::Suite::kP256) {
  return {folder.path() / "data", "127.0.0.1:0", {{"localhost"}, {"127.0.0.1"}}, suite};
}

class InitNodeTest : public ::testing::TestWithParam<crypto::Suite> {};

TEST_P(InitNodeTest, MakesWhatTheServerLoads) {
  const testing::TemporaryFolder folder;
  const NodeOptions options = Options(folder, GetParam());
  const auto made = InitNode(options, kNow);
  ASSERT_TRUE(made) << made.error().message;

  const auto node = LoadNode(options.data);
  ASSERT_TRUE(node) << node.error().message;
  EXPECT_EQ(node->head_key.public_key().suite(), GetParam());
  EXPECT_EQ(node->authority.certificate().public_key().suite(), crypto::Suite::kP256);
  EXPECT_TRUE(crypto::VerifyChain(node->server_certificate, node->authority.certificate(), kNow,
                                  crypto::Usage::kServer));
  const auto names = NodeNames(options.data);
  ASSERT_TRUE(names);
  EXPECT_THAT(names->dns, ::testing::ElementsAre("localhost"));
  EXPECT_THAT(names->ip, ::testing::ElementsAre("127.0.0.1"));
}

INSTANTIATE_TEST_SUITE_P(Suites, InitNodeTest,
                         ::testing::Values(crypto::Suite::kP256, crypto::Suite::kSm2),
                         [](const auto& row) { return std::string(crypto::SuiteName(row.param)); });

TEST(InitNode, DescribesTheNodeWithAProofOfItsKey) {
  const testing::TemporaryFolder folder;
  const NodeOptions options = Options(folder);
  ASSERT_TRUE(InitNode(options, kNow));
  const auto text = ReadFile(options.data / "node.json", 1 << 16);
  ASSERT_TRUE(text);
  const auto json = nlohmann::json::parse(AsText(*text));
  EXPECT_EQ(json["format"], "plenary-node-1");
  EXPECT_EQ(json["suite"], "p256");
  const auto key = crypto::PublicKey::From(crypto::Suite::kP256,
                                           FromHex(json["public_key"].get<std::string>()).value());
  ASSERT_TRUE(key);
  EXPECT_EQ(json["key_id"], key->id().hex());
  const auto authority =
      crypto::Certificate::ParsePem(json["authority_certificate"].get<std::string>());
  ASSERT_TRUE(authority);
  EXPECT_TRUE(key->Verify(crypto::Purpose::kNodeProof,
                          NodeProofMessage(key->encoded(), authority->der()),
                          FromHex(json["proof"].get<std::string>()).value()));
}

TEST(InitNode, WritesAConfigurationThatParses) {
  const testing::TemporaryFolder folder;
  const NodeOptions options = Options(folder);
  ASSERT_TRUE(InitNode(options, kNow));
  const auto config = LoadConfig(ConfigFile(options.data));
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->data, options.data.string());
  EXPECT_EQ(config->listen, "127.0.0.1:0");
}

TEST(InitNode, KeepsKeysToTheOwner) {
  const testing::TemporaryFolder folder;
  const NodeOptions options = Options(folder);
  ASSERT_TRUE(InitNode(options, kNow));
  for (const char* name : {"head.der", "authority.pem", "server.pem"}) {
    struct stat status{};
    ASSERT_EQ(::stat((options.data / "keys" / name).c_str(), &status), 0) << name;
    EXPECT_EQ(status.st_mode & 0777, 0600u) << name;
  }
  struct stat status{};
  ASSERT_EQ(::stat((options.data / "keys").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700u);
}

TEST(InitNode, NeverOverwrites) {
  const testing::TemporaryFolder folder;
  const NodeOptions options = Options(folder);
  ASSERT_TRUE(InitNode(options, kNow));
  const auto before = ReadFile(options.data / "node.json", 1 << 16);
  const auto again = InitNode(options, kNow);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::kAlreadyExists);
  EXPECT_EQ(ReadFile(options.data / "node.json", 1 << 16).value(), before.value());
}

TEST(InitNode, SaysWhatToDoAfterAnInterruptedInit) {
  const testing::TemporaryFolder folder;
  const NodeOptions options = Options(folder);
  ASSERT_TRUE(InitNode(options, kNow));
  std::filesystem::remove(options.data / "node.json");
  const auto again = InitNode(options, kNow);
  ASSERT_FALSE(again);
  EXPECT_THAT(again.error().message, ::testing::HasSubstr("remove"));
}

TEST(LoadNode, RefusesAKeyThatOthersCanRead) {
  const testing::TemporaryFolder folder;
  const NodeOptions options = Options(folder);
  ASSERT_TRUE(InitNode(options, kNow));
  ASSERT_EQ(::chmod((options.data / "keys" / "authority.pem").c_str(), 0640), 0);
  const auto node = LoadNode(options.data);
  ASSERT_FALSE(node);
  EXPECT_EQ(node.error().code, ErrorCode::kPermissionDenied);
}

TEST(LoadNode, NoticesCertificateAndKeyOfDifferentNodes) {
  const testing::TemporaryFolder a;
  const testing::TemporaryFolder b;
  ASSERT_TRUE(InitNode(Options(a), kNow));
  ASSERT_TRUE(InitNode(Options(b), kNow));
  std::filesystem::copy_file(Options(a).data / "server.crt", Options(b).data / "server.crt",
                             std::filesystem::copy_options::overwrite_existing);
  const auto node = LoadNode(Options(b).data);
  ASSERT_FALSE(node);
  EXPECT_EQ(node.error().code, ErrorCode::kCorrupt);
}

TEST(RenewServerCertificate, TakesNewNamesOver) {
  const testing::TemporaryFolder folder;
  const NodeOptions options = Options(folder);
  ASSERT_TRUE(InitNode(options, kNow));
  const auto node = LoadNode(options.data);
  ASSERT_TRUE(node);
  const Instant later = After(std::chrono::days(700));
  EXPECT_FALSE(NeedsRenewal(node->server_certificate, kNow));
  EXPECT_TRUE(NeedsRenewal(node->server_certificate, later));

  const auto renewed =
      RenewServerCertificate(options.data, *node, {{"plenary.example"}, {}}, later);
  ASSERT_TRUE(renewed) << renewed.error().message;

  const auto again = LoadNode(options.data);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_NE(again->server_certificate.serial_hex(), node->server_certificate.serial_hex());
  EXPECT_FALSE(NeedsRenewal(again->server_certificate, later));
  EXPECT_THAT(NodeNames(options.data)->dns, ::testing::ElementsAre("plenary.example"));
}

struct NameCase {
  const char* name;
  std::vector<std::string> names;
  bool good;
};

class ServerNamesTest : public ::testing::TestWithParam<NameCase> {};

TEST_P(ServerNamesTest, AreNamesOrAddresses) {
  EXPECT_EQ(ParseNames(GetParam().names).has_value(), GetParam().good);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, ServerNamesTest,
    ::testing::Values(NameCase{"Dns", {"plenary.example"}, true},
                      NameCase{"Addresses", {"127.0.0.1", "::1"}, true},
                      NameCase{"None", {}, false}, NameCase{"Empty", {""}, false},
                      NameCase{"Capitals", {"Plenary"}, false}, NameCase{"Dots", {"a..b"}, false},
                      NameCase{"Hyphen", {"-a"}, false}, NameCase{"Space", {"a b"}, false},
                      NameCase{"TooLong", {std::string(65, 'a')}, false}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace plenary::server
