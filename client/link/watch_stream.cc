#include "client/link/watch_stream.h"

#include <utility>

namespace plenary::link {

WatchStream::WatchStream(std::shared_ptr<Strand> strand, v1::WatchRequest request,
                         OnMessage on_message, OnEnd on_end)
    : strand_(std::move(strand)),
      request_(std::move(request)),
      on_message_(std::move(on_message)),
      on_end_(std::move(on_end)) {}

std::shared_ptr<WatchStream> WatchStream::Start(Calls& calls, v1::Plenary::Stub& stub,
                                                v1::WatchRequest request, OnMessage on_message,
                                                OnEnd on_end) {
  const std::shared_ptr<WatchStream> stream(new WatchStream(
      calls.strand(), std::move(request), std::move(on_message), std::move(on_end)));
  stream->ended_ = calls.Enter(stream, &stream->context_);
  stub.async()->Watch(&stream->context_, &stream->request_, stream.get());
  // The strand starts reads after the reactor may have ended otherwise.
  stream->AddHold();
  stream->StartRead(&stream->response_);
  stream->StartCall();
  return stream;
}

void WatchStream::Cancel() {
  cancelled_ = true;
  context_.TryCancel();
}

void WatchStream::OnReadDone(bool ok) {
  if (!ok) {
    RemoveHold();
    return;
  }
  // A strand that has stopped drops the task; the guard then lets the call end.
  const std::shared_ptr<void> guard(
      nullptr, [self = shared_from_this()](void*) { self->StartRead(&self->response_); });
  strand_->Post([self = shared_from_this(), guard] {
    if (!self->cancelled_) self->on_message_(self->response_);
  });
}

void WatchStream::OnDone(const grpc::Status& status) {
  const auto ended = std::move(ended_);
  ended([weak = weak_from_this(), status] {
    const auto self = weak.lock();
    if (self && !self->cancelled_) self->on_end_(status);
  });
}

}  // namespace plenary::link
