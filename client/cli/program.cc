#include "client/cli/program.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ostream>
#include <utility>

#include "client/cli/commands.h"
#include "client/cli/formatter.h"
#include "client/cli/online/commands.h"
#include "client/cli/options.h"
#include "client/cli/usage.h"

namespace plenary::cli {
namespace {

// --lang wherever it stands: the help texts need it before anything is parsed.
std::optional<text::Language> AskedLanguage(const std::vector<std::string>& arguments) {
  constexpr std::string_view kOption = "--lang";
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (argument == "--") return std::nullopt;
    if (argument == kOption && i + 1 < arguments.size()) {
      return text::ParseLanguage(arguments[i + 1]);
    }
    if (argument.starts_with("--lang=")) {
      return text::ParseLanguage(argument.substr(kOption.size() + 1));
    }
  }
  return std::nullopt;
}

text::Language LanguageFor(const std::vector<std::string>& arguments,
                           const Environment& environment) {
  if (const auto asked = AskedLanguage(arguments)) return *asked;
  return text::FromLocale(environment("LC_ALL").value_or(""),
                          environment("LC_MESSAGES").value_or(""),
                          environment("LANG").value_or(""));
}

int Report(const Context& context, const Complaint& complaint) {
  if (context.json) {
    context.Print(
        report::Json{{"error", {{"code", complaint.code}, {"message", complaint.message}}}});
  } else {
    context.err << "plenary: " << complaint.message << '\n';
  }
  return static_cast<int>(complaint.exit);
}

int ReportUsage(Context& context, const CLI::App& app, const CLI::ParseError& error,
                const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    context.err << app.help();
    return static_cast<int>(Exit::kUsage);
  }
  // The flag is bound only once the whole line has been understood.
  context.json = context.json || std::ranges::find(arguments, "--json") != arguments.end();
  return Report(context, ExplainUsage(context, app, error));
}

int RunAction(Context& context) {
  const Outcome outcome = context.action();
  context.out.flush();
  return outcome ? static_cast<int>(*outcome) : Report(context, outcome.error());
}

}  // namespace

std::unique_ptr<CLI::App> MakeApp(Context& context) {
  auto app = std::make_unique<CLI::App>(
      context.Say({"Plenary：召开人大常委会会议，表决，存档，核验。",
                   "Plenary: hold the sessions of a standing committee, vote, archive, verify."}),
      "plenary");
  app->formatter(std::make_shared<HelpFormatter>(context.language));
  AddCommonOptions(*app, context);
  app->set_version_flag("--version", "plenary " + std::string(kVersion),
                        context.Say({"显示版本", "Show the version"}));
  app->require_subcommand(1);
  app->footer(context.Say(
      {"退出码：0 完成；1 被拒绝或无效；2 命令行有误；3 连接不上服务器。\n"
       "“plenary 命令 --help”说明每个命令。",
       "Exit codes: 0 done; 1 refused or invalid; 2 usage; 3 the server cannot be reached.\n"
       "\"plenary COMMAND --help\" explains each command."}));
  AddKey(*app, context);
  AddEnrol(*app, context);
  AddCommittee(*app, context);
  AddSession(*app, context);
  AddAgenda(*app, context);
  AddAttend(*app, context);
  AddDocument(*app, context);
  AddAppointment(*app, context);
  AddCeremony(*app, context);
  AddHold(*app, context);
  AddPoll(*app, context);
  AddVote(*app, context);
  AddResult(*app, context);
  AddArchive(*app, context);
  AddWatch(*app, context);
  AddVerify(*app, context);
  AddRedact(*app, context);
  AddFind(*app, context);
  AddCheckBallot(*app, context);
  AddShow(*app, context);
  AddReport(*app, context);
  AddRegister(*app, context);
  AddRun(*app, context);
  AddPermissions(*app, context);
  AddCompletion(*app, context);
  return app;
}

int RunProgram(const std::vector<std::string>& arguments, Environment environment,
               std::ostream& out, std::ostream& err) {
  const text::Language language = LanguageFor(arguments, environment);
  Context context(language, std::move(environment), out, err);
  const std::unique_ptr<CLI::App> app = MakeApp(context);
  try {
    app->parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    out << NamedCommand(*app).help();
    return static_cast<int>(Exit::kDone);
  } catch (const CLI::CallForVersion& version) {
    out << version.what() << '\n';
    return static_cast<int>(Exit::kDone);
  } catch (const CLI::ParseError& error) {
    return ReportUsage(context, *app, error, arguments);
  }
  return RunAction(context);
}

}  // namespace plenary::cli
