#include "server/rpc/watch_stream.h"

#include <utility>

#include "server/rpc/batch_encoding.h"

namespace plenary::rpc {

WatchStream::WatchStream(Context& context, grpc::CallbackServerContext* call, const Caller& caller,
                         const Wish& wish)
    : OutStream(context, call, Method::kWatch, caller, context.feeders, true, std::nullopt),
      log_(wish.log),
      light_for_(wish.light ? std::optional(caller.person) : std::nullopt),
      next_(wish.from) {}

WatchStream::Reactor* WatchStream::Start(Context& context, grpc::CallbackServerContext* call,
                                         const Caller& caller, const Wish& wish) {
  const std::shared_ptr<WatchStream> stream(new WatchStream(context, call, caller, wish));
  auto subscription = context.host.Subscribe(
      wish.log,
      [weak = std::weak_ptr<OutStream>(stream)] {
        if (const auto watcher = weak.lock()) watcher->Wake();
      },
      wish.light ? host::Pace::kGathered : host::Pace::kAtOnce);
  if (!subscription) {
    return Refuse(stream, context.StatusOf(Method::kWatch, subscription.error()));
  }
  stream->subscription_ = std::move(*subscription);
  return Run(stream);
}

WatchStream::Reactor* WatchStream::Refused(Context& context, grpc::CallbackServerContext* call,
                                           grpc::Status status) {
  return Refuse(std::shared_ptr<WatchStream>(new WatchStream(context, call, {}, {})),
                std::move(status));
}

Result<std::shared_ptr<const host::Batch>> WatchStream::Read() const {
  const host::BatchLimit limit{.bytes = kMaxWatched};
  if (!light_for_) return context_.host.ReadEntries(log_, next_, limit);
  return context_.host.ReadLight(log_, next_, *light_for_, limit);
}

Result<Next> WatchStream::Fill(grpc::ByteBuffer& message) {
  message.Clear();
  auto batch = Read();
  if (!batch) return std::unexpected(batch.error());
  if ((*batch)->empty() && said_head_) return Next::kNothingYet;
  said_head_ = (*batch)->head().has_value();
  next_ = (*batch)->to();
  message = MessageOf(std::move(*batch));
  return Next::kMessage;
}

}  // namespace plenary::rpc
