#include "client/cli/online/vote_secret.h"

#include <unistd.h>

#include <utility>

#include "client/actions/secret_polls.h"
#include "client/cli/online/ask.h"
#include "client/report/figures.h"
#include "client/report/poll.h"
#include "core/wire/ballot_codes.h"

namespace plenary::cli {
namespace {

using report::Json;

std::unexpected<Complaint> NothingInHand(const Context& context) {
  return std::unexpected(Complaint{
      Exit::kRefused, "nothing-in-hand",
      context.Say({"本机没有待投的选票，什么都没有改变；请写明选择。",
                   "There is no ballot in hand on this machine and nothing was changed; say what "
                   "you choose."})});
}

Sought<AfterCode> Decide(const Context& context, AfterCode after) {
  if (after != AfterCode::kAsk) return after;
  if (::isatty(STDIN_FILENO) != 1) return AfterCode::kCast;
  const auto word = AskLine(context,
                            {"投出请按 c，质询请按 x，暂不决定请按 k：",
                             "c casts it, x challenges it, k keeps it in hand: "},
                            "--cast");
  if (!word) return std::unexpected(word.error());
  if (*word == "x") return AfterCode::kChallenge;
  return *word == "c" ? AfterCode::kCast : AfterCode::kKeep;
}

Outcome Cast(Desk& desk, const PollId& poll, const actions::MadeBallot& ballot, Json more) {
  const auto cast = actions::CastOf(*desk.session(), poll, desk.me(), ballot);
  more["replaces_earlier"] = cast.replaces.has_value();
  const auto accepted = desk.Submit(cast);
  if (!accepted) return std::unexpected(accepted.error());
  link::Vault& vault = desk.store().vault();
  const LogId log = desk.link().SessionLog(desk.session_id());
  const auto kept = vault.KeepReceipt(
      desk.session_id(), poll, {ballot.code, accepted->id, accepted->index, desk.link().Head(log)});
  if (!kept) return Complain(desk.context(), kept.error());
  if (const auto erased = vault.EraseBallot(desk.session_id(), poll); !erased) {
    return Complain(desk.context(), erased.error());
  }
  desk.Tell(log, *accepted, std::move(more));
  return Exit::kDone;
}

Outcome Challenge(Desk& desk, const PollId& poll, const actions::MadeBallot& ballot, Json more) {
  const Context& context = desk.context();
  const auto accepted = desk.Submit(actions::ChallengeOf(poll, ballot));
  if (!accepted) return std::unexpected(accepted.error());
  if (const auto erased = desk.store().vault().EraseBallot(desk.session_id(), poll); !erased) {
    return Complain(context, erased.error());
  }
  const std::string seed = wire::FormatSeed(ballot.seed.view());
  more["seed"] = seed;
  desk.Tell(desk.link().SessionLog(desk.session_id()), *accepted, std::move(more));
  if (!context.json) {
    context.Print(
        context.Say({"这张选票已作废，不会计入。在另一台机器上核对它里面是什么：\n"
                     "  plenary check-ballot {0} {1} 会议档案\n",
                     "This ballot is spent and will not count. To see on another machine what is "
                     "in it:\n  plenary check-ballot {0} {1} ARCHIVE\n"},
                    {wire::ShortCode(ballot.code), seed}),
        {});
  }
  return Exit::kDone;
}

Sought<actions::MadeBallot> BallotFor(Desk& desk, actions::Booth& booth,
                                      const std::vector<rules::Choice>& choices) {
  if (!choices.empty()) {
    auto made = booth.Make(choices);
    if (!made) return Complain(desk.context(), made.error());
    return *std::move(made);
  }
  auto kept = booth.InHand();
  if (!kept) return Complain(desk.context(), kept.error());
  if (!*kept) return NothingInHand(desk.context());
  return **std::move(kept);
}

}  // namespace

Outcome VoteInSecret(Desk& desk, const PollId& poll, const std::vector<rules::Choice>& choices,
                     AfterCode after) {
  const Context& context = desk.context();
  const auto booth = actions::Booth::Open(desk.store(), *desk.session(), poll, desk.me());
  if (!booth) return Complain(context, booth.error());
  const auto ballot = BallotFor(desk, **booth, choices);
  if (!ballot) return std::unexpected(ballot.error());
  const std::string code = wire::ShortCode(ballot->code);
  TellNow(context, context.Say({"选票编码  {0}\n", "Ballot code  {0}\n"}, {code}));
  Json more{{"poll", report::NumberOf(*desk.session(), poll)}, {"code", code}};
  const auto decided = Decide(context, after);
  if (!decided) return std::unexpected(decided.error());
  switch (*decided) {
    case AfterCode::kCast:
      return Cast(desk, poll, *ballot, std::move(more));
    case AfterCode::kChallenge:
      return Challenge(desk, poll, *ballot, std::move(more));
    case AfterCode::kAsk:
    case AfterCode::kKeep:
      break;
  }
  context.Print(context.Say({"选票留在本机，尚未投出：“plenary vote --cast”投出，"
                             "“plenary vote --challenge”质询。\n",
                             "The ballot stays in hand and is not cast: \"plenary vote --cast\" "
                             "casts it, \"plenary vote --challenge\" challenges it.\n"}),
                more);
  return Exit::kDone;
}

}  // namespace plenary::cli
