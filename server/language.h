// The two languages in which plenaryd speaks to its operator.
#ifndef PLENARY_SERVER_LANGUAGE_H_
#define PLENARY_SERVER_LANGUAGE_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace plenary::server {

enum class Language : std::uint8_t { kEnglish, kChinese };

// By the first of LC_ALL, LC_MESSAGES and LANG that is not empty: Chinese if it begins
// with "zh". Null counts as empty.
Language LanguageOf(const char* lc_all, const char* lc_messages, const char* lang);

// One of two texts.
struct Speech {
  Language language;

  std::string operator()(std::string_view english, std::string_view chinese) const {
    return std::string(language == Language::kChinese ? chinese : english);
  }
};

}  // namespace plenary::server

#endif  // PLENARY_SERVER_LANGUAGE_H_
