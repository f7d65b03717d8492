// What every service of this server shares.
#ifndef PLENARY_SERVER_RPC_CONTEXT_H_
#define PLENARY_SERVER_RPC_CONTEXT_H_

#include <grpcpp/server_context.h>
#include <grpcpp/support/status.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>

#include "core/base/time.h"
#include "core/crypto/authority.h"
#include "server/host/host.h"
#include "server/logging/log.h"
#include "server/rpc/access.h"
#include "server/rpc/long_calls.h"
#include "server/rpc/methods.h"
#include "server/rpc/named_documents.h"
#include "server/rpc/rate_limit.h"
#include "server/rpc/workers.h"

namespace plenary::rpc {

struct Limits {
  std::chrono::days certificate_validity{7};
  std::chrono::milliseconds clock_skew = std::chrono::minutes(5);  // of who asks for one
  std::chrono::milliseconds message_time{30'000};                  // of a call without a deadline
  std::chrono::milliseconds stream_time{600'000};                  // of a transfer
  std::chrono::milliseconds inspection{5'000};  // between two looks at calls that go on
  int streams_a_connection = 64;
  std::size_t memory_bytes = std::size_t{2} << 30;  // of connections
  std::int64_t door_calls_a_minute = 6000;          // from one address
  std::int64_t door_failures_a_minute = 30;
  std::int64_t bad_requests_a_code = 5;
  std::size_t worker_threads = 2;
  std::size_t max_waiting = 8192;  // for a worker
};

inline constexpr std::size_t kMaxReceived = std::size_t{1} << 20;  // bytes of a message
inline constexpr std::size_t kMaxSent = std::size_t{1} << 20;
inline constexpr std::size_t kMaxWatched = std::size_t{256} << 10;  // of a batch's entries
inline constexpr std::size_t kMaxPage = std::size_t{512} << 10;     // of a list
inline constexpr std::size_t kChunk = std::size_t{64} << 10;

// Borrows all it is given; everything in it may be used by any thread.
struct Context {
  host::Host& host;
  const crypto::Authority& authority;
  logging::Log& log;
  std::function<Instant()> clock;
  Limits limits;
  Access access;
  NamedDocuments named_documents;
  RateLimit door_calls;
  RateLimit door_failures;
  RateLimit code_failures;
  Workers workers;  // that wait for the disk
  Workers feeders;  // that feed who watches
  LongCalls long_calls;

  Context(host::Host& the_host, const crypto::Authority& the_authority, logging::Log& the_log,
          std::function<Instant()> the_clock, const Limits& the_limits);

  // Whether the peer of a call may make it; a refusal is logged, throttled.
  Result<Caller, grpc::Status> Admit(const grpc::CallbackServerContext& call, Method method);
  // The status of an error; one of ours is logged.
  grpc::Status StatusOf(Method method, const Error& error);
  // By when a call must be answered, by `clock`.
  Instant DeadlineOf(const grpc::CallbackServerContext& call) const;
};

// Does `work`, which returns the call's status, on a worker. What `work` refers to of
// the call lives until it has returned.
template <class Work>
grpc::ServerUnaryReactor* OnWorker(Context& context, grpc::CallbackServerContext* call, Work work) {
  grpc::ServerUnaryReactor* reactor = call->DefaultReactor();
  const bool posted = context.workers.Post([call, reactor, work = std::move(work)] {
    reactor->Finish(call->IsCancelled() ? grpc::Status::CANCELLED : work());
  });
  if (!posted) reactor->Finish({grpc::StatusCode::RESOURCE_EXHAUSTED, "too much waits; try later"});
  return reactor;
}

}  // namespace plenary::rpc

#endif  // PLENARY_SERVER_RPC_CONTEXT_H_
