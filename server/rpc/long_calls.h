// Calls that go on for long, and the thread that asks now and then whether they still may.
#ifndef PLENARY_SERVER_RPC_LONG_CALLS_H_
#define PLENARY_SERVER_RPC_LONG_CALLS_H_

#include <chrono>
#include <condition_variable>
#include <list>
#include <memory>
#include <thread>
#include <vector>

#include "core/base/mutex.h"

namespace plenary::rpc {

class LongCall {
 public:
  virtual ~LongCall() = default;
  // Ends the call if its caller may no longer go on with it, or it takes too long. By
  // one thread at a time.
  virtual void Inspect() = 0;
  // Ends the call because the server stops. As Inspect.
  virtual void Stop() = 0;
};

// Any thread.
class LongCalls {
 public:
  explicit LongCalls(std::chrono::milliseconds period);
  ~LongCalls();

  // Does not keep the call alive. After Stop it is stopped at once.
  void Add(const std::shared_ptr<LongCall>& call);
  // Inspects all soon, as when the registry has changed. Does not block.
  void InspectSoon();
  // Stops all calls, and every one that comes.
  void Stop();

 private:
  using List = std::list<std::weak_ptr<LongCall>>;
  std::vector<std::shared_ptr<LongCall>> Living() PLENARY_REQUIRES(mu_);
  void Run();

  const std::chrono::milliseconds period_;
  Mutex mu_;
  std::condition_variable_any changed_;
  List calls_ PLENARY_GUARDED_BY(mu_);
  bool soon_ PLENARY_GUARDED_BY(mu_) = false;
  bool stopping_ PLENARY_GUARDED_BY(mu_) = false;
  bool ending_ PLENARY_GUARDED_BY(mu_) = false;
  std::thread thread_;  // last
};

}  // namespace plenary::rpc

#endif  // PLENARY_SERVER_RPC_LONG_CALLS_H_
