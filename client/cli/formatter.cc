#include "client/cli/formatter.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "client/report/width.h"

namespace plenary::cli {
namespace {

using text::Language;
using text::Say;
using text::Text;

constexpr std::size_t kLine = 96;
constexpr std::size_t kWidestName = 30;

struct Row {
  std::string name;
  std::string description;
};

// "zh|en": the words that the option takes, too long to stand beside its name.
bool IsLongChoice(const std::string& type) {
  return type.find('|') != std::string::npos && report::DisplayWidth(type) > kWidestName;
}

// CLI11's names of types, and ours.
std::string TypeName(Language language, std::string name) {
  name.erase(std::min(name.find(':'), name.size()));  // what its validators add
  constexpr std::array kNames = std::to_array<std::pair<std::string_view, Text>>({
      {"TEXT", {"文本", "TEXT"}},
      {"UINT", {"数", "NUMBER"}},
      {"INT", {"数", "NUMBER"}},
      {"FLOAT", {"数", "NUMBER"}},
      {"FILE", {"文件", "FILE"}},
      {"DIR", {"文件夹", "FOLDER"}},
      {"PATH", {"路径", "PATH"}},
      {"DATE", {"日期", "DATE"}},
      {"ID", {"编号", "ID"}},
      {"ADDRESS", {"地址", "ADDRESS"}},
      {"SECONDS", {"秒", "SECONDS"}},
      {"YEAR", {"年", "YEAR"}},
      {"WORD", {"词", "WORD"}},
      {"SESSION", {"会议", "SESSION"}},
      {"POLL", {"表决", "POLL"}},
      {"QUESTION", {"事项", "QUESTION"}},
      {"CHOICE", {"选择", "CHOICE"}},
      {"COUNT", {"计数", "COUNT"}},
      {"PROPOSAL", {"提请", "PROPOSAL"}},
      {"NOMINEE", {"被提名人", "NOMINEE"}},
      {"WHAT", {"要件", "WHAT"}},
      {"CODE", {"编码", "CODE"}},
      {"SEED", {"种子", "SEED"}},
      {"ARCHIVE", {"档案", "ARCHIVE"}},
      {"EDITION", {"公布版", "EDITION"}},
      {"PERSON", {"人员", "PERSON"}},
      {"WHO", {"人员", "WHO"}},
      {"NAME", {"姓名", "NAME"}},
      {"ROLE", {"角色", "ROLE"}},
      {"OFFICE", {"职务", "OFFICE"}},
      {"SEAT", {"席位", "SEAT"}},
      {"KEY", {"密钥", "KEY"}},
      {"ENTRY", {"条目", "ENTRY"}},
      {"ITEM", {"议题", "ITEM"}},
      {"TERM", {"届", "TERM"}},
      {"FINGERPRINT", {"指纹", "FINGERPRINT"}},
      {"PERCENT", {"百分比", "PERCENT"}},
      {"SCRIPT", {"脚本", "SCRIPT"}},
      {"DRAFT", {"草案", "DRAFT"}},
      {"SHELL", {"命令行", "SHELL"}},
  });
  if (IsLongChoice(name)) return Say(language, {"词", "WORD"});
  const auto known = std::ranges::find(kNames, name, [](const auto& row) { return row.first; });
  return known == kNames.end() ? name : Say(language, known->second);
}

bool TakesMany(const CLI::Option& option) {
  return option.get_expected_max() >= CLI::detail::expected_max_vector_size;
}

std::string PositionalName(Language language, const CLI::Option& option) {
  return TypeName(language, option.get_name(true, false)) + (TakesMany(option) ? "..." : "");
}

std::string OptionName(Language language, const CLI::Option& option) {
  std::string name;
  for (const std::string& letter : option.get_snames()) {
    name += (name.empty() ? "-" : ", -") + letter;
  }
  for (const std::string& word : option.get_lnames()) name += (name.empty() ? "--" : ", --") + word;
  if (option.get_type_size() != 0 && option.get_items_expected_max() > 0) {
    name += " " + TypeName(language, option.get_type_name()) + (TakesMany(option) ? "..." : "");
  }
  return name;
}

std::string Description(Language language, const CLI::Option& option) {
  std::string description = option.get_description();
  if (option.get_required() && option.nonpositional()) {
    description += Say(language, {"（必需）", " (required)"});
  }
  if (const std::string type = option.get_type_name(); IsLongChoice(type)) {
    description += Say(language, {"：{0}", ": one of {0}"},
                       {CLI::detail::join(CLI::detail::split(type, '|'), ", ")});
  }
  if (!option.get_default_str().empty()) {
    description += Say(language, {"（默认：{0}）", " (default: {0})"}, {option.get_default_str()});
  }
  return description;
}

void PutRows(std::string& out, const std::string& title, const std::vector<Row>& rows) {
  if (rows.empty()) return;
  std::size_t widest = 0;
  for (const Row& row : rows) {
    const std::size_t width = report::DisplayWidth(row.name);
    if (width <= kWidestName) widest = std::max(widest, width);
  }
  out += "\n" + title + "\n";
  for (const Row& row : rows) {
    std::string left = "  " + report::Padded(row.name, widest);
    if (report::DisplayWidth(row.name) > widest) {
      out += left + "\n";
      left = std::string(widest + 2, ' ');
    }
    for (const std::string& line : report::Wrapped(row.description, kLine - widest - 4)) {
      out += left + (line.empty() ? "" : "  " + line) + "\n";
      left = std::string(widest + 2, ' ');
    }
  }
}

std::vector<const CLI::App*> Commands(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App* command) { return !command->get_group().empty(); });
}

std::string Usage(Language language, const CLI::App& app) {
  std::string usage = Say(language, {"用法：", "Usage: "}) + CallOf(app);
  usage += Say(language, {" [选项]", " [options]"});
  for (const CLI::Option* option : app.get_options()) {
    if (option->nonpositional()) continue;
    const std::string name = PositionalName(language, *option);
    usage += option->get_required() ? " " + name : " [" + name + "]";
  }
  if (!Commands(app).empty()) usage += Say(language, {" 命令", " COMMAND"});
  return usage + "\n";
}

}  // namespace

std::string CallOf(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  return parent == nullptr ? command.get_name() : CallOf(*parent) + " " + command.get_name();
}

std::string HelpFormatter::make_help(const CLI::App* app, std::string /*name*/,
                                     CLI::AppFormatMode /*mode*/) const {
  std::string help;
  for (const std::string& line : report::Wrapped(app->get_description(), kLine))
    help += line + "\n";
  help += "\n" + Usage(language_, *app);
  std::vector<Row> arguments;
  std::vector<Row> options;
  for (const CLI::Option* option : app->get_options()) {
    if (option->get_group().empty()) continue;
    if (option->nonpositional()) {
      options.push_back({OptionName(language_, *option), Description(language_, *option)});
    } else {
      arguments.push_back({PositionalName(language_, *option), Description(language_, *option)});
    }
  }
  std::vector<Row> commands;
  for (const CLI::App* command : Commands(*app)) {
    commands.push_back({command->get_name(), command->get_description()});
  }
  PutRows(help, Say(language_, {"参数：", "Arguments:"}), arguments);
  PutRows(help, Say(language_, {"命令：", "Commands:"}), commands);
  PutRows(help, Say(language_, {"选项：", "Options:"}), options);
  if (const std::string footer = app->get_footer(); !footer.empty()) {
    help += "\n";
    for (const std::string& line : report::Wrapped(footer, kLine)) help += line + "\n";
  }
  return help;
}

}  // namespace plenary::cli
