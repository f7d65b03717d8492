// Asynchronous calls of gRPC whose answers come on a strand.
#ifndef PLENARY_CLIENT_LINK_CALLS_H_
#define PLENARY_CLIENT_LINK_CALLS_H_

#include <grpcpp/client_context.h>
#include <grpcpp/support/status.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <set>
#include <utility>

#include "client/link/executor.h"
#include "core/base/mutex.h"

namespace plenary::link {

// The calls of one link that are under way. Any thread.
class Calls {
 public:
  explicit Calls(std::shared_ptr<Strand> strand)
      : strand_(std::move(strand)), live_(std::make_shared<Live>()) {}

  // Calls `start(context, request, response, on_done)` and, when the call has ended,
  // `done(status, response)` as a task of the strand, unless that has stopped.
  template <class Response, class Request, class Start, class Done>
  void Unary(Request request, std::chrono::milliseconds timeout, Start start, Done done) {
    struct State {
      grpc::ClientContext context;
      Request request;
      Response response;
    };
    auto state = std::make_shared<State>();
    state->request = std::move(request);
    state->context.set_deadline(std::chrono::system_clock::now() + timeout);
    Enter(&state->context);
    grpc::ClientContext* context = &state->context;
    const Request* sent = &state->request;
    Response* received = &state->response;
    start(context, sent, received,
          [state, live = live_, strand = strand_, done = std::move(done)](grpc::Status status) {
            live->Leave(&state->context);
            strand->Post(
                [state, status = std::move(status), done] { done(status, state->response); });
          });
  }

  // For calls of other shapes: cancelled with the rest until they have left.
  void Enter(grpc::ClientContext* context) { live_->Enter(context); }
  std::function<void()> Leaver(grpc::ClientContext* context) {
    return [live = live_, context] { live->Leave(context); };
  }

  // Cancels all calls, also those that come later.
  void Cancel() { live_->Cancel(); }
  // Returns when the last call has ended.
  void Wait() { live_->Wait(); }

  const std::shared_ptr<Strand>& strand() const { return strand_; }

 private:
  class Live {
   public:
    void Enter(grpc::ClientContext* context) {
      MutexLock lock(mutex_);
      contexts_.insert(context);
      if (cancelled_) context->TryCancel();
    }
    void Leave(grpc::ClientContext* context) {
      MutexLock lock(mutex_);
      contexts_.erase(context);
      changed_.notify_all();
    }
    void Cancel() {
      MutexLock lock(mutex_);
      cancelled_ = true;
      for (grpc::ClientContext* context : contexts_) context->TryCancel();
    }
    void Wait() {
      MutexLock lock(mutex_);
      while (!contexts_.empty()) changed_.wait(mutex_);
    }

   private:
    Mutex mutex_;
    std::condition_variable_any changed_;
    std::set<grpc::ClientContext*> contexts_ PLENARY_GUARDED_BY(mutex_);
    bool cancelled_ PLENARY_GUARDED_BY(mutex_) = false;
  };

  std::shared_ptr<Strand> strand_;
  std::shared_ptr<Live> live_;
};

}  // namespace plenary::link

#endif  // PLENARY_CLIENT_LINK_CALLS_H_
