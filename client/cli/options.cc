#include "client/cli/options.h"

#include <algorithm>
#include <utility>

#include "core/base/time.h"

namespace plenary::cli {

CLI::Option& OneOf(CLI::Option& option, const Context& context, std::vector<std::string> words) {
  const std::string known = CLI::detail::join(words, "|");
  const auto check = [words = std::move(words), language = context.language,
                      known](const std::string& value) -> std::string {
    if (std::ranges::find(words, value) != words.end()) return {};
    return text::Say(language, {"“{0}”不是 {1} 之一", "\"{0}\" is not one of {1}"}, {value, known});
  };
  return *option.type_name(known)->check(CLI::Validator(check, ""));
}

CLI::Option& IsDate(CLI::Option& option, const Context& context) {
  const auto check = [language = context.language](const std::string& value) -> std::string {
    if (ParseCivilDate(value)) return {};
    return text::Say(language,
                     {"“{0}”不是 YYYY-MM-DD 形式的日期", "\"{0}\" is not a date, YYYY-MM-DD"},
                     {value});
  };
  return *option.type_name("DATE")->check(CLI::Validator(check, ""));
}

void AddCommonOptions(CLI::App& command, Context& context) {
  command.set_help_flag("-h,--help", context.Say({"显示本说明", "Show this help"}));
  command.add_flag("--json", context.json,
                   context.Say({"以 JSON 输出", "Write JSON to standard output"}));
  // It was looked for before anything else: see RunProgram.
  OneOf(*command.add_option_function<std::string>(
            "--lang", [](const std::string&) {},
            context.Say({"界面语言", "Language of texts and messages"})),
        context, {"zh", "en"});
}

}  // namespace plenary::cli
