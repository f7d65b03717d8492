// `plenary find`: secret ballots in archives, by their codes.
#include "client/cli/ballots.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <utility>

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
      return {"challenged", {"已抽验，不计入", "challenged, and not counted"}};
    case CodeFate::kNotOpened:
      return {"not-opened",
              {"该次表决没有开票，没有结果", "its poll was not opened and has no result"}};
    case CodeFate::kCast:
      return {"cast",
              {"已投出，在会议记录中；同一人后来是否另投一张代替了它，公布版不显示",
               "cast, and in the log; whether a later ballot of the same member replaced it, this "
               "edition does not tell"}};
    case CodeFate::kVoided:
      return {"voided", {"该次表决已作废，不计入", "its poll was voided, and it does not count"}};
  }
  return {};
}

}  // namespace

Result<wire::CodePrefix, Complaint> ParseBallotCode(const Context& context,
                                                    const std::string& word) {
  auto prefix = wire::CodePrefix::Parse(word);
  if (prefix) return *prefix;
  return ComplainUsage(context.Say(
      {"“{0}”不是选票编码：请照屏幕抄写，一般为 16 个字符，至少 4 个",
       "\"{0}\" is no ballot's code: copy it from the screen, usually 16 characters, at least 4"},
      {word}));
}

Json BallotJson(const session::Session& session, const actions::FoundBallot& ballot) {
  Json json{{"session", session.id.hex()},
            {"poll", report::NumberOf(session, ballot.poll)},
            {"question", session.polls.at(ballot.poll).draft.question},
            {"entry", ballot.index},
            {"code", wire::ShortCode(ballot.code)},
            {"fate", NameOf(ballot.fate).code},
            {"voter", nullptr}};
  if (ballot.voter) json["voter"] = text::NameOf(*session.registry, *ballot.voter);
  return json;
}

std::string BallotText(const Context& context, const session::Session& session,
                       const actions::FoundBallot& ballot) {
  const std::string voter = ballot.voter
                                ? context.Say({"，投票人 {0}", ", made by {0}"},
                                              {text::NameOf(*session.registry, *ballot.voter)})
                                : "";
  return context.Say(
      {"{0}  {1}\n  “{2}”，会议记录第 {3} 条{5}：{4}\n",
       "{0}  {1}\n  \"{2}\", entry {3} of the log{5}: {4}\n"},
      {wire::ShortCode(ballot.code), text::SessionTitle(context.language, session.convened),
       session.polls.at(ballot.poll).draft.question, std::to_string(ballot.index),
       context.Say(NameOf(ballot.fate).text), voter});
}

namespace {

Complaint ComplainNotFound(const Context& context, const archive::Collection& archives,
                           const std::string& code) {
  std::string what =
      context.Say({"这些档案中没有编码为 {0} 的选票；请核对编码，并确认是那次会议的档案。",
                   "No ballot in these archives has the code {0}; check the code, and whether "
                   "this is the archive of that session."},
                  {code});
  if (std::ranges::any_of(archives.archives(), &archive::Verified::is_edition)) {
    what += context.Say(
        {"公布版不列经抽验的选票：请到秘书处保存的完整档案中查找。",
         " An edition does not show challenged ballots: look in the full archive, which the "
         "secretariat keeps."});
  }
  return {Exit::kRefused, "not-found", what};
}

Outcome Find(Context& context, const CodeOptions& options) {
  const auto prefix = ParseBallotCode(context, options.code);
  if (!prefix) return std::unexpected(prefix.error());
  const auto collected = CollectAll(context, options.paths);
  if (!collected) return std::unexpected(collected.error());
  std::string page;
  Json ballots = Json::array();
  for (const archive::Verified& archive : collected->archives.archives()) {
    for (const auto& ballot : actions::FindBallots(archive, *prefix)) {
      page += BallotText(context, archive.session, ballot);
      ballots.push_back(BallotJson(archive.session, ballot));
    }
  }
  if (ballots.empty()) {
    return std::unexpected(ComplainNotFound(context, collected->archives, options.code));
  }
  context.Print(page, {{"ballots", ballots}});
  return Exit::kDone;
}

}  // namespace

void AddFind(CLI::App& root, Context& context) {
  const auto options = std::make_shared<CodeOptions>();
  CLI::App& command =
      AddCommand(root, context, "find",
                 {"按选票编码在会议档案或公布版中找到自己的选票；完整档案并列出投票人，"
                  "若不是您本人，请告知监票人",
                  "Find one's own ballot in archives or editions by its code; a "
                  "full archive names the voter: if that is somebody else, tell "
                  "the scrutineers"});
  command
      .add_option("CODE", options->code,
                  context.Say({"选票编码（投票或抽验时显示）",
                               "The ballot's code, as shown when it was cast or challenged"}))
      ->type_name("CODE")
      ->required();
  AddArchives(command, context, options->paths);
  OnRun(command, context, [&context, options] { return Find(context, *options); });
}

}  // namespace plenary::cli
