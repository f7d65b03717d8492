#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <utility>

#include "client/cli/archives.h"
#include "client/cli/commands.h"
#include "client/report/layout.h"
#include "client/report/verification.h"
#include "core/wire/enrolment.h"

namespace plenary::cli {
namespace {

using actions::CollectedFile;
using report::Json;

struct VerifyOptions {
  std::vector<std::string> paths;
  std::string fingerprint;
  bool brief = false;
};

// The page for people and the document for machines, written file by file.
class Verification {
 public:
  Verification(Context& context, bool brief, std::optional<CommitteeId> paper)
      : context_(context), brief_(brief), paper_(paper) {}

  Outcome Run(const std::vector<std::string>& paths) {
    const actions::Collected collected = actions::Collect(paths);
    for (const CollectedFile& file : collected.files) Judge(file, collected);
    for (const auto& failure : collected.archives.UndeclaredFailures()) {
      const std::string what = report::Explain(context_.language, collected.archives, failure);
      page_ += report::Indented(context_.Say({"无效  ", "INVALID  "}), what);
      errors_.push_back({{"message", what}});
    }
    const bool valid = errors_.empty();
    if (!collected.archives.archives().empty()) ShowFingerprint(collected.archives);
    Conclude(collected, valid);
    context_.Print(page_, {{"valid", valid}, {"errors", errors_}, {"sessions", sessions_}});
    return valid ? Exit::kDone : Exit::kRefused;
  }

 private:
  void Judge(const CollectedFile& file, const actions::Collected& collected) {
    const archive::Verified* archive = collected.Find(file);
    if (archive == nullptr) return Reject(file);
    if (paper_ && archive->log.committee != *paper_) return RejectCommittee(file);
    sessions_.push_back(report::VerifiedJson(context_.language, *archive));
    sessions_.back()["file"] = file.file.string();
    sessions_.back()["edition"] = file.is_edition;
    const std::string good = context_.Say({"有效  ", "valid  "});
    if (collected.HasArchiveOf(file)) {
      page_ += report::Indented(
          good, file.file.string() + context_.Say({"（公布版，其完整档案也在其中）",
                                                   " (an edition; its archive is here too)"}));
    } else if (file.is_repeated) {
      page_ += report::Indented(
          good,
          file.file.string() + context_.Say({"（与前面的一份相同）", " (the same as one above)"}));
    } else if (brief_) {
      page_ += report::Indented(good, file.file.filename().string() + "  " +
                                          report::VerifiedLine(context_.language, *archive));
    } else {
      page_ += report::Indented(good, file.file.string()) +
               report::VerifiedText(context_.language, *archive) + "\n";
    }
  }

  void Reject(const CollectedFile& file) {
    const std::string what = Explain(context_, file);
    page_ += report::Indented(context_.Say({"无效  ", "INVALID  "}), what);
    Json error{{"file", file.file.string()}, {"message", what}};
    if (const auto* rejection = std::get_if<archive::Rejection>(&*file.fault)) {
      error["reason"] = rejection->Message();
      if (rejection->entry) error["entry"] = *rejection->entry;
    }
    errors_.push_back(std::move(error));
  }

  void RejectCommittee(const CollectedFile& file) {
    const std::string what = context_.Say({"{0}：不是这个委员会的档案：指纹与所给的不同",
                                           "{0}: not of this committee: its fingerprint "
                                           "is not the one given"},
                                          {file.file.string()});
    page_ += report::Indented(context_.Say({"无效  ", "INVALID  "}), what);
    errors_.push_back({{"file", file.file.string()}, {"message", what}});
  }

  void ShowFingerprint(const archive::Collection& archives) {
    const CommitteeId& committee = archives.archives().front().log.committee;
    if (paper_ && *paper_ != committee) return;
    page_ +=
        context_.Say({"委员会指纹  ", "Fingerprint  "}) + wire::FormatFingerprint(committee) + "\n";
    page_ += paper_ ? context_.Say({"指纹与所给的一致。\n", "It is the one given.\n"})
                    : context_.Say({"请与纸上的委员会指纹逐组比对；不一致则档案不是该委员会的。\n",
                                    "Compare it with the committee's fingerprint on paper: if they "
                                    "differ, this is another committee's.\n"});
  }

  void Conclude(const actions::Collected& collected, bool valid) {
    const std::string all = std::to_string(collected.files.size());
    page_ += valid ? context_.Say({"{0} 份档案全部有效。\n", "All valid: {0}.\n"}, {all})
                   : context_.Say({"{0} 份档案中发现 {1} 处错误。\n", "{1} errors in {0} files.\n"},
                                  {all, std::to_string(errors_.size())});
  }

  Context& context_;
  bool brief_;
  std::optional<CommitteeId> paper_;  // the fingerprint that was given
  std::string page_;
  Json errors_ = Json::array();
  Json sessions_ = Json::array();
};

Outcome Verify(Context& context, const VerifyOptions& options) {
  std::optional<CommitteeId> paper;
  if (!options.fingerprint.empty()) {
    const auto parsed = wire::ParseFingerprint(options.fingerprint);
    if (!parsed) {
      return ComplainUsage(context.Say(
          {"“{0}”不是委员会指纹：请照纸上的抄写，字符之间可以有连字符",
           "\"{0}\" is no fingerprint of a committee: copy it from the paper, with or without "
           "its hyphens"},
          {options.fingerprint}));
    }
    paper = *parsed;
  }
  return Verification(context, options.brief, paper).Run(options.paths);
}

}  // namespace

void AddVerify(CLI::App& root, Context& context) {
  CLI::App& command = AddCommand(
      root, context, "verify",
      {"核验会议档案或其公布版：从签名重新计算全部内容，不依赖服务器",
       "Verify archives or editions: everything is computed again from what was signed, without a "
       "server"});
  const auto options = std::make_shared<VerifyOptions>();
  AddArchives(command, context, options->paths);
  command
      .add_option("--fingerprint", options->fingerprint,
                  context.Say({"纸上的委员会指纹；不给则打印出来供比对",
                               "The committee's fingerprint from paper; without it, it is printed "
                               "to be compared"}))
      ->type_name("WORD");
  command.add_flag("--brief", options->brief,
                   context.Say({"每份档案只写一行", "One line an archive"}));
  OnRun(command, context, [&context, options] { return Verify(context, *options); });
}

}  // namespace plenary::cli
