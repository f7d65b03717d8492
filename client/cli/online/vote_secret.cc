#include "client/cli/online/vote_secret.h"

#include <unistd.h>

#include <optional>
#include <ostream>
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

// What an earlier run said with the ballot in hand, if it ended before it let go of it.
std::optional<link::Accepted> SaidBefore(const Desk& desk, const PollId& poll,
                                         const actions::MadeBallot& ballot,
                                         session::CommandKind kind) {
  const Bytes code = ToBytes(ballot.code.view());
  const std::uint64_t opened = desk.session()->polls.at(poll).opened;
  const LogId log = desk.link().SessionLog(desk.session_id());
  for (const link::FollowedPtr& entry : desk.link().Entries(log, opened)) {
    const session::Command& command = entry->command;
    if (session::KindOf(command.body) == kind && session::CodeOf(command.body) == code) {
      return link::Accepted{command.id, entry->entry.index, entry->entry.time};
    }
  }
  return std::nullopt;
}

Sought<link::Accepted> SayOnce(Desk& desk, const PollId& poll, const actions::MadeBallot& ballot,
                               session::Body body) {
  const auto before = SaidBefore(desk, poll, ballot, session::KindOf(body));
  return before ? *before : desk.Submit(std::move(body));
}

// Last of all: until then, whoever runs the command again is told the same.
Outcome LetGo(const Desk& desk, const PollId& poll) {
  desk.context().out.flush();
  const auto erased = desk.store().vault().EraseBallot(desk.session_id(), poll);
  if (!erased) return Complain(desk.context(), erased.error());
  return Exit::kDone;
}

Outcome Cast(Desk& desk, const PollId& poll, const actions::MadeBallot& ballot, Json more) {
  const auto accepted =
      SayOnce(desk, poll, ballot, actions::CastOf(*desk.session(), poll, desk.me(), ballot));
  if (!accepted) return std::unexpected(accepted.error());
  const LogId log = desk.link().SessionLog(desk.session_id());
  const auto kept = desk.store().vault().KeepReceipt(
      desk.session_id(), poll, {ballot.code, accepted->id, accepted->index, desk.link().Head(log)});
  if (!kept) return Complain(desk.context(), kept.error());
  more["replaces_earlier"] = desk.session()->polls.at(poll).ballots.at(desk.me()).presses > 1;
  desk.Tell(log, *accepted, std::move(more));
  return LetGo(desk, poll);
}

Outcome Challenge(Desk& desk, const PollId& poll, const actions::MadeBallot& ballot, Json more) {
  const Context& context = desk.context();
  const auto accepted = SayOnce(desk, poll, ballot, actions::ChallengeOf(poll, ballot));
  if (!accepted) return std::unexpected(accepted.error());
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
  return LetGo(desk, poll);
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
