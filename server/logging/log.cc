#include "server/logging/log.h"

#include <grpc/support/log.h>
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <atomic>
#include <chrono>
#include <utility>

#include "server/logging/escape.h"

namespace plenary::logging {
namespace {

spdlog::level::level_enum ToSpdlog(Level level) {
  switch (level) {
    case Level::kDebug:
      return spdlog::level::debug;
    case Level::kInfo:
      return spdlog::level::info;
    case Level::kWarning:
      return spdlog::level::warn;
    case Level::kError:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

std::shared_ptr<spdlog::logger> MakeLogger(Level level, spdlog::sink_ptr sink) {
  sink->set_formatter(std::make_unique<spdlog::pattern_formatter>(
      "time=%Y-%m-%dT%H:%M:%S.%eZ level=%l %v", spdlog::pattern_time_type::utc));
  auto logger = std::make_shared<spdlog::logger>("plenaryd", std::move(sink));
  logger->set_level(ToSpdlog(level));
  logger->flush_on(spdlog::level::debug);
  return logger;
}

std::int64_t CurrentMinute() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::minutes>(now).count();
}

std::atomic<Log*> grpc_messages = nullptr;

void TakeGrpcMessage(gpr_log_func_args* args) {
  Log* log = grpc_messages.load();
  if (log == nullptr) return;
  const Level level = args->severity == GPR_LOG_SEVERITY_ERROR ? Level::kInfo : Level::kDebug;
  log->Throttled(level, "grpc", {{"message", args->message}});
}

}  // namespace

Result<Level> ParseLevel(std::string_view name) {
  if (name == "debug") return Level::kDebug;
  if (name == "info") return Level::kInfo;
  if (name == "warning") return Level::kWarning;
  if (name == "error") return Level::kError;
  return Fail(ErrorCode::kInvalidArgument, "not one of debug, info, warning, error");
}

std::string Line(std::string_view event, Fields fields) {
  std::string line = "event=";
  line += Escape(event);
  for (const Field& field : fields) {
    line += ' ';
    line += field.key;
    line += '=';
    line += Escape(field.value);
  }
  return line;
}

Log::Log(Level level)
    : logger_(MakeLogger(level, std::make_shared<spdlog::sinks::stderr_sink_mt>())) {}

Log::Log(Level level, std::ostream& to)
    : logger_(MakeLogger(level, std::make_shared<spdlog::sinks::ostream_sink_mt>(to))) {}

Log::~Log() = default;

void Log::Write(Level level, std::string_view event, Fields fields) {
  const auto wanted = ToSpdlog(level);
  if (!logger_->should_log(wanted)) return;
  const std::string line = Line(event, fields);
  logger_->log(wanted, spdlog::string_view_t(line.data(), line.size()));
}

bool Log::Admit(std::string_view event, std::uint64_t& left_out) {
  const std::int64_t minute = CurrentMinute();
  const MutexLock lock(mu_);
  Window& window = windows_[event];
  if (window.minute != minute) {
    left_out = std::exchange(window.left_out, 0);
    window.minute = minute;
    window.lines = 0;
  }
  if (window.lines >= kThrottledLines) {
    ++window.left_out;
    return false;
  }
  ++window.lines;
  return true;
}

void Log::Throttled(Level level, std::string_view event, Fields fields) {
  if (!logger_->should_log(ToSpdlog(level))) return;
  std::uint64_t left_out = 0;
  if (!Admit(event, left_out)) return;
  if (left_out > 0) Write(level, "left_out", {{"of", event}, {"lines", left_out}});
  Write(level, event, fields);
}

void RouteGrpcMessages(Log* log) {
  grpc_messages.store(log);
  gpr_set_log_function(TakeGrpcMessage);
}

}  // namespace plenary::logging
