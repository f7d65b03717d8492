#include "client/cli/online/home.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/client/cli/call.h"
#include "tests/support/process.h"

namespace plenary::cli {
namespace {

using plenary::testing::EnvironmentOf;
using plenary::testing::TempFolder;
using plenary::testing::Variables;
using plenary::testing::WriteText;
using ::testing::HasSubstr;

class HomeTest : public ::testing::Test {
 protected:
  Context In(Variables variables) {
    return Context(text::Language::kEnglish, EnvironmentOf(std::move(variables)), out_, err_);
  }
  void MakeStore(std::optional<std::string_view> passphrase) {
    const auto made = link::KeyStore::Create(
        store_, passphrase, {.iterations = 1, .durability = link::Durability::kProcess});
    ASSERT_TRUE(made) << made.error().message;
  }
  HomeOptions WithPassphrase(std::string_view text) {
    WriteText(folder_ / "passphrase", text);
    return {.home = store_.string(), .passphrase_file = (folder_ / "passphrase").string()};
  }

  TempFolder folder_;
  std::filesystem::path store_ = folder_ / "store";
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(HomeTest, LiesWhereTheOptionSaysOrElseTheEnvironment) {
  const Variables all = {{"PLENARY_HOME", "/p"}, {"XDG_DATA_HOME", "/x"}, {"HOME", "/h"}};
  EXPECT_EQ(HomeFolder(In(all), {.home = "/o", .passphrase_file = ""}), "/o");
  EXPECT_EQ(HomeFolder(In(all), {}), "/p");
  EXPECT_EQ(HomeFolder(In({{"XDG_DATA_HOME", "/x"}, {"HOME", "/h"}}), {}), "/x/plenary");
  EXPECT_EQ(HomeFolder(In({{"PLENARY_HOME", ""}, {"HOME", "/h"}}), {}), "/h/.local/share/plenary");
}

TEST_F(HomeTest, IsAQuestionOfUsageIfNothingSaysWhere) {
  const auto folder = HomeFolder(In({}), {});
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().exit, Exit::kUsage);
  EXPECT_THAT(folder.error().message, HasSubstr("--home"));
}

TEST_F(HomeTest, OpensAnUnattendedStoreWithoutPassphrase) {
  MakeStore(std::nullopt);
  const auto store = OpenStore(In({}), {.home = store_.string(), .passphrase_file = ""});
  EXPECT_TRUE(store) << store.error().message;
}

TEST_F(HomeTest, TakesTheFirstLineOfThePassphraseFile) {
  MakeStore("pass word");
  for (const char* text : {"pass word", "pass word\n", "pass word\r\nanother line\n"}) {
    const auto store = OpenStore(In({}), WithPassphrase(text));
    EXPECT_TRUE(store) << text << ": " << store.error().message;
  }
}

TEST_F(HomeTest, TakesThePassphraseFileOfTheEnvironment) {
  MakeStore("pass word");
  const std::string file = WithPassphrase("pass word\n").passphrase_file;
  const Context context =
      In({{"PLENARY_HOME", store_.string()}, {"PLENARY_PASSPHRASE_FILE", file}});
  const auto store = OpenStore(context, {});
  EXPECT_TRUE(store) << store.error().message;
}

TEST_F(HomeTest, RefusesAWrongPassphraseAndSaysThatNothingChanged) {
  MakeStore("pass word");
  const auto store = OpenStore(In({}), WithPassphrase("password\n"));
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().exit, Exit::kRefused);
  EXPECT_EQ(store.error().code, "passphrase");
  EXPECT_THAT(store.error().message, HasSubstr("Nothing was changed"));
  EXPECT_TRUE(OpenStore(In({}), WithPassphrase("pass word\n")));
}

TEST_F(HomeTest, RefusesAnEmptyPassphraseFileAndAMissingOne) {
  MakeStore("pass word");
  const auto empty = OpenStore(In({}), WithPassphrase("\nsecond line\n"));
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().code, "passphrase");
  const auto missing =
      OpenStore(In({}), {.home = store_.string(), .passphrase_file = (folder_ / "no").string()});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, "not-found");
}

TEST_F(HomeTest, RefusesAStoreThatIsInUse) {
  MakeStore("pass word");
  const auto first = OpenStore(In({}), WithPassphrase("pass word\n"));
  ASSERT_TRUE(first) << first.error().message;
  const auto second = OpenStore(In({}), WithPassphrase("pass word\n"));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().exit, Exit::kRefused);
}

TEST_F(HomeTest, RefusesAFolderThatOthersCouldRead) {
  MakeStore(std::nullopt);
  std::filesystem::permissions(store_, std::filesystem::perms(0755));
  const auto store = OpenStore(In({}), {.home = store_.string(), .passphrase_file = ""});
  ASSERT_FALSE(store);
  EXPECT_THAT(store.error().message, HasSubstr("Others can read"));
}

TEST_F(HomeTest, MissesAStoreWhereThereIsNone) {
  const auto store = OpenStore(In({}), {.home = store_.string(), .passphrase_file = ""});
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().exit, Exit::kRefused);
  EXPECT_EQ(store.error().code, "not-found");
}

}  // namespace
}  // namespace plenary::cli
