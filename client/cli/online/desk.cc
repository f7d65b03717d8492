#include "client/cli/online/desk.h"

#include <CLI/CLI.hpp>
#include <ostream>
#include <utility>

#include "client/actions/erasing.h"
#include "client/actions/narrate.h"
#include "client/actions/own_ballot.h"
#include "client/cli/online/admission.h"
#include "client/link/certificate.h"
#include "client/link/enrolment.h"
#include "client/text/late.h"
#include "client/text/titles.h"
#include "core/wire/command.h"

namespace plenary::cli {
namespace {

using report::Json;

std::unexpected<Complaint> ComplainUnclear(const Context& context,
                                           const actions::Unclear& unclear) {
  return std::unexpected(Complaint{Exit::kRefused, unclear.is_ambiguous ? "ambiguous" : "not-found",
                                   actions::Explain(context.language, unclear)});
}

template <class T>
Sought<T> OrComplain(const Context& context, actions::Named<T> named) {
  if (!named) return ComplainUnclear(context, named.error());
  return *std::move(named);
}

std::unexpected<Complaint> ComplainAlarm(const Context& context, const link::Alarm& alarm) {
  const std::string what = context.Say(actions::SentenceOf(alarm.kind));
  return std::unexpected(
      Complaint{Exit::kRefused, "alarm",
                context.Say({"警报：{0}\n没有再发出任何操作。（{1}：{2}）",
                             "ALARM: {0}\nNothing more was said to the server. ({1}: {2})"},
                            {what, link::NameOf(alarm.kind), alarm.sentence})});
}

// What hinders the connection; at a shut door, what to do.
std::unexpected<Complaint> ComplainConnection(const Context& context, const Error& error) {
  auto complaint = Complain(context, error).error();
  if (error.code == ErrorCode::kPermissionDenied) {
    complaint.message +=
        context.Say({"\n服务器不再接纳本机的密钥，它可能已被撤销：请联系工作机构。",
                     "\nThe server lets this machine's key in no more. It may be revoked: ask the "
                     "secretary."});
  }
  return std::unexpected(std::move(complaint));
}

// The command has no answer: it was not signed in time, or it waits in the outbox.
std::unexpected<Complaint> ComplainUnanswered(const Context& context, const link::KeyStore& store,
                                              const Error& error) {
  auto complaint = ComplainConnection(context, error).error();
  const auto pending = store.Pending();
  if (pending && !pending->empty()) {
    complaint.message += context.Say(
        {"\n操作已保存在本机，尚无答复：下一条命令会先把它发出，并告知结果。",
         "\nThe command is kept on this machine without an answer: the next command sends it "
         "first and tells the outcome."});
  }
  return std::unexpected(std::move(complaint));
}

// What became of a command whose answer an earlier run had not waited for.
std::string OutcomeText(const Context& context, const link::Recovered& one) {
  if (!one.outcome) {
    return context.Say({"仍无答复（{0}）", "still without an answer ({0})"},
                       {one.outcome.error().message});
  }
  const auto said = wire::DecodeCommand(one.command.command.command);
  if (const auto* refusal = std::get_if<session::Refusal>(&*one.outcome)) {
    return said ? text::Explain(context.language, session::KindOf(said->body), *refusal)
                : text::Explain(context.language, *refusal);
  }
  const auto& accepted = std::get<link::Accepted>(*one.outcome);
  std::string ballot =
      said ? actions::RecoveredBallotText(context.language, said->body, accepted) : "";
  if (!ballot.empty()) return ballot;
  return context.Say({"已记入，第 {0} 条", "accepted as entry {0}"},
                     {std::to_string(accepted.index)});
}

void AddDeskOptions(CLI::App& command, const Context& context, DeskOptions& options) {
  AddHomeOptions(command, context, options);
  command
      .add_option("--timeout", options.timeout,
                  context.Say({"最多等待服务器多少秒", "Seconds to wait for the server"}))
      ->type_name("SECONDS")
      ->check(CLI::Range(1, 3600))
      ->default_val(30);
}

}  // namespace

Sought<std::unique_ptr<Desk>> Desk::Open(Context& context, const DeskOptions& options) {
  auto store = OpenStore(context, options);
  if (!store) return std::unexpected(store.error());
  std::unique_ptr<Desk> desk(new Desk(context, std::chrono::seconds(options.timeout)));
  desk->store_ = std::move(*store);
  PLENARY_TRY(desk->Connect(options.light ? link::Depth::kLight : link::Depth::kFull));
  PLENARY_TRY(desk->CheckAlarms(desk->link_->RegistryLog()));
  if (const auto synced = desk->link_->Sync(desk->link_->RegistryLog(), desk->timeout_); !synced) {
    PLENARY_TRY(desk->CheckAlarms(desk->link_->RegistryLog()));
    return ComplainConnection(context, synced.error());
  }
  PLENARY_TRY(desk->CheckAlarms(desk->link_->RegistryLog()));
  PLENARY_TRY(desk->Settle());
  PLENARY_TRY(desk->TellErased(
      actions::CatchUpAndEraseClosed(*desk->link_, *desk->store_, desk->timeout_)));
  return desk;
}

Result<void, Complaint> Desk::Connect(link::Depth depth) {
  if (!store_->profile().IsBound()) {
    return std::unexpected(
        Complaint{Exit::kRefused, "not-enrolled",
                  context_.Say({"这个密钥库还不属于任何委员会：请先执行 plenary enrol。",
                                "This key store belongs to no committee yet: run plenary enrol "
                                "first."})});
  }
  const auto needs = link::NeedsCertificate(*store_, link::SystemNow());
  if (!needs) return Complain(context_, needs.error());
  const auto connection = store_->LoadConnection();
  if (!connection) return Complain(context_, connection.error());
  if (*needs && !*connection) {  // else the link renews it by itself
    if (const auto got = link::GetCertificate(*store_, timeout_); !got) {
      return ComplainCertificate(context_, got.error());
    }
  }
  link::LinkOptions options;
  options.depth = depth;
  auto opened = link::Link::Open(*store_, std::move(options));
  if (!opened) return Complain(context_, opened.error());
  link_ = std::move(*opened);
  return {};
}

Result<void, Complaint> Desk::Settle() {
  for (const link::Recovered& one : link_->Recover(timeout_)) {
    context_.err << context_.Say({"先前未得答复的操作 {0}：{1}\n", "Earlier command {0}: {1}\n"},
                                 {actions::Brief(one.command.id), OutcomeText(context_, one)});
  }
  return {};
}

Result<void, Complaint> Desk::EraseClosed() const {
  return TellErased(actions::EraseClosed(*link_, *store_));
}

Result<void, Complaint> Desk::TellErased(const Result<std::vector<SessionId>>& erased) const {
  if (!erased) {
    auto complaint = Complain(context_, erased.error()).error();
    complaint.message = context_.Say({"闭会后未能清除本机保存的密钥份额：{0}",
                                      "This machine's share of a key could not be erased after the "
                                      "session was closed: {0}"},
                                     {complaint.message});
    return std::unexpected(std::move(complaint));
  }
  for (const SessionId& id : *erased) {
    context_.err << context_.Say(
        {"“{0}”已闭会，本机为它保存的密钥份额等秘密已清除。\n",
         "\"{0}\" is closed, and this machine's secrets of it, such as its "
         "share of the key, are erased.\n"},
        {text::SessionTitle(context_.language, link_->Session(id)->convened)});
  }
  return {};
}

Result<void, Complaint> Desk::CheckAlarms(const LogId& log) const {
  if (const auto stopping = link_->AlarmOf(log)) return ComplainAlarm(context_, *stopping);
  for (const link::Alarm& alarm : link_->Alarms()) {
    context_.err << context_.Say({"警报：{0}\n", "ALARM: {0}\n"},
                                 {context_.Say(actions::SentenceOf(alarm.kind))});
  }
  return {};
}

Sought<PersonId> Desk::Person(std::string_view word) const {
  return OrComplain(context_, actions::FindPerson(*registry(), word));
}
Sought<SeatId> Desk::Seat(std::string_view word) const {
  return OrComplain(context_, actions::FindSeat(*registry(), word));
}
Sought<KeyId> Desk::Key(std::string_view word) const {
  return OrComplain(context_, actions::FindKey(*registry(), word));
}
Sought<KeyId> Desk::Node(std::string_view word) const {
  return OrComplain(context_, actions::FindNode(*registry(), word));
}

Result<void, Complaint> Desk::Choose(std::string_view word) {
  const auto sessions = link_->ListSessions(timeout_);
  if (!sessions) return ComplainConnection(context_, sessions.error());
  const auto found = OrComplain(context_, actions::FindSession(*sessions, word));
  if (!found) return std::unexpected(found.error());
  session_ = *found;
  const LogId log = link_->SessionLog(session_);
  const auto synced = link_->Sync(log, timeout_);
  if (const auto stopping = link_->AlarmOf(log)) return ComplainAlarm(context_, *stopping);
  if (!synced) return ComplainConnection(context_, synced.error());
  return {};
}

Sought<ItemId> Desk::Item(std::string_view word) const {
  return OrComplain(context_, actions::FindItem(*session(), word));
}
Sought<ProposalId> Desk::Proposal(std::string_view word) const {
  return OrComplain(context_, actions::FindProposal(*session(), word));
}
Sought<PollId> Desk::Poll(std::string_view word) const {
  return OrComplain(context_, actions::FindPoll(*session(), word));
}
Sought<PersonId> Desk::Participant(std::string_view word) const {
  return OrComplain(context_, actions::FindParticipant(*session(), word));
}
Sought<Digest> Desk::Document(std::string_view word) const {
  return OrComplain(context_, actions::FindDocument(*session(), word));
}

Sought<link::Accepted> Desk::Submit(session::Body body) {
  const bool for_registry = session::IsForRegistry(session::KindOf(body));
  const LogId log = for_registry ? link_->RegistryLog() : link_->SessionLog(session_);
  return Submit(log, std::move(body));
}

Sought<link::Accepted> Desk::Submit(const LogId& log, session::Body body) {
  const session::CommandKind kind = session::KindOf(body);
  const auto outcome = link_->Submit(log, std::move(body), {.timeout = timeout_});
  if (const auto stopping = link_->AlarmOf(log)) return ComplainAlarm(context_, *stopping);
  if (!outcome) return ComplainUnanswered(context_, *store_, outcome.error());
  if (const auto* refusal = std::get_if<session::Refusal>(&*outcome)) {
    auto complaint = Complain(context_, *refusal).error();
    complaint.message = text::Explain(context_.language, kind, *refusal);
    return std::unexpected(std::move(complaint));
  }
  const auto& accepted = std::get<link::Accepted>(*outcome);
  if (link_->Head(log).size <= accepted.index) return ComplainNotHere(accepted);
  return accepted;
}

std::unexpected<Complaint> Desk::ComplainNotHere(const link::Accepted& accepted) const {
  return std::unexpected(Complaint{
      Exit::kUnreachable, "not-here-yet",
      context_.Say({"已被接受，服务器签名的回执写明是第 {0} 条；但本机的记录还没有收到这一条，"
                    "无法核验。不要重复操作；下一条命令会继续接收并告知。",
                    "It was accepted, as entry {0} by the server's signed receipt; but this "
                    "machine's copy of the log has not come so far, and nothing is verified yet. "
                    "Do not say it again: the next command goes on to fetch the log and tells."},
                   {std::to_string(accepted.index)})});
}

Outcome Desk::Say(session::Body body, Json more) {
  const bool for_registry = session::IsForRegistry(session::KindOf(body));
  const LogId log = for_registry ? link_->RegistryLog() : link_->SessionLog(session_);
  const auto accepted = Submit(log, std::move(body));
  if (!accepted) return std::unexpected(accepted.error());
  Tell(log, *accepted, std::move(more));
  return Exit::kDone;
}

void Desk::Tell(const LogId& log, const link::Accepted& accepted, Json more) const {
  const Told told = Account(log, accepted, std::move(more));
  context_.Print(told.line + '\n', told.json);
}

Desk::Told Desk::Account(const LogId& log, const link::Accepted& accepted, Json more) const {
  const auto known = registry();
  const auto folded = log.IsRegistry() ? nullptr : link_->Session(log.session);
  const actions::Background background{.registry = *known, .session = folded.get()};
  std::string line;
  for (const link::FollowedPtr& entry : link_->Entries(log, accepted.index)) {
    line = actions::Narrate(context_.language, background, entry->command);
    more["command"] = session::NameOf(session::KindOf(entry->command.body));
    break;
  }
  more["entry"] = accepted.index;
  more["id"] = accepted.id.hex();
  more["time"] = IsoUtc(accepted.time);
  if (!log.IsRegistry()) more["session"] = log.session.hex();
  return {
      context_.Say({"{0}（第 {1} 条，本机已核验）", "{0} (entry {1}, verified on this machine)"},
                   {line, std::to_string(accepted.index)}),
      std::move(more)};
}

CLI::App& AddDeskCommand(CLI::App& parent, Context& context, const std::string& name,
                         text::Text description, DeskOptions& options) {
  CLI::App& command = AddCommand(parent, context, name, description);
  AddDeskOptions(command, context, options);
  return command;
}

CLI::App& AddSessionCommand(CLI::App& parent, Context& context, const std::string& name,
                            text::Text description, DeskOptions& options) {
  CLI::App& command = AddDeskCommand(parent, context, name, description, options);
  command
      .add_option("--session", options.session,
                  context.Say({"会议：标题、committee-12 一类代号或编号开头；"
                               "省略则取唯一未闭会的一次",
                               "The session: its title, a code like committee-12, or the beginning "
                               "of its id; left out: the only one that is not closed"}))
      ->type_name("SESSION");
  return command;
}

void AddLightOption(CLI::App& command, const Context& context, DeskOptions& options) {
  command.add_flag(
      "--light", options.light,
      context.Say({"轻量跟随：他人的无记名选票只取哈希，不逐张核验；适合数百人以上的会场",
                   "Follow at light depth: others' secret ballots by their hashes "
                   "alone, not checked one by one; for halls of hundreds"}));
}

}  // namespace plenary::cli
