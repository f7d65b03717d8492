// `plenary ceremony`: the key of secret polls, made.
#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>
#include <utility>

#include "client/cli/online/ask.h"
#include "client/cli/online/commands.h"
#include "client/cli/online/holding.h"
#include "client/cli/online/pulse.h"
#include "client/report/names.h"
#include "client/text/titles.h"
#include "core/crypto/random.h"

namespace plenary::cli {
namespace {

using report::Json;
using session::CeremonyState;
using session::Session;
using std::chrono::steady_clock;

struct CeremonyOptions : DeskOptions {
  int wait = 10;
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

const actions::Consent kNoPoll = [](const PollId&) { return false; };

actions::Tending TendingAt(const Desk& desk) {
  return {desk.link(), desk.store(), desk.session_id(), desk.timeout()};
}

// How far the ceremony has come: it differs after every step of anybody's.
struct Progress {
  explicit Progress(const Session& session)
      : state(session.ceremony->state), silent(session.ceremony->Silent()) {}
  bool operator==(const Progress&) const = default;

  CeremonyState state;
  std::vector<PersonId> silent;
};

Outcome ConcludeCeremony(const Desk& desk) {
  const auto session = desk.session();
  desk.context().Print(Describe(desk.context(), *session), CeremonyJson(*session));
  return session->ceremony->state == CeremonyState::kComplete ? Exit::kDone : Exit::kRefused;
}

Outcome Join(Desk& desk, const CeremonyOptions&) {
  Pulse pulse(desk.link());
  actions::Tending tending = TendingAt(desk);
  const auto until = steady_clock::now() + desk.timeout();
  while (!pulse.WasInterrupted()) {
    PLENARY_TRY(CheckAlarm(desk));
    PLENARY_TRY(TendOnce(desk, tending, kNoPoll));
    if (HasEnded(*desk.session())) return ConcludeCeremony(desk);
    if (steady_clock::now() > until) {
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

// Takes part until the ceremony is over, Ctrl-C was pressed, or nobody has answered for so long.
Result<void, Complaint> Await(const Desk& desk, Pulse& pulse, actions::Tending& tending,
                              std::chrono::seconds patience) {
  Progress last(*desk.session());
  auto heard = steady_clock::now();
  while (!IsOver(*desk.session()) && steady_clock::now() < heard + patience) {
    if (pulse.WasInterrupted()) return {};
    PLENARY_TRY(CheckAlarm(desk));
    PLENARY_TRY(TendOnce(desk, tending, kNoPoll));
    if (!IsOver(*desk.session())) pulse.Await();
    Progress now(*desk.session());
    if (now == last) continue;
    last = std::move(now);
    heard = steady_clock::now();
  }
  return {};
}

// Begins ceremonies until one is complete: each without those who were at fault or silent before.
Outcome Begin(Desk& desk, const CeremonyOptions& options) {
  Pulse pulse(desk.link());
  actions::Tending tending = TendingAt(desk);
  bool without_silent = false;
  while (!pulse.WasInterrupted()) {
    const auto id = crypto::RandomId<CeremonyId>();
    if (!id) return Complain(desk.context(), id.error());
    auto ceremony = actions::MakeCeremony(*desk.session(), *id, without_silent);
    if (!ceremony) return Complain(desk.context(), ceremony.error());
    auto begun = desk.Submit(*std::move(ceremony));
    if (!begun) return std::unexpected(begun.error());
    TellNow(desk.context(), Describe(desk.context(), *desk.session()));
    PLENARY_TRY(Await(desk, pulse, tending, std::chrono::seconds(options.wait)));
    if (pulse.WasInterrupted()) return Exit::kDone;
    const auto session = desk.session();
    if (session->ceremony->state == CeremonyState::kComplete) return ConcludeCeremony(desk);
    without_silent = true;
    TellNow(desk.context(), Describe(desk.context(), *session));
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
                  context.Say({"多久没有任何持有人应答，就除外未应答者（秒）",
                               "Seconds without an answer from anybody, after which the silent "
                               "are left out"}))
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

}  // namespace plenary::cli
