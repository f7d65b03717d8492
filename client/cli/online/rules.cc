// `plenary committee rules` and `year-figures`.
#include <CLI/CLI.hpp>
#include <charconv>
#include <memory>
#include <optional>
#include <utility>

#include "client/actions/files.h"
#include "client/actions/rules_form.h"
#include "client/actions/rules_text.h"
#include "client/cli/online/committee.h"

namespace plenary::cli {
namespace {

using report::Json;

constexpr std::size_t kMaxRules = 65'536;  // bytes

struct RulesOptions : DeskOptions {
  std::string file;
};

struct YearOptions : DeskOptions {
  session::SetYearFigures figures{};
  std::string satisfied;
};

Outcome ShowRules(Desk& desk, const RulesOptions& /*options*/) {
  const auto registry = desk.registry();
  desk.context().Print(RulesText(desk.context(), registry->rules),
                       actions::WriteRules(registry->rules));
  return Exit::kDone;
}

Outcome SetRules(Desk& desk, const RulesOptions& options) {
  const Context& context = desk.context();
  const auto registry = desk.registry();
  const auto bytes = actions::ReadFile(options.file, kMaxRules);
  if (!bytes) return Complain(context, bytes.error());
  const auto rules = actions::ParseRules(AsText(*bytes), registry->rules);
  if (!rules) return Complain(context, rules.error());
  const auto changes = actions::DescribeChanges(context.language, registry->rules, *rules);
  if (changes.empty()) {
    return std::unexpected(
        Complaint{Exit::kRefused, "no-change",
                  context.Say({"文件与现行规则相同，没有提出任何修改。",
                               "The file says what is in force already; nothing was proposed."})});
  }
  if (!context.json) {
    for (const std::string& change : changes) context.out << "  " << change << '\n';
  }
  return Propose(desk, session::SetRules{*rules});
}

// "97.5", "97.5%": exactly, in tenths of a hundredth.
std::optional<std::uint32_t> Permille(std::string_view text) {
  if (text.ends_with('%')) text.remove_suffix(1);
  const auto dot = text.find('.');
  std::string digits(text.substr(0, dot));
  if (dot == std::string_view::npos) {
    digits += '0';
  } else if (text.size() == dot + 2) {
    digits += text.back();
  } else {
    return std::nullopt;
  }
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool is_whole = error == std::errc() && end == digits.data() + digits.size();
  if (dot == 0 || !is_whole || value > 1'000) return std::nullopt;
  return value;
}

Outcome SetFigures(Desk& desk, const YearOptions& options) {
  session::SetYearFigures figures = options.figures;
  figures.proposals_satisfied_permille = *Permille(options.satisfied);  // checked when parsed
  return desk.Say(figures);
}

void AddShare(CLI::App& command, const Context& context, YearOptions& options) {
  const auto check = [language = context.language](const std::string& value) -> std::string {
    if (Permille(value)) return {};
    return text::Say(language,
                     {"“{0}”不是百分数（如 97.5，至多一位小数）",
                      "\"{0}\" is no percentage like 97.5, with one decimal at most"},
                     {value});
  };
  command
      .add_option(
          "--satisfied", options.satisfied,
          context.Say({"代表对办理满意的百分比，如 97.5",
                       "Proposals handled to the deputies' satisfaction, in percent: 97.5"}))
      ->type_name("PERCENT")
      ->check(CLI::Validator(check, ""))
      ->required();
}

void AddYearFigures(CLI::App& committee, Context& context) {
  const auto options = std::make_shared<YearOptions>();
  CLI::App& command = AddDeskCommand(
      committee, context, "year-figures",
      {"填报会议档案中得不出的年度数字", "Report a year's figures that no archive can yield"},
      *options);
  session::SetYearFigures& figures = options->figures;
  const auto add = [&](const char* name, std::uint32_t& value, text::Text description) {
    command.add_option(name, value, context.Say(description))->required();
  };
  add("--year", figures.year, {"年份", "The year"});
  add("--proposals", figures.proposals, {"代表建议件数", "Deputies' proposals"});
  AddShare(command, context, *options);
  add("--petitions", figures.petitions, {"信访件数", "Petitions received"});
  add("--followed-up", figures.petitions_followed_up, {"其中已办理件数", "Of them followed up"});
  OnDesk<YearOptions>(command, context, options, SetFigures);
}

}  // namespace

void AddRulesCommands(CLI::App& committee, Context& context) {
  CLI::App& rules =
      AddGroup(committee, context, "rules", {"议事规则", "What the committee has set for itself"});
  const auto shown = std::make_shared<RulesOptions>();
  CLI::App& show = AddDeskCommand(rules, context, "show",
                                  {"显示现行规则；--json 可供 rules set 使用",
                                   "Show the rules in force; rules set reads what --json prints"},
                                  *shown);
  OnDesk<RulesOptions>(show, context, shown, ShowRules);
  const auto options = std::make_shared<RulesOptions>();
  CLI::App& set = AddDeskCommand(
      rules, context, "set",
      {"修改规则（须另一经办人确认）；文件未写的保持不变",
       "Change the rules (another officer confirms it); what the file leaves out stays"},
      *options);
  set.add_option("FILE", options->file,
                 context.Say({"规则，TOML 或 JSON", "The rules, in TOML or JSON"}))
      ->required();
  OnDesk<RulesOptions>(set, context, options, SetRules);
  AddYearFigures(committee, context);
}

}  // namespace plenary::cli
