// A few threads for work that waits for the disk, so that gRPC's own never do.
#ifndef PLENARY_SERVER_RPC_WORKERS_H_
#define PLENARY_SERVER_RPC_WORKERS_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "core/base/mutex.h"

namespace plenary::rpc {

// Any thread.
class Workers {
 public:
  Workers(std::size_t threads, std::size_t max_waiting);
  ~Workers() { Stop(); }

  // False, and `work` is dropped, if too much waits already or after Stop.
  bool Post(std::function<void()> work);
  // Does what waits, then ends the threads. Not from one of them.
  void Stop();

 private:
  void Run();

  const std::size_t max_waiting_;
  Mutex mu_;
  std::condition_variable_any changed_;
  std::deque<std::function<void()>> waiting_ PLENARY_GUARDED_BY(mu_);
  bool stopping_ PLENARY_GUARDED_BY(mu_) = false;
  std::vector<std::thread> threads_;  // last: they use all of the above
};

}  // namespace plenary::rpc

#endif  // PLENARY_SERVER_RPC_WORKERS_H_
