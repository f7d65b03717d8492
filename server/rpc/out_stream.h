// A stream of messages to one caller, one at a time: the next is made when the one
// before has left, so a slow reader holds nobody up and costs the memory of one message.
#ifndef PLENARY_SERVER_RPC_OUT_STREAM_H_
#define PLENARY_SERVER_RPC_OUT_STREAM_H_

#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "core/base/mutex.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "server/rpc/context.h"
#include "server/rpc/long_calls.h"
#include "server/rpc/status.h"

namespace plenary::rpc {

// What there is to send.
enum class Next : std::uint8_t { kMessage, kNothingYet, kEnd };

// Lives until OnDone, by itself. `context` outlives it.
template <class Message>
class OutStream : public grpc::ServerWriteReactor<Message>,
                  public LongCall,
                  public std::enable_shared_from_this<OutStream<Message>> {
 public:
  using Reactor = grpc::ServerWriteReactor<Message>;

  // Takes the stream over; gRPC gets what it returns. With a status: ends at once.
  static Reactor* Run(std::shared_ptr<OutStream> stream) {
    stream->self_ = stream;
    stream->StartSendInitialMetadata();
    stream->context_.long_calls.Add(stream);
    stream->Wake();
    return stream.get();
  }
  static Reactor* Refuse(std::shared_ptr<OutStream> stream, grpc::Status status) {
    stream->self_ = stream;
    stream->End(std::move(status));
    return stream.get();
  }

  // There may be something to send. Does not block; any thread.
  void Wake() {
    {
      const MutexLock lock(mu_);
      woken_ = true;
      if (phase_ != Phase::kIdle || queued_ || ended_) return;
      queued_ = true;
    }
    const bool posted = makers_.Post([self = this->shared_from_this()] { self->Pump(); });
    if (!posted) End({grpc::StatusCode::RESOURCE_EXHAUSTED, "too much waits; try later"});
  }

  void OnWriteDone(bool ok) override {
    bool rests = RestsNow();
    {
      const MutexLock lock(mu_);
      phase_ = Phase::kIdle;
      rests = rests && !woken_;
      if (!ok && !ended_) ended_ = grpc::Status::CANCELLED;
    }
    FinishOnce();
    if (rests) return;
    if (quick_) {
      Pump();
    } else {
      Wake();
    }
  }
  void OnCancel() override { End(grpc::Status::CANCELLED); }
  void OnDone() override {
    Release();
    self_.reset();
  }

  // A caller whose right or time has ended is told so; one who does not read is cut off.
  void Inspect() override {
    {
      const MutexLock lock(mu_);
      if (phase_ == Phase::kFinished) return;
      cutting_ = ended_.has_value();
    }
    if (Cut()) return;
    if (const auto may = context_.access.Recheck(method_, caller_); !may) {
      End(ToStatus(may.error()));
    } else if (until_ && context_.clock() > *until_) {
      End({grpc::StatusCode::DEADLINE_EXCEEDED, "the transfer took too long"});
    }
  }
  void Stop() override { End({grpc::StatusCode::UNAVAILABLE, "the server stops"}); }

 protected:
  // `makers` do what Fill needs; with `quick`, it may also be done where a write ends.
  OutStream(Context& context, grpc::CallbackServerContext* call, Method method, Caller caller,
            Workers& makers, bool quick, std::optional<Instant> until)
      : context_(context),
        method_(method),
        call_(call),
        caller_(std::move(caller)),
        makers_(makers),
        quick_(quick),
        until_(until) {}

  // Makes the next message. By one thread at a time; not after the end.
  virtual Result<Next> Fill(Message& message) = 0;
  // Whether, after the message that has just left, nothing is to be sent before a wake.
  virtual bool RestsNow() const { return false; }
  // Drops what the stream holds; nothing else runs any more.
  virtual void Release() {}

  Context& context_;
  const Method method_;

 private:
  // One thread at a time fills or starts a write: the one that has left kIdle.
  enum class Phase : std::uint8_t { kIdle, kFilling, kWriting, kFinished };

  void Pump() {
    if (!Begin()) return;
    for (;;) {
      const auto next = Fill(message_);
      if (!next) return EndFilling(context_.StatusOf(method_, next.error()));
      if (*next == Next::kEnd) return EndFilling(grpc::Status::OK);
      if (*next == Next::kMessage) {
        if (BeginWriting()) this->StartWrite(&message_);
        return;
      }
      if (Rest()) return;
    }
  }

  bool Begin() {
    const MutexLock lock(mu_);
    queued_ = false;
    if (phase_ != Phase::kIdle || ended_) return false;
    phase_ = Phase::kFilling;
    woken_ = false;
    return true;
  }

  bool BeginWriting() {
    {
      const MutexLock lock(mu_);
      if (!ended_) {
        phase_ = Phase::kWriting;
        return true;
      }
      phase_ = Phase::kIdle;
    }
    FinishOnce();
    return false;
  }

  // False if there is reason to look again.
  bool Rest() {
    {
      const MutexLock lock(mu_);
      if (!ended_ && std::exchange(woken_, false)) return false;
      phase_ = Phase::kIdle;
    }
    FinishOnce();
    return true;
  }

  void EndFilling(grpc::Status status) {
    {
      const MutexLock lock(mu_);
      phase_ = Phase::kIdle;
    }
    End(std::move(status));
  }

  void End(grpc::Status status) {
    {
      const MutexLock lock(mu_);
      if (!ended_) ended_ = std::move(status);
    }
    FinishOnce();
  }

  // Cancels the call if Inspect has found that it has ended and does not finish. `call_`
  // lives meanwhile: FinishOnce waits for it.
  bool Cut() {
    {
      const MutexLock lock(mu_);
      if (!cutting_) return false;
    }
    call_->TryCancel();
    {
      const MutexLock lock(mu_);
      cutting_ = false;
    }
    FinishOnce();
    return true;
  }

  void FinishOnce() {
    grpc::Status status;
    {
      const MutexLock lock(mu_);
      if (!ended_ || cutting_ || phase_ != Phase::kIdle) return;
      phase_ = Phase::kFinished;
      status = *ended_;
    }
    this->Finish(std::move(status));
  }

  grpc::CallbackServerContext* const call_;
  const Caller caller_;
  Workers& makers_;
  const bool quick_;
  const std::optional<Instant> until_;
  Message message_;  // in kFilling and kWriting: whose phase it is
  std::shared_ptr<OutStream> self_;
  Mutex mu_;
  Phase phase_ PLENARY_GUARDED_BY(mu_) = Phase::kIdle;
  bool woken_ PLENARY_GUARDED_BY(mu_) = false;    // since the last look
  bool queued_ PLENARY_GUARDED_BY(mu_) = false;   // for a maker
  bool cutting_ PLENARY_GUARDED_BY(mu_) = false;  // `call_` is in use
  std::optional<grpc::Status> ended_ PLENARY_GUARDED_BY(mu_);
};

}  // namespace plenary::rpc

#endif  // PLENARY_SERVER_RPC_OUT_STREAM_H_
