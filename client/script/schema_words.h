// What a broken keyword of the schema means, in words.
#ifndef PLENARY_CLIENT_SCRIPT_SCHEMA_WORDS_H_
#define PLENARY_CLIENT_SCRIPT_SCHEMA_WORDS_H_

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "client/script/value.h"

namespace plenary::script {

// The JSON type of a value, as the schema calls it.
std::string_view TypeOf(const Value& value);

// `types`: those that would do, none of which the value has.
Sentence SayWrongType(const std::vector<std::string>& types, const Value& value);

// The faults of a value whose keyword, with what the schema says under it, is broken.
// `properties`: the fields that the schema knows here. Fields that are too much are
// placed where they stand.
Faults SayBroken(const std::string& keyword, const nlohmann::json& said,
                 const std::vector<std::string>& properties, const Value& value);

// What the `format` asks of a text, for the formats of our schema: an existing day, a name
// or a text as a command may carry it.
Faults CheckFormat(std::string_view format, const Value& value);

// The one of `known` that `word` is a slip of; empty if there is none.
std::string Resembling(std::string_view word, const std::vector<std::string>& known);

}  // namespace plenary::script

#endif  // PLENARY_CLIENT_SCRIPT_SCHEMA_WORDS_H_
