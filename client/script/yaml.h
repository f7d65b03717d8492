// YAML 1.2, JSON among it, as values.
//
// What has no use in a script is refused, with its place: a field twice, anchors and
// aliases, tags, several documents in one file.
#ifndef PLENARY_CLIENT_SCRIPT_YAML_H_
#define PLENARY_CLIENT_SCRIPT_YAML_H_

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "client/script/value.h"
#include "core/base/result.h"

namespace plenary::script {

inline constexpr std::size_t kMaxScriptBytes = std::size_t{8} << 20;

// `file` is only named.
Result<Value, Faults> ParseYaml(std::string_view text, const std::string& file);
Result<Value, Faults> ReadYaml(const std::filesystem::path& file);

}  // namespace plenary::script

#endif  // PLENARY_CLIENT_SCRIPT_YAML_H_
