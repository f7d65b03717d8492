// The command line of `plenary`.
#ifndef PLENARY_CLIENT_CLI_PROGRAM_H_
#define PLENARY_CLIENT_CLI_PROGRAM_H_

#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "client/cli/context.h"

namespace plenary::cli {

inline constexpr std::string_view kVersion = PLENARY_VERSION;

// Every command there is. `context` outlives it.
std::unique_ptr<CLI::App> MakeApp(Context& context);

// Does what the arguments (without the program's name) say, in the language that they or
// the locale ask for; the exit code. Call it before there are threads.
int RunProgram(const std::vector<std::string>& arguments, Environment environment,
               std::ostream& out, std::ostream& err);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENT_CLI_PROGRAM_H_
