// `plenary watch`: a log as it grows, each entry verified on this machine first.
#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <ostream>
#include <utility>

#include "client/actions/narrate.h"
#include "client/cli/online/commands.h"
#include "client/cli/online/desk.h"
#include "client/cli/online/own_ballot.h"
#include "client/cli/online/pulse.h"
#include "client/report/layout.h"
#include "client/report/secret_poll.h"

namespace plenary::cli {
namespace {

using report::Json;

struct WatchOptions : DeskOptions {
  std::uint64_t from = 0;
  bool registry = false;
  bool until_closed = false;
};

class Watching {
 public:
  Watching(Desk& desk, const WatchOptions& options)
      : desk_(desk),
        log_(options.registry ? desk.link().RegistryLog()
                              : desk.link().SessionLog(desk.session_id())),
        next_(options.from),
        until_closed_(options.until_closed) {}

  Outcome Run() {
    Pulse pulse(desk_.link());
    while (!pulse.WasInterrupted()) {
      TellNew();
      if (const auto alarm = desk_.link().AlarmOf(log_)) return TellAlarm(*alarm);
      if (until_closed_ && IsClosed()) return Exit::kDone;
      TellState();
      pulse.Await();
    }
    return Exit::kDone;
  }

 private:
  bool IsClosed() const {
    return !log_.IsRegistry() && desk_.session()->phase == session::SessionPhase::kClosed;
  }

  void TellNew() {
    const Context& context = desk_.context();
    const auto registry = desk_.registry();
    const auto folded = log_.IsRegistry() ? nullptr : desk_.session();
    const actions::Background background{.registry = *registry, .session = folded.get()};
    for (const link::FollowedPtr& one : desk_.link().Entries(log_, next_)) {
      const std::string text = actions::Narrate(context.language, background, one->command);
      const auto own = log_.IsRegistry() ? std::nullopt : OwnBallotAt(*one);
      const session::PollRecord* opened = folded ? OpenedBy(*folded, *one) : nullptr;
      if (context.json) {
        Json json{{"index", one->entry.index},
                  {"time", IsoUtc(one->entry.time)},
                  {"kind", session::NameOf(session::KindOf(one->command.body))},
                  {"signer", actions::SignerName(*registry, one->command.signer)},
                  {"text", text}};
        if (own) json["your_ballot"] = own->json;
        if (opened != nullptr) json["every_ballot_checked"] = opened->secret->whole;
        context.out << json.dump() << '\n';
      } else {
        context.out << IsoUtc(one->entry.time) << "  " << one->entry.index << "  " << text << '\n'
                    << (own ? own->text : "") << (opened == nullptr ? "" : CheckedText(*opened));
      }
      next_ = one->entry.index + 1;
    }
    context.out.flush();
  }

  // The secret poll whose totals this entry states: it has a result now.
  static const session::PollRecord* OpenedBy(const session::Session& session,
                                             const link::Followed& entry) {
    const auto* totals = std::get_if<session::StateTotals>(&entry.command.body);
    return totals == nullptr ? nullptr : &session.polls.at(totals->poll);
  }
  std::string CheckedText(const session::PollRecord& poll) const {
    return report::Indented("", report::CheckedText(desk_.context().language, poll));
  }

  struct Own {
    std::string text;
    Json json;
  };
  // What became of the own ballot, at the entry that decided it: the seal or the voiding; and at
  // the close while it waits for the seal.
  std::optional<Own> OwnBallotAt(const link::Followed& entry) const {
    const auto session = desk_.session();  // has the entry
    const std::optional<PollId> poll = DecidedBy(*session, entry);
    if (!poll) return std::nullopt;
    const auto own = OwnBallotIn(desk_, *poll);
    if (!own || !*own) return std::nullopt;
    return Own{OwnBallotPage(desk_, *poll, *own),
               actions::OwnBallotJson(session->polls.at(*poll), **own)};
  }
  static std::optional<PollId> DecidedBy(const session::Session& session,
                                         const link::Followed& entry) {
    const auto& body = entry.command.body;
    if (const auto* voids = std::get_if<session::VoidPoll>(&body)) return voids->poll;
    if (const auto* seals = std::get_if<session::SealPoll>(&body)) {
      const bool is_second = session.polls.at(seals->poll).secret->sealed == entry.entry.index;
      return is_second ? std::optional(seals->poll) : std::nullopt;
    }
    const auto* closes = std::get_if<session::ClosePoll>(&body);
    if (closes == nullptr) return std::nullopt;
    const session::PollRecord& poll = session.polls.at(closes->poll);
    const bool waits =
        poll.secret && !poll.secret->IsSealed() && poll.state == session::PollState::kClosed;
    return waits ? std::optional(closes->poll) : std::nullopt;
  }

  // When the connection goes and comes: a silent screen must not look like a quiet hall.
  void TellState() {
    const bool connected = desk_.link().state() == link::ConnectionState::kConnected;
    if (connected == connected_) return;
    connected_ = connected;
    const Context& context = desk_.context();
    context.err << (connected ? context.Say({"已重新连接。\n", "Connected again.\n"})
                              : context.Say({"连接中断，正在重试：{0}\n",
                                             "Connection lost, trying again: {0}\n"},
                                            {desk_.link().LastFailure()}))
                << std::flush;
  }

  Outcome TellAlarm(const link::Alarm& alarm) const {
    const Context& context = desk_.context();
    const std::string rule(72, '!');
    return std::unexpected(Complaint{
        Exit::kRefused, "alarm",
        context.Say({"\n{0}\n警报  {1}\n{0}\n此后的内容一概不再采信。（{2}：{3}）",
                     "\n{0}\nALARM  {1}\n{0}\nNothing after this is believed. ({2}: {3})"},
                    {rule, context.Say(actions::SentenceOf(alarm.kind)), link::NameOf(alarm.kind),
                     alarm.sentence})});
  }

  Desk& desk_;
  LogId log_;
  std::uint64_t next_;
  bool until_closed_;
  bool connected_ = true;
};

Outcome Watch(Desk& desk, const WatchOptions& options) {
  if (!options.registry) PLENARY_TRY(desk.Choose(options.session));
  return Watching(desk, options).Run();
}

}  // namespace

void AddWatch(CLI::App& root, Context& context) {
  const auto options = std::make_shared<WatchOptions>();
  CLI::App& command =
      AddSessionCommand(root, context, "watch",
                        {"实时显示会议记录，每一条都先在本机核验；Ctrl-C 结束",
                         "Show a log as it grows, each entry verified here first; Ctrl-C ends it"},
                        *options);
  command.add_option("--from", options->from,
                     context.Say({"从第几条开始", "The entry to begin with"}));
  command.add_flag("--registry", options->registry,
                   context.Say({"登记簿，而不是会议", "The registry instead of a session"}));
  command.add_flag("--until-closed", options->until_closed,
                   context.Say({"会议闭会后结束", "End when the session is closed"}));
  AddLightOption(command, context, *options);
  OnDesk<WatchOptions>(command, context, options, Watch);
}

}  // namespace plenary::cli
