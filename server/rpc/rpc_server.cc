#include "server/rpc/rpc_server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/resource_quota.h>
#include <stdlib.h>

#include <utility>

#include "core/base/check.h"
#include "server/rpc/door_service.h"
#include "server/rpc/plenary_service.h"

namespace plenary::rpc {
namespace {

constexpr int kSecond = 1000;  // milliseconds

Result<std::shared_ptr<grpc::ServerCredentials>> MakeCredentials(const RpcOptions& options) {
  const auto key = options.server_key.ToPlainPem();
  if (!key) return std::unexpected(key.error());
  const std::string authority = options.authority.certificate().pem();
  // Who shows a certificate must have it from us; who shows none reaches the door alone.
  grpc::SslServerCredentialsOptions tls(GRPC_SSL_REQUEST_CLIENT_CERTIFICATE_AND_VERIFY);
  tls.pem_root_certs = authority;
  // With the authority's, so that a new client can compare it with the founding's.
  tls.pem_key_cert_pairs.push_back(
      {std::string(key->text()), options.server_certificate.pem() + authority});
  return grpc::SslServerCredentials(tls);
}

void SetLimits(const Limits& limits, grpc::ServerBuilder& builder) {
  builder.SetMaxReceiveMessageSize(static_cast<int>(kMaxReceived));
  builder.SetMaxSendMessageSize(static_cast<int>(kMaxSent));
  builder.SetResourceQuota(grpc::ResourceQuota("plenary").Resize(limits.memory_bytes));
  const std::initializer_list<std::pair<const char*, int>> arguments = {
      {GRPC_ARG_MAX_CONCURRENT_STREAMS, limits.streams_a_connection},
      {GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, 20 * kSecond},
      // The dead go away, and the living are not cut for asking likewise.
      {GRPC_ARG_KEEPALIVE_TIME_MS, 60 * kSecond},
      {GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 20 * kSecond},
      {GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1},
      {GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0},
      {GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 5 * kSecond},
      {GRPC_ARG_MAX_CONNECTION_IDLE_MS, 900 * kSecond},
      // An idle watcher costs memory alone: small buffers, no books kept about it.
      {GRPC_ARG_HTTP2_HPACK_TABLE_SIZE_DECODER, 1024},
      {GRPC_ARG_TCP_READ_CHUNK_SIZE, 2048},
      {GRPC_ARG_MAX_CHANNEL_TRACE_EVENT_MEMORY_PER_NODE, 0},
      {GRPC_ARG_ENABLE_CHANNELZ, 0},
      {GRPC_ARG_ALLOW_REUSEPORT, 0},
  };
  for (const auto& [name, value] : arguments) builder.AddChannelArgument(name, value);
}

}  // namespace

void RequireTls13() {
  PLENARY_CHECK(::setenv("GRPC_SSL_CIPHER_SUITES", "ECDHE-RSA-AES256-GCM-SHA384", 1) == 0);
}

class RpcServer::Impl {
 public:
  Impl(host::Host& host, logging::Log& log, const RpcOptions& options)
      : context_(host, options.authority, log, options.clock, options.limits),
        door_(context_),
        plenary_(context_) {}

  Result<void> Start(const RpcOptions& options);
  void Stop(std::chrono::milliseconds drain);
  int port() const { return port_; }

 private:
  Result<void> FollowRegistry();

  Context context_;
  DoorService door_;
  PlenaryService plenary_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<host::Subscription> registry_;  // ends the calls of revoked keys
  int port_ = 0;
};

Result<void> RpcServer::Impl::Start(const RpcOptions& options) {
  auto credentials = MakeCredentials(options);
  if (!credentials) return std::unexpected(credentials.error());
  PLENARY_TRY(FollowRegistry());
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  builder.AddListeningPort(options.listen, *credentials, &port_);
  builder.RegisterService(&door_);
  builder.RegisterService(&plenary_);
  SetLimits(options.limits, builder);
  server_ = builder.BuildAndStart();
  if (!server_ || port_ == 0) {
    return Fail(ErrorCode::kUnavailable, "cannot listen on " + options.listen +
                                             ": in use, not an address of this machine, "
                                             "or not allowed");
  }
  server_->GetHealthCheckService()->SetServingStatus(v1::Plenary::service_full_name(), true);
  server_->GetHealthCheckService()->SetServingStatus(v1::Door::service_full_name(), true);
  return {};
}

Result<void> RpcServer::Impl::FollowRegistry() {
  auto subscription = context_.host.Subscribe(context_.host.registry_log(),
                                              [this] { context_.long_calls.InspectSoon(); });
  if (!subscription) return std::unexpected(subscription.error());
  registry_ = std::move(*subscription);
  return {};
}

void RpcServer::Impl::Stop(std::chrono::milliseconds drain) {
  if (!server_) return;
  server_->GetHealthCheckService()->SetServingStatus(false);
  context_.long_calls.Stop();
  server_->Shutdown(std::chrono::system_clock::now() + drain);
  server_->Wait();
  registry_.reset();
  context_.feeders.Stop();
  context_.workers.Stop();
  server_.reset();
}

RpcServer::RpcServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

RpcServer::~RpcServer() { Stop(std::chrono::milliseconds(0)); }

Result<std::unique_ptr<RpcServer>> RpcServer::Start(host::Host& host, logging::Log& log,
                                                    const RpcOptions& options) {
  auto impl = std::make_unique<Impl>(host, log, options);
  PLENARY_TRY(impl->Start(options));
  return std::unique_ptr<RpcServer>(new RpcServer(std::move(impl)));
}

int RpcServer::port() const { return impl_->port(); }

void RpcServer::Stop(std::chrono::milliseconds drain) { impl_->Stop(drain); }

}  // namespace plenary::rpc
