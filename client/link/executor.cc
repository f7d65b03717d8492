#include "client/link/executor.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <thread>
#include <utility>
#include <vector>

#include "core/base/mutex.h"

namespace plenary::link {
namespace {

using Clock = std::chrono::steady_clock;

}  // namespace

// Outlives the executor if its last owner was one of its own threads.
struct Executor::Parts {
  Mutex mutex;
  std::condition_variable_any changed;
  std::deque<Task> ready PLENARY_GUARDED_BY(mutex);
  std::multimap<Clock::time_point, Task> timers PLENARY_GUARDED_BY(mutex);
  bool stopping PLENARY_GUARDED_BY(mutex) = false;
  std::vector<std::thread> threads;

  void MoveDueTimers() PLENARY_REQUIRES(mutex) {
    const auto now = Clock::now();
    while (!timers.empty() && timers.begin()->first <= now) {
      ready.push_back(std::move(timers.begin()->second));
      timers.erase(timers.begin());
    }
  }

  void WaitForMore() PLENARY_REQUIRES(mutex) {
    if (timers.empty()) {
      changed.wait(mutex);
    } else {
      const auto until = timers.begin()->first;
      changed.wait_until(mutex, until);
    }
  }

  // The next task that is due; none: the executor ends.
  Task Next() {
    MutexLock lock(mutex);
    while (!stopping) {
      MoveDueTimers();
      if (!ready.empty()) {
        Task task = std::move(ready.front());
        ready.pop_front();
        return task;
      }
      WaitForMore();
    }
    return nullptr;
  }
};

Executor::Executor(std::size_t threads) : parts_(std::make_shared<Parts>()) {
  for (std::size_t i = 0; i < threads; ++i) {
    parts_->threads.emplace_back([parts = parts_] {
      while (const Task task = parts->Next()) task();
    });
  }
}

Executor::~Executor() {
  std::deque<Task> ready;
  std::multimap<Clock::time_point, Task> timers;
  {
    MutexLock lock(parts_->mutex);
    parts_->stopping = true;
    ready.swap(parts_->ready);
    timers.swap(parts_->timers);
  }
  parts_->changed.notify_all();
  for (std::thread& thread : parts_->threads) {
    if (thread.get_id() == std::this_thread::get_id()) {
      thread.detach();
    } else {
      thread.join();
    }
  }
}

void Executor::Post(Task task) {
  {
    MutexLock lock(parts_->mutex);
    if (parts_->stopping) return;
    parts_->ready.push_back(std::move(task));
  }
  parts_->changed.notify_one();
}

void Executor::PostAfter(std::chrono::milliseconds delay, Task task) {
  {
    MutexLock lock(parts_->mutex);
    if (parts_->stopping) return;
    parts_->timers.emplace(Clock::now() + delay, std::move(task));
  }
  parts_->changed.notify_one();
}

struct Strand::Parts {
  std::shared_ptr<Executor> executor;
  Mutex mutex;
  std::condition_variable_any idle;
  std::deque<Task> queue PLENARY_GUARDED_BY(mutex);
  bool scheduled PLENARY_GUARDED_BY(mutex) = false;
  bool stopped PLENARY_GUARDED_BY(mutex) = false;
  std::thread::id running PLENARY_GUARDED_BY(mutex);

  // Null when there is nothing left to do.
  Task Begin() {
    MutexLock lock(mutex);
    if (queue.empty()) {
      scheduled = false;
      return nullptr;
    }
    Task task = std::move(queue.front());
    queue.pop_front();
    running = std::this_thread::get_id();
    return task;
  }

  void End() {
    MutexLock lock(mutex);
    running = {};
    idle.notify_all();
  }
};

std::shared_ptr<Strand> Strand::On(std::shared_ptr<Executor> executor) {
  return std::shared_ptr<Strand>(new Strand(std::move(executor)));
}

Strand::Strand(std::shared_ptr<Executor> executor) : parts_(std::make_unique<Parts>()) {
  parts_->executor = std::move(executor);
}

Strand::~Strand() = default;

void Strand::Post(Task task) {
  {
    MutexLock lock(parts_->mutex);
    if (parts_->stopped) return;
    parts_->queue.push_back(std::move(task));
    if (std::exchange(parts_->scheduled, true)) return;
  }
  parts_->executor->Post([self = shared_from_this()] { self->Run(); });
}

void Strand::PostAfter(std::chrono::milliseconds delay, Task task) {
  parts_->executor->PostAfter(delay, [weak = weak_from_this(), task = std::move(task)]() mutable {
    if (const auto self = weak.lock()) self->Post(std::move(task));
  });
}

bool Strand::IsCurrent() const {
  MutexLock lock(parts_->mutex);
  return parts_->running == std::this_thread::get_id();
}

// One task a turn: other strands wait for this thread as well.
void Strand::Run() {
  if (Task task = parts_->Begin()) {
    task();
    task = nullptr;  // what it holds goes before the strand is idle
    parts_->End();
    parts_->executor->Post([self = shared_from_this()] { self->Run(); });
  }
}

void Strand::Stop() {
  std::deque<Task> dropped;
  MutexLock lock(parts_->mutex);
  parts_->stopped = true;
  dropped.swap(parts_->queue);
  if (parts_->running == std::this_thread::get_id()) return;
  while (parts_->running != std::thread::id{}) parts_->idle.wait(parts_->mutex);
}

}  // namespace plenary::link
