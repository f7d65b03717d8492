#include "server/rpc/watch_stream.h"

#include <utility>

#include "server/rpc/batch_encoding.h"

namespace plenary::rpc {

WatchStream::WatchStream(Context& context, grpc::CallbackServerContext* call, const Caller& caller,
                         const LogId& log, std::uint64_t from)
    : OutStream(context, call, Method::kWatch, caller, context.feeders, true, std::nullopt),
      log_(log),
      next_(from) {}

WatchStream::Reactor* WatchStream::Start(Context& context, grpc::CallbackServerContext* call,
                                         const Caller& caller, const LogId& log,
                                         std::uint64_t from) {
  const std::shared_ptr<WatchStream> stream(new WatchStream(context, call, caller, log, from));
  auto subscription = context.host.Subscribe(log, [weak = std::weak_ptr<OutStream>(stream)] {
    if (const auto watcher = weak.lock()) watcher->Wake();
  });
  if (!subscription) {
    return Refuse(stream, context.StatusOf(Method::kWatch, subscription.error()));
  }
  stream->subscription_ = std::move(*subscription);
  return Run(stream);
}

WatchStream::Reactor* WatchStream::Refused(Context& context, grpc::CallbackServerContext* call,
                                           grpc::Status status) {
  return Refuse(std::shared_ptr<WatchStream>(new WatchStream(context, call, {}, {}, 0)),
                std::move(status));
}

Result<Next> WatchStream::Fill(grpc::ByteBuffer& message) {
  message.Clear();
  auto batch = context_.host.ReadEntries(log_, next_, {.bytes = kMaxWatched});
  if (!batch) return std::unexpected(batch.error());
  if ((*batch)->entries().empty() && said_head_) return Next::kNothingYet;
  said_head_ = (*batch)->head().has_value();
  next_ = (*batch)->to();
  message = MessageOf(std::move(*batch));
  return Next::kMessage;
}

}  // namespace plenary::rpc
