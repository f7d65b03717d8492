#include "client/script/schema.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>
#include <vector>

#include "client/script/schema_words.h"
#include "core/base/check.h"

namespace plenary::script {
namespace {

using nlohmann::json;
using valijson::adapters::NlohmannJsonAdapter;

// Looked at one level only; what lies below has its own turn.
constexpr std::string_view kKeywords[] = {
    "type",     "enum",    "const",   "pattern",       "minLength",     "maxLength", "minItems",
    "maxItems", "minimum", "maximum", "minProperties", "maxProperties", "required",  "uniqueItems"};

json Shallow(const Value& value) {
  return std::visit(
      []<class T>(const T& content) -> json {
        if constexpr (std::is_same_v<T, List>) {
          return json(content.size(), json());
        } else if constexpr (std::is_same_v<T, Map>) {
          json object = json::object();
          for (const Field& field : content) object[field.name] = nullptr;
          return object;
        } else if constexpr (std::is_same_v<T, std::monostate>) {
          return {};
        } else {
          return content;
        }
      },
      value.content());
}

json Deep(const Value& value) {
  if (value.IsList()) {
    json array = json::array();
    for (const Value& item : value.Items()) array.push_back(Deep(item));
    return array;
  }
  if (value.IsMap()) {
    json object = json::object();
    for (const Field& field : value.Fields()) object[field.name] = Deep(field.value);
    return object;
  }
  return Shallow(value);
}

std::unique_ptr<valijson::Schema> Compile(const json& schema) {
  auto compiled = std::make_unique<valijson::Schema>();
  valijson::SchemaParser().populateSchema(NlohmannJsonAdapter(schema), *compiled);
  return compiled;
}

bool IsValid(const valijson::Schema& schema, const json& document,
             valijson::ValidationResults* results = nullptr) {
  valijson::Validator validator(valijson::Validator::kStrongTypes);
  return validator.validate(schema, NlohmannJsonAdapter(document), results);
}

std::vector<std::string> PropertiesOf(const json& schema) {
  std::vector<std::string> names;
  if (const auto found = schema.find("properties"); found != schema.end()) {
    for (const auto& [name, each] : found->items()) names.push_back(name);
  }
  return names;
}

}  // namespace

struct Schema::Parts {
  json root = json::parse(kSchemaText, nullptr, false);
  // By the schema's node and keyword.
  std::map<std::pair<const json*, std::string>, std::unique_ptr<valijson::Schema>> compiled;
  Faults faults;

  const json& Resolve(const json& schema) const {
    const json* node = &schema;
    for (auto ref = node->find("$ref"); ref != node->end(); ref = node->find("$ref")) {
      node = &root.at(json::json_pointer(ref->get<std::string>().substr(1)));
    }
    return *node;
  }

  // The types that a schema lets stand.
  std::vector<std::string> TypesOf(const json& schema) const {
    const json& node = Resolve(schema);
    if (const auto type = node.find("type"); type != node.end()) return {type->get<std::string>()};
    if (const auto all = node.find("allOf"); all != node.end()) return TypesOf(all->at(0));
    std::vector<std::string> types;
    if (const auto one = node.find("oneOf"); one != node.end()) {
      for (const json& branch : *one) {
        for (const std::string& type : TypesOf(branch)) types.push_back(type);
      }
    }
    return types;
  }

  bool Holds(const json& schema, const std::string& keyword, const json& document) {
    auto& one = compiled[{&schema, keyword}];
    if (!one) {
      json alone = {{keyword, schema.at(keyword)}};
      if (keyword == "additionalProperties") {
        for (const std::string& name : PropertiesOf(schema)) {
          alone["properties"][name] = json::object();
        }
      }
      one = Compile(alone);
    }
    return IsValid(*one, document);
  }

  // Whether the value has the right type, so that it is worth looking into.
  bool JudgeKeywords(const json& schema, const Value& value) {
    const json shallow = Shallow(value);
    const auto judge = [&](const std::string& keyword) {
      if (!schema.contains(keyword) || Holds(schema, keyword, shallow)) return true;
      const Faults broken = SayBroken(keyword, schema.at(keyword), PropertiesOf(schema), value);
      faults.insert(faults.end(), broken.begin(), broken.end());
      return false;
    };
    bool fits = true;
    for (const std::string_view keyword : kKeywords) {
      const bool holds = judge(std::string(keyword));
      if (!holds && keyword == "type") return false;
      fits = fits && holds;
    }
    if (schema.value("additionalProperties", json()) == false) judge("additionalProperties");
    if (const auto format = schema.find("format"); format != schema.end() && fits) {
      const Faults broken = CheckFormat(format->get<std::string>(), value);
      faults.insert(faults.end(), broken.begin(), broken.end());
    }
    return true;
  }

  void Visit(const json& schema, const Value& value) {
    const json& node = Resolve(schema);
    if (const auto all = node.find("allOf"); all != node.end()) {
      for (const json& each : *all) Visit(each, value);
    }
    if (const auto one = node.find("oneOf"); one != node.end()) VisitOneOf(*one, value);
    if (!JudgeKeywords(node, value)) return;
    if (value.IsMap()) VisitFields(node, value);
    if (value.IsList() && node.contains("items")) {
      for (const Value& item : value.Items()) Visit(node.at("items"), item);
    }
  }

  void VisitOneOf(const json& branches, const Value& value) {
    std::vector<std::string> wanted;
    for (const json& branch : branches) {
      const auto types = TypesOf(branch);
      if (std::ranges::find(types, TypeOf(value)) != types.end()) return Visit(branch, value);
      wanted.insert(wanted.end(), types.begin(), types.end());
    }
    faults.push_back(value.Wrong(SayWrongType(wanted, value)));
  }

  void VisitFields(const json& node, const Value& value) {
    const auto properties = node.find("properties");
    const auto names = node.find("propertyNames");
    const auto additional = node.find("additionalProperties");
    for (const Field& field : value.Fields()) {
      if (names != node.end()) Visit(*names, Value(field.place, field.value.path(), field.name));
      if (properties != node.end() && properties->contains(field.name)) {
        Visit(properties->at(field.name), field.value);
      } else if (additional != node.end() && additional->is_object()) {
        Visit(*additional, field.value);
      }
    }
  }

  // The whole once more, as Valijson sees it: whatever the walk has not understood.
  void CheckWhole(const json& schema, const Value& document) {
    json whole = schema;
    whole["definitions"] = root.at("definitions");
    valijson::ValidationResults results;
    if (IsValid(*Compile(whole), Deep(document), &results)) return;
    valijson::ValidationResults::Error error;
    results.popError(error);
    faults.push_back(document.Wrong({error.description, error.description}));
  }
};

Schema::Schema() : parts_(std::make_unique<Parts>()) { PLENARY_CHECK(parts_->root.is_object()); }
Schema::~Schema() = default;

Faults Schema::Check(const Value& document, std::string_view definition) {
  const json& schema = definition.empty()
                           ? parts_->root
                           : parts_->root.at("definitions").at(std::string(definition));
  parts_->faults.clear();
  parts_->Visit(schema, document);
  if (parts_->faults.empty()) parts_->CheckWhole(schema, document);
  std::ranges::sort(parts_->faults, {}, [](const Fault& fault) {
    return std::tie(fault.place.line, fault.place.column, fault.path);
  });
  return std::exchange(parts_->faults, {});
}

}  // namespace plenary::script
