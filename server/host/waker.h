// One watcher's callback, and the promise that none runs once it has been taken back.
#ifndef PLENARY_SERVER_HOST_WAKER_H_
#define PLENARY_SERVER_HOST_WAKER_H_

#include <condition_variable>
#include <functional>
#include <thread>
#include <utility>

#include "core/base/mutex.h"

namespace plenary::host {

// Wake from one thread at a time; Retire from any.
class Waker {
 public:
  explicit Waker(std::function<void()> wake) : wake_(std::move(wake)) {}

  void Wake() PLENARY_EXCLUDES(mutex_) {
    {
      const MutexLock lock(mutex_);
      if (retired_) return;
      running_ = std::this_thread::get_id();
    }
    wake_();
    const MutexLock lock(mutex_);
    running_ = {};
    idle_.notify_all();
  }

  // No call begins after this one, and none is running when it returns, except the one
  // that it is called from.
  void Retire() PLENARY_EXCLUDES(mutex_) {
    const MutexLock lock(mutex_);
    retired_ = true;
    while (running_ != std::thread::id() && running_ != std::this_thread::get_id()) {
      idle_.wait(mutex_);
    }
  }

 private:
  const std::function<void()> wake_;
  Mutex mutex_;
  std::condition_variable_any idle_;
  bool retired_ PLENARY_GUARDED_BY(mutex_) = false;
  std::thread::id running_ PLENARY_GUARDED_BY(mutex_);
};

}  // namespace plenary::host

#endif  // PLENARY_SERVER_HOST_WAKER_H_
