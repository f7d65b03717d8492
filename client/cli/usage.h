// What is wrong with a command line, in the person's language.
#ifndef PLENARY_CLIENT_CLI_USAGE_H_
#define PLENARY_CLIENT_CLI_USAGE_H_

#include <CLI/CLI.hpp>
#include <string>

#include "client/cli/context.h"

namespace plenary::cli {

// The innermost command that was named before the parsing of `app` failed.
const CLI::App& NamedCommand(const CLI::App& app);

// The failure as a sentence that ends with how to get help.
Complaint ExplainUsage(const Context& context, const CLI::App& app, const CLI::ParseError& error);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENT_CLI_USAGE_H_
