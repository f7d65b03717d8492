// `plenary document`: papers of a session, whose hashes stand in its log.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

#include "client/actions/business.h"
#include "client/actions/files.h"
#include "client/cli/online/commands.h"
#include "client/cli/online/listing.h"
#include "client/cli/options.h"

namespace plenary::cli {
namespace {

using report::Json;

constexpr std::size_t kMaxDocument = std::size_t{1} << 30;  // bytes, as the log allows

// ---- attach

struct AttachOptions : DeskOptions {
  std::string file;
  std::string kind;
  std::string name;
  std::string item;
};

Outcome Attach(Desk& desk, const AttachOptions& options) {
  const Context& context = desk.context();
  const std::filesystem::path file = options.file;
  session::AttachDocument document{
      .item = std::nullopt,
      .kind = *text::Parse<session::DocumentKind>(options.kind),
      .name = options.name.empty() ? file.filename().string() : options.name,
      .media_type = actions::MediaTypeOf(file.filename().string()),
      .size = 0,
      .hash = {}};
  if (!options.item.empty()) {
    const auto item = desk.Item(options.item);
    if (!item) return std::unexpected(item.error());
    document.item = *item;
  }
  const auto content = actions::ReadFile(file, kMaxDocument);
  if (!content) return Complain(context, content.error());
  if (content->empty()) {
    return std::unexpected(
        Complaint{Exit::kRefused, "empty",
                  context.Say({"“{0}”是空文件，没有上传。", "\"{0}\" is empty; it was not sent."},
                              {file.string()})});
  }
  // First the content: what the log names can be fetched.
  const auto hash = desk.link().PutDocument(*content, desk.timeout());
  if (!hash) return Complain(context, hash.error());
  document.size = content->size();
  document.hash = *hash;
  return desk.Say(document, {{"hash", hash->hex()}, {"size", content->size()}});
}

void AddAttach(CLI::App& group, Context& context) {
  const auto options = std::make_shared<AttachOptions>();
  CLI::App& command =
      AddSessionCommand(group, context, "attach",
                        {"上传文件并把其哈希值记入会议（秘书）",
                         "Upload a document and put its hash into the session (secretary)"},
                        *options);
  command.add_option("file", options->file, context.Say({"文件", "The file"}))
      ->type_name("FILE")
      ->required();
  OneOfEnum<session::DocumentKind>(
      *command.add_option("--kind", options->kind, context.Say({"文件种类", "Kind of document"}))
           ->required(),
      context);
  command.add_option("--name", options->name,
                     context.Say({"名称（省略则用文件名）", "Its name; left out: the file's"}));
  command.add_option(
      "--item", options->item,
      context.Say({"所属议题（省略则属于会议）", "The item it belongs to; left out: the session"}));
  OnSessionDesk<AttachOptions>(command, context, options, Attach);
}

// ---- get

struct GetOptions : DeskOptions {
  std::string document;
  std::string out;
};

Outcome Get(Desk& desk, const GetOptions& options) {
  const Context& context = desk.context();
  const auto hash = desk.Document(options.document);
  if (!hash) return std::unexpected(hash.error());
  const auto session = desk.session();
  const auto record =
      std::ranges::find(session->documents, *hash,
                        [](const session::DocumentRecord& one) { return one.document.hash; });
  const auto content = desk.link().GetDocument(*hash, record->document.size, desk.timeout());
  if (!content) return Complain(context, content.error());
  // The name comes from somebody else: never a path.
  const std::filesystem::path file = options.out.empty()
                                         ? std::filesystem::path(record->document.name).filename()
                                         : std::filesystem::path(options.out);
  if (const auto written = actions::WriteFile(file, *content, actions::Readers::kEverybody, false);
      !written) {
    if (written.error().code != ErrorCode::kAlreadyExists)
      return Complain(context, written.error());
    return std::unexpected(Complaint{
        Exit::kRefused, "already-exists",
        context.Say({"“{0}”已存在且内容不同，没有覆盖；请用 --out 另指定文件。",
                     "\"{0}\" is there already with other content and was left alone; name another "
                     "file with --out."},
                    {file.string()})});
  }
  context.Print(context.Say({"{0}（{1} 字节，与会议记录中的哈希值一致）\n",
                             "{0} ({1} bytes; its hash is the one in the log)\n"},
                            {file.string(), std::to_string(content->size())}),
                {{"file", file.string()}, {"hash", hash->hex()}, {"size", content->size()}});
  return Exit::kDone;
}

void AddGet(CLI::App& group, Context& context) {
  const auto options = std::make_shared<GetOptions>();
  CLI::App& command = AddSessionCommand(group, context, "get",
                                        {"下载文件并按会议记录中的哈希值核对",
                                         "Fetch a document and check it against the log's hash"},
                                        *options);
  command
      .add_option("document", options->document,
                  context.Say({"文件：名称或序号", "The document: its name or number"}))
      ->required();
  command
      .add_option("--out", options->out,
                  context.Say({"写到哪里（省略则用文件名，写在当前文件夹）",
                               "Where to; left out: its name, in this folder"}))
      ->type_name("FILE");
  OnSessionDesk<GetOptions>(command, context, options, Get);
}

// ---- list

Outcome List(Desk& desk, const DeskOptions&) {
  const Context& context = desk.context();
  const auto session = desk.session();
  Json list = Json::array();
  std::vector<report::Cells> rows;
  for (const session::DocumentRecord& record : session->documents) {
    const session::AttachDocument& document = record.document;
    const std::string item = document.item && session->items.contains(*document.item)
                                 ? session->items.at(*document.item).item.title
                                 : std::string();
    rows.push_back({std::to_string(rows.size() + 1), text::Say(context.language, document.kind),
                    document.name, std::to_string(document.size), item});
    list.push_back({{"number", rows.size()},
                    {"kind", text::Code(document.kind)},
                    {"name", document.name},
                    {"media_type", document.media_type},
                    {"size", document.size},
                    {"hash", document.hash.hex()},
                    {"item", item}});
  }
  PrintList(
      context,
      {{"序号", "No."}, {"种类", "Kind"}, {"名称", "Name"}, {"字节", "Bytes"}, {"议题", "Item"}},
      rows, list, {"还没有文件。", "There are no documents yet."});
  return Exit::kDone;
}

}  // namespace

void AddDocument(CLI::App& root, Context& context) {
  CLI::App& group = AddGroup(root, context, "document",
                             {"文件：上传、下载、列出", "Documents: attach, get, list"});
  AddSessionAction(group, context, "list", {"列出文件", "List the documents"}, List);
  AddAttach(group, context);
  AddGet(group, context);
}

}  // namespace plenary::cli
