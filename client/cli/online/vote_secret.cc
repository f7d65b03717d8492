#include "client/cli/online/vote_secret.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>
#include <ostream>
#include <string_view>
#include <utility>

#include "client/actions/secret_polls.h"
#include "client/cli/online/ask.h"
#include "client/cli/online/own_ballot.h"
#include "client/report/figures.h"
#include "client/report/poll.h"
#include "client/report/qr.h"
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

// What a person types, with a Chinese keyboard too; nothing typed keeps the ballot.
std::optional<AfterCode> AfterWord(const std::string& word) {
  constexpr std::array<std::pair<std::string_view, AfterCode>, 16> kWords = {{
      {"c", AfterCode::kCast},
      {"C", AfterCode::kCast},
      {"ｃ", AfterCode::kCast},
      {"Ｃ", AfterCode::kCast},
      {"投出", AfterCode::kCast},
      {"x", AfterCode::kChallenge},
      {"X", AfterCode::kChallenge},
      {"ｘ", AfterCode::kChallenge},
      {"Ｘ", AfterCode::kChallenge},
      {"抽验", AfterCode::kChallenge},
      {"k", AfterCode::kKeep},
      {"K", AfterCode::kKeep},
      {"ｋ", AfterCode::kKeep},
      {"Ｋ", AfterCode::kKeep},
      {"暂留", AfterCode::kKeep},
      {"", AfterCode::kKeep},
  }};
  const auto found = std::ranges::find(kWords, std::string_view(word),
                                       &std::pair<std::string_view, AfterCode>::first);
  return found == kWords.end() ? std::nullopt : std::optional(found->second);
}

