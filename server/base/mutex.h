// A mutex that clang checks: with its thread-safety annotations, a field read without
// its mutex does not compile.
#ifndef PLENARY_SERVER_BASE_MUTEX_H_
#define PLENARY_SERVER_BASE_MUTEX_H_

#include <condition_variable>
#include <mutex>

#if defined(__clang__)
#define PLENARY_THREAD_ANNOTATION(x) __attribute__((x))
#else
#define PLENARY_THREAD_ANNOTATION(x)
#endif

#define PLENARY_CAPABILITY(x) PLENARY_THREAD_ANNOTATION(capability(x))
#define PLENARY_SCOPED_CAPABILITY PLENARY_THREAD_ANNOTATION(scoped_lockable)
#define PLENARY_GUARDED_BY(x) PLENARY_THREAD_ANNOTATION(guarded_by(x))
#define PLENARY_REQUIRES(...) PLENARY_THREAD_ANNOTATION(requires_capability(__VA_ARGS__))
#define PLENARY_NO_THREAD_SAFETY PLENARY_THREAD_ANNOTATION(no_thread_safety_analysis)
#define PLENARY_EXCLUDES(...) PLENARY_THREAD_ANNOTATION(locks_excluded(__VA_ARGS__))
#define PLENARY_ACQUIRE(...) PLENARY_THREAD_ANNOTATION(acquire_capability(__VA_ARGS__))
#define PLENARY_RELEASE(...) PLENARY_THREAD_ANNOTATION(release_capability(__VA_ARGS__))

namespace plenary {

class PLENARY_CAPABILITY("mutex") Mutex {
 public:
  void lock() PLENARY_ACQUIRE() { mutex_.lock(); }
  void unlock() PLENARY_RELEASE() { mutex_.unlock(); }

 private:
  friend class CondVar;
  std::mutex mutex_;
};

// Holds a mutex from its making to the end of its block. No call out of the class that
// owns the mutex, and nothing slow, meanwhile.
class PLENARY_SCOPED_CAPABILITY MutexLock {
 public:
  explicit MutexLock(Mutex& mutex) PLENARY_ACQUIRE(mutex) : mutex_(mutex) { mutex_.lock(); }
  ~MutexLock() PLENARY_RELEASE() { mutex_.unlock(); }
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;

 private:
  Mutex& mutex_;
};

// Waits for what a mutex guards. May wake without cause: wait in a loop.
class CondVar {
 public:
  void Wait(Mutex& mutex) PLENARY_REQUIRES(mutex) {
    std::unique_lock<std::mutex> held(mutex.mutex_, std::adopt_lock);
    condition_.wait(held);
    held.release();
  }
  void NotifyOne() { condition_.notify_one(); }
  void NotifyAll() { condition_.notify_all(); }

 private:
  std::condition_variable condition_;
};

}  // namespace plenary

#endif  // PLENARY_SERVER_BASE_MUTEX_H_
