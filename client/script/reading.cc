#include "client/script/reading.h"

#include <limits>

namespace plenary::script {

report::Json ToJson(const Value& value) {
  if (value.IsMap()) {
    auto json = report::Json::object();
    for (const Field& field : value.Fields()) json[field.name] = ToJson(field.value);
    return json;
  }
  if (value.IsList()) {
    auto json = report::Json::array();
    for (const Value& item : value.Items()) json.push_back(ToJson(item));
    return json;
  }
  if (value.IsText()) return value.Text();
  if (const auto* truth = std::get_if<bool>(&value.content())) return *truth;
  if (const auto* integer = std::get_if<std::int64_t>(&value.content())) {
    // As a parser of JSON would have it.
    if (*integer >= 0) return static_cast<std::uint64_t>(*integer);
    return *integer;
  }
  if (const auto* number = std::get_if<double>(&value.content())) return *number;
  return nullptr;
}

CivilDate DateOf(const Value& date) {
  const auto parsed = ParseCivilDate(date.Text());
  PLENARY_CHECK(parsed);
  return *parsed;
}

std::uint32_t NumberOf(const Value& number) {
  const std::int64_t integer = number.Integer();
  PLENARY_CHECK(integer >= 0 && integer <= std::numeric_limits<std::uint32_t>::max());
  return static_cast<std::uint32_t>(integer);
}

}  // namespace plenary::script
