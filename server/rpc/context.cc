#include "server/rpc/context.h"

#include <algorithm>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "server/rpc/status.h"

namespace plenary::rpc {
namespace {

// The certificate that the peer proved to hold, in PEM; empty if it showed none.
std::string PeerCertificate(const grpc::CallbackServerContext& call) {
  const auto auth = call.auth_context();
  if (auth == nullptr || !auth->IsPeerAuthenticated()) return {};
  const auto certificates = auth->FindPropertyValues("x509_pem_cert");
  if (certificates.size() != 1) return {};
  return {certificates.front().data(), certificates.front().size()};
}

}  // namespace

Context::Context(host::Host& the_host, const crypto::Authority& the_authority,
                 logging::Log& the_log, std::function<Instant()> the_clock,
                 const Limits& the_limits)
    : host(the_host),
      authority(the_authority),
      log(the_log),
      clock(std::move(the_clock)),
      limits(the_limits),
      access(host, authority.certificate(), clock),
      named_documents(host),
      door_calls(limits.door_calls_a_minute, limits.door_calls_a_minute),
      door_failures(limits.door_failures_a_minute, limits.door_failures_a_minute),
      code_failures(limits.bad_requests_a_code, 0),
      workers(limits.worker_threads, limits.max_waiting),
      feeders(limits.worker_threads, std::numeric_limits<std::size_t>::max()),
      long_calls(limits.inspection) {}

Result<Caller, grpc::Status> Context::Admit(const grpc::CallbackServerContext& call,
                                            Method method) {
  const auto caller = access.Check(method, PeerCertificate(call));
  if (caller) return *caller;
  log.Throttled(
      logging::Level::kInfo, "call_denied",
      {{"method", RuleOf(method).name}, {"peer", call.peer()}, {"reason", NameOf(caller.error())}});
  return std::unexpected(ToStatus(caller.error()));
}

grpc::Status Context::StatusOf(Method method, const Error& error) {
  if (IsOurs(error)) {
    log.Throttled(logging::Level::kError, "call_failed",
                  {{"method", RuleOf(method).name}, {"reason", error.message}});
  }
  return ToStatus(error);
}

Instant Context::DeadlineOf(const grpc::CallbackServerContext& call) const {
  using std::chrono::milliseconds;
  const auto now = std::chrono::system_clock::now();
  const auto bounded = call.deadline() > now + limits.message_time  // may be endless
                           ? limits.message_time
                           : std::chrono::duration_cast<milliseconds>(call.deadline() - now);
  return {clock().milliseconds + std::max<std::int64_t>(0, bounded.count())};
}

}  // namespace plenary::rpc
