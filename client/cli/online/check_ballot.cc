// `plenary check-ballot`: what a challenged ballot holds, from its session's archive or, while the
// session goes on, from the log as this machine has verified it.
#include <CLI/CLI.hpp>
#include <memory>
#include <utility>

#include "client/cli/archives.h"
#include "client/cli/ballots.h"
#include "client/cli/commands.h"
#include "client/cli/online/desk.h"
#include "client/report/figures.h"

namespace plenary::cli {
namespace {

using report::Json;

struct CheckOptions : DeskOptions {
  std::string code;
  std::string seed;
  std::string file;
};

std::unexpected<Complaint> ComplainSeed(const Context& context) {
  return ComplainUsage(
      context.Say({"种子缺失或抄写有误：请照抽验时显示的文字或二维码重新输入",
                   "The seed is missing or mistyped: copy it again as it was shown when the ballot "
                   "was challenged"}));
}

// What was typed, or the one word that a scanner reads; `file` may have come in the seed's place.
Result<wire::Challenge, Complaint> ReadChallenge(const Context& context, CheckOptions& options) {
  if (wire::IsChallenge(options.code)) {
    auto scanned = wire::ParseChallenge(options.code);
    if (!scanned || !options.file.empty()) return ComplainSeed(context);
    options.file = std::exchange(options.seed, "");
    return *std::move(scanned);
  }
  const auto prefix = ParseBallotCode(context, options.code);
  if (!prefix) return std::unexpected(prefix.error());
  auto seed = wire::ParseSeed(options.seed);
  if (!seed) return ComplainSeed(context);
  return wire::Challenge{*prefix, *std::move(seed)};
}

std::unexpected<Complaint> ComplainOpening(const Context& context, const Error& error) {
  const bool is_false = error.code == ErrorCode::kBadSignature;
  return std::unexpected(Complaint{
      Exit::kRefused, is_false ? "wrong-seed" : "not-found",
      is_false
          ? context.Say(
                {"这个种子做不出这张选票。若种子抄写无误，做出选票的机器有问题：请停用该机并"
                 "告知监票人。",
                 "This seed does not make this ballot. If it was copied right, the machine "
                 "that made the ballot is at fault: stop using it and tell the "
                 "scrutineers."})
          : context.Say({"会议记录中没有（或不止一张）以此编码开头、经抽验的选票；请把编码写全，"
                         "并确认是那次会议。",
                         "None, or more than one, of the challenged ballots in this session has a "
                         "code that begins so; give the whole code, and see that it is that "
                         "session."})});
}

std::unexpected<Complaint> ComplainEdition(const Context& context) {
  return std::unexpected(Complaint{
      Exit::kRefused, "edition",
      context.Say(
          {"这是公布版，不含选票；核对经抽验的选票要用秘书处保存的完整档案。",
           "This is an edition and holds no ballots: a challenged ballot is opened from the "
           "full archive, which the secretariat keeps."})});
}

Outcome Tell(const Context& context, const session::Session& session,
             const actions::OpenedBallot& opened) {
  const auto& draft = session.polls.at(opened.ballot.poll).draft;
  std::string page = BallotText(context, session, opened.ballot);
  Json json = BallotJson(session, opened.ballot);
  json["choices"] = Json::array();
  for (std::size_t i = 0; i < opened.choices.size(); ++i) {
    const session::Contest& contest = draft.contests[i];
    const std::string chosen = report::ChosenOf(context.language, contest.terms, opened.choices[i]);
    page += context.Say({"  {0}：{1}\n", "  {0}: {1}\n"},
                        {contest.title.empty() ? draft.question : contest.title, chosen});
    json["choices"].push_back(chosen);
  }
  context.Print(page, json);
  return Exit::kDone;
}

Outcome CheckInArchive(Context& context, const std::string& file,
                       const wire::Challenge& challenge) {
  const auto collected = CollectAll(context, {file});
  if (!collected) return std::unexpected(collected.error());
  const archive::Verified& archive = collected->archives.archives().front();
  if (archive.is_edition) return ComplainEdition(context);
  const auto opened = actions::OpenChallenged(archive, challenge.code, challenge.seed.view());
  if (!opened) return ComplainOpening(context, opened.error());
  return Tell(context, archive.session, *opened);
}

Outcome CheckInSession(Context& context, const CheckOptions& options,
                       const wire::Challenge& challenge) {
  const auto desk = Desk::Open(context, options);
  if (!desk) return std::unexpected(desk.error());
  PLENARY_TRY((*desk)->Choose(options.session));
  const link::Link& link = (*desk)->link();
  const auto entries = link.Entries(link.SessionLog((*desk)->session_id()), 0);
  const auto session = (*desk)->session();  // has them
  const auto opened =
      actions::OpenChallenged(*session, entries, challenge.code, challenge.seed.view());
  if (!opened) return ComplainOpening(context, opened.error());
  return Tell(context, *session, *opened);
}

Outcome CheckBallot(Context& context, CheckOptions options) {
  const auto challenge = ReadChallenge(context, options);
  if (!challenge) return std::unexpected(challenge.error());
  return options.file.empty() ? CheckInSession(context, options, *challenge)
                              : CheckInArchive(context, options.file, *challenge);
}

}  // namespace

void AddCheckBallot(CLI::App& root, Context& context) {
  const auto options = std::make_shared<CheckOptions>();
  CLI::App& command =
      AddSessionCommand(root, context, "check-ballot",
                        {"核对一张经抽验的选票里面是什么：会中联网核对，或用会议档案",
                         "See what a challenged ballot holds: from the server while the session "
                         "goes on, or from its archive"},
                        *options);
  command
      .add_option("CODE", options->code,
                  context.Say({"抽验时显示的选票编码；或二维码的全文，种子已在其中",
                               "The ballot's code, as shown at the challenge; or the whole text of "
                               "the QR code, which has the seed too"}))
      ->type_name("CODE")
      ->required();
  command
      .add_option("SEED", options->seed,
                  context.Say({"抽验时显示的种子", "The seed that was shown at the challenge"}))
      ->type_name("SEED");
  command
      .add_option("FILE", options->file,
                  context.Say({"该次会议的完整档案；省略则向服务器核对",
                               "The full archive of that session; left out: from the server"}))
      ->type_name("FILE");
  OnRun(command, context, [&context, options] { return CheckBallot(context, *options); });
}

}  // namespace plenary::cli
