// What the operator has decided, from one TOML file; flags override it.
#ifndef PLENARY_SERVER_CONFIG_H_
#define PLENARY_SERVER_CONFIG_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace plenary::server {

// docs/operating.md and deploy/plenaryd.toml say what each means. Within bounds once it
// has been read.
struct Config {
  std::string data;                       // folder
  std::string listen = "[::]:7420";       // address:port; port 0: the system chooses
  std::string port_file;                  // empty: none
  std::string log_level = "info";         // debug, info, warning, error
  std::int64_t verification_threads = 0;  // 0: one a processor
  std::int64_t certificate_days = 7;
  std::int64_t document_mebibytes = 64;
  std::int64_t documents_gibibytes = 64;
  std::int64_t database_gibibytes = 0;  // 0: as the disk allows
  std::int64_t message_seconds = 30;    // a call without a deadline
  std::int64_t stream_seconds = 600;    // a transfer of an archive or a document
  std::int64_t streams_a_connection = 64;
  std::int64_t memory_mebibytes = 2048;  // of connections
  std::int64_t door_calls_a_minute = 6000;
  std::int64_t door_failures_a_minute = 30;
  std::int64_t requests_a_code = 5;
  std::int64_t drain_seconds = 10;

  bool operator==(const Config&) const = default;
};

// A key of the file and its value, as text: for the log. The configuration holds no secret.
struct Setting {
  std::string_view key;  // "limits.message_seconds"
  std::string value;
};
std::vector<Setting> Settings(const Config& config);

// kInvalidArgument with "file:line: reason" for what is not TOML, an unknown key, a value
// of the wrong type or out of bounds. `file` is only named.
Result<Config> ParseConfig(std::string_view toml, std::string_view file);
// kNotFound if there is no such file.
Result<Config> LoadConfig(const std::filesystem::path& file);

// What ParseConfig checks of values, for values that flags have set: the reason only.
Result<void> CheckConfig(const Config& config);

}  // namespace plenary::server

#endif  // PLENARY_SERVER_CONFIG_H_
