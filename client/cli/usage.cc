#include "client/cli/usage.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <vector>

#include "client/cli/formatter.h"

namespace plenary::cli {
namespace {

// How many letters must be changed, added or left out to make one word of the other.
std::size_t Distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= from.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row.back();
}

std::string Nearest(const CLI::App& app, const std::string& word) {
  std::string nearest;
  // Further off, or half of a short word, is no slip of the finger.
  std::size_t least = word.size() < 4 ? 2 : 3;
  for (const CLI::App* command : app.get_subcommands({})) {
    const std::size_t distance = Distance(word, command->get_name());
    if (distance < least) {
      nearest = command->get_name();
      least = distance;
    }
  }
  return nearest;
}

// What stands between `before` and `after`; empty if the text is not of that form.
std::string Between(std::string_view text, std::string_view before, std::string_view after) {
  const std::size_t begin = text.find(before);
  if (begin == std::string_view::npos) return {};
  const std::size_t end = text.rfind(after);
  if (end == std::string_view::npos || end < begin + before.size()) return {};
  return std::string(text.substr(begin + before.size(), end - begin - before.size()));
}

std::string ExplainUnknown(const Context& context, const CLI::App& command,
                           const std::string& word) {
  std::string what = context.Say({"没有“{0}”这个命令", "There is no command \"{0}\""}, {word});
  if (const std::string nearest = Nearest(command, word); !nearest.empty()) {
    what += context.Say({"，是否想用“{0}”？", "; did you mean \"{0}\"?"}, {nearest});
  } else {
    what += context.Say({"。", "."});
  }
  return what;
}

std::string ExplainError(const Context& context, const CLI::App& command,
                         const CLI::ParseError& error) {
  const std::string what = error.what();
  const std::vector<std::string> rest = command.remaining();
  const bool wants_command = command.get_require_subcommand_min() > 0;
  if (wants_command && !rest.empty() && !rest.front().starts_with("-")) {
    return ExplainUnknown(context, command, rest.front());
  }
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
    if (wants_command) return context.Say({"没有写明命令。", "No command was given."});
    return context.Say({"缺少必需的“{0}”。", "{0} is required."}, {Between(what, "", " is ")});
  }
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    std::string extra = rest.empty() ? Between(what + "\n", ": ", "\n") : rest.front();
    return context.Say({"不认识“{0}”。", "\"{0}\" is not understood."}, {extra});
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    return context.Say({"“{0}”缺少或多出了值。", "Too few or too many values are given to {0}."},
                       {Between(what, "", ": ")});
  }
  if (dynamic_cast<const CLI::ValidationError*>(&error) != nullptr ||
      dynamic_cast<const CLI::ConversionError*>(&error) != nullptr) {
    return context.Say({"参数的值不合规定：{0}。", "A value does not fit: {0}."}, {what});
  }
  return context.Say({"命令行有误：{0}。", "The command line makes no sense: {0}."}, {what});
}

}  // namespace

const CLI::App& NamedCommand(const CLI::App& app) {
  const CLI::App* named = &app;
  for (;;) {
    const std::vector<const CLI::App*> next = named->get_subcommands(
        [](const CLI::App* command) { return command->count() > 0 || command->parsed(); });
    if (next.empty()) return *named;
    named = next.front();
  }
}

Complaint ExplainUsage(const Context& context, const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App& command = NamedCommand(app);
  return {Exit::kUsage, "usage",
          ExplainError(context, command, error) +
              context.Say({"什么都没有做；请看 {0} --help。", " Nothing was done; see {0} --help."},
                          {CallOf(command)})};
}

}  // namespace plenary::cli
