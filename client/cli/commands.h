// The command groups that need no server of the person's. client/cli/online has the others.
#ifndef PLENARY_CLIENT_CLI_COMMANDS_H_
#define PLENARY_CLIENT_CLI_COMMANDS_H_

#include "client/cli/context.h"

namespace plenary::cli {

void AddCheckBallot(CLI::App& root, Context& context);
void AddCompletion(CLI::App& root, Context& context);
void AddFind(CLI::App& root, Context& context);
void AddPermissions(CLI::App& root, Context& context);
void AddRedact(CLI::App& root, Context& context);
void AddRegister(CLI::App& root, Context& context);
void AddReport(CLI::App& root, Context& context);
void AddRun(CLI::App& root, Context& context);
void AddShow(CLI::App& root, Context& context);
void AddVerify(CLI::App& root, Context& context);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENT_CLI_COMMANDS_H_
