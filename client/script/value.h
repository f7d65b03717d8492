// A script as it was written: plain values, each with its place.
#ifndef PLENARY_CLIENT_SCRIPT_VALUE_H_
#define PLENARY_CLIENT_SCRIPT_VALUE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "client/script/fault.h"

namespace plenary::script {

class Value;
struct Field;
using List = std::vector<Value>;
using Map = std::vector<Field>;  // in the order written, no name twice

// A tree; copies are deep. What the schema has let through can be read without a second
// look: asking a value for another type, or for a field that it lacks, is a bug.
class Value {
 public:
  using Content = std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Map>;

  Value() = default;
  Value(Place place, std::string path, Content content);

  const Place& place() const { return place_; }
  const std::string& path() const { return path_; }
  const Content& content() const { return content_; }

  bool IsText() const { return std::holds_alternative<std::string>(content_); }
  bool IsList() const { return std::holds_alternative<List>(content_); }
  bool IsMap() const { return std::holds_alternative<Map>(content_); }

  bool Bool() const;
  std::int64_t Integer() const;
  double Number() const;  // an integer too
  const std::string& Text() const;
  const List& Items() const;
  const Map& Fields() const;

  // Of a map.
  const Value* Find(std::string_view name) const;  // null: no such field
  const Value& At(std::string_view name) const;
  bool Has(std::string_view name) const { return Find(name) != nullptr; }
  std::string TextOr(std::string_view name, std::string_view otherwise) const;
  bool BoolOr(std::string_view name, bool otherwise) const;
  // The texts of a list; empty if the field is not there.
  std::vector<std::string> TextsOf(std::string_view name) const;
  // The items of a list; empty if the field is not there.
  const List& ItemsOf(std::string_view name) const;

  Fault Wrong(Sentence sentence) const { return {place_, path_, std::move(sentence)}; }

 private:
  Place place_;
  std::string path_;
  Content content_;
};

struct Field {
  std::string name;
  Place place;  // of the name
  Value value;
};

}  // namespace plenary::script

#endif  // PLENARY_CLIENT_SCRIPT_VALUE_H_
