// `plenary committee person` and `role`.
#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <utility>

#include "client/cli/online/committee.h"
#include "client/cli/options.h"
#include "core/crypto/random.h"

namespace plenary::cli {
namespace {

struct PersonOptions : DeskOptions {
  std::vector<std::string> names;
  std::string person;
  std::optional<std::string> name;
  std::optional<std::string> note;
};

struct RoleOptions : DeskOptions {
  std::string person;
  std::string role;
};

Outcome AddPeople(Desk& desk, const PersonOptions& options) {
  std::vector<session::Body> bodies;
  for (const std::string& name : options.names) {
    const auto id = crypto::RandomId<PersonId>();
    if (!id) return Complain(desk.context(), id.error());
    bodies.push_back(session::PutPerson{*id, name, options.note.value_or("")});
  }
  return SayAll(desk, std::move(bodies));
}

Outcome CorrectPerson(Desk& desk, const PersonOptions& options) {
  if (!options.name && !options.note) {
    return ComplainUsage(
        desk.context().Say({"请给出 --name 或 --note。", "Say --name, --note, or both."}));
  }
  const auto person = desk.Person(options.person);
  if (!person) return std::unexpected(person.error());
  const session::Person known = *desk.registry()->FindPerson(*person);
  return Propose(desk, session::PutPerson{*person, options.name.value_or(known.name),
                                          options.note.value_or(known.note)});
}

Outcome Grant(Desk& desk, const RoleOptions& options) {
  const auto person = desk.Person(options.person);
  if (!person) return std::unexpected(person.error());
  return Propose(desk, session::GrantRole{*person, *text::Parse<session::Role>(options.role)});
}

Outcome Withdraw(Desk& desk, const RoleOptions& options) {
  const auto person = desk.Person(options.person);
  if (!person) return std::unexpected(person.error());
  return desk.Say(session::WithdrawRole{*person, *text::Parse<session::Role>(options.role)});
}

void AddPersonAdd(CLI::App& group, Context& context) {
  const auto options = std::make_shared<PersonOptions>();
  CLI::App& command = AddDeskCommand(
      group, context, "add", {"登记人员，可以一次登记多人", "Enter one person or more"}, *options);
  command.add_option("NAME", options->names, context.Say({"姓名", "Names"}))->required();
  command.add_option("--note", options->note,
                     context.Say({"单位和职务，供阅读", "Organ and position, for the reader"}));
  OnDesk<PersonOptions>(command, context, options, AddPeople);
}

void AddPersonCorrect(CLI::App& group, Context& context) {
  const auto options = std::make_shared<PersonOptions>();
  CLI::App& command = AddDeskCommand(group, context, "correct",
                                     {"更正姓名或备注（须另一经办人确认）",
                                      "Correct a name or note (another officer confirms it)"},
                                     *options);
  command.add_option("PERSON", options->person, context.Say({"人员", "The person"}))->required();
  command.add_option("--name", options->name, context.Say({"新的姓名", "The name as it shall be"}));
  command.add_option("--note", options->note,
                     context.Say({"新的单位和职务", "Organ and position"}));
  OnDesk<PersonOptions>(command, context, options, CorrectPerson);
}

void AddRole(CLI::App& group, Context& context, const std::string& verb, text::Text description,
             Outcome (*action)(Desk&, const RoleOptions&)) {
  const auto options = std::make_shared<RoleOptions>();
  CLI::App& command = AddDeskCommand(group, context, verb, description, *options);
  command.add_option("PERSON", options->person, context.Say({"人员", "The person"}))->required();
  OneOfEnum<session::Role>(
      *command.add_option("ROLE", options->role, context.Say({"角色", "The role"}))->required(),
      context);
  OnDesk<RoleOptions>(command, context, options, action);
}

}  // namespace

void AddPeopleCommands(CLI::App& committee, Context& context) {
  CLI::App& person =
      AddGroup(committee, context, "person", {"人员", "People of whom the registry knows"});
  AddPersonAdd(person, context);
  AddPersonCorrect(person, context);
  CLI::App& role =
      AddGroup(committee, context, "role",
               {"角色：秘书、复核人、列席、大厅屏幕", "What people may do beside voting"});
  AddRole(role, context, "grant",
          {"授予角色（须另一经办人确认）", "Give a role (another officer confirms it)"}, Grant);
  AddRole(role, context, "withdraw", {"撤回角色，立即生效", "Take a role away, at once"}, Withdraw);
}

}  // namespace plenary::cli
