// `plenary find` and `plenary check-ballot`: secret ballots in archives, by their codes.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <utility>

#include "client/actions/ballot_codes.h"
#include "client/cli/archives.h"
#include "client/cli/commands.h"
#include "client/report/figures.h"
#include "client/report/layout.h"
#include "client/report/poll.h"
#include "client/text/terms.h"
#include "client/text/titles.h"

namespace plenary::cli {
namespace {

using actions::CodeFate;
using report::Json;
using text::Text;

struct CodeOptions {
  std::string code;
  std::string seed;
  std::vector<std::string> paths;
};

struct Fate {
  std::string_view code;
  Text text;
};

Fate NameOf(CodeFate fate) {
  switch (fate) {
    case CodeFate::kCounted:
      return {"counted", {"已计入", "counted"}};
    case CodeFate::kReplaced:
      return {"replaced", {"已由同一人的后一张代替", "replaced by a later one of the same person"}};
    case CodeFate::kChallenged:
      return {"challenged", {"已质询，不计入", "challenged, and not counted"}};
    case CodeFate::kNotOpened:
      return {"not-opened", {"该次表决没有开票", "its poll was never opened"}};
    case CodeFate::kCast:
      return {"cast",
              {"已投出，在会议记录中；同一人后来是否另投一张代替了它，公布版不显示",
               "cast, and in the log; whether a later ballot of the same member replaced it, this "
               "edition does not tell"}};
  }
  return {};
}

Result<wire::CodePrefix, Complaint> ParseCode(const Context& context, const std::string& word) {
  auto prefix = wire::CodePrefix::Parse(word);
  if (prefix) return *prefix;
  return ComplainUsage(context.Say(
      {"“{0}”不是选票编码：请照屏幕抄写，一般为 12 个字符，至少 4 个",
       "\"{0}\" is no ballot's code: copy it from the screen, usually 12 characters, at least 4"},
      {word}));
}

Json JsonOf(const archive::Verified& archive, const actions::FoundBallot& ballot) {
  return {{"session", archive.log.session.hex()},
          {"poll", report::NumberOf(archive.session, ballot.poll)},
          {"question", archive.session.polls.at(ballot.poll).draft.question},
          {"entry", ballot.index},
          {"code", wire::ShortCode(ballot.code)},
          {"fate", NameOf(ballot.fate).code}};
}

std::string LineOf(const Context& context, const archive::Verified& archive,
                   const actions::FoundBallot& ballot) {
  return context.Say(
      {"{0}  {1}\n  “{2}”，会议记录第 {3} 条：{4}\n",
       "{0}  {1}\n  \"{2}\", entry {3} of the log: {4}\n"},
      {wire::ShortCode(ballot.code), text::SessionTitle(context.language, archive.session.convened),
       archive.session.polls.at(ballot.poll).draft.question, std::to_string(ballot.index),
       context.Say(NameOf(ballot.fate).text)});
}

Complaint ComplainNotFound(const Context& context, const archive::Collection& archives,
                           const std::string& code) {
  std::string what =
      context.Say({"这些档案中没有编码为 {0} 的选票；请核对编码，并确认是那次会议的档案。",
                   "No ballot in these archives has the code {0}; check the code, and whether "
                   "this is the archive of that session."},
                  {code});
  if (std::ranges::any_of(archives.archives(), &archive::Verified::is_edition)) {
    what += context.Say(
        {"公布版不列经质询的选票：请到秘书处保存的完整档案中查找。",
         " An edition does not show challenged ballots: look in the full archive, which the "
         "secretariat keeps."});
  }
  return {Exit::kRefused, "not-found", what};
}

Outcome Find(Context& context, const CodeOptions& options) {
  const auto prefix = ParseCode(context, options.code);
  if (!prefix) return std::unexpected(prefix.error());
  const auto collected = CollectAll(context, options.paths);
  if (!collected) return std::unexpected(collected.error());
  std::string page;
  Json ballots = Json::array();
  for (const archive::Verified& archive : collected->archives.archives()) {
    for (const auto& ballot : actions::FindBallots(archive, *prefix)) {
      page += LineOf(context, archive, ballot);
      ballots.push_back(JsonOf(archive, ballot));
    }
  }
  if (ballots.empty()) {
    return std::unexpected(ComplainNotFound(context, collected->archives, options.code));
  }
  context.Print(page, {{"ballots", ballots}});
  return Exit::kDone;
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
          : context.Say({"档案中没有（或不止一张）以此编码开头、经质询的选票；请把编码写全。",
                         "None, or more than one, of the challenged ballots in this archive has a "
                         "code that begins so; give the whole code."})});
}

