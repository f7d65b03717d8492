#include "client/text/language.h"

#include <cstddef>

#include "core/base/check.h"

namespace plenary::text {

Language FromLocale(std::string_view lc_all, std::string_view lc_messages, std::string_view lang) {
  for (const std::string_view name : {lc_all, lc_messages, lang}) {
    if (!name.empty()) return name.starts_with("zh") ? Language::kChinese : Language::kEnglish;
  }
  return Language::kEnglish;
}

std::optional<Language> ParseLanguage(std::string_view name) {
  if (name == "zh") return Language::kChinese;
  if (name == "en") return Language::kEnglish;
  return std::nullopt;
}

std::string Fill(std::string_view pattern, std::initializer_list<std::string_view> arguments) {
  std::string filled;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool is_place = i + 2 < pattern.size() && pattern[i] == '{' && pattern[i + 2] == '}' &&
                          pattern[i + 1] >= '0' && pattern[i + 1] <= '9';
    if (!is_place) {
      filled += pattern[i];
      continue;
    }
    const auto number = static_cast<std::size_t>(pattern[i + 1] - '0');
    PLENARY_CHECK(number < arguments.size());
    filled += *(arguments.begin() + number);
    i += 2;
  }
  return filled;
}

}  // namespace plenary::text
