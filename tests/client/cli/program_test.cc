#include "client/cli/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "client/cli/formatter.h"
#include "client/report/width.h"
#include "tests/client/cli/call.h"

namespace plenary::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;
using text::Language;

constexpr std::size_t kLine = 96;

// Of a character that only Chinese texts have: three bytes of UTF-8, the ideographs.
bool HasChinese(std::string_view text) {
  return std::ranges::any_of(text, [](char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte >= 0xe3 && byte <= 0xe9;
  });
}

// The tree of commands as somebody of that language sees it.
struct Tree {
  explicit Tree(Language language)
      : context(language, EnvironmentOf({}), out, err), app(cli::MakeApp(context)) {
    Collect(*app);
  }
  void Collect(const CLI::App& command) {
    commands.push_back(&command);
    for (const CLI::App* sub : command.get_subcommands({})) Collect(*sub);
  }

  std::ostringstream out;
  std::ostringstream err;
  cli::Context context;
  std::unique_ptr<CLI::App> app;
  std::vector<const CLI::App*> commands;
};

TEST(HelpTest, SaysInEnglishWhatEachCommandAndOptionIs) {
  const Tree tree(Language::kEnglish);
  for (const CLI::App* command : tree.commands) {
    const std::string call = cli::CallOf(*command);
    EXPECT_THAT(command->get_description(), Not(IsEmpty())) << call;
    EXPECT_FALSE(HasChinese(command->help())) << call << "\n" << command->help();
    for (const CLI::Option* option : command->get_options()) {
      EXPECT_THAT(option->get_description(), Not(IsEmpty())) << call << " " << option->get_name();
    }
  }
}

TEST(HelpTest, SaysInChineseWhatEachCommandAndOptionIs) {
  const Tree tree(Language::kChinese);
  for (const CLI::App* command : tree.commands) {
    const std::string call = cli::CallOf(*command);
    EXPECT_TRUE(HasChinese(command->get_description())) << call;
    EXPECT_THAT(command->help(), HasSubstr("用法：" + call)) << call;
    for (const CLI::Option* option : command->get_options()) {
      EXPECT_TRUE(HasChinese(option->get_description())) << call << " " << option->get_name();
    }
  }
}

TEST(HelpTest, NamesInChineseWhatACommandTakes) {
  const Tree tree(Language::kChinese);
  for (const CLI::App* command : tree.commands) {
    const std::string help = command->help();
    const std::size_t usage = help.find("用法：");
    const std::string line = help.substr(usage, help.find('\n', usage) - usage);
    EXPECT_TRUE(std::ranges::none_of(line, [](char c) { return c >= 'A' && c <= 'Z'; })) << line;
  }
}

TEST(HelpTest, AsksForThePollThatNobodyCanGuess) {
  for (const char* step : {"open", "discard", "object"}) {
    EXPECT_EQ(Call({"poll", step}).exit, 2) << step;
    EXPECT_THAT(Call({"poll", step, "--help"}).out, Not(HasSubstr("left out: the one"))) << step;
  }
  EXPECT_THAT(Call({"poll", "close", "--help"}).out, HasSubstr("left out: the one"));
}

TEST(HelpTest, HoldsTheSameCommandsAndOptionsInBothLanguages) {
  const Tree chinese(Language::kChinese);
  const Tree english(Language::kEnglish);
  ASSERT_EQ(chinese.commands.size(), english.commands.size());
  for (std::size_t i = 0; i < chinese.commands.size(); ++i) {
    EXPECT_EQ(cli::CallOf(*chinese.commands[i]), cli::CallOf(*english.commands[i]));
    EXPECT_EQ(chinese.commands[i]->get_options().size(), english.commands[i]->get_options().size());
  }
}

TEST(HelpTest, FitsATerminalInBothLanguages) {
  for (const Language language : {Language::kChinese, Language::kEnglish}) {
    const Tree tree(language);
    for (const CLI::App* command : tree.commands) {
      std::istringstream help(command->help());
      for (std::string line; std::getline(help, line);) {
        const bool is_usage = line.starts_with("Usage: ") || line.starts_with("用法：");
        if (is_usage) continue;  // to be copied as it is
        EXPECT_LE(report::DisplayWidth(line), kLine + 2) << cli::CallOf(*command) << "\n" << line;
      }
    }
  }
}

TEST(HelpTest, ListsWordsThatAreTooLongForTheColumnOfNames) {
  const Called called = Call({"agenda", "add", "--help"});
  EXPECT_THAT(called.out, HasSubstr("--kind WORD"));
  EXPECT_THAT(called.out, HasSubstr("one of study, briefing, next-agenda"));
}

TEST(HelpTest, AnswersFromEveryCommandWithoutDoingAnything) {
  const Tree tree(Language::kEnglish);
  for (const CLI::App* command : tree.commands) {
    std::istringstream call(cli::CallOf(*command));
    std::vector<std::string> words{std::istream_iterator<std::string>(call), {}};
    words.erase(words.begin());
    words.push_back("--help");
    const Called called = Call(words);
    EXPECT_EQ(called.exit, 0) << called;
    EXPECT_EQ(called.out, command->help());
    EXPECT_THAT(called.err, IsEmpty());
  }
}

