#include "client/script/fault.h"

namespace plenary::script {

std::string Format(const Place& place) {
  if (place.line == 0) return place.file;
  return place.file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

Sentence Say(text::Text text, std::initializer_list<std::string_view> arguments) {
  return {text::Fill(text.zh, arguments), text::Fill(text.en, arguments)};
}

std::string Format(const Fault& fault, text::Language language) {
  const std::string path = fault.path.empty() ? "" : fault.path + ": ";
  const std::string place = fault.place.file.empty() ? "" : Format(fault.place) + ": ";
  return place + path + fault.sentence.In(language);
}

}  // namespace plenary::script
