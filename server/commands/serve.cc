#include <signal.h>
#include <sys/resource.h>
#include <systemd/sd-daemon.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "server/commands/commands.h"
#include "server/config.h"
#include "server/data_lock.h"
#include "server/files.h"
#include "server/host/host.h"
#include "server/logging/log.h"
#include "server/node.h"
#include "server/rpc/rpc_server.h"
#include "server/storage/sqlite_store.h"
#include "server/system.h"
#include "server/version.h"

namespace plenary::server {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr timespec kBetweenChecks = {.tv_sec = 3600, .tv_nsec = 0};

Result<Config> FileConfig(const ServeOptions& options) {
  if (!options.config.empty()) return LoadConfig(options.config);
  auto config = LoadConfig(ConfigFile(options.data));
  if (!config && config.error().code == ErrorCode::kNotFound) return Config{};
  return config;
}

// File, then flags.
Result<Config> ReadConfig(const ServeOptions& options) {
  auto config = FileConfig(options);
  if (!config) return config;
  if (!options.data.empty()) config->data = options.data.string();
  if (!options.listen.empty()) config->listen = options.listen;
  if (!options.port_file.empty()) config->port_file = options.port_file.string();
  if (!options.log_level.empty()) config->log_level = options.log_level;
  PLENARY_TRY(CheckConfig(*config));
  if (config->data.empty()) {
    return Fail(ErrorCode::kInvalidArgument,
                "no data folder is named: say --data DIR, or data in "
                "the configuration");
  }
  return config;
}

host::HostLimits HostLimitsOf(const Config& config) {
  host::HostLimits limits;
  limits.verification_threads = config.verification_threads > 0
                                    ? static_cast<std::size_t>(config.verification_threads)
                                    : std::max(1u, std::thread::hardware_concurrency());
  limits.documents.max_document_bytes = static_cast<std::uint64_t>(config.document_mebibytes) << 20;
  limits.documents.max_total_bytes = static_cast<std::uint64_t>(config.documents_gibibytes) << 30;
  limits.enrolments.max_requests = static_cast<std::size_t>(config.requests_a_code);
  return limits;
}

rpc::Limits RpcLimitsOf(const Config& config) {
  rpc::Limits limits;
  limits.certificate_validity = std::chrono::days(config.certificate_days);
  limits.message_time = seconds(config.message_seconds);
  limits.stream_time = seconds(config.stream_seconds);
  limits.streams_a_connection = static_cast<int>(config.streams_a_connection);
  limits.memory_bytes = static_cast<std::size_t>(config.memory_mebibytes) << 20;
  limits.door_calls_a_minute = config.door_calls_a_minute;
  limits.door_failures_a_minute = config.door_failures_a_minute;
  limits.bad_requests_a_code = config.requests_a_code;
  return limits;
}

// The signals that end us, kept from all threads for Wait to take.
sigset_t BlockSignals() {
  sigset_t signals;
  ::sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT}) ::sigaddset(&signals, signal);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
  return signals;
}

// Every connection is a file: as many as the system allows.
std::uint64_t RaiseFileLimit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  ::getrlimit(RLIMIT_NOFILE, &limit);
  return limit.rlim_cur;
}

void LogStart(const Config& config, logging::Log& log) {
  log.Info("starting", {{"version", kVersion}, {"open_files", RaiseFileLimit()}});
  for (const Setting& setting : Settings(config)) {
    log.Info("setting", {{"key", setting.key}, {"value", setting.value}});
  }
}

// Everything that serves, from the disk up; it goes in the opposite order.
class Service {
 public:
  Service(const Config& config, logging::Log& log) : config_(config), log_(log) {}

  Result<void> Start();
  void Stop();
  void CheckCertificate();

 private:
  Result<void> OpenNode();
  Result<void> OpenHost();
  Result<void> Listen();

  const Config& config_;
  logging::Log& log_;
  std::optional<DataLock> lock_;
  std::optional<Node> node_;
  std::unique_ptr<storage::SqliteStore> store_;
  std::unique_ptr<host::Host> host_;
  std::unique_ptr<rpc::RpcServer> server_;
};

Result<void> Service::Start() {
  PLENARY_TRY(OpenNode());
  PLENARY_TRY(OpenHost());
  return Listen();
}