AfterCode Decide(const Context& context, AfterCode after) {
  if (after != AfterCode::kAsk) return after;
  if (::isatty(STDIN_FILENO) != 1) return AfterCode::kCast;
  for (;;) {
    const auto word = AskAgain(context, {"投出请按 c，抽验请按 x，暂留本机请按 k 或直接回车：",
                                         "c casts it, x challenges it, k or an empty line keeps "
                                         "it in hand: "});
    if (!word) return AfterCode::kKeep;
    if (const auto decided = AfterWord(*word)) return *decided;
  }
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

// Whether it was in before the close is seen from its place in the log, once that is here.
std::unexpected<Complaint> ComplainCast(const Desk& desk, const PollId& poll,
                                        const std::string& code, Complaint complaint) {
  if (complaint.code == session::NameOf(session::Refusal::kPollState)) {
    return ComplainLate(desk, poll, code);
  }
  if (complaint.code == "not-here-yet") {
    complaint.message += desk.context().Say(
        {"\n选票 {0} 留在本机；连接恢复后，“plenary poll show”显示它是否记入。",
         "\nThe ballot {0} stays in hand on this machine; once the server answers again, \"plenary "
         "poll show\" tells whether it is in."},
        {code});
  } else if (complaint.exit == Exit::kUnreachable) {
    complaint.message += desk.context().Say(
        {"\n选票 {0} 是否在截止之前记入，现在还不知道；连接恢复后执行“plenary poll show”即可得知。",
         "\nWhether the ballot {0} was in before the close is not known yet; \"plenary poll show\" "
         "tells once the server answers again."},
        {code});
  }
  return std::unexpected(std::move(complaint));
}

// What became of it by now; the root is that of the log that ends with the ballot.
Sought<actions::OwnBallot> KeepReceipt(const Desk& desk, const PollId& poll,
                                       const actions::MadeBallot& ballot,
                                       const link::Accepted& accepted) {
  const actions::RootAt root_at = RootsOf(desk);
  const auto root = root_at(accepted.index + 1);
  if (!root) return desk.ComplainNotHere(accepted);
  const auto kept = desk.store().vault().KeepReceipt(
      desk.session_id(), poll,
      {ballot.code, accepted.id, accepted.index, {accepted.index + 1, *root}});
  if (!kept) return Complain(desk.context(), kept.error());
  auto own = actions::FindOwnBallot(desk.store(), *desk.session(), poll, desk.me(), root_at);
  if (!own) return Complain(desk.context(), own.error());
  return *std::move(own);
}

Outcome Cast(Desk& desk, const PollId& poll, const actions::MadeBallot& ballot, Json more) {
  const auto accepted =
      SayOnce(desk, poll, ballot, actions::CastOf(*desk.session(), poll, desk.me(), ballot));
  if (!accepted) {
    return ComplainCast(desk, poll, wire::ShortCode(ballot.code), accepted.error());
  }
  const auto own = KeepReceipt(desk, poll, ballot, *accepted);
  if (!own) return std::unexpected(own.error());
  more["replaces_earlier"] = own->earlier > 0;
  const session::PollRecord& record = desk.session()->polls.at(poll);
  more["your_ballot"] = actions::OwnBallotJson(record, *own);
  desk.Tell(desk.link().SessionLog(desk.session_id()), *accepted, std::move(more));
  if (!desk.context().json) desk.context().Print(OwnBallotPage(desk, poll, *own), {});
  return LetGo(desk, poll);
}

// For the camera of the other machine. Only on a terminal: in a file it would be noise.
std::string QrText(const std::string& line) {
  if (::isatty(STDOUT_FILENO) != 1) return {};
  const auto code = report::QrCode::Make(line);
  return code ? report::TerminalText(*code) : "";
}

// The seed, and where it is opened; the ballot is in the log as spent.
std::string SeedText(const Context& context, const actions::MadeBallot& ballot) {
  return context.Say(
             {"这张选票已作废，不会计入。在另一台机器上核对它里面是什么（闭会后在末尾写上会议"
              "档案）：\n  plenary check-ballot {0} {1}\n",
              "This ballot is spent and will not count. To see on another machine what is in it "
              "(once the session is closed, with its archive at the end):\n"
              "  plenary check-ballot {0} {1}\n"},
             {wire::ShortCode(ballot.code), wire::FormatSeed(ballot.seed.view())}) +
         QrText(wire::FormatChallenge(ballot.code, ballot.seed.view()));
}
void AddSeed(Json& json, const actions::MadeBallot& ballot) {
  json["seed"] = wire::FormatSeed(ballot.seed.view());
  json["qr"] = wire::FormatChallenge(ballot.code, ballot.seed.view());
}

Outcome Challenge(Desk& desk, const PollId& poll, const actions::MadeBallot& ballot, Json more) {
  const auto accepted = SayOnce(desk, poll, ballot, actions::ChallengeOf(poll, ballot));
  if (!accepted) {
    return ComplainCast(desk, poll, wire::ShortCode(ballot.code), accepted.error());
  }
  auto told = desk.Account(desk.link().SessionLog(desk.session_id()), *accepted, std::move(more));
  AddSeed(told.json, ballot);
  desk.context().Print(told.line + "\n" + SeedText(desk.context(), ballot), told.json);
  return LetGo(desk, poll);
}

// Made for the choices, or the one in hand.
Sought<actions::MadeBallot> BallotFor(Desk& desk, const PollId& poll,
                                      const std::vector<rules::Choice>& choices) {
  if (!choices.empty()) {
    const auto booth = actions::Booth::Open(desk.store(), *desk.session(), poll, desk.me());
    if (!booth) return Complain(desk.context(), booth.error());
    auto made = (*booth)->Make(choices);
    if (!made) return Complain(desk.context(), made.error());
    return *std::move(made);
  }
  auto kept = actions::BallotInHand(desk.store(), *desk.session(), poll, desk.me());
  if (!kept) return Complain(desk.context(), kept.error());
  if (!*kept) return NothingInHand(desk.context());
  return **std::move(kept);
}

Outcome CastOrChallenge(Desk& desk, const PollId& poll, const actions::MadeBallot& ballot,
                        AfterCode decided, Json more) {
  switch (decided) {
    case AfterCode::kCast:
      return Cast(desk, poll, ballot, std::move(more));
    case AfterCode::kChallenge:
      return Challenge(desk, poll, ballot, std::move(more));
    case AfterCode::kAsk:
    case AfterCode::kKeep:
      break;
  }
  const Context& context = desk.context();
  context.Print(context.Say({"选票留在本机，尚未投出：“plenary vote --cast”投出，"
                             "“plenary vote --challenge”抽验。\n",
                             "The ballot stays in hand and is not cast: \"plenary vote --cast\" "
                             "casts it, \"plenary vote --challenge\" challenges it.\n"}),
                more);
  return Exit::kDone;
}

// Whether an earlier run said what is to be said now, with the ballot in hand.
bool IsSaid(const Desk& desk, const PollId& poll, const actions::MadeBallot& ballot,
            AfterCode after) {
  const auto kind = after == AfterCode::kChallenge ? session::CommandKind::kChallengeBallot
                                                   : session::CommandKind::kCastSecretBallot;
  return SaidBefore(desk, poll, ballot, kind).has_value();
}

// Before another takes its place: what an earlier run did with the ballot in hand and could not
// tell any more. The receipt of one that was cast is kept; the seed of one that was challenged is
// shown, here and in the JSON as `earlier_challenge`.
Result<void, Complaint> SettleInHand(Desk& desk, const PollId& poll, Json& more) {
  const auto own = OwnBallotIn(desk, poll);
  if (!own) return std::unexpected(own.error());
  if (!*own || !(*own)->in_hand_spent) return {};
  const auto spent = actions::BallotInHand(desk.store(), *desk.session(), poll, desk.me());
  if (!spent) return Complain(desk.context(), spent.error());
  const Context& context = desk.context();
  const std::string code = wire::ShortCode((*spent)->code);
  TellNow(context, context.Say({"先前抽验的选票 {0}，种子尚未显示：\n",
                                "The ballot {0}, challenged before, whose seed was not shown "
                                "yet:\n"},
                               {code}) +
                       SeedText(context, **spent));
  more["earlier_challenge"] = {{"code", code}};
  AddSeed(more["earlier_challenge"], **spent);
  return {};
}

}  // namespace

Outcome VoteInSecret(Desk& desk, const PollId& poll, const std::vector<rules::Choice>& choices,
                     AfterCode after) {
  const Context& context = desk.context();
  const auto session = desk.session();
  const session::PollRecord& record = session->polls.at(poll);
  if (!record.secret) return Complain(context, session::Refusal::kPollState);
  const bool is_open = record.state == session::PollState::kOpen;
  if (!is_open && !choices.empty()) return ComplainLate(desk, poll, "");
  Json more = Json::object();
  if (!choices.empty()) PLENARY_TRY(SettleInHand(desk, poll, more));
  const auto ballot = BallotFor(desk, poll, choices);
  if (!ballot) return std::unexpected(ballot.error());
  const std::string code = wire::ShortCode(ballot->code);
  if (!is_open && !IsSaid(desk, poll, *ballot, after)) return ComplainLate(desk, poll, code);
  TellNow(context, context.Say({"选票编码  {0}\n", "Ballot code  {0}\n"}, {code}));
  more["poll"] = report::NumberOf(*session, poll);
  more["code"] = code;
  return CastOrChallenge(desk, poll, *ballot, Decide(context, after), std::move(more));
}

}  // namespace plenary::cli
