#include "core/session/permissions.h"

#include <CLI/CLI.hpp>
#include <ostream>

#include "client/cli/commands.h"

namespace plenary::cli {

void AddPermissions(CLI::App& root, Context& context) {
  CLI::App& command = AddCommand(
      root, context, "permissions",
      {"打印权限表：谁在何时可以做什么", "Print the table of permissions: who may say what, when"});
  OnRun(command, context, [&context]() -> Outcome {
    const std::string table = session::PermissionsAsMarkdown();
    context.Print(table, {{"markdown", table}});
    return Exit::kDone;
  });
}

}  // namespace plenary::cli
