#include "client/cli/online/ask.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <iostream>
#include <utility>

namespace plenary::cli {
namespace {

bool HasTerminal() { return ::isatty(STDIN_FILENO) == 1; }

std::string ReadAnswer(const Context& context, text::Text question) {
  return AskAgain(context, question).value_or("");
}

bool IsYes(const std::string& answer) {
  constexpr std::array<std::string_view, 7> kYes = {"y", "Y", "yes", "Yes", "YES", "是", "对"};
  return std::ranges::find(kYes, answer) != kYes.end();
}

}  // namespace

void AddYes(CLI::App& command, const Context& context, bool& yes) {
  command.add_flag("-y,--yes", yes,
                   context.Say({"已经核对，不再询问", "It has been checked: do not ask"}));
}

Result<void, Complaint> AskYes(const Context& context, bool yes, text::Text question) {
  if (yes) return {};
  if (!HasTerminal()) {
    return ComplainUsage(
        context.Say({"这里没有终端可以询问：核对之后请加上 --yes。没有改动任何内容。",
                     "There is no terminal to ask at: add --yes once it has been checked. Nothing "
                     "was changed."}));
  }
  if (IsYes(ReadAnswer(context, question))) return {};
  return std::unexpected(Complaint{
      Exit::kRefused, "not-confirmed",
      context.Say({"没有确认，没有改动任何内容。", "Not confirmed; nothing was changed."})});
}

Result<std::string, Complaint> AskLine(const Context& context, text::Text question,
                                       const std::string& option) {
  std::string answer;
  if (HasTerminal()) answer = ReadAnswer(context, question);
  if (!answer.empty()) return answer;
  return ComplainUsage(
      context.Say({"缺少 {0}：“--help”有说明。", "{0} is missing: --help explains it."}, {option}));
}

std::optional<std::string> AskAgain(const Context& context, text::Text question) {
  context.out.flush();
  context.err << context.Say(question) << std::flush;
  std::string line;
  if (!std::getline(std::cin, line)) return std::nullopt;
  return CLI::detail::trim_copy(line);
}

void TellNow(const Context& context, const std::string& text) {
  (context.json ? context.err : context.out) << text << std::flush;
}

}  // namespace plenary::cli
