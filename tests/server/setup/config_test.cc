#include "server/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "server/files.h"

namespace plenary::server {
namespace {

using ::testing::HasSubstr;

struct BadConfig {
  const char* name;
  const char* toml;
  const char* message;
};

class ConfigIsRefused : public ::testing::TestWithParam<BadConfig> {};

TEST_P(ConfigIsRefused, WithFileLineAndReason) {
  const auto config = ParseConfig(GetParam().toml, "p.toml");
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(config.error().message, HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Cases, ConfigIsRefused,
    ::testing::Values(
        BadConfig{"NotToml", "data = \n", "p.toml:1: "},
        BadConfig{"UnknownKey", "data = \"/x\"\ncolour = 1\n", "p.toml:2: unknown key colour"},
        BadConfig{"UnknownKeyInSection", "[limits]\n\nfoo = 1\n",
                  "p.toml:3: unknown key limits.foo"},
        BadConfig{"UnknownSection", "[nonsense]\nfoo = 1\n", "p.toml:1: unknown key nonsense"},
        BadConfig{"SectionAsValue", "limits = 1\n", "p.toml:1: unknown key limits"},
        BadConfig{"SectionAsList", "[[limits]]\n", "unknown key limits"},
        BadConfig{"TextForNumber", "[certificates]\ndays = \"7\"\n",
                  "p.toml:2: certificates.days must be a whole number"},
        BadConfig{"FractionForNumber", "[certificates]\ndays = 7.0\n",
                  "p.toml:2: certificates.days must be a whole number"},
        BadConfig{"NumberForText", "listen = 7420\n", "p.toml:1: listen must be a text"},
        BadConfig{"TooSmall", "[certificates]\ndays = 0\n",
                  "p.toml:2: certificates.days must be from 1 to 365, not 0"},
        BadConfig{"TooLarge", "[storage]\ndocument_mebibytes = 1025\n",
                  "storage.document_mebibytes must be from 1 to 1024"},
        BadConfig{"UnknownLevel", "[log]\nlevel = \"loud\"\n", "log.level is not one of"},
        BadConfig{"ListenWithoutPort", "listen = \"localhost\"\n", "listen must be address:port"}),
    [](const auto& row) { return row.param.name; });

TEST(ParseConfig, TakesEveryBound) {
  const auto least =
      ParseConfig("[limits]\nmessage_seconds = 1\n[shutdown]\ndrain_seconds = 0\n", "p.toml");
  ASSERT_TRUE(least) << least.error().message;
  EXPECT_EQ(least->message_seconds, 1);
  EXPECT_EQ(least->drain_seconds, 0);
  const auto most = ParseConfig("[limits]\nmessage_seconds = 600\n", "p.toml");
  ASSERT_TRUE(most) << most.error().message;
  EXPECT_EQ(most->message_seconds, 600);
}

TEST(ParseConfig, GivesDefaultsForWhatIsNotSaid) {
  const auto config = ParseConfig("", "p.toml");
  ASSERT_TRUE(config);
  EXPECT_EQ(*config, Config{});
}

TEST(LoadConfig, SaysThatThereIsNoFile) {
  const auto config = LoadConfig("/nonexistent/plenaryd.toml");
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(config.error().message, HasSubstr("/nonexistent/plenaryd.toml"));
}

TEST(CheckConfig, FindsWhatFlagsHaveBroken) {
  Config config;
  EXPECT_TRUE(CheckConfig(config));
  config.certificate_days = 1000;
  EXPECT_FALSE(CheckConfig(config));
}

std::string FileOfTree(const char* name) {
  const char* tests = std::getenv("PLENARY_TEST_DATA");
  const auto content = ReadFile(std::filesystem::path(tests) / ".." / name, 1 << 20);
  return content ? std::string(AsText(*content)) : std::string();
}

// The file that is installed names every key, with its default.
TEST(ExampleConfig, NamesEveryKeyWithItsDefault) {
  const std::string text = FileOfTree("deploy/plenaryd.toml");
  const auto config = ParseConfig(text, "deploy/plenaryd.toml");
  ASSERT_TRUE(config) << config.error().message;
  Config want;
  want.data = "/var/lib/plenary";
  EXPECT_EQ(*config, want);
  for (const Setting& setting : Settings(*config)) {
    const std::string name(setting.key.substr(setting.key.rfind('.') + 1));
    EXPECT_THAT(text, HasSubstr("\n" + name + " = ")) << setting.key;
  }
}

TEST(OperatingManual, DocumentsEveryKey) {
  const std::string text = FileOfTree("docs/operating.md");
  for (const Setting& setting : Settings(Config{})) {
    EXPECT_THAT(text, HasSubstr("`" + std::string(setting.key) + "`"));
  }
}

}  // namespace
}  // namespace plenary::server
