// `plenary hold`: a holder's machine at work until the session closes.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <set>

#include "client/cli/online/ask.h"
#include "client/cli/online/commands.h"
#include "client/cli/online/holding.h"
#include "client/cli/online/pulse.h"
#include "core/wire/ballot_codes.h"

namespace plenary::cli {
namespace {

struct HoldOptions : DeskOptions {
  bool yes = false;
};

// By the key that there is, or the rules that the next one is made under.
bool IsToBeAsked(const session::Session& session) {
  if (session.holders_key) return actions::NeedsConsent(*session.holders_key);
  return session.registry->rules.key_holding.holders != session::KeyHolders::kBody;
}

// One that has to be asked can be. The program would else wait for what it may never do.
Result<void, Complaint> CheckConsent(const Desk& desk, const HoldOptions& options) {
  if (options.yes || !IsToBeAsked(*desk.session()) || ::isatty(STDIN_FILENO) == 1) {
    return {};
  }
  return ComplainUsage(desk.context().Say(
      {"这里没有终端，表决封存后无法询问您是否同意开票：请在终端上执行，或加上 --yes（每项封存的"
       "表决都同意开票）。没有改动任何内容。",
       "There is no terminal to ask whether you help to open what is sealed: run this at a "
       "terminal, or add --yes to help to open whatever is sealed. Nothing was changed."}));
}

bool AskToOpen(const Desk& desk, const PollId& poll) {
  const Context& context = desk.context();
  const session::PollRecord& record = desk.session()->polls.at(poll);
  const session::Seal& seal = *record.secret->seal;
  TellNow(context,
          context.Say({"“{0}”已封存，共 {1} 张选票，封存码 {2}；请与会场大屏核对。\n",
                       "\"{0}\" is sealed: {1} ballots, code {2}; compare it with the hall "
                       "display.\n"},
                      {record.draft.question, std::to_string(seal.ballots),
                       wire::ShortCode(seal.head.root)}));
  if (AskYes(context, false, {"同意开票吗？", "Do you help to open it?"})) return true;
  TellNow(context,
          context.Say({"没有参与开票；如改变主意，按 Ctrl-C 结束后执行“plenary poll answer”。\n",
                       "You do not help to open it; if you change your mind, end this with Ctrl-C "
                       "and run \"plenary poll answer\".\n"}));
  return false;
}

// Each poll is asked for once.
actions::Consent Asking(const Desk& desk, const HoldOptions& options) {
  return [&desk, &options, asked = std::set<PollId>()](const PollId& poll) mutable {
    if (options.yes) return true;
    return asked.insert(poll).second && AskToOpen(desk, poll);
  };
}

bool IsClosed(const Desk& desk) { return desk.session()->phase == session::SessionPhase::kClosed; }

Outcome Conclude(const Desk& desk) {
  PLENARY_TRY(desk.EraseClosed());
  desk.context().Print(
      desk.context().Say({"会议已闭会，不再需要持有。\n",
                          "The session is closed: there is nothing to hold any more.\n"}),
      {{"closed", true}});
  return Exit::kDone;
}

Outcome Hold(Desk& desk, const HoldOptions& options) {
  if (IsClosed(desk)) return Conclude(desk);
  PLENARY_TRY(CheckConsent(desk, options));
  TellNow(desk.context(),
          desk.context().Say({"正在等待密钥仪式和开票；按 Ctrl-C 结束，份额保留在本机。\n",
                              "Waiting for the key ceremony and for polls to be opened; Ctrl-C "
                              "ends this, and the share stays on this machine.\n"}));
  Pulse pulse(desk.link());
  actions::Tending tending(desk.link(), desk.store(), desk.session_id(), desk.timeout());
  const actions::Consent consent = Asking(desk, options);
  while (!pulse.WasInterrupted()) {
    PLENARY_TRY(CheckAlarm(desk));
    PLENARY_TRY(TendOnce(desk, tending, consent));
    if (IsClosed(desk)) return Conclude(desk);
    pulse.Await();
  }
  return Exit::kDone;
}

}  // namespace

void AddHold(CLI::App& root, Context& context) {
  const auto options = std::make_shared<HoldOptions>();
  CLI::App& command = AddSessionCommand(
      root, context, "hold",
      {"持有密钥份额：参加每次仪式，表决封存后参与开票，闭会时清除份额；Ctrl-C 结束，份额保留",
       "Hold a share of the key: take part in every ceremony, help to open what is sealed, and "
       "erase the share when the session closes; Ctrl-C ends it, and the share stays"},
      *options);
  command.add_flag("-y,--yes", options->yes,
                   context.Say({"每项封存的表决都同意开票，不再询问",
                                "Help to open whatever is sealed, without asking"}));
  OnSessionDesk<HoldOptions>(command, context, options, Hold);
}

}  // namespace plenary::cli
