// `plenary attend`: signed in, on leave, left, recused; attendees without vote.
#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <utility>

#include "client/cli/online/commands.h"
#include "client/cli/online/listing.h"
#include "client/cli/options.h"
#include "client/report/session.h"
#include "core/crypto/random.h"

namespace plenary::cli {
namespace {

using report::Json;

// ---- guests

struct GuestOptions : DeskOptions {
  std::string name;
  std::string kind;
  std::string organ;
};

// The person of the registry by that name, who then keeps the id; else a new one.
Sought<PersonId> GuestId(const Desk& desk, const std::string& name) {
  for (const auto& [id, person] : desk.registry()->people) {
    if (person.name == name && !desk.session()->IsMember(id)) return id;
  }
  const auto id = crypto::RandomId<PersonId>();
  if (!id) return Complain(desk.context(), id.error());
  return *id;
}

Outcome RecordGuest(Desk& desk, const GuestOptions& options) {
  const auto id = GuestId(desk, options.name);
  if (!id) return std::unexpected(id.error());
  return desk.Say(session::RecordAttendee{.attendee = *id,
                                          .kind = *text::Parse<session::AttendeeKind>(options.kind),
                                          .name = options.name,
                                          .organ = options.organ},
                  {{"attendee", id->hex()}});
}

void AddGuest(CLI::App& group, Context& context) {
  const auto options = std::make_shared<GuestOptions>();
  CLI::App& command = AddSessionCommand(
      group, context, "guest",
      {"登记列席、旁听人员（秘书）", "Sign in an attendee without vote (secretary)"}, *options);
  command.add_option("name", options->name, context.Say({"姓名", "Name"}))->required();
  OneOfEnum<session::AttendeeKind>(
      *command.add_option("--kind", options->kind, context.Say({"身份", "Who they are"}))
           ->required(),
      context);
  command.add_option("--organ", options->organ, context.Say({"单位或乡镇", "Organ, or township"}));
  OnSessionDesk<GuestOptions>(command, context, options, RecordGuest);
}

// ---- members

struct MemberOptions : DeskOptions {
  std::string person;
  std::string item;
  std::string proposal;
  std::string reason;
};

Outcome Depart(Desk& desk, const MemberOptions& options) {
  if (options.person.empty()) return desk.Say(session::RecordDeparture{desk.me()});
  const auto person = desk.Participant(options.person);
  if (!person) return std::unexpected(person.error());
  return desk.Say(session::RecordDeparture{*person});
}

Outcome Leave(Desk& desk, const MemberOptions& options) {
  const auto person = desk.Participant(options.person);
  if (!person) return std::unexpected(person.error());
  return desk.Say(session::GrantLeave{*person, options.reason});
}

Outcome Recuse(Desk& desk, const MemberOptions& options) {
  const auto person = desk.Participant(options.person);
  if (!person) return std::unexpected(person.error());
  const auto item = desk.Item(options.item);
  if (!item) return std::unexpected(item.error());
  std::optional<ProposalId> from;
  if (!options.proposal.empty()) {
    const auto proposal = desk.Proposal(options.proposal);
    if (!proposal) return std::unexpected(proposal.error());
    from = *proposal;
  }
  return desk.Say(session::Recuse{*person, *item, from, options.reason});
}

void AddMembers(CLI::App& group, Context& context) {
  const text::Text kMember = {"组成人员", "The member"};

  const auto left = std::make_shared<MemberOptions>();
  CLI::App& depart = AddSessionCommand(
      group, context, "depart",
      {"登记离席：本人，或由秘书登记他人", "Record a departure: one's own, or by the secretary"},
      *left);
  depart
      .add_option("person", left->person,
                  context.Say({"谁离席；省略则为本人", "Who leaves; left out: oneself"}))
      ->type_name("PERSON");
  OnSessionDesk<MemberOptions>(depart, context, left, Depart);

  const auto excused = std::make_shared<MemberOptions>();
  CLI::App& leave = AddSessionCommand(
      group, context, "leave",
      {"准假（秘书、正副主任、主持人）", "Grant leave (secretary, directors, chair)"}, *excused);
  leave.add_option("person", excused->person, context.Say(kMember))->required();
  leave.add_option("--reason", excused->reason, context.Say({"事由", "Why"}))->required();
  OnSessionDesk<MemberOptions>(leave, context, excused, Leave);

  const auto recused = std::make_shared<MemberOptions>();
  CLI::App& recuse = AddSessionCommand(
      group, context, "recuse",
      {"回避：主持人决定，或本人提出", "Recuse a member: by the chair, or by oneself"}, *recused);
  recuse.add_option("person", recused->person, context.Say(kMember))->required();
  recuse.add_option("--item", recused->item, context.Say({"议题", "The item"}))->required();
  recuse.add_option("--proposal", recused->proposal,
                    context.Say({"只就该项提名回避；省略则就整个议题",
                                 "From this proposal alone; left out: from the whole item"}));
  recuse.add_option("--reason", recused->reason, context.Say({"事由", "Why"}))->required();
  OnSessionDesk<MemberOptions>(recuse, context, recused, Recuse);
}

// ---- sign-in, list

Outcome SignIn(Desk& desk, const DeskOptions&) { return desk.Say(session::SignIn{}); }

Json PersonJson(const PersonId& id, const std::string& name, session::Presence presence) {
  return {{"person", id.hex()}, {"name", name}, {"presence", text::Code(presence)}};
}

Outcome List(Desk& desk, const DeskOptions&) {
  const Context& context = desk.context();
  const auto session = desk.session();
  const auto registry = desk.registry();
  Json list = Json::array();
  std::vector<report::Cells> rows;
  for (const PersonId& id : session->Members()) {
    const auto known = session->members.find(id);
    const session::MemberAttendance member =
        known == session->members.end() ? session::MemberAttendance{} : known->second;
    const std::string name = text::NameOf(*registry, id);
    std::string note = member.leave_reason;
    if (member.late) note = context.Say({"迟到", "late"});
    const auto office = session->registry->OfficeOf(id);
    rows.push_back({name, office ? text::Say(context.language, *office) : std::string(),
                    text::Say(context.language, member.presence), note});
    list.push_back(PersonJson(id, name, member.presence));
    list.back()["member"] = true;
    list.back()["late"] = member.late;
  }
  for (const auto& [id, attendee] : session->attendees) {
    rows.push_back({attendee.name, text::Say(context.language, attendee.kind),
                    text::Say(context.language, attendee.presence), attendee.organ});
    list.push_back(PersonJson(id, attendee.name, attendee.presence));
    list.back()["member"] = false;
    list.back()["kind"] = text::Code(attendee.kind);
  }
  PrintList(context, {{"姓名", "Name"}, {"身份", "Office"}, {"出席", "Presence"}, {"备注", "Note"}},
            rows, list, {"还没有组成人员。", "There are no members yet."});
  return Exit::kDone;
}

}  // namespace

void AddAttend(CLI::App& root, Context& context) {
  CLI::App& group = AddGroup(root, context, "attend",
                             {"出席：签到、请假、离席、回避、列席",
                              "Attendance: sign in, leave, departures, recusals, guests"});
  AddSessionAction(group, context, "list", {"列出出席情况", "List who attends"}, List);
  AddSessionAction(group, context, "sign-in", {"本人签到", "Sign in, oneself"}, SignIn);
  AddGuest(group, context);
  AddMembers(group, context);
}

}  // namespace plenary::cli
