#include <CLI/CLI.hpp>
#include <memory>

#include "client/cli/archives.h"
#include "client/cli/commands.h"
#include "client/report/year.h"

namespace plenary::cli {
namespace {

struct YearOptions {
  std::int32_t year = 0;
  std::vector<std::string> paths;
};

Outcome ReportYear(Context& context, const YearOptions& options) {
  const auto collected = CollectAll(context, options.paths);
  if (!collected) return std::unexpected(collected.error());
  const auto year = archive::CountYear(collected->archives, options.year);
  context.Print(report::YearText(context.language, collected->archives, year),
                report::YearJson(collected->archives, year));
  return Exit::kDone;
}

}  // namespace

void AddReport(CLI::App& root, Context& context) {
  CLI::App& group =
      AddGroup(root, context, "report", {"由会议档案生成报表", "Make reports from archives alone"});
  CLI::App& command = AddCommand(group, context, "year", {"年度工作数据", "The year in figures"});
  const auto options = std::make_shared<YearOptions>();
  command.add_option("--year", options->year, context.Say({"年份", "Which year"}))
      ->type_name("YEAR")
      ->check(CLI::Range(1, 9999))
      ->required();
  AddArchives(command, context, options->paths);
  OnRun(command, context, [&context, options] { return ReportYear(context, *options); });
}

}  // namespace plenary::cli
