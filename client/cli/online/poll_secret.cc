// Sealing a secret poll, and helping to open it.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <utility>

#include "client/cli/online/ask.h"
#include "client/cli/online/holding.h"
#include "client/cli/online/own_ballot.h"
#include "client/cli/online/poll.h"
#include "client/report/figures.h"
#include "client/report/poll.h"
#include "core/session/holding.h"
#include "core/wire/ballot_codes.h"

namespace plenary::cli {
namespace {

struct SealOptions : PollOptions {
  bool yes = false;
};

std::unexpected<Complaint> NotNow(const Context& context) {
  return std::unexpected(Complaint{
      Exit::kRefused, "nothing-to-say",
      context.Say({"这项表决现在不需要您操作，什么都没有改变；“plenary poll show”显示它的状态。",
                   "This poll asks nothing of you now, and nothing was changed; \"plenary poll "
                   "show\" says how it stands."})});
}

// Fewer ballots than people: whoever seals says that this is the number that was seen.
Result<void, Complaint> ConfirmNumber(const Desk& desk, const session::PollRecord& poll,
                                      const session::Seal& seal, bool yes) {
  if (seal.ballots == poll.roll.size()) return {};
  TellNow(desk.context(),
          desk.context().Say({"名单 {0} 人，收到选票 {1} 张。\n", "Roll: {0}; ballots: {1}.\n"},
                             {std::to_string(poll.roll.size()), std::to_string(seal.ballots)}));
  return AskYes(desk.context(), yes,
                {"票数无误，封存吗？", "Is that the number, and is it sealed?"});
}

Outcome Seal(Desk& desk, const SealOptions& options) {
  const auto id = ChoosePoll(desk, options.poll);
  if (!id) return std::unexpected(id.error());
  const auto session = desk.session();
  const session::PollRecord& poll = session->polls.at(*id);
  if (poll.secret && poll.secret->expected &&
      poll.secret->expected->ballots < poll.secret->least_ballots) {
    return Complain(desk.context(), session::Refusal::kTooFewBallots);
  }
  auto seal = actions::NextAsSealer(desk.store(), *session, *id, desk.me());
  if (!seal) return ComplainHolding(desk.context(), seal.error());
  if (!*seal) return NotNow(desk.context());
  PLENARY_TRY(ConfirmNumber(desk, poll, (*seal)->seal, options.yes));
  const std::string code = wire::ShortCode((*seal)->seal.head.root);
  report::Json more{{"poll", report::NumberOf(*session, *id)},
                    {"ballots", (*seal)->seal.ballots},
                    {"code", code}};
  const auto accepted = desk.Submit(**std::move(seal));
  if (!accepted) return std::unexpected(accepted.error());
  const auto page = PageOf(desk, *id);
  if (!page) return std::unexpected(page.error());
  desk.Tell(desk.link().SessionLog(desk.session_id()), *accepted, std::move(more));
  if (!desk.context().json) desk.context().Print(page->text, {});
  return Exit::kDone;
}

bool WasQuicker(const Complaint& complaint) {
  return std::ranges::any_of(actions::kQuicker, [&](session::Refusal refusal) {
    return session::NameOf(refusal) == complaint.code;
  });
}

// The machine whose answer opened the poll may be gone: whoever else asks finds the totals.
Outcome FinishOpening(Desk& desk, const PollId& id) {
  auto totals = session::FindPollTotals(*desk.session(), id);
  if (!totals) return NotNow(desk.context());
  const auto stated = desk.Submit(*std::move(totals));
  if (!stated && !WasQuicker(stated.error())) return std::unexpected(stated.error());
  return ShowPoll(desk, id);
}

std::unexpected<Complaint> ComplainNoShare(const Context& context) {
  return std::unexpected(Complaint{
      Exit::kRefused, "no-share",
      context.Say({"本机没有这项表决的密钥份额，没有参与开票；请在参加仪式的那台机器上操作。",
                   "This machine has no share of the poll's key and did not help to open "
                   "it; use the one that took part in the ceremony."})});
}

Outcome Answer(Desk& desk, const SealOptions& options) {
  const auto id = ChoosePoll(desk, options.poll);
  if (!id) return std::unexpected(id.error());
  const auto session = desk.session();
  if (!session::AnswerIsWanted(*session, *id, desk.me())) return FinishOpening(desk, *id);
  PLENARY_TRY(AskYes(desk.context(), options.yes, {"同意开票吗？", "Do you help to open it?"}));
  actions::Tending tending(desk.link(), desk.store(), desk.session_id(), desk.timeout());
  const auto round = tending.Once([&](const PollId& poll) { return poll == *id; });
  if (!round) return ComplainHolding(desk.context(), round.error());
  if (round->refused) {
    if (!actions::IsQuicker(round->refused->refusal)) {
      return ComplainRefused(desk.context(), *round->refused);
    }
  } else if (session::AnswerIsWanted(*desk.session(), *id, desk.me())) {
    return ComplainNoShare(desk.context());
  }
  return ShowPoll(desk, *id);
}

}  // namespace

void AddPollSecret(CLI::App& group, Context& context) {
  const auto seal = std::make_shared<SealOptions>();
  CLI::App& seals = AddSessionCommand(
      group, context, "seal",
      {"封存已截止的无记名表决（主持人、总监票人各一次）",
       "Seal a secret poll that is closed (chair and chief scrutineer, each once)"},
      *seal);
  AddPollWord(seals, context, seal->poll);
  AddYes(seals, context, seal->yes);
  OnSessionDesk<SealOptions>(seals, context, seal, Seal);

  const auto answer = std::make_shared<SealOptions>();
  CLI::App& answers = AddSessionCommand(
      group, context, "answer",
      {"参与开票（密钥持有人，表决封存后）", "Help to open a sealed poll (holders of the key)"},
      *answer);
  AddPollWord(answers, context, answer->poll);
  AddYes(answers, context, answer->yes);
  OnSessionDesk<SealOptions>(answers, context, answer, Answer);
}

}  // namespace plenary::cli