Result<void> Service::OpenNode() {
  auto node = LoadNode(config_.data);
  if (!node) {
    if (node.error().code != ErrorCode::kNotFound) return std::unexpected(node.error());
    return Fail(ErrorCode::kNotFound, node.error().message + "; run plenaryd init first");
  }
  auto lock = DataLock::Take(config_.data);
  if (!lock) return std::unexpected(lock.error());
  lock_.emplace(std::move(*lock));
  node_.emplace(std::move(*node));
  if (!NeedsRenewal(node_->server_certificate, SystemClock())) return {};
  const auto names = NodeNames(config_.data);
  if (!names) return std::unexpected(names.error());
  auto renewed = RenewServerCertificate(config_.data, *node_, *names, SystemClock());
  if (!renewed) return std::unexpected(renewed.error());
  node_->server_certificate = std::move(*renewed);
  log_.Info("server_certificate_renewed",
            {{"until", IsoUtc(node_->server_certificate.validity().not_after)}});
  return {};
}

Result<void> Service::OpenHost() {
  auto store = storage::SqliteStore::Open(
      {.file = StoreFile(config_.data),
       .max_bytes = static_cast<std::uint64_t>(config_.database_gibibytes) << 30});
  if (!store) return std::unexpected(store.error());
  store_ = std::move(*store);
  auto report = [this](const Error& error) {
    log_.Throttled(logging::Level::kError, "host", {{"reason", error.message}});
  };
  auto head_key = LoadHeadKey(config_.data);
  if (!head_key) return std::unexpected(head_key.error());
  auto host = host::Host::Open({*store_, *store_, *store_}, std::move(*head_key),
                               SystemEnvironment(std::move(report)), HostLimitsOf(config_));
  if (!host) {
    if (host.error().code != ErrorCode::kNotFound) return std::unexpected(host.error());
    return Fail(ErrorCode::kNotFound, host.error().message + "; run plenaryd import first");
  }
  host_ = std::move(*host);
  log_.Info("opened", {{"committee", host_->committee().hex()},
                       {"suite", crypto::SuiteName(host_->suite())},
                       {"sessions", host_->Sessions().size()}});
  return {};
}

Result<void> Service::Listen() {
  auto server = rpc::RpcServer::Start(*host_, log_,
                                      {.listen = config_.listen,
                                       .authority = node_->authority,
                                       .server_key = node_->server_key,
                                       .server_certificate = node_->server_certificate,
                                       .clock = SystemClock,
                                       .limits = RpcLimitsOf(config_)});
  if (!server) return std::unexpected(server.error());
  server_ = std::move(*server);
  const std::string port = std::to_string(server_->port());
  if (!config_.port_file.empty()) {
    PLENARY_TRY(ReplaceFile(config_.port_file, AsBytes(port + "\n"), Readers::kEverybody));
  }
  log_.Info("serving", {{"listen", config_.listen}, {"port", port}});
  return {};
}

void Service::Stop() {
  if (server_) server_->Stop(seconds(config_.drain_seconds));
  if (host_) host_->Stop();
}

void Service::CheckCertificate() {
  if (!NeedsRenewal(node_->server_certificate, SystemClock())) return;
  log_.Warning("server_certificate_ends",
               {{"until", IsoUtc(node_->server_certificate.validity().not_after)},
                {"do", "restart plenaryd: it renews it"}});
}

void WaitForSignal(const sigset_t& signals, Service& service, logging::Log& log) {
  for (;;) {
    const int signal = ::sigtimedwait(&signals, nullptr, &kBetweenChecks);
    if (signal > 0) {
      log.Info("stopping", {{"signal", signal}});
      return;
    }
    service.CheckCertificate();
  }
}

}  // namespace

Result<void> RunServe(const ServeOptions& options) {
  const auto config = ReadConfig(options);
  if (!config) return std::unexpected(config.error());
  const auto level = logging::ParseLevel(config->log_level);
  if (!level) return std::unexpected(level.error());
  const sigset_t signals = BlockSignals();
  rpc::RequireTls13();
  logging::Log log(*level);
  logging::RouteGrpcMessages(&log);
  LogStart(*config, log);

  Service service(*config, log);
  auto started = service.Start();
  if (started) {
    ::sd_notify(0, "READY=1");
    WaitForSignal(signals, service, log);
    ::sd_notify(0, "STOPPING=1");
  } else {
    log.Error("cannot_start", {{"reason", started.error().message}});
  }
  service.Stop();
  if (started) log.Info("stopped");
  logging::RouteGrpcMessages(nullptr);
  return started;
}

}  // namespace plenary::server
