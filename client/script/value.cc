#include "client/script/value.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"

namespace plenary::script {
namespace {

template <class T>
const T& Get(const Value::Content& content) {
  const T* value = std::get_if<T>(&content);
  PLENARY_CHECK(value != nullptr);
  return *value;
}

}  // namespace

Value::Value(Place place, std::string path, Content content)
    : place_(std::move(place)), path_(std::move(path)), content_(std::move(content)) {}

bool Value::Bool() const { return Get<bool>(content_); }
std::int64_t Value::Integer() const { return Get<std::int64_t>(content_); }

double Value::Number() const {
  const auto* integer = std::get_if<std::int64_t>(&content_);
  return integer != nullptr ? static_cast<double>(*integer) : Get<double>(content_);
}

const std::string& Value::Text() const { return Get<std::string>(content_); }
const List& Value::Items() const { return Get<List>(content_); }
const Map& Value::Fields() const { return Get<Map>(content_); }

const Value* Value::Find(std::string_view name) const {
  const Map& fields = Fields();
  const auto field = std::ranges::find(fields, name, &Field::name);
  return field == fields.end() ? nullptr : &field->value;
}

const Value& Value::At(std::string_view name) const {
  const Value* value = Find(name);
  PLENARY_CHECK(value != nullptr);
  return *value;
}

std::string Value::TextOr(std::string_view name, std::string_view otherwise) const {
  const Value* value = Find(name);
  return value != nullptr ? value->Text() : std::string(otherwise);
}

bool Value::BoolOr(std::string_view name, bool otherwise) const {
  const Value* value = Find(name);
  return value != nullptr ? value->Bool() : otherwise;
}

const List& Value::ItemsOf(std::string_view name) const {
  static const List kNone;
  const Value* value = Find(name);
  return value != nullptr ? value->Items() : kNone;
}

std::vector<std::string> Value::TextsOf(std::string_view name) const {
  std::vector<std::string> texts;
  for (const Value& item : ItemsOf(name)) texts.push_back(item.Text());
  return texts;
}

}  // namespace plenary::script
