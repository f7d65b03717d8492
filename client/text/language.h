// The two languages in which the clients speak.
#ifndef PLENARY_CLIENT_TEXT_LANGUAGE_H_
#define PLENARY_CLIENT_TEXT_LANGUAGE_H_

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace plenary::text {

enum class Language : std::uint8_t { kChinese = 1, kEnglish = 2 };

// By the first of the three that is not empty (LC_ALL, LC_MESSAGES, LANG): Chinese if it
// begins with "zh", else English, as for C and POSIX.
Language FromLocale(std::string_view lc_all, std::string_view lc_messages, std::string_view lang);

// Of "zh" and "en"; none for anything else.
std::optional<Language> ParseLanguage(std::string_view name);

// One thing said in both languages. Views of literals.
struct Text {
  std::string_view zh;
  std::string_view en;
};

inline std::string Say(Language language, Text text) {
  return std::string(language == Language::kChinese ? text.zh : text.en);
}

// As Say, with "{0}", "{1}", ... replaced by the arguments; a number without argument is a
// bug.
std::string Fill(std::string_view pattern, std::initializer_list<std::string_view> arguments);
inline std::string Say(Language language, Text text,
                       std::initializer_list<std::string_view> arguments) {
  return Fill(language == Language::kChinese ? text.zh : text.en, arguments);
}

}  // namespace plenary::text

#endif  // PLENARY_CLIENT_TEXT_LANGUAGE_H_