struct LanguageCase {
  const char* name;
  std::vector<std::string> arguments;
  Variables variables;
  bool chinese;
};

class LanguageOf : public ::testing::TestWithParam<LanguageCase> {};

TEST_P(LanguageOf, TheHelp) {
  const LanguageCase& c = GetParam();
  const Called called = Call(c.arguments, c.variables);
  EXPECT_EQ(called.exit, 0);
  EXPECT_EQ(HasChinese(called.out), c.chinese) << called;
}

INSTANTIATE_TEST_SUITE_P(
    Cases, LanguageOf,
    ::testing::Values(
        LanguageCase{"Nothing", {"--help"}, {}, false},
        LanguageCase{"Posix", {"--help"}, {{"LANG", "C.UTF-8"}}, false},
        LanguageCase{"Lang", {"--help"}, {{"LANG", "zh_CN.UTF-8"}}, true},
        LanguageCase{"LcAllBeforeLang",
                     {"--help"},
                     {{"LANG", "zh_CN.UTF-8"}, {"LC_ALL", "en_GB.UTF-8"}},
                     false},
        LanguageCase{"OptionBeforeLocale", {"--lang", "en", "--help"}, {{"LANG", "zh_CN"}}, false},
        LanguageCase{"OptionWithEqualSign", {"--lang=zh", "--help"}, {}, true},
        LanguageCase{"OptionBehindTheCommand", {"verify", "--help", "--lang", "zh"}, {}, true}),
    [](const auto& row) { return row.param.name; });

struct MistakeCase {
  const char* name;
  std::vector<std::string> arguments;
  const char* says;
};

class Mistake : public ::testing::TestWithParam<MistakeCase> {};

TEST_P(Mistake, IsExplainedAndDoesNothing) {
  const MistakeCase& c = GetParam();
  const Called called = Call(c.arguments);
  EXPECT_EQ(called.exit, 2) << called;
  EXPECT_THAT(called.out, IsEmpty());
  EXPECT_THAT(called.err, StartsWith("plenary: "));
  EXPECT_THAT(called.err, HasSubstr(c.says));
  EXPECT_THAT(called.err, HasSubstr("Nothing was done; see plenary"));
}

TEST_P(Mistake, IsAnErrorInJsonToo) {
  std::vector<std::string> arguments = GetParam().arguments;
  arguments.push_back("--json");
  const Called called = Call(arguments);
  EXPECT_EQ(called.exit, 2) << called;
  EXPECT_THAT(called.err, IsEmpty());
  ASSERT_TRUE(called.json().is_object()) << called;
  EXPECT_EQ(called.json()["error"]["code"], "usage");
}

TEST_P(Mistake, IsExplainedInChinese) {
  std::vector<std::string> arguments = GetParam().arguments;
  const Called called = Call(arguments, {{"LANG", "zh_CN.UTF-8"}});
  EXPECT_EQ(called.exit, 2) << called;
  EXPECT_THAT(called.err, HasSubstr("什么都没有做；请看 plenary"));
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Mistake,
    ::testing::Values(
        MistakeCase{"UnknownCommand", {"fly"}, "There is no command \"fly\"."},
        MistakeCase{"SlipOfTheFinger", {"verfy"}, "did you mean \"verify\"?"},
        MistakeCase{"NoSubcommand", {"report"}, "No command was given."},
        MistakeCase{"UnknownOption", {"permissions", "--fast"}, "\"--fast\" is not understood."},
        MistakeCase{"MissingArgument", {"completion"}, "SHELL is required."},
        MistakeCase{"WrongWord", {"completion", "csh"}, "\"csh\" is not one of bash|zsh|fish"},
        MistakeCase{"WrongLanguage", {"permissions", "--lang", "fr"}, "is not one of zh|en"}),
    [](const auto& row) { return row.param.name; });

TEST(ProgramTest, WithoutArgumentsShowsTheHelpOnStandardError) {
  const Called called = Call({});
  EXPECT_EQ(called.exit, 2);
  EXPECT_THAT(called.out, IsEmpty());
  EXPECT_THAT(called.err, HasSubstr("Usage: plenary"));
}

TEST(ProgramTest, SaysItsVersion) {
  const Called called = Call({"--version"});
  EXPECT_EQ(called.exit, 0);
  EXPECT_EQ(called.out, "plenary " + std::string(cli::kVersion) + "\n");
}

TEST(ProgramTest, WritesNothingButJsonWithJson) {
  for (const auto& arguments : {std::vector<std::string>{"permissions", "--json"},
                                {"--json", "permissions"},
                                {"completion", "bash", "--json"}}) {
    const Called called = Call(arguments);
    EXPECT_EQ(called.exit, 0) << called;
    EXPECT_TRUE(called.json().is_object()) << called;
    EXPECT_THAT(called.err, IsEmpty());
  }
}

}  // namespace
}  // namespace plenary::testing
