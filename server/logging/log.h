// The operator's log: one event a line, `event=... key=value ...` (logfmt), on standard error.
//
// error: someone must act now; warning: act soon; info: rare milestones; debug: off.
// Never key material, never a voter beside a choice. Values are escaped, so that what a
// client sends can neither begin a line nor hide in one.
#ifndef PLENARY_SERVER_LOGGING_LOG_H_
#define PLENARY_SERVER_LOGGING_LOG_H_

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/mutex.h"
#include "core/base/result.h"
#include "core/base/time.h"

namespace spdlog {
class logger;
}

namespace plenary::logging {

enum class Level : std::uint8_t { kDebug, kInfo, kWarning, kError };

// kInvalidArgument unless "debug", "info", "warning" or "error".
Result<Level> ParseLevel(std::string_view name);

struct Field {
  std::string_view key;  // a literal
  std::string value;

  Field(std::string_view k, std::string_view v) : key(k), value(v) {}
  Field(std::string_view k, const std::string& v) : key(k), value(v) {}
  Field(std::string_view k, const char* v) : key(k), value(v) {}
  Field(std::string_view k, bool v) : key(k), value(v ? "true" : "false") {}
  template <std::integral Integer>
  Field(std::string_view k, Integer v) : key(k), value(std::to_string(v)) {}
};

using Fields = std::initializer_list<Field>;

// event=name key=value key="a value"; a value is cut after 512 bytes.
std::string Line(std::string_view event, Fields fields);

// Any thread.
class Log {
 public:
  explicit Log(Level level);           // on standard error
  Log(Level level, std::ostream& to);  // `to` outlives the log
  ~Log();

  void Debug(std::string_view event, Fields fields = {}) { Write(Level::kDebug, event, fields); }
  void Info(std::string_view event, Fields fields = {}) { Write(Level::kInfo, event, fields); }
  void Warning(std::string_view event, Fields fields = {}) {
    Write(Level::kWarning, event, fields);
  }
  void Error(std::string_view event, Fields fields = {}) { Write(Level::kError, event, fields); }
  void Write(Level level, std::string_view event, Fields fields);

  // For what clients can cause: at most kThrottledLines of an event a minute. The first
  // line after a pause says how many were left out. `event` is a literal.
  static constexpr int kThrottledLines = 20;
  void Throttled(Level level, std::string_view event, Fields fields);

 private:
  struct Window {
    std::int64_t minute = 0;
    int lines = 0;
    std::uint64_t left_out = 0;
  };
  // How many lines were left out before this one; nothing if this one is too.
  bool Admit(std::string_view event, std::uint64_t& left_out) PLENARY_EXCLUDES(mu_);

  std::shared_ptr<spdlog::logger> logger_;
  Mutex mu_;
  std::map<std::string_view, Window> windows_ PLENARY_GUARDED_BY(mu_);
};

// Sends gRPC's own messages to `log`, throttled, from now on; null: drops them. `log`
// outlives its use. gRPC has one such place in a process.
void RouteGrpcMessages(Log* log);

}  // namespace plenary::logging

#endif  // PLENARY_SERVER_LOGGING_LOG_H_
