// One caller who follows a log.
#ifndef PLENARY_SERVER_RPC_WATCH_STREAM_H_
#define PLENARY_SERVER_RPC_WATCH_STREAM_H_

#include <grpcpp/support/byte_buffer.h>

#include <cstdint>
#include <memory>
#include <optional>

#include "core/base/ids.h"
#include "server/rpc/out_stream.h"

namespace plenary::rpc {

// Has a place in the log and sends, woken or done with a write, one message with whatever
// waits there: at most kMaxWatched bytes of entries, shared by all at the same place. At
// light depth a message with a ballot of the caller's own is the caller's alone, and who has
// come to the end is told of more when it is woken, not before: at a gathered pace.
class WatchStream final : public OutStream<grpc::ByteBuffer> {
 public:
  // What is wanted: a log from an index on, all of it or at light depth.
  struct Wish {
    LogId log;
    std::uint64_t from = 0;
    bool light = false;
  };

  // `context` outlives it.
  static Reactor* Start(Context& context, grpc::CallbackServerContext* call, const Caller& caller,
                        const Wish& wish);
  static Reactor* Refused(Context& context, grpc::CallbackServerContext* call, grpc::Status status);

 private:
  WatchStream(Context& context, grpc::CallbackServerContext* call, const Caller& caller,
              const Wish& wish);

  Result<std::shared_ptr<const host::Batch>> Read() const;
  Result<Next> Fill(grpc::ByteBuffer& message) override;
  bool RestsNow() const override { return light_for_.has_value() && said_head_; }
  void Release() override { subscription_.reset(); }

  const LogId log_;
  const std::optional<PersonId> light_for_;  // none: full depth
  std::uint64_t next_;
  bool said_head_ = false;  // of the place where it is
  std::unique_ptr<host::Subscription> subscription_;
};

}  // namespace plenary::rpc

#endif  // PLENARY_SERVER_RPC_WATCH_STREAM_H_
