// The parts of `plenary committee`, one file each.
#ifndef PLENARY_CLIENT_CLI_ONLINE_COMMITTEE_H_
#define PLENARY_CLIENT_CLI_ONLINE_COMMITTEE_H_

#include <string>
#include <vector>

#include "client/cli/online/desk.h"

namespace plenary::cli {

void AddFoundingCommands(CLI::App& committee, Context& context);   // found, cosign
void AddBind(CLI::App& committee, Context& context);               // bind
void AddCommitteeShow(CLI::App& committee, Context& context);      // show
void AddPeopleCommands(CLI::App& committee, Context& context);     // person, role
void AddSeatCommands(CLI::App& committee, Context& context);       // seat, term
void AddRulesCommands(CLI::App& committee, Context& context);      // rules, year-figures
void AddAdmissionCommands(CLI::App& committee, Context& context);  // offer, applications, admit
void AddConfirmCommands(CLI::App& committee, Context& context);    // pending, confirm
void AddKeyCommands(CLI::App& committee, Context& context);        // revoke-key, node

// A table of label and value, indented.
std::string RulesText(const Context& context, const session::CommitteeRules& rules);

// Says them one after another and tells of each; with --json {"entries": [...]}. What was
// said before a refusal stays said, and is told.
Outcome SayAll(Desk& desk, std::vector<session::Body> bodies);
// As Desk::Say, and that another officer has to confirm it.
Outcome Propose(Desk& desk, session::Body body);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENT_CLI_ONLINE_COMMITTEE_H_
