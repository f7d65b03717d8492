// Asynchronous calls of gRPC whose answers come on a strand.
#ifndef PLENARY_CLIENT_LINK_CALLS_H_
#define PLENARY_CLIENT_LINK_CALLS_H_

#include <grpcpp/client_context.h>
#include <grpcpp/support/status.h>

#include <chrono>
#include <functional>
#include <memory>
#include <utility>

#include "client/link/executor.h"

namespace plenary::link {

// The calls of one link that are under way. Any thread.
//
// A call's context may be the last to know its channel, and gRPC's threads must not
// destroy a channel: they would wait for themselves. So whatever belongs to a call is
// kept here, and destroyed by the strand or by Wait.
class Calls {
 public:
  explicit Calls(std::shared_ptr<Strand> strand);

  // Calls `start(context, request, response, on_done)` and, when the call has ended,
  // `done(status, response)` as a task of the strand, unless that has stopped.
  template <class Response, class Request, class Start, class Done>
  void Unary(Request request, std::chrono::milliseconds timeout, Start start, Done done) {
    struct State {
      grpc::ClientContext context;
      Request request;
      Response response;
      Done done;
    };
    const std::shared_ptr<State> state(
        new State{.context = {}, .request = std::move(request), .response = {}, .done = done});
    state->context.set_deadline(std::chrono::system_clock::now() + timeout);
    const auto ended = Enter(state, &state->context);
    start(&state->context, &state->request, &state->response,
          [weak = std::weak_ptr(state), ended](const grpc::Status& status) {
            ended([weak, status] {
              if (const auto self = weak.lock()) self->done(status, self->response);
            });
          });
  }

  // For calls of other shapes too: keeps `call`, which holds `context`, and cancels it
  // with the rest. Once gRPC has done with the call, give the result a last task for the
  // strand: the call may be gone before that returns.
  using Ended = std::function<void(Task)>;
  Ended Enter(std::shared_ptr<void> call, grpc::ClientContext* context);

  // Cancels all calls, also those that come later.
  void Cancel();
  // Once the strand has stopped: returns when the last call has ended.
  void Wait();

  const std::shared_ptr<Strand>& strand() const { return strand_; }

 private:
  class Live;

  std::shared_ptr<Strand> strand_;
  std::shared_ptr<Live> live_;
};

}  // namespace plenary::link

#endif  // PLENARY_CLIENT_LINK_CALLS_H_
