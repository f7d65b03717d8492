#include "client/cli/completion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <CLI/CLI.hpp>

#include "tests/client/cli/call.h"
#include "tests/support/process.h"

namespace plenary::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;

// What bash offers after `words`, the last of which is being typed.
std::vector<std::string> Offered(const std::vector<std::string>& words) {
  TempFolder folder;
  WriteText(folder / "plenary.bash", Call({"completion", "bash"}).out);
  std::string script = ". " + (folder / "plenary.bash").string() + "\nCOMP_WORDS=(";
  for (const std::string& word : words) script += "'" + word + "' ";
  script += ")\nCOMP_CWORD=" + std::to_string(words.size() - 1) +
            "\n_plenary\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n";
  const Ran ran = Run({"/bin/bash", "-u", "-c", script});
  EXPECT_EQ(ran.code, 0) << ran;
  std::istringstream lines(ran.out);
  return {std::istream_iterator<std::string>(lines), {}};
}

TEST(CompletionTest, BashOffersCommandsOptionsAndTheWordsOfAnOption) {
  EXPECT_THAT(Offered({"plenary", "verif"}), ElementsAre("verify"));
  EXPECT_THAT(Offered({"plenary", ""}), IsSupersetOf({"verify", "show", "completion"}));
  EXPECT_THAT(Offered({"plenary", "verify", "--"}), IsSupersetOf({"--json", "--lang", "--help"}));
  EXPECT_THAT(Offered({"plenary", "verify", "--lang", ""}), ElementsAre("zh", "en"));
  EXPECT_THAT(Offered({"plenary", "completion", "z"}), ElementsAre("zsh"));
}

TEST(CompletionTest, BashOffersWhatStandsUnderAGroup) {
  EXPECT_THAT(Offered({"plenary", "report", "y"}), ElementsAre("year"));
}

TEST(CompletionTest, NamesEveryCommandForEveryShell) {
  std::ostringstream out;
  cli::Context context(text::Language::kEnglish, EnvironmentOf({}), out, out);
  const auto app = cli::MakeApp(context);
  for (const cli::Shell shell : {cli::Shell::kBash, cli::Shell::kZsh, cli::Shell::kFish}) {
    const std::string script = cli::CompletionScript(*app, shell);
    for (const CLI::App* group : app->get_subcommands({})) {
      EXPECT_THAT(script, HasSubstr("'plenary " + group->get_name() + "'"));
      for (const CLI::App* command : group->get_subcommands({})) {
        EXPECT_THAT(script,
                    HasSubstr("'plenary " + group->get_name() + " " + command->get_name() + "'"));
      }
    }
  }
}

TEST(CompletionTest, KnowsThreeShells) {
  EXPECT_EQ(cli::ParseShell("bash"), cli::Shell::kBash);
  EXPECT_EQ(cli::ParseShell("zsh"), cli::Shell::kZsh);
  EXPECT_EQ(cli::ParseShell("fish"), cli::Shell::kFish);
  EXPECT_EQ(cli::ParseShell("csh"), std::nullopt);
}

}  // namespace
}  // namespace plenary::testing
