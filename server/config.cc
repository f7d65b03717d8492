#include "server/config.h"

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <array>
#include <optional>
#include <sstream>
#include <utility>
#include <variant>

#include "server/files.h"
#include "server/logging/log.h"

namespace plenary::server {
namespace {

constexpr std::size_t kMaxConfigBytes = 1 << 20;

struct Number {
  std::int64_t Config::* field;
  std::int64_t least;
  std::int64_t most;
};
using Text = std::string Config::*;

struct Key {
  std::string_view section;  // empty: before the first section
  std::string_view name;
  std::string_view path;
  std::variant<Number, Text> value;
};

constexpr auto kKeys = std::to_array<Key>({
    {"", "data", "data", &Config::data},
    {"", "listen", "listen", &Config::listen},
    {"", "port_file", "port_file", &Config::port_file},
    {"log", "level", "log.level", &Config::log_level},
    {"threads", "verification", "threads.verification",
     Number{&Config::verification_threads, 0, 256}},
    {"certificates", "days", "certificates.days", Number{&Config::certificate_days, 1, 365}},
    {"storage", "document_mebibytes", "storage.document_mebibytes",
     Number{&Config::document_mebibytes, 1, 1024}},
    {"storage", "documents_gibibytes", "storage.documents_gibibytes",
     Number{&Config::documents_gibibytes, 1, 65536}},
    {"storage", "database_gibibytes", "storage.database_gibibytes",
     Number{&Config::database_gibibytes, 0, 131072}},
    {"limits", "message_seconds", "limits.message_seconds",
     Number{&Config::message_seconds, 1, 600}},
    {"limits", "stream_seconds", "limits.stream_seconds",
     Number{&Config::stream_seconds, 10, 86400}},
    {"limits", "streams_a_connection", "limits.streams_a_connection",
     Number{&Config::streams_a_connection, 4, 4096}},
    {"limits", "memory_mebibytes", "limits.memory_mebibytes",
     Number{&Config::memory_mebibytes, 64, 1048576}},
    {"door", "calls_a_minute", "door.calls_a_minute",
     Number{&Config::door_calls_a_minute, 1, 1000000}},
    {"door", "failures_a_minute", "door.failures_a_minute",
     Number{&Config::door_failures_a_minute, 1, 1000000}},
    {"door", "requests_a_code", "door.requests_a_code", Number{&Config::requests_a_code, 1, 64}},
    {"shutdown", "drain_seconds", "shutdown.drain_seconds", Number{&Config::drain_seconds, 0, 300}},
});

Result<void> CheckNumber(const Number& number, std::int64_t value) {
  if (value >= number.least && value <= number.most) return {};
  return Fail(ErrorCode::kInvalidArgument, "must be from " + std::to_string(number.least) + " to " +
                                               std::to_string(number.most) + ", not " +
                                               std::to_string(value));
}

std::unexpected<Error> FailAt(std::string_view file, const toml::source_region& where,
                              std::string_view reason) {
  std::ostringstream message;
  message << file << ':' << where.begin.line << ": " << reason;
  return Fail(ErrorCode::kInvalidArgument, message.str());
}

Result<void> Set(const Key& key, const toml::node& node, Config& config) {
  if (const auto* number = std::get_if<Number>(&key.value)) {
    if (!node.is_integer()) return Fail(ErrorCode::kInvalidArgument, "must be a whole number");
    const std::int64_t value = node.as_integer()->get();
    PLENARY_TRY(CheckNumber(*number, value));
    config.*number->field = value;
    return {};
  }
  if (!node.is_string()) return Fail(ErrorCode::kInvalidArgument, "must be a text in quotes");
  config.*std::get<Text>(key.value) = node.as_string()->get();
  return {};
}

const Key* FindKey(std::string_view section, std::string_view name) {
  for (const Key& key : kKeys) {
    if (key.section == section && key.name == name) return &key;
  }
  return nullptr;
}

bool IsSection(std::string_view name) {
  for (const Key& key : kKeys) {
    if (!name.empty() && key.section == name) return true;
  }
  return false;
}

std::string Path(std::string_view section, std::string_view name) {
  return section.empty() ? std::string(name) : std::string(section) + "." + std::string(name);
}

Result<void> ReadSection(const toml::table& table, std::string_view section, std::string_view file,
                         Config& config) {
  for (const auto& [name, node] : table) {
    const std::string path = Path(section, name.str());
    if (section.empty() && node.is_table() && IsSection(name.str())) {
      PLENARY_TRY(ReadSection(*node.as_table(), name.str(), file, config));
      continue;
    }
    const Key* key = FindKey(section, name.str());
    if (key == nullptr) return FailAt(file, name.source(), "unknown key " + path);
    if (auto set = Set(*key, node, config); !set) {
      return FailAt(file, node.source(), path + " " + set.error().message);
    }
  }
  return {};
}

}  // namespace

std::vector<Setting> Settings(const Config& config) {
  std::vector<Setting> settings;
  for (const Key& key : kKeys) {
    const auto* number = std::get_if<Number>(&key.value);
    settings.push_back({key.path, number != nullptr ? std::to_string(config.*number->field)
                                                    : config.*std::get<Text>(key.value)});
  }
  return settings;
}

Result<void> CheckConfig(const Config& config) {
  for (const Key& key : kKeys) {
    const auto* number = std::get_if<Number>(&key.value);
    if (number == nullptr) continue;
    if (auto checked = CheckNumber(*number, config.*number->field); !checked) {
      return Fail(ErrorCode::kInvalidArgument,
                  std::string(key.path) + " " + checked.error().message);
    }
  }
  if (const auto level = logging::ParseLevel(config.log_level); !level) {
    return Fail(ErrorCode::kInvalidArgument, "log.level is " + level.error().message);
  }
  if (config.listen.rfind(':') == std::string::npos) {
    return Fail(ErrorCode::kInvalidArgument, "listen must be address:port, as in [::]:7420");
  }
  return {};
}

Result<Config> ParseConfig(std::string_view toml, std::string_view file) {
  const toml::parse_result parsed = toml::parse(toml, file);
  if (!parsed) return FailAt(file, parsed.error().source(), parsed.error().description());
  Config config;
  PLENARY_TRY(ReadSection(parsed.table(), "", file, config));
  if (auto checked = CheckConfig(config); !checked) {
    return Fail(ErrorCode::kInvalidArgument, std::string(file) + ": " + checked.error().message);
  }
  return config;
}

Result<Config> LoadConfig(const std::filesystem::path& file) {
  auto bytes = ReadFile(file, kMaxConfigBytes);
  if (!bytes) return std::unexpected(std::move(bytes).error());
  return ParseConfig(AsText(*bytes), file.string());
}

}  // namespace plenary::server
