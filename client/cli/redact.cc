// `plenary redact`: the edition of an archive, for everybody.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "client/actions/archive.h"
#include "client/actions/files.h"
#include "client/cli/archives.h"
#include "client/cli/commands.h"
#include "client/report/layout.h"
#include "client/report/verification.h"
#include "core/archive/edition.h"
#include "core/base/check.h"
#include "core/crypto/random.h"

namespace plenary::cli {
namespace {

namespace fs = std::filesystem;

struct RedactOptions {
  std::string archive;
  std::string edition;
};

struct Edition {
  Bytes bytes;
  archive::Verified verified;
};

std::unexpected<Complaint> Unusable(const Context& context, const RedactOptions& options,
                                    actions::Fault fault) {
  return ComplainFile(context, {options.archive, {}, std::move(fault)});
}

Result<Edition, Complaint> MakeEdition(const Context& context, const RedactOptions& options) {
  const auto bytes = actions::ReadFile(options.archive, actions::kMaxArchive);
  if (!bytes) return Unusable(context, options, bytes.error());
  if (archive::IsEdition(*bytes)) {
    return std::unexpected(Complaint{
        Exit::kRefused, "edition",
        context.Say({"{0} 已经是公布版；公布版由完整档案制作。",
                     "{0} is an edition already: an edition is made of the full archive."},
                    {options.archive})});
  }
  const auto secret = crypto::RandomSecret();
  if (!secret) return Unusable(context, options, secret.error());
  const auto verified = archive::Verify(*bytes, *secret);
  if (!verified) return Unusable(context, options, verified.error());
  const auto contents = archive::Read(*bytes);
  PLENARY_CHECK(contents);  // it was verified
  Edition edition{archive::WriteEdition(archive::Redact(verified->suite, *contents)), {}};
  auto checked = archive::VerifyEdition(edition.bytes, *secret);
  PLENARY_CHECK(checked && checked->head == verified->head);
  edition.verified = *std::move(checked);
  return edition;
}

std::unexpected<Complaint> ComplainExists(const Context& context, const std::string& file) {
  return std::unexpected(
      Complaint{Exit::kRefused, "already-exists",
                context.Say({"已有 {0}；不会覆盖，请另取文件名。",
                             "There is a file {0} already, and it is not overwritten: choose "
                             "another name."},
                            {file})});
}

Outcome Redact(Context& context, const RedactOptions& options) {
  std::error_code ignored;
  if (fs::exists(fs::symlink_status(options.edition, ignored))) {
    return ComplainExists(context, options.edition);
  }
  const auto edition = MakeEdition(context, options);
  if (!edition) return std::unexpected(edition.error());
  if (const auto written =
          actions::WriteFile(options.edition, edition->bytes, actions::Readers::kEverybody, false);
      !written) {
    if (written.error().code == ErrorCode::kAlreadyExists) {
      return ComplainExists(context, options.edition);
    }
    return ComplainFile(context, {options.edition, {}, written.error()});
  }
  report::Json document = report::VerifiedJson(context.language, edition->verified);
  document["file"] = options.edition;
  context.Print(context.Say({"公布版已存入 {0}（{1} 字节），并已核验\n",
                             "Edition written to {0} ({1} bytes), and verified\n"},
                            {options.edition, std::to_string(edition->bytes.size())}) +
                    report::VerifiedText(context.language, edition->verified),
                document);
  return Exit::kDone;
}

}  // namespace

void AddRedact(CLI::App& root, Context& context) {
  CLI::App& command =
      AddCommand(root, context, "redact",
                 {"制作会议档案的公布版：不含无记名选票，只列其编码",
                  "Make the edition of an archive that may be published: without its secret "
                  "ballots, of which it shows the codes"});
  const auto options = std::make_shared<RedactOptions>();
  command
      .add_option("ARCHIVE", options->archive,
                  context.Say({"完整的会议档案（*.plenary）", "The full archive (*.plenary)"}))
      ->type_name("FILE")
      ->required();
  command
      .add_option("EDITION", options->edition,
                  context.Say({"公布版的新文件名；已有的文件不会覆盖",
                               "The edition's file, a new one; none is overwritten"}))
      ->type_name("FILE")
      ->required();
  OnRun(command, context, [&context, options] { return Redact(context, *options); });
}

}  // namespace plenary::cli
