// The command groups that need a key store of the person's.
#ifndef PLENARY_CLIENT_CLI_ONLINE_COMMANDS_H_
#define PLENARY_CLIENT_CLI_ONLINE_COMMANDS_H_

#include "client/cli/context.h"

namespace plenary::cli {

void AddAgenda(CLI::App& root, Context& context);
void AddAppointment(CLI::App& root, Context& context);
void AddArchive(CLI::App& root, Context& context);
void AddAttend(CLI::App& root, Context& context);
void AddCeremony(CLI::App& root, Context& context);
void AddCommittee(CLI::App& root, Context& context);
void AddDocument(CLI::App& root, Context& context);
void AddEnrol(CLI::App& root, Context& context);
void AddHold(CLI::App& root, Context& context);
void AddKey(CLI::App& root, Context& context);
void AddPoll(CLI::App& root, Context& context);
void AddResult(CLI::App& root, Context& context);
void AddSession(CLI::App& root, Context& context);
void AddVote(CLI::App& root, Context& context);
void AddWatch(CLI::App& root, Context& context);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENT_CLI_ONLINE_COMMANDS_H_
