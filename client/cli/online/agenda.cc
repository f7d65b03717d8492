// `plenary agenda`: the items, in order, and what becomes of them.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <utility>

#include "client/actions/business.h"
#include "client/cli/online/commands.h"
#include "client/cli/online/listing.h"
#include "client/cli/options.h"
#include "core/crypto/random.h"

namespace plenary::cli {
namespace {

using report::Json;

// ---- add, amend

struct ItemOptions : DeskOptions {
  std::string item;  // to amend
  std::string kind;
  std::string title;
  std::string mover;
  std::vector<std::string> members;  // who move jointly
  std::vector<std::string> reports;
  std::vector<std::string> laws;
  std::uint32_t position = 0;  // from 1; 0: last
};

// What was said of it, over what `item` has.
Result<session::AgendaItem, Complaint> Described(const Desk& desk, const ItemOptions& options,
                                                 session::AgendaItem item) {
  const Context& context = desk.context();
  if (!options.title.empty()) item.title = options.title;
  if (!options.mover.empty()) {
    const auto mover = actions::ParseMover(options.mover);
    if (!mover) return Complain(context, mover.error());
    item.mover = *mover;
  }
  for (const std::string& word : options.members) {
    const auto member = desk.Participant(word);
    if (!member) return std::unexpected(member.error());
    item.mover.members.push_back(*member);
  }
  if (!options.reports.empty()) item.reports.clear();
  for (const std::string& text : options.reports) {
    const auto report = actions::ParseReport(text);
    if (!report) return Complain(context, report.error());
    item.reports.push_back(*report);
  }
  if (!options.laws.empty()) item.laws = options.laws;
  return item;
}

void AddDescription(CLI::App& command, const Context& context, ItemOptions& options) {
  command.add_option(
      "--mover", options.mover,
      context.Say({"提请人：种类或“种类:名称”，如 government:县长 梁文涛；"
                   "联名提出用 members 并列出 --member",
                   "Who moves it: KIND or KIND:NAME, as in government:county head; with members, "
                   "say --member for each"}));
  command
      .add_option("--member", options.members,
                  context.Say({"联名的组成人员（可多次）", "A member who moves jointly; repeat"}))
      ->type_name("PERSON");
  command
      .add_option("--report", options.reports,
                  context.Say({"听取的报告“机关:部门:标题”（可多次）",
                               "A report heard, ORGAN:NAME:TITLE; repeat"}))
      ->type_name("ORGAN:NAME:TITLE");
  command.add_option("--law", options.laws,
                     context.Say({"被检查执行情况的法律（可多次）",
                                  "A law whose enforcement was inspected; repeat"}));
}

Outcome Add(Desk& desk, const ItemOptions& options) {
  const auto id = crypto::RandomId<ItemId>();
  if (!id) return Complain(desk.context(), id.error());
  const auto item =
      Described(desk, options,
                {.id = *id,
                 .kind = *text::Parse<session::ItemKind>(options.kind),
                 .title = {},
                 .mover = {.kind = session::MoverKind::kCouncil, .members = {}, .name = {}},
                 .reports = {},
                 .laws = {}});
  if (!item) return std::unexpected(item.error());
  const auto size = static_cast<std::uint32_t>(desk.session()->agenda.size());
  const std::uint32_t position = options.position == 0 ? size : options.position - 1;
  return desk.Say(session::AddItem{*item, position}, {{"item", id->hex()}});
}

Outcome Amend(Desk& desk, const ItemOptions& options) {
  const auto id = desk.Item(options.item);
  if (!id) return std::unexpected(id.error());
  const auto item = Described(desk, options, desk.session()->items.at(*id).item);
  if (!item) return std::unexpected(item.error());
  return desk.Say(session::AmendItem{*item});
}

CLI::Option& AddItemArgument(CLI::App& command, const Context& context, std::string& item) {
  return *command
              .add_option("item", item,
                          context.Say({"议题：标题或在议程中的序号",
                                       "The item: its title or its number in the agenda"}))
              ->type_name("ITEM")
              ->required();
}

void AddWriting(CLI::App& group, Context& context) {
  const auto added = std::make_shared<ItemOptions>();
  CLI::App& add =
      AddSessionCommand(group, context, "add",
                        {"列入一项议题（秘书；议程通过后由主持人）",
                         "Put an item on the agenda (secretary; once it is adopted the chair)"},
                        *added);
  OneOfEnum<session::ItemKind>(
      *add.add_option("--kind", added->kind, context.Say({"议题种类", "Kind of item"}))->required(),
      context);
  add.add_option("--title", added->title, context.Say({"标题", "Title"}))->required();
  add.add_option("--position", added->position,
                 context.Say({"序号（省略则排在最后）", "Its number; left out: last"}))
      ->check(CLI::Range(1, 1000));
  AddDescription(add, context, *added);
  OnSessionDesk<ItemOptions>(add, context, added, Add);

  const auto amended = std::make_shared<ItemOptions>();
  CLI::App& amend = AddSessionCommand(
      group, context, "amend",
      {"修改尚未开始的议题：只改所写明的", "Change an item not started yet: what is said, no more"},
      *amended);
  AddItemArgument(amend, context, amended->item);
  amend.add_option("--title", amended->title, context.Say({"标题", "Title"}));
  AddDescription(amend, context, *amended);
  OnSessionDesk<ItemOptions>(amend, context, amended, Amend);
}

// ---- moving through it

struct StepOptions : DeskOptions {
  std::string item;
  std::string text;  // reason or remark
  std::string ending;
  std::uint32_t position = 1;
};

Outcome Start(Desk& desk, const StepOptions& options) {
  const auto item = desk.Item(options.item);
  if (!item) return std::unexpected(item.error());
  return desk.Say(session::StartItem{*item});
}

Outcome Move(Desk& desk, const StepOptions& options) {
  const auto item = desk.Item(options.item);
  if (!item) return std::unexpected(item.error());
  return desk.Say(session::MoveItem{*item, options.position - 1});
}

Outcome Withdraw(Desk& desk, const StepOptions& options) {
  const auto item = desk.Item(options.item);
  if (!item) return std::unexpected(item.error());
  return desk.Say(session::WithdrawItem{*item, options.text});
}

Outcome Defer(Desk& desk, const StepOptions& options) {
  const auto item = desk.Item(options.item);
  if (!item) return std::unexpected(item.error());
  return desk.Say(session::DeferItem{*item, options.text});
}

Outcome Conclude(Desk& desk, const StepOptions& options) {
  const auto item = desk.Item(options.item);
  if (!item) return std::unexpected(item.error());
  return desk.Say(
      session::ConcludeItem{*item, *text::Parse<session::Ending>(options.ending), options.text});
}

using Step = Outcome (*)(Desk&, const StepOptions&);

CLI::App& AddStep(CLI::App& group, Context& context, const char* name, text::Text description,
                  Step step, const std::shared_ptr<StepOptions>& options) {
  CLI::App& command = AddSessionCommand(group, context, name, description, *options);
  AddItemArgument(command, context, options->item);
  OnSessionDesk<StepOptions>(command, context, options, step);
  return command;
}

void AddReason(CLI::App& command, const Context& context, StepOptions& options) {
  command.add_option("--reason", options.text, context.Say({"理由", "Why"}))->required();
}

void AddSteps(CLI::App& group, Context& context) {
  AddStep(group, context, "start", {"开始审议一项议题（主持人）", "Start an item (chair)"}, Start,
          std::make_shared<StepOptions>());

  const auto concluded = std::make_shared<StepOptions>();
  CLI::App& conclude =
      AddStep(group, context, "conclude", {"结束一项议题（主持人）", "End an item (chair)"},
              Conclude, concluded);
  OneOfEnum<session::Ending>(
      *conclude
           .add_option("--ending", concluded->ending, context.Say({"如何结束", "How it ended"}))
           ->required(),
      context);
  conclude.add_option("--remark", concluded->text, context.Say({"说明", "A remark"}));

  const auto moved = std::make_shared<StepOptions>();
  AddStep(group, context, "move", {"调整议题次序", "Move an item"}, Move, moved)
      .add_option("position", moved->position, context.Say({"新的序号", "Its new number"}))
      ->required()
      ->check(CLI::Range(1, 1000));

  const auto withdrawn = std::make_shared<StepOptions>();
  AddReason(
      AddStep(group, context, "withdraw",
              {"撤回议题，须在表决之前", "Withdraw an item, before its vote"}, Withdraw, withdrawn),
      context, *withdrawn);
  const auto deferred = std::make_shared<StepOptions>();
  AddReason(AddStep(group, context, "defer",
                    {"暂不交付表决（主持人）", "Defer an item: no vote on it here (chair)"}, Defer,
                    deferred),
            context, *deferred);
}

// ---- adopt, list

Outcome Adopt(Desk& desk, const DeskOptions&) { return desk.Say(session::AdoptAgenda{}); }

Outcome List(Desk& desk, const DeskOptions&) {
  const Context& context = desk.context();
  const auto session = desk.session();
  Json list = Json::array();
  std::vector<report::Cells> rows;
  for (const ItemId& id : session->agenda) {
    const session::ItemRecord& record = session->items.at(id);
    const std::string number = std::to_string(rows.size() + 1);
    std::string state = text::Say(context.language, record.state);
    if (record.ending) state += ": " + text::Say(context.language, *record.ending);
    rows.push_back(
        {number, text::Say(context.language, record.item.kind), record.item.title, state});
    list.push_back({{"item", id.hex()},
                    {"number", rows.size()},
                    {"kind", text::Code(record.item.kind)},
                    {"title", record.item.title},
                    {"state", text::Code(record.state)}});
    if (record.ending) list.back()["ending"] = text::Code(*record.ending);
  }
  PrintList(context, {{"序号", "No."}, {"种类", "Kind"}, {"议题", "Item"}, {"状态", "State"}}, rows,
            list, {"议程还是空的。", "The agenda is empty."});
  return Exit::kDone;
}

}  // namespace

void AddAgenda(CLI::App& root, Context& context) {
  CLI::App& group = AddGroup(root, context, "agenda",
                             {"议程：列入、调整、通过、开始、结束议题",
                              "The agenda: add, move, adopt, start and end items"});
  AddSessionAction(group, context, "list", {"列出议程", "List the agenda"}, List);
  AddWriting(group, context);
  AddSessionAction(group, context, "adopt", {"通过议程（主持人）", "Adopt the agenda (chair)"},
                   Adopt);
  AddSteps(group, context);
}

}  // namespace plenary::cli
