// One caller who follows a log.
#ifndef PLENARY_SERVER_RPC_WATCH_STREAM_H_
#define PLENARY_SERVER_RPC_WATCH_STREAM_H_

#include <grpcpp/support/byte_buffer.h>

#include <cstdint>
#include <memory>

#include "core/base/ids.h"
#include "server/rpc/out_stream.h"

namespace plenary::rpc {

// Has a place in the log and sends, woken or done with a write, one message with whatever
// waits there: at most kMaxWatched bytes of entries, shared by all at the same place.
class WatchStream final : public OutStream<grpc::ByteBuffer> {
 public:
  // From index `from` of `log` on. `context` outlives it.
  static Reactor* Start(Context& context, grpc::CallbackServerContext* call, const Caller& caller,
                        const LogId& log, std::uint64_t from);
  static Reactor* Refused(Context& context, grpc::CallbackServerContext* call, grpc::Status status);

 private:
  WatchStream(Context& context, grpc::CallbackServerContext* call, const Caller& caller,
              const LogId& log, std::uint64_t from);

  Result<Next> Fill(grpc::ByteBuffer& message) override;
  void Release() override { subscription_.reset(); }

  const LogId log_;
  std::uint64_t next_;
  bool said_head_ = false;  // of the place where it is
  std::unique_ptr<host::Subscription> subscription_;
};

}  // namespace plenary::rpc

#endif  // PLENARY_SERVER_RPC_WATCH_STREAM_H_
