// The thread that tells: answers first, then watchers, so that neither keeps the writer.
#ifndef PLENARY_SERVER_HOST_COURIER_H_
#define PLENARY_SERVER_HOST_COURIER_H_

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "core/base/mutex.h"
#include "server/host/published_log.h"

namespace plenary::host {

// Any thread.
class Courier {
 public:
  explicit Courier(std::function<void(const Error&)> report);
  ~Courier() { Stop(); }

  // Runs each soon, in order.
  void Deliver(std::vector<std::function<void()>> answers);
  // Wakes the log's watchers soon; several changes may be told as one.
  void Changed(std::shared_ptr<PublishedLog> log);
  // Returns when all answers have been delivered and the thread has ended. Watchers are
  // woken no more. Not from an answer or a watcher.
  void Stop();

 private:
  static constexpr std::size_t kWakesAtOnce = 64;  // between two looks for answers

  void Run();
  void WakeSome();

  Mutex mutex_;
  std::condition_variable_any work_;
  bool stopping_ PLENARY_GUARDED_BY(mutex_) = false;
  std::vector<std::function<void()>> answers_ PLENARY_GUARDED_BY(mutex_);
  std::deque<std::shared_ptr<PublishedLog>> changed_ PLENARY_GUARDED_BY(mutex_);
  std::deque<std::shared_ptr<Waker>> wakers_;  // the courier's own
  std::thread thread_;                         // last: it starts when all else is there
};

}  // namespace plenary::host

#endif  // PLENARY_SERVER_HOST_COURIER_H_
