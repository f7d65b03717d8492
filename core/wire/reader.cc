#include "core/wire/reader.h"

namespace plenary::wire {
namespace {

bool Within(std::uint64_t value, Bounds bounds) {
  return value >= bounds.min && value <= bounds.max;
}

// "12, not 1 to 9", "12, not 16".
std::string Outside(std::uint64_t value, Bounds bounds) {
  std::string text = std::to_string(value) + ", not " + std::to_string(bounds.min);
  if (bounds.max != bounds.min) text += " to " + std::to_string(bounds.max);
  return text;
}

}  // namespace

void Reader::Refuse(const char* field, std::string_view reason) {
  if (error_) return;
  std::string message;
  const auto append = [&](std::string_view name) {
    if (!message.empty() && !name.empty()) message += '.';
    message += name;
  };
  for (const Step& step : path_) {
    append(step.field);
    if (step.index != kNoIndex) message += '[' + std::to_string(step.index) + ']';
  }
  append(field);
  message += ": ";
  message += reason;
  error_ = Error{ErrorCode::kInvalidArgument, std::move(message)};
}

bool Reader::IsKnown(const char* field, std::uint32_t number, std::uint32_t last) {
  if (number >= 1 && number <= last) return true;
  Refuse(field, "unknown value " + std::to_string(number));
  return false;
}

bool Reader::IsSize(const char* field, std::size_t size, Bounds bounds) {
  if (Within(size, bounds)) return true;
  Refuse(field, "bytes: " + Outside(size, bounds));
  return false;
}

bool Reader::IsCount(const char* field, std::size_t count, Bounds bounds) {
  if (Within(count, bounds)) return true;
  Refuse(field, "elements: " + Outside(count, bounds));
  return false;
}

Bytes Reader::Raw(const char* field, std::string_view bytes, Bounds size) {
  if (!IsSize(field, bytes.size(), size)) return {};
  return ToBytes(AsBytes(bytes));
}

std::uint64_t Reader::Number64(const char* field, std::uint64_t number, Bounds bounds) {
  if (!Within(number, bounds)) Refuse(field, Outside(number, bounds));
  return number;
}

std::uint32_t Reader::Number(const char* field, std::uint32_t number, Bounds bounds) {
  if (!Within(number, bounds)) Refuse(field, Outside(number, bounds));
  return number;
}

CivilDate Reader::Date(const char* field, std::string_view iso) {
  const auto date = ParseCivilDate(iso);
  if (date) return *date;
  Refuse(field, date.error().message);
  return {};
}

std::string Reader::Text(const char* field, std::string_view text, TextForm form) {
  if (const auto right = CheckText(text, form); !right) Refuse(field, right.error().message);
  return std::string(text);
}

}  // namespace plenary::wire
