// `plenary ceremony` and `plenary hold`: the key of secret polls, made and held.
#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>
#include <set>
#include <utility>

#include "client/actions/narrate.h"
#include "client/actions/tending.h"
#include "client/cli/online/ask.h"
#include "client/cli/online/commands.h"
#include "client/cli/online/desk.h"
#include "client/cli/online/pulse.h"
#include "client/report/names.h"
#include "client/text/titles.h"
#include "core/crypto/random.h"

namespace plenary::cli {
namespace {

using report::Json;
using session::CeremonyState;
using session::Session;

struct CeremonyOptions : DeskOptions {
  int wait = 10;
  bool yes = false;
};

std::string Names(const Context& context, const Session& session,
                  const std::vector<PersonId>& people) {
  std::vector<std::string> names;
  for (const PersonId& person : people) {
    names.push_back(text::NameOf(*session.registry, person));
  }
  return report::Listed(context.language, names);
}

text::Text NameOf(CeremonyState state) {
  switch (state) {
    case CeremonyState::kCommitting:
      return {"等待各持有人作出承诺", "waiting for commitments"};
    case CeremonyState::kDealing:
      return {"等待各持有人分发份额", "waiting for shares to be dealt"};
    case CeremonyState::kAccepting:
      return {"等待各持有人确认份额", "waiting for shares to be accepted"};
    case CeremonyState::kComplete:
      return {"完成", "complete"};
    case CeremonyState::kBroken:
      return {"中断：有人出错", "broken: somebody is at fault"};
  }
  return {};
}

bool IsOver(const Session& session) {
  return session.ceremony && (session.ceremony->state == CeremonyState::kComplete ||
                              session.ceremony->state == CeremonyState::kBroken);
}

// For who takes part: a broken one begins anew, and one that does not serve is followed by another.
bool HasEnded(const Session& session) {
  return session.ceremony && session.ceremony->state == CeremonyState::kComplete &&
         !actions::NeedsCeremony(session);
}

// ---- show

std::string Describe(const Context& context, const Session& session) {
  if (!session.ceremony) {
    return context.Say({"还没有举行密钥仪式。\n", "No key ceremony has begun yet.\n"});
  }
  const session::CeremonyRecord& ceremony = *session.ceremony;
  std::string page =
      context.Say({"密钥仪式：{0}\n持有人：{1}，其中任意 {2} 人即可共同开票\n",
                   "Key ceremony: {0}\nHolders: {1}; any {2} open\n"},
                  {context.Say(NameOf(ceremony.state)), Names(context, session, ceremony.holders),
                   std::to_string(ceremony.terms.threshold())});
  if (ceremony.at_fault) {
    page += context.Say(
        {"责任人（证据在会议记录中）：{0}\n", "At fault, by evidence in the log: {0}\n"},
        {text::NameOf(*session.registry, *ceremony.at_fault)});
  } else if (!IsOver(session)) {
    page += context.Say({"尚在等待：{0}\n", "Waiting for: {0}\n"},
                        {Names(context, session, ceremony.Silent())});
  }
  if (session.holders_key) {
    page += context.Say({"在场持有人 {0} 人，开始表决至少需要 {1} 人\n",
                         "Holders present: {0}; needed to open a poll: {1}\n"},
                        {std::to_string(session::HoldersPresent(session)),
                         std::to_string(session::HoldersNeeded(session))});
  }
  return page;
}

Json CeremonyJson(const Session& session) {
  if (!session.ceremony) return {{"ceremony", nullptr}};
  const session::CeremonyRecord& ceremony = *session.ceremony;
  const auto listed = [&](const std::vector<PersonId>& people) {
    Json names = Json::array();
    for (const PersonId& person : people) names.push_back(text::NameOf(*session.registry, person));
    return names;
  };
  Json json{{"ceremony", ceremony.id.hex()},
            {"holders", listed(ceremony.holders)},
            {"threshold", ceremony.terms.threshold()},
            {"complete", ceremony.state == CeremonyState::kComplete},
            {"broken", ceremony.state == CeremonyState::kBroken},
            {"waiting_for", listed(ceremony.Silent())}};
  json["at_fault"] =
      ceremony.at_fault ? Json(text::NameOf(*session.registry, *ceremony.at_fault)) : Json(nullptr);
  if (session.holders_key) {
    json["holders_present"] = session::HoldersPresent(session);
    json["holders_needed"] = session::HoldersNeeded(session);
  }
  return json;
}

// ---- taking part

void TellSaid(const Desk& desk, const std::vector<session::Body>& said) {
  const Context& context = desk.context();
  const auto registry = desk.registry();
  const auto session = desk.session();
  const actions::Background background{.registry = *registry, .session = session.get()};
  for (const session::Body& body : said) {
    const session::Command command{{}, {}, {}, desk.store().key_id(), {}, body};
    TellNow(context, actions::Narrate(context.language, background, command) + "\n");
  }
}

Result<void, Complaint> TendOnce(Desk& desk, const actions::Consent& consent) {
  const auto said =
      actions::Tend(desk.link(), desk.store(), desk.session_id(), consent, desk.timeout());
  if (!said) return Complain(desk.context(), said.error());
  TellSaid(desk, *said);
  return {};
}

Result<void, Complaint> CheckAlarm(const Desk& desk) {
  const auto alarm = desk.link().AlarmOf(desk.link().SessionLog(desk.session_id()));
  if (!alarm) return {};
  return std::unexpected(
      Complaint{Exit::kRefused, "alarm", desk.context().Say(actions::SentenceOf(alarm->kind))});
}

const actions::Consent kNoPoll = [](const PollId&) { return false; };

Outcome ConcludeCeremony(const Desk& desk) {
  const auto session = desk.session();
  desk.context().Print(Describe(desk.context(), *session), CeremonyJson(*session));
  return session->ceremony->state == CeremonyState::kComplete ? Exit::kDone : Exit::kRefused;
}

Outcome Join(Desk& desk, const CeremonyOptions&) {
  Pulse pulse(desk.link());
  const auto until = std::chrono::steady_clock::now() + desk.timeout();
  while (!pulse.WasInterrupted()) {
    PLENARY_TRY(CheckAlarm(desk));
    PLENARY_TRY(TendOnce(desk, kNoPoll));
    if (HasEnded(*desk.session())) return ConcludeCeremony(desk);
    if (std::chrono::steady_clock::now() > until) {
      return std::unexpected(Complaint{
          Exit::kRefused, "ceremony-unfinished",
          Describe(desk.context(), *desk.session()) +
              desk.context().Say({"等待超时，仪式尚未完成；可再次执行本命令继续参加。",
                                  "The time is over and the ceremony is not complete; run this "
                                  "again to go on taking part."})});
    }
    pulse.Await();
  }
  return Exit::kDone;
}

// Begins ceremonies until one is complete: each without those who were at fault or silent before.
Outcome Begin(Desk& desk, const CeremonyOptions& options) {
  Pulse pulse(desk.link());
  bool without_silent = false;
  while (!pulse.WasInterrupted()) {
    const auto id = crypto::RandomId<CeremonyId>();
    if (!id) return Complain(desk.context(), id.error());
    auto ceremony = actions::MakeCeremony(*desk.session(), *id, without_silent);
    if (!ceremony) return Complain(desk.context(), ceremony.error());
    auto begun = desk.Submit(*std::move(ceremony));
    if (!begun) return std::unexpected(begun.error());
    TellNow(desk.context(), Describe(desk.context(), *desk.session()));
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(options.wait);
    while (!IsOver(*desk.session()) && std::chrono::steady_clock::now() < until) {
      if (pulse.WasInterrupted()) return Exit::kDone;
      PLENARY_TRY(CheckAlarm(desk));
      PLENARY_TRY(TendOnce(desk, kNoPoll));
      if (!IsOver(*desk.session())) pulse.Await();
    }
    const auto session = desk.session();
    if (session->ceremony->state == CeremonyState::kComplete) return ConcludeCeremony(desk);
    without_silent = true;
    TellNow(desk.context(), Describe(desk.context(), *session));
  }
  return Exit::kDone;
}

// ---- hold

actions::Consent Asking(Desk& desk, const CeremonyOptions& options) {
  return [&desk, &options, asked = std::set<PollId>()](const PollId& poll) mutable {
    if (options.yes) return true;
    if (!asked.insert(poll).second) return false;
    const session::PollRecord& record = desk.session()->polls.at(poll);
    TellNow(
        desk.context(),
        desk.context().Say({"“{0}”已封存，共 {1} 张选票。\n", "\"{0}\" is sealed: {1} ballots.\n"},
                           {record.draft.question, std::to_string(record.secret->seal->ballots)}));
    return AskYes(desk.context(), false, {"同意开票吗？", "Do you help to open it?"}).has_value();
  };
}

Outcome Hold(Desk& desk, const CeremonyOptions& options) {
  Pulse pulse(desk.link());
  const actions::Consent consent = Asking(desk, options);
  while (!pulse.WasInterrupted()) {
    PLENARY_TRY(CheckAlarm(desk));
    PLENARY_TRY(TendOnce(desk, consent));
    const auto session = desk.session();
    if (session->phase == session::SessionPhase::kClosed) {
      PLENARY_TRY(desk.EraseClosed());
      desk.context().Print(
          desk.context().Say({"会议已闭会，不再需要持有。\n",
                              "The session is closed: there is nothing to hold any more.\n"}),
          {{"closed", true}});
      return Exit::kDone;
    }
    pulse.Await();
  }
  return Exit::kDone;
}

}  // namespace

void AddCeremony(CLI::App& root, Context& context) {
  CLI::App& group =
      AddGroup(root, context, "ceremony",
               {"无记名表决的密钥仪式", "The ceremony that makes the key of secret polls"});
  const auto begin = std::make_shared<CeremonyOptions>();
  CLI::App& begins = AddSessionCommand(
      group, context, "begin",
      {"开始密钥仪式（主持人、秘书或监票人）；自动排除出错或未应答的持有人后重新进行",
       "Begin one (chair, secretary or a scrutineer); it starts anew without holders who are at "
       "fault or do not answer"},
      *begin);
  begins
      .add_option("--wait", begin->wait,
                  context.Say({"等待各持有人应答的秒数", "Seconds to wait for the holders"}))
      ->type_name("SECONDS")
      ->check(CLI::Range(1, 600))
      ->default_val(10);
  OnSessionDesk<CeremonyOptions>(begins, context, begin, Begin);

  const auto join = std::make_shared<CeremonyOptions>();
  CLI::App& joins = AddSessionCommand(
      group, context, "join",
      {"作为持有人参加仪式，直到完成", "Take part as a holder, until it is complete"}, *join);
  OnSessionDesk<CeremonyOptions>(joins, context, join, Join);

  const auto show = std::make_shared<DeskOptions>();
  CLI::App& shows = AddSessionCommand(
      group, context, "show",
      {"持有人、进度和在场人数", "Holders, how far it is, and who is present"}, *show);
  OnSessionDesk<DeskOptions>(shows, context, show, [](Desk& desk, const DeskOptions&) -> Outcome {
    desk.context().Print(Describe(desk.context(), *desk.session()), CeremonyJson(*desk.session()));
    return Exit::kDone;
  });
}

void AddHold(CLI::App& root, Context& context) {
  const auto options = std::make_shared<CeremonyOptions>();
  CLI::App& command = AddSessionCommand(
      root, context, "hold",
      {"持有密钥份额：参加每次仪式，表决封存后参与开票，闭会时清除份额",
       "Hold a share of the key: take part in every ceremony, help to open what is sealed, and "
       "erase the share when the session closes"},
      *options);
  AddYes(command, context, options->yes);
  OnSessionDesk<CeremonyOptions>(command, context, options, Hold);
}

}  // namespace plenary::cli
