#include "client/actions/archive.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "client/actions/collect.h"
#include "client/actions/files.h"
#include "client/cli/online/commands.h"
#include "client/cli/online/desk.h"
#include "client/report/verification.h"
#include "core/wire/enrolment.h"

namespace plenary::cli {
namespace {

struct ArchiveOptions : DeskOptions {
  std::string out;
  bool replace = false;
};

// In a folder: "2023-02-24-committee-12.plenary".
std::filesystem::path FileFor(const ArchiveOptions& options, const session::Session& session) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(options.out, ignored)) return options.out;
  return std::filesystem::path(options.out) /
         (session.convened.date.Iso() + "-" + text::SessionCode(session.convened) +
          actions::kArchiveExtension);
}

Outcome Archive(Desk& desk, const ArchiveOptions& options) {
  const Context& context = desk.context();
  const auto session = desk.session();
  if (session->phase != session::SessionPhase::kClosed) {
    return std::unexpected(Complaint{
        Exit::kRefused, "not-closed",
        context.Say({"会议还没有闭会，不能归档；请先由主持人宣布闭会（plenary session close）。",
                     "The session is not closed and cannot be archived; the chair closes it first "
                     "(plenary session close)."})});
  }
  const auto fetched = actions::FetchArchive(desk.link(), desk.session_id(), desk.timeout());
  if (!fetched) return Complain(context, fetched.error());
  const std::filesystem::path file = FileFor(options, *session);
  if (const auto written =
          actions::WriteFile(file, fetched->bytes, actions::Readers::kOwner, options.replace);
      !written) {
    return Complain(context, written.error());
  }
  report::Json document = report::VerifiedJson(context.language, fetched->verified);
  document["file"] = file.string();
  context.Print(
      context.Say({"已存入 {0}（{1} 字节），并已核验\n  {2}\n  委员会指纹  {3}\n",
                   "Written to {0} ({1} bytes), and verified\n  {2}\n  Fingerprint  {3}\n"},
                  {file.string(), std::to_string(fetched->bytes.size()),
                   report::VerifiedLine(context.language, fetched->verified),
                   wire::FormatFingerprint(fetched->verified.log.committee)}),
      document);
  return Exit::kDone;
}

}  // namespace

void AddArchive(CLI::App& root, Context& context) {
  const auto options = std::make_shared<ArchiveOptions>();
  CLI::App& command =
      AddDeskCommand(root, context, "archive",
                     {"取得一次已闭会会议的档案，核验后存为文件",
                      "Fetch the archive of a closed session, verify it and write it to a file"},
                     *options);
  command
      .add_option("SESSION", options->session,
                  context.Say({"会议：标题、committee-12 一类代号或编号开头",
                               "The session: its title, a code like committee-12, or the beginning "
                               "of its id"}))
      ->type_name("SESSION")
      ->required();
  command
      .add_option("--out", options->out,
                  context.Say({"文件，或已有的文件夹", "The file, or a folder that exists"}))
      ->type_name("FILE")
      ->required();
  command.add_flag("--replace", options->replace,
                   context.Say({"可以覆盖已有的文件", "Overwrite a file that is there"}));
  OnSessionDesk<ArchiveOptions>(command, context, options, Archive);
}

}  // namespace plenary::cli
