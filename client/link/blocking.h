// Asking a link's strand, and its server, from a thread that may wait.
#ifndef PLENARY_CLIENT_LINK_BLOCKING_H_
#define PLENARY_CLIENT_LINK_BLOCKING_H_

#include <algorithm>
#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <utility>

#include "client/link/channel.h"
#include "client/link/core.h"
#include "core/base/check.h"

namespace plenary::link {

// What `start`, a task of the strand, passes sooner or later to the callback it is given.
template <class T, class Start>
T Await(const std::shared_ptr<Strand>& strand, Start start) {
  PLENARY_CHECK(!strand->IsCurrent());
  const auto promise = std::make_shared<std::promise<T>>();
  auto future = promise->get_future();
  strand->Post([start = std::move(start), promise] {
    start([promise](T value) { promise->set_value(std::move(value)); });
  });
  return future.get();
}

// Makes `call(stub, context)` until a server gives it an answer. Fails with what the
// server said, or kUnavailable when the time is over.
template <class Core, class Call>
Result<void> Ask(Core& core, Milliseconds timeout, const std::string& name, Call call) {
  const auto until = std::chrono::steady_clock::now() + timeout;
  for (;;) {
    const auto attempt = core.dialer().AwaitOpen(until);
    if (!attempt) return std::unexpected(attempt.error());
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() +
                         (until - std::chrono::steady_clock::now()));
    const grpc::Status status = call(*attempt->stub, context);
    if (status.ok()) return {};
    const auto code = status.error_code();
    const bool again =
        code == grpc::StatusCode::UNAVAILABLE || code == grpc::StatusCode::UNAUTHENTICATED;
    if (!again || std::chrono::steady_clock::now() >= until) return FailOf(status, name);
    Await<bool>(core.strand(), [&core, &status, &name, number = attempt->number](auto answer) {
      answer(core.dialer().Failed(number, status, name));
    });
  }
}

}  // namespace plenary::link

#endif  // PLENARY_CLIENT_LINK_BLOCKING_H_
