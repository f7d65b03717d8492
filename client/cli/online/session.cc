// `plenary session`: convened, opened, presided over, closed.
#include "client/report/session.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <utility>

#include "client/cli/online/commands.h"
#include "client/cli/online/desk.h"
#include "client/cli/online/listing.h"
#include "client/cli/options.h"
#include "client/report/layout.h"
#include "core/crypto/random.h"

namespace plenary::cli {
namespace {

using report::Json;

// ---- commands that say one thing without more

struct Plain {
  const char* name;
  text::Text description;
  session::Body (*body)();
};

const Plain kPlain[] = {
    {"open",
     {"宣布开会（主持人）", "Open the session (chair)"},
     [] { return session::Body(session::OpenSession{}); }},
    {"recess",
     {"宣布休会（主持人）", "Recess (chair)"},
     [] { return session::Body(session::Recess{}); }},
    {"close",
     {"宣布闭会（主持人）：此后不能再记入任何事项",
      "Close the session (chair): nothing can be said after it"},
     [] { return session::Body(session::CloseSession{}); }},
};

void AddPlain(CLI::App& group, Context& context) {
  for (const Plain& plain : kPlain) {
    const auto options = std::make_shared<DeskOptions>();
    CLI::App& command = AddSessionCommand(group, context, plain.name, plain.description, *options);
    OnSessionDesk<DeskOptions>(command, context, options, [&plain](Desk& desk, const DeskOptions&) {
      return desk.Say(plain.body());
    });
  }
}

// ---- convene

struct ConveneOptions : DeskOptions {
  std::string kind = "committee";
  std::uint32_t number = 0;
  std::string date;
  std::string chair;
  std::string title;
  std::string place;
  bool rehearsal = false;
  bool urgent = false;
};

Outcome Convene(Desk& desk, const ConveneOptions& options) {
  const auto chair = desk.Person(options.chair);
  if (!chair) return std::unexpected(chair.error());
  const auto id = crypto::RandomId<SessionId>();
  if (!id) return Complain(desk.context(), id.error());
  const LogId log = desk.link().SessionLog(*id);
  const auto accepted =
      desk.Submit(log, session::Convene{.kind = *text::Parse<session::SessionKind>(options.kind),
                                        .rehearsal = options.rehearsal,
                                        .urgent = options.urgent,
                                        .term = desk.registry()->term,
                                        .number = options.number,
                                        .date = *ParseCivilDate(options.date),
                                        .title = options.title,
                                        .place = options.place,
                                        .chair = *chair,
                                        .registry = desk.link().Head(desk.link().RegistryLog())});
  if (!accepted) return std::unexpected(accepted.error());
  desk.Tell(log, *accepted, Json::object());
  return Exit::kDone;
}

void AddConvene(CLI::App& group, Context& context) {
  const auto options = std::make_shared<ConveneOptions>();
  CLI::App& command =
      AddDeskCommand(group, context, "convene",
                     {"召集会议（秘书）：以登记簿的当前状态为准",
                      "Convene a session (secretary), under the registry as it is now"},
                     *options);
  OneOfEnum<session::SessionKind>(
      *command.add_option("--kind", options->kind, context.Say({"会议种类", "Kind of session"}))
           ->capture_default_str(),
      context);
  command.add_option("--number", options->number, context.Say({"次", "Its number in the term"}))
      ->required()
      ->check(CLI::Range(1, 9999));
  IsDate(*command.add_option("--date", options->date, context.Say({"首日", "Its first day"})),
         context)
      .required();
  command.add_option("--chair", options->chair, context.Say({"主持人", "Who presides"}))
      ->type_name("PERSON")
      ->required();
  command.add_option(
      "--title", options->title,
      context.Say({"标题（省略则由届、次组成）", "Title; left out: made of term and number"}));
  command.add_option("--place", options->place, context.Say({"地点", "Place"}));
  command.add_flag("--rehearsal", options->rehearsal,
                   context.Say({"会前演练，不计入任何结果", "A rehearsal: it counts for nothing"}));
  command.add_flag("--urgent", options->urgent,
                   context.Say({"紧急会议，通知可以较晚", "Urgent: notice may be short"}));
  OnDesk<ConveneOptions>(command, context, options, Convene);
}

// ---- dates

struct DateOptions : DeskOptions {
  std::string date;
};

template <class Body>
void AddDated(CLI::App& group, Context& context, const char* name, text::Text description,
              text::Text date) {
  const auto options = std::make_shared<DateOptions>();
  CLI::App& command = AddSessionCommand(group, context, name, description, *options);
  IsDate(*command.add_option("date", options->date, context.Say(date)), context).required();
  OnSessionDesk<DateOptions>(command, context, options, [](Desk& desk, const DateOptions& chosen) {
    return desk.Say(Body{*ParseCivilDate(chosen.date)});
  });
}

// ---- people

struct PeopleOptions : DeskOptions {
  std::vector<std::string> people;
};

Outcome HandOver(Desk& desk, const PeopleOptions& options) {
  const auto to = desk.Participant(options.people.front());
  if (!to) return std::unexpected(to.error());
  return desk.Say(session::HandOverChair{*to});
}

Outcome NameScrutineers(Desk& desk, const PeopleOptions& options) {
  session::NameScrutineers named;
  for (const std::string& word : options.people) {
    const auto person = desk.Participant(word);
    if (!person) return std::unexpected(person.error());
    named.scrutineers.push_back(*person);
  }
  return desk.Say(std::move(named));
}

void AddPeople(CLI::App& group, Context& context) {
  const auto next = std::make_shared<PeopleOptions>();
  CLI::App& chair = AddSessionCommand(
      group, context, "chair",
      {"移交主持（主持人，或正副主任）", "Hand over the chair (chair, director or vice-director)"},
      *next);
  chair.add_option("person", next->people, context.Say({"由谁主持", "Who presides from now on"}))
      ->required()
      ->expected(1);
  OnSessionDesk<PeopleOptions>(chair, context, next, HandOver);

  const auto named = std::make_shared<PeopleOptions>();
  CLI::App& scrutineers = AddSessionCommand(
      group, context, "scrutineers",
      {"指定监票人（主持人），总监票人在先", "Name the scrutineers (chair), the chief first"},
      *named);
  scrutineers
      .add_option("people", named->people, context.Say({"2 至 9 名组成人员", "2 to 9 members"}))
      ->required()
      ->expected(2, 9);
  OnSessionDesk<PeopleOptions>(scrutineers, context, named, NameScrutineers);
}

// ---- registry, list, show

Outcome Advance(Desk& desk, const DeskOptions&) {
  return desk.Say(session::AdvanceRegistry{desk.link().Head(desk.link().RegistryLog())});
}

Outcome List(Desk& desk, const DeskOptions&) {
  const Context& context = desk.context();
  auto sessions = desk.link().ListSessions(desk.timeout());
  if (!sessions) return Complain(context, sessions.error());
  std::ranges::sort(*sessions, {}, [](const link::SessionListed& one) {
    return std::pair(one.convened.date, one.session);
  });
  Json list = Json::array();
  std::vector<report::Cells> rows;
  for (const link::SessionListed& one : *sessions) {
    const std::string code = actions::SessionCode(one.convened);
    const std::string title = actions::SessionTitle(context.language, one.convened);
    rows.push_back(
        {code, one.convened.date.Iso(), title,
         one.closed ? context.Say({"已闭会", "closed"}) : context.Say({"未闭会", "not closed"})});
    list.push_back({{"session", one.session.hex()},
                    {"code", code},
                    {"title", title},
                    {"date", one.convened.date.Iso()},
                    {"rehearsal", one.convened.rehearsal},
                    {"entries", one.size},
                    {"closed", one.closed}});
  }
  PrintList(context, {{"代号", "Code"}, {"日期", "Date"}, {"会议", "Session"}, {"状态", "State"}},
            rows, list, {"还没有召集过会议。", "No session has been convened yet."});
  return Exit::kDone;
}

Outcome Show(Desk& desk, const DeskOptions&) {
  const auto session = desk.session();
  desk.context().Print(report::SessionText(desk.context().language, *session),
                       report::SessionJson(desk.context().language, *session));
  return Exit::kDone;
}

}  // namespace

void AddSession(CLI::App& root, Context& context) {
  CLI::App& group = AddGroup(root, context, "session",
                             {"会议：召集、通知、开会、休会、闭会",
                              "Sessions: convene, give notice, open, recess, close"});
  AddDeskAction(group, context, "list", {"列出会议", "List the sessions"}, List);
  AddSessionAction(group, context, "show",
                   {"显示会议进行到哪里：出席、议程、表决、文件",
                    "Show where a session is: attendance, agenda, polls, documents"},
                   Show);
  AddConvene(group, context);
  AddDated<session::GiveNotice>(
      group, context, "notice",
      {"记录已发出会议通知（秘书）", "Record that notice was given (secretary)"},
      {"发出日期", "When it was given"});
  AddPlain(group, context);
  AddDated<session::Resume>(group, context, "resume",
                            {"复会（主持人）", "Resume after a recess (chair)"},
                            {"复会日期", "Date of this sitting"});
  AddPeople(group, context);
  AddSessionAction(group, context, "advance-registry",
                   {"改按登记簿的当前状态进行（秘书或复核人）",
                    "Go on under the registry as it is now (secretary or officer)"},
                   Advance);
}

}  // namespace plenary::cli
