#include <CLI/CLI.hpp>
#include <memory>
#include <span>

#include "client/actions/narrate.h"
#include "client/cli/archives.h"
#include "client/cli/commands.h"
#include "client/report/layout.h"
#include "client/report/session.h"

namespace plenary::cli {
namespace {

using report::Json;

struct ShowOptions {
  std::string path;
  bool entries = false;
};

struct Log {
  text::Text title;
  const char* key;
  const std::vector<archive::Said>& said;
  actions::Background background;
};

std::string EntriesText(const Context& context, const Log& log) {
  std::vector<report::Cells> rows;
  for (std::size_t i = 0; i < log.said.size(); ++i) {
    rows.push_back({std::to_string(i), IsoUtc(log.said[i].time),
                    Narrate(context.language, log.background, log.said[i].command)});
  }
  return "\n" + context.Say(log.title) + "\n" +
         report::FormatTable({{"", report::Side::kRight}, {""}, {""}}, rows, 2);
}

Json EntriesJson(const Context& context, const Log& log) {
  Json entries = Json::array();
  for (std::size_t i = 0; i < log.said.size(); ++i) {
    const archive::Said& said = log.said[i];
    entries.push_back(
        {{"index", i},
         {"time", IsoUtc(said.time)},
         {"kind", session::NameOf(session::KindOf(said.command.body))},
         {"signer", actions::SignerName(log.background.registry, said.command.signer)},
         {"text", Narrate(context.language, log.background, said.command)}});
  }
  return entries;
}

Outcome Show(Context& context, const ShowOptions& options) {
  const auto collected = CollectAll(context, {options.path});
  if (!collected) return std::unexpected(collected.error());
  const auto& archives = collected->archives.archives();
  if (archives.size() != 1) {
    return ComplainUsage(context.Say({"请只给一份档案", "Name one archive only"}));
  }
  const archive::Verified& archive = archives.front();
  Json document = report::SessionJson(context.language, archive.session);
  std::string page = report::SessionText(context.language, archive.session);
  if (options.entries) {
    const Log logs[] = {{{"登记簿条目", "Entries of the registry"},
                         "registry_entries",
                         archive.registry_said,
                         {*archive.registry}},
                        {{"会议记录条目", "Entries of the session"},
                         "entries",
                         archive.said,
                         {*archive.registry, &archive.session}}};
    for (const Log& log : logs) {
      page += EntriesText(context, log);
      document[log.key] = EntriesJson(context, log);
    }
  }
  context.Print(page, document);
  return Exit::kDone;
}

}  // namespace

void AddShow(CLI::App& root, Context& context) {
  CLI::App& command =
      AddCommand(root, context, "show",
                 {"显示一份会议档案：出席、议程、任免、表决、文件",
                  "Show an archive: attendance, agenda, appointments, polls, documents"});
  const auto options = std::make_shared<ShowOptions>();
  command
      .add_option("FILE", options->path,
                  context.Say({"会议档案（*.plenary）", "The archive (*.plenary)"}))
      ->type_name("FILE")
      ->required();
  command.add_flag("--entries", options->entries,
                   context.Say({"逐条列出登记簿和会议记录", "List every entry of both logs too"}));
  OnRun(command, context, [&context, options] { return Show(context, *options); });
}

}  // namespace plenary::cli
