#include "core/archive/register.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "client/cli/archives.h"
#include "client/cli/commands.h"
#include "client/cli/options.h"
#include "client/report/register.h"
#include "core/base/check.h"

namespace plenary::cli {
namespace {

struct RegisterOptions {
  std::vector<std::string> paths;
  std::string date;
  bool changes = false;
};

// Those that had ended by that day.
archive::Collection Until(const archive::Collection& archives, CivilDate day) {
  archive::Collection until;
  for (const archive::Verified& archive : archives.archives()) {
    if (archive.session.today > day) continue;
    PLENARY_CHECK(until.Add(archive));  // it has gone with the others already
  }
  return until;
}

Outcome ShowRegister(Context& context, const RegisterOptions& options) {
  auto collected = CollectAll(context, options.paths);
  if (!collected) return std::unexpected(collected.error());
  archive::Collection& archives = collected->archives;
  if (!options.date.empty()) archives = Until(archives, *ParseCivilDate(options.date));
  const archive::Register offices = archive::FoldRegister(archives);
  context.Print(options.changes ? report::ChangesText(context.language, archives, offices)
                                : report::RegisterText(context.language, archives, offices),
                report::RegisterJson(archives, offices));
  return Exit::kDone;
}

}  // namespace

void AddRegister(CLI::App& root, Context& context) {
  CLI::App& command = AddCommand(
      root, context, "register",
      {"任免名册：由会议档案得出谁任何职", "Register of office-holders, from archives alone"});
  const auto options = std::make_shared<RegisterOptions>();
  AddArchives(command, context, options->paths);
  command.add_flag(
      "--changes", options->changes,
      context.Say({"按时间列出每项任免", "List every appointment and removal in order"}));
  IsDate(*command.add_option(
             "--date", options->date,
             context.Say({"当日会议结束时的名册", "As it stood at the end of that day"})),
         context);
  OnRun(command, context, [&context, options] { return ShowRegister(context, *options); });
}

}  // namespace plenary::cli
