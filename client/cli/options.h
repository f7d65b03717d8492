// Options whose value is one of a few words.
#ifndef PLENARY_CLIENT_CLI_OPTIONS_H_
#define PLENARY_CLIENT_CLI_OPTIONS_H_

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "client/cli/context.h"
#include "client/text/terms.h"

namespace plenary::cli {

// The option takes one of these words only; help and completions show them.
CLI::Option& OneOf(CLI::Option& option, const Context& context, std::vector<std::string> words);

// The words of an enum: `Parse<Enum>` of client/text/terms.h reads the value back.
template <class Enum>
CLI::Option& OneOfEnum(CLI::Option& option, const Context& context) {
  std::vector<std::string> words;
  for (const Enum value : text::All<Enum>()) words.push_back(text::Code(value));
  return OneOf(option, context, std::move(words));
}

// Checks a date, YYYY-MM-DD.
CLI::Option& IsDate(CLI::Option& option, const Context& context);

// --json, --lang and help, as AddCommand gives them to every command.
void AddCommonOptions(CLI::App& command, Context& context);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENT_CLI_OPTIONS_H_
