// `plenary run`: a session script, played.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <ostream>
#include <utility>

#include "client/actions/files.h"
#include "client/cli/commands.h"
#include "client/cli/interrupt.h"
#include "client/link/channel.h"
#include "client/script/player.h"
#include "client/text/terms.h"
#include "client/text/titles.h"
#include "core/wire/enrolment.h"

namespace plenary::cli {
namespace {

using report::Json;

constexpr std::size_t kMaxNodeFile = std::size_t{1} << 20;

struct RunOptions {
  std::string script;
  std::string out;
  std::string server;
  std::string node;
};

// Every fault with its place; as JSON, {"error": {..., "faults": [...]}}.
Outcome ReportFaults(const Context& context, const script::Faults& faults) {
  Json listed = Json::array();
  for (const script::Fault& fault : faults) {
    context.err << "plenary: " << script::Format(fault, context.language) << '\n';
    listed.push_back({{"file", fault.place.file},
                      {"line", fault.place.line},
                      {"column", fault.place.column},
                      {"path", fault.path},
                      {"message", fault.sentence.In(context.language)}});
  }
  if (context.json) {
    const std::string message = context.Say({"脚本有误", "the script is faulty"});
    context.Print(
        Json{{"error", {{"code", "invalid-script"}, {"message", message}, {"faults", listed}}}});
  }
  return Exit::kRefused;
}

Outcome ReportFailure(const Context& context, const script::Failure& failure) {
  const std::string code = failure.refusal          ? std::string(session::NameOf(*failure.refusal))
                           : failure.is_unreachable ? "unavailable"
                                                    : "not-as-expected";
  return std::unexpected(Complaint{failure.is_unreachable ? Exit::kUnreachable : Exit::kRefused,
                                   code, script::Format(failure.fault, context.language)});
}

Json SessionJson(const script::HeldSession& held) {
  const session::Convene& convened = held.convened;
  return Json{{"id", held.id},
              {"kind", text::Code(convened.kind)},
              {"number", convened.number},
              {"date", convened.date.Iso()},
              {"rehearsal", convened.rehearsal},
              {"title", text::SessionTitle(text::Language::kChinese, convened)},
              {"archive", held.archive.string()},
              {"entries", held.head.size},
              {"root", held.head.root.hex()},
              {"present", held.present},
              {"polls", held.polls},
              {"refused", held.refused},
              {"clients", held.clients},
              {"milliseconds", held.took.count()}};
}

Outcome PrintReport(const Context& context, const script::RunReport& report,
                    const std::filesystem::path& archives) {
  Json sessions = Json::array();
  for (const script::HeldSession& held : report.sessions) sessions.push_back(SessionJson(held));
  context.Print(context.Say({"已召开 {0} 次会议，结果与脚本一致；档案在 {1}\n委员会指纹 {2}\n",
                             "{0} sessions held, all as the script expects; archives in {1}\n"
                             "Fingerprint of the committee: {2}\n"},
                            {std::to_string(report.sessions.size()), archives.string(),
                             wire::FormatFingerprint(report.fingerprint)}),
                {{"committee", report.committee},
                 {"fingerprint", wire::FormatFingerprint(report.fingerprint)},
                 {"server", report.server},
                 {"archives", archives.string()},
                 {"sessions", std::move(sessions)}});
  return Exit::kDone;
}

Outcome FoundOnly(const Context& context, const RunOptions& options, const script::Script& script) {
  const auto node = actions::ReadFile(options.node, kMaxNodeFile);
  if (!node) return Complain(context, node.error());
  const auto committee = script::Found(script, options.out, AsText(*node));
  if (!committee) return ReportFailure(context, committee.error());
  const std::string founding = (std::filesystem::path(options.out) / "founding").string();
  const std::string fingerprint = wire::FormatFingerprint(*committee);
  context.Print(
      context.Say(
          {"已创立。指纹 {0}\n下一步：\n  plenaryd import --data DATA {1}\n"
           "  plenaryd serve --data DATA\n  plenary run {2} --out {3} --server HOST:PORT\n",
           "Founded. Fingerprint: {0}\nNext:\n  plenaryd import --data DATA {1}\n"
           "  plenaryd serve --data DATA\n  plenary run {2} --out {3} --server HOST:PORT\n"},
          {fingerprint, founding, options.script, options.out}),
      {{"fingerprint", fingerprint}, {"founding", founding}});
  return Exit::kDone;
}

Outcome Play(const Context& context, const RunOptions& options, const script::Script& script) {
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  const auto plenaryd = self.parent_path() / "plenaryd";
  if (options.server.empty() && !std::filesystem::exists(plenaryd, error)) {
    return std::unexpected(Complaint{
        Exit::kRefused, "not-found",
        context.Say({"没有找到 {0}：plenaryd 应与 plenary 在同一目录；或用 --server 指明服务器",
                     "there is no {0}: plenaryd lies beside plenary; or name a server, --server"},
                    {plenaryd.string()})});
  }
  const Interruption interruption;
  const auto report = script::Run(script, {.folder = options.out,
                                           .plenaryd = plenaryd,
                                           .server = options.server,
                                           .tell =
                                               [&](const script::Sentence& how_far) {
                                                 context.err << how_far.In(context.language)
                                                             << std::endl;
                                               },
                                           .is_over = [&] { return interruption.HasCome(); }});
  if (!report) return ReportFailure(context, report.error());
  return PrintReport(context, *report, std::filesystem::path(options.out) / "archives");
}

}  // namespace

void AddRun(CLI::App& root, Context& context) {
  CLI::App& command = AddCommand(
      root, context, "run",
      {"演练会议脚本：每人一个客户端、各持密钥，在真实的服务器上逐步召开，核对预期，留下档案",
       "Play a session script on a real server: everybody a client with a key of their own, every "
       "expectation checked, the archives kept"});
  const auto options = std::make_shared<RunOptions>();
  command
      .add_option("script", options->script,
                  context.Say({"脚本文件，或其中有 script.yaml 的目录（docs/session-script.md）",
                               "The script's file, or a folder with a script.yaml "
                               "(docs/session-script.md)"}))
      ->type_name("SCRIPT")
      ->required();
  command
      .add_option("--out", options->out,
                  context.Say({"存放密钥、数据和档案的目录；须为空或尚不存在",
                               "Where keys, data and archives are left: an empty or a new folder"}))
      ->type_name("DIR")
      ->required();
  CLI::Option* server = command.add_option(
      "--server", options->server,
      context.Say({"使用正在运行的服务器，委员会已用 --node 在 DIR 中创立；不写则自行启动一个",
                   "Play on a running server, for which --node has founded the committee in DIR; "
                   "left out: it starts its own"}));
  server->type_name("HOST:PORT");
  CLI::Option* node = command.add_option(
      "--node", options->node,
      context.Say({"只创立委员会，不开会：plenaryd init 生成的 node.json",
                   "Only found the committee, for this node.json of plenaryd init"}));
  node->type_name("FILE")->excludes(server);
  OnRun(command, context, [&context, options]() -> Outcome {
    const auto script = script::Load(options->script);
    if (!script) return ReportFaults(context, script.error());
    return options->node.empty() ? Play(context, *options, *script)
                                 : FoundOnly(context, *options, *script);
  });
}

}  // namespace plenary::cli
