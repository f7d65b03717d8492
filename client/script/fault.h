// What is wrong with a script, and where: file, line, column, and the path in the document.
#ifndef PLENARY_CLIENT_SCRIPT_FAULT_H_
#define PLENARY_CLIENT_SCRIPT_FAULT_H_

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "client/text/language.h"

namespace plenary::script {

// Line and column count characters from 1; line 0: the file as a whole.
struct Place {
  std::string file;
  int line = 0;
  int column = 0;

  bool operator==(const Place&) const = default;
};

std::string Format(const Place& place);  // "examples/year.yaml:12:7"

// One sentence in both languages.
struct Sentence {
  std::string zh;
  std::string en;

  const std::string& In(text::Language language) const {
    return language == text::Language::kChinese ? zh : en;
  }
};

// With "{0}", "{1}", ... replaced, as text::Say.
Sentence Say(text::Text text, std::initializer_list<std::string_view> arguments = {});

struct Fault {
  Place place;
  std::string path;  // "steps[3].vote.poll"; empty: the document
  Sentence sentence;
};

// "examples/year.yaml:12:7: steps[3].vote.poll: no poll ..."
std::string Format(const Fault& fault, text::Language language);

using Faults = std::vector<Fault>;
inline constexpr std::size_t kMostFaults = 20;  // that are told of one file

}  // namespace plenary::script

#endif  // PLENARY_CLIENT_SCRIPT_FAULT_H_