std::unexpected<Complaint> ComplainEdition(const Context& context) {
  return std::unexpected(Complaint{
      Exit::kRefused, "edition",
      context.Say(
          {"这是公布版，不含选票；核对经质询的选票要用秘书处保存的完整档案。",
           "This is an edition and holds no ballots: a challenged ballot is opened from the "
           "full archive, which the secretariat keeps."})});
}

Outcome CheckBallot(Context& context, const CodeOptions& options) {
  const auto prefix = ParseCode(context, options.code);
  if (!prefix) return std::unexpected(prefix.error());
  const auto seed = wire::ParseSeed(options.seed);
  if (!seed) {
    return ComplainUsage(
        context.Say({"种子抄写有误：请照质询时显示的文字或二维码重新输入",
                     "The seed is mistyped: copy it again as it was shown when the "
                     "ballot was challenged"}));
  }
  const auto collected = CollectAll(context, options.paths);
  if (!collected) return std::unexpected(collected.error());
  const archive::Verified& archive = collected->archives.archives().front();
  if (archive.is_edition) return ComplainEdition(context);
  const auto opened = actions::OpenChallenged(archive, *prefix, seed->view());
  if (!opened) return ComplainOpening(context, opened.error());
  const auto& draft = archive.session.polls.at(opened->ballot.poll).draft;
  std::string page = LineOf(context, archive, opened->ballot);
  Json json = JsonOf(archive, opened->ballot);
  json["choices"] = Json::array();
  for (std::size_t i = 0; i < opened->choices.size(); ++i) {
    const session::Contest& contest = draft.contests[i];
    const std::string chosen =
        report::ChosenOf(context.language, contest.terms, opened->choices[i]);
    page += context.Say({"  {0}：{1}\n", "  {0}: {1}\n"},
                        {contest.title.empty() ? draft.question : contest.title, chosen});
    json["choices"].push_back(chosen);
  }
  context.Print(page, json);
  return Exit::kDone;
}

CLI::App& AddCodeCommand(CLI::App& root, Context& context, const std::string& name, Text what,
                         CodeOptions& options) {
  CLI::App& command = AddCommand(root, context, name, what);
  command
      .add_option("CODE", options.code,
                  context.Say({"选票编码（投票或质询时显示）",
                               "The ballot's code, as shown when it was cast or challenged"}))
      ->type_name("CODE")
      ->required();
  return command;
}

}  // namespace

void AddFind(CLI::App& root, Context& context) {
  const auto options = std::make_shared<CodeOptions>();
  CLI::App& command = AddCodeCommand(root, context, "find",
                                     {"按编码在会议档案或公布版中找到自己的选票",
                                      "Find one's own ballot in archives or editions by its code"},
                                     *options);
  AddArchives(command, context, options->paths);
  OnRun(command, context, [&context, options] { return Find(context, *options); });
}

void AddCheckBallot(CLI::App& root, Context& context) {
  const auto options = std::make_shared<CodeOptions>();
  CLI::App& command = AddCodeCommand(
      root, context, "check-ballot",
      {"核对一张经质询的选票里面是什么", "See what a challenged ballot holds"}, *options);
  command
      .add_option("SEED", options->seed,
                  context.Say({"质询时显示的种子", "The seed that was shown at the challenge"}))
      ->type_name("SEED")
      ->required();
  command
      .add_option("FILE", options->paths,
                  context.Say({"该次会议的完整档案", "The full archive of that session"}))
      ->type_name("FILE")
      ->required()
      ->expected(1);
  OnRun(command, context, [&context, options] { return CheckBallot(context, *options); });
}

}  // namespace plenary::cli
