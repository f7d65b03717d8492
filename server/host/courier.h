// The thread that tells: answers first, then watchers, so that neither keeps the writer.
//
// To tell a log's watchers costs as much as there are of them. While a large hall votes they
// would be told of every few ballots, and little would be left for the ballots: so those who
// follow at a gathered pace take turns, and each is told of all that came since its last one.
#ifndef PLENARY_SERVER_HOST_COURIER_H_
#define PLENARY_SERVER_HOST_COURIER_H_

#include <chrono>
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
  using Clock = std::chrono::steady_clock;

  // Between two turns. A message to one watcher takes 50 to 100 us of a processor: telling takes
  // half of one at most, and each of 3,000 has its turn 0.6 s after a change at the latest.
  static constexpr std::chrono::microseconds kTurn{200};

  explicit Courier(std::function<void(const Error&)> report, Clock::duration turn = kTurn);
  ~Courier() { Stop(); }

  // Runs each soon, in order.
  void Deliver(std::vector<std::function<void()>> answers);
  // Wakes the log's watchers, soon or in their turn; several changes may be told as one.
  void Changed(std::shared_ptr<PublishedLog> log);
  // Returns when all answers have been delivered and the thread has ended. Watchers are
  // woken no more. Not from an answer or a watcher.
  void Stop();

 private:
  static constexpr std::size_t kWakesAtOnce = 64;  // between two looks for answers
  static constexpr std::size_t kTurnsAtOnce =
      16;  // more than one, because a timer is no use below 1 ms

  using Wakers = std::deque<std::shared_ptr<Waker>>;
  using Logs = std::deque<std::shared_ptr<PublishedLog>>;

  void Run();
  void AwaitWork() PLENARY_REQUIRES(mutex_);
  void Tell(std::shared_ptr<PublishedLog> changed);
  void TakeTurns();
  static void Wake(Wakers& wakers, std::size_t most);

  const Clock::duration turn_;

  Mutex mutex_;
  std::condition_variable_any work_;
  bool stopping_ PLENARY_GUARDED_BY(mutex_) = false;
  std::vector<std::function<void()>> answers_ PLENARY_GUARDED_BY(mutex_);
  Logs changed_ PLENARY_GUARDED_BY(mutex_);

  // The courier's own.
  Wakers at_once_;
  Wakers in_turn_;             // of one log, in whose order they have their turns
  Logs untold_;                // whose next turns come after those
  Clock::time_point turn_at_;  // the next one

  std::thread thread_;  // last: it starts when all else is there
};

}  // namespace plenary::host

#endif  // PLENARY_SERVER_HOST_COURIER_H_
