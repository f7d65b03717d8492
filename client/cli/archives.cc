#include "client/cli/archives.h"

#include <ostream>
#include <utility>

#include "client/report/verification.h"
#include "client/text/failures.h"

namespace plenary::cli {
namespace {

struct FaultTeller {
  const Context& context;

  std::string operator()(const Error& error) const {
    return context.Say({"{0}（{1}）", "{0} ({1})"},
                       {context.Say(text::NameOf(error.code).text), error.message});
  }
  std::string operator()(const archive::Rejection& rejection) const {
    return context.Say({"档案无效：{0}", "is no valid archive: {0}"},
                       {report::Explain(context.language, rejection)});
  }
  std::string operator()(const actions::Conflict& conflict) const {
    return report::ExplainConflict(context.language, conflict.error);
  }
  std::string operator()(const actions::NoArchives&) const {
    return context.Say(
        {"文件夹中没有会议档案（*{0}）", "there is no archive (*{0}) in this folder"},
        {actions::kArchiveExtension});
  }
};

std::string CodeOf(const actions::Fault& fault) {
  if (const auto* error = std::get_if<Error>(&fault))
    return std::string(text::NameOf(error->code).code);
  if (std::holds_alternative<actions::NoArchives>(fault)) return "not-found";
  return std::holds_alternative<actions::Conflict>(fault) ? "contradiction" : "invalid-archive";
}

constexpr text::Text kArchiveHere = {
    "注意：{0} 是公布版，其完整档案也在其中；会议只计一次，以完整档案为准\n",
    "note: {0} is an edition, and its archive is here too: the session counts once, as the archive "
    "has it\n"};
constexpr text::Text kEditionAlone = {
    "注意：{0} 是公布版：不含无记名选票，票数以主持人、总监票人共同封存的为准\n",
    "note: {0} is an edition: it holds no secret ballots, and their numbers rest on the seal of "
    "chair and chief scrutineer\n"};

void NoteEditions(Context& context, const actions::Collected& collected) {
  for (const actions::CollectedFile& file : collected.files) {
    if (!file.is_edition) continue;
    context.err << context.Say(collected.HasArchiveOf(file) ? kArchiveHere : kEditionAlone,
                               {file.file.string()});
  }
}

}  // namespace

void AddArchives(CLI::App& command, const Context& context, std::vector<std::string>& paths) {
  command
      .add_option("FILE", paths,
                  context.Say({"会议档案或其公布版（*.plenary），或存放它们的文件夹",
                               "Archives or editions (*.plenary), or folders that hold them"}))
      ->type_name("FILE")
      ->required();
}

std::string Explain(const Context& context, const actions::CollectedFile& file) {
  return context.Say({"{0}：{1}", "{0}: {1}"},
                     {file.file.string(), std::visit(FaultTeller{context}, *file.fault)});
}

std::unexpected<Complaint> ComplainFile(const Context& context,
                                        const actions::CollectedFile& file) {
  return std::unexpected(Complaint{Exit::kRefused, CodeOf(*file.fault), Explain(context, file)});
}

Result<actions::Collected, Complaint> CollectAll(Context& context,
                                                 const std::vector<std::string>& paths) {
  actions::Collected collected = actions::Collect(paths);
  Complaint complaint;
  for (const actions::CollectedFile& file : collected.files) {
    if (!file.fault) continue;
    if (complaint.code.empty()) complaint.code = CodeOf(*file.fault);
    complaint.message += (complaint.message.empty() ? "" : "\n") + Explain(context, file);
  }
  if (!complaint.message.empty()) return std::unexpected(std::move(complaint));
  for (const auto& failure : collected.archives.UndeclaredFailures()) {
    context.err << context.Say({"注意：{0}\n", "note: {0}\n"},
                               {report::Explain(context.language, collected.archives, failure)});
  }
  NoteEditions(context, collected);
  return collected;
}

}  // namespace plenary::cli
