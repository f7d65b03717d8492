#include "client/cli/online/committee.h"

#include <CLI/CLI.hpp>
#include <utility>

#include "client/actions/rules_text.h"
#include "client/cli/online/ask.h"
#include "client/cli/online/commands.h"
#include "client/report/layout.h"

namespace plenary::cli {

using report::Json;

std::string RulesText(const Context& context, const session::CommitteeRules& rules) {
  std::vector<report::Cells> rows;
  for (const auto& line : actions::DescribeRules(context.language, rules)) {
    rows.push_back({line.label, line.value});
  }
  return report::FormatTable({{}, {}}, rows, 2);
}

Outcome SayAll(Desk& desk, std::vector<session::Body> bodies) {
  std::string lines;
  Json entries = Json::array();
  Result<void, Complaint> said;
  for (session::Body& body : bodies) {
    const LogId log = desk.link().RegistryLog();
    const auto accepted = desk.Submit(log, std::move(body));
    if (!accepted) {
      said = std::unexpected(accepted.error());
      break;
    }
    Desk::Told told = desk.Account(log, *accepted, Json::object());
    lines += told.line + '\n';
    entries.push_back(std::move(told.json));
  }
  const Context& context = desk.context();
  if (said) {
    context.Print(lines, {{"entries", std::move(entries)}});
    return Exit::kDone;
  }
  TellNow(context, lines);  // before the complaint
  return std::unexpected(said.error());
}

Outcome Propose(Desk& desk, session::Body body) {
  const Outcome said = desk.Say(std::move(body), {{"waits_for_confirmation", true}});
  if (!said || desk.context().json) return said;
  desk.context().out << desk.context().Say(
      {"等待另一名经办人执行 plenary committee confirm。\n",
       "It waits for another officer's plenary committee confirm.\n"});
  return said;
}

void AddCommittee(CLI::App& root, Context& context) {
  CLI::App& committee = AddGroup(root, context, "committee",
                                 {"委员会：创立、人员、席位、密钥、规则",
                                  "The committee: its founding, people, seats, keys and rules"});
  AddFoundingCommands(committee, context);
  AddBind(committee, context);
  AddCommitteeShow(committee, context);
  AddPeopleCommands(committee, context);
  AddSeatCommands(committee, context);
  AddRulesCommands(committee, context);
  AddAdmissionCommands(committee, context);
  AddConfirmCommands(committee, context);
  AddKeyCommands(committee, context);
}

}  // namespace plenary::cli
