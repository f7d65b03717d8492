#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <span>

#include "client/actions/narrate.h"
#include "client/cli/archives.h"
#include "client/cli/commands.h"
#include "client/report/layout.h"
#include "client/report/session.h"
#include "core/wire/ballot_codes.h"

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
  std::span<const archive::RedactedBallot> redacted;
  actions::Background background;
};

std::string Tell(const Context& context, const archive::RedactedBallot& ballot) {
  if (!ballot.code) {
    return context.Say({"（公布版未收：经抽验的选票）", "(left out: a challenged ballot)"});
  }
  return context.Say({"（公布版未收：编码为 {0} 的选票）", "(left out: the ballot with code {0})"},
                     {wire::ShortCode(*ballot.code)});
}

// Calls one or the other for each entry, in the order of the log.
void ForEach(const Log& log, const std::function<void(const archive::Said&)>& on_said,
             const std::function<void(const archive::RedactedBallot&)>& on_redacted) {
  auto redacted = log.redacted.begin();
  const auto tell_before = [&](std::uint64_t index) {
    for (; redacted != log.redacted.end() && redacted->index < index; ++redacted) {
      on_redacted(*redacted);
    }
  };
  for (const archive::Said& said : log.said) {
    tell_before(said.index);
    on_said(said);
  }
}

std::string EntriesText(const Context& context, const Log& log) {
  std::vector<report::Cells> rows;
  ForEach(
      log,
      [&](const archive::Said& said) {
        rows.push_back({std::to_string(said.index), IsoUtc(said.time),
                        Narrate(context.language, log.background, said.command)});
      },
      [&](const archive::RedactedBallot& ballot) {
        rows.push_back({std::to_string(ballot.index), "", Tell(context, ballot)});
      });
  return "\n" + context.Say(log.title) + "\n" +
         report::FormatTable({{"", report::Side::kRight}, {""}, {""}}, rows, 2);
}

Json EntriesJson(const Context& context, const Log& log) {
  Json entries = Json::array();
  ForEach(
      log,
      [&](const archive::Said& said) {
        entries.push_back(
            {{"index", said.index},
             {"time", IsoUtc(said.time)},
             {"kind", session::NameOf(session::KindOf(said.command.body))},
             {"signer", actions::SignerName(log.background.registry, said.command.signer)},
             {"text", Narrate(context.language, log.background, said.command)}});
      },
      [&](const archive::RedactedBallot& ballot) {
        entries.push_back({{"index", ballot.index}, {"text", Tell(context, ballot)}});
        if (ballot.code) entries.back()["code"] = wire::ShortCode(*ballot.code);
      });
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
  std::string page =
      report::SessionText(context.language, archive.session,
                          archive.is_edition ? report::Source::kEdition : report::Source::kLog);
  if (options.entries) {
    const Log logs[] = {{{"登记簿条目", "Entries of the registry"},
                         "registry_entries",
                         archive.registry_said,
                         {},
                         {*archive.registry}},
                        {{"会议记录条目", "Entries of the session"},
                         "entries",
                         archive.said,
                         archive.redacted,
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
                 {"显示一份会议档案或其公布版：出席、议程、任免、表决、文件",
                  "Show an archive or edition: attendance, agenda, appointments, polls, "
                  "documents"});
  const auto options = std::make_shared<ShowOptions>();
  command
      .add_option(
          "FILE", options->path,
          context.Say({"会议档案或其公布版（*.plenary）", "The archive or edition (*.plenary)"}))
      ->type_name("FILE")
      ->required();
  command.add_flag("--entries", options->entries,
                   context.Say({"逐条列出登记簿和会议记录", "List every entry of both logs too"}));
  OnRun(command, context, [&context, options] { return Show(context, *options); });
}

}  // namespace plenary::cli
