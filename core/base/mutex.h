// A mutex that clang's thread-safety analysis understands.
//
// Fields say PLENARY_GUARDED_BY(mu_), private helpers PLENARY_REQUIRES(mu_); the clang
// preset makes a violation an error. Nothing in core locks one: it is here because
// server and client share no other floor.
#ifndef PLENARY_CORE_BASE_MUTEX_H_
#define PLENARY_CORE_BASE_MUTEX_H_

#include <mutex>

#if defined(__clang__)
#define PLENARY_THREAD_ATTRIBUTE(x) __attribute__((x))
#else
#define PLENARY_THREAD_ATTRIBUTE(x)
#endif

#define PLENARY_GUARDED_BY(mutex) PLENARY_THREAD_ATTRIBUTE(guarded_by(mutex))
#define PLENARY_PT_GUARDED_BY(mutex) PLENARY_THREAD_ATTRIBUTE(pt_guarded_by(mutex))
#define PLENARY_REQUIRES(...) PLENARY_THREAD_ATTRIBUTE(requires_capability(__VA_ARGS__))
#define PLENARY_EXCLUDES(...) PLENARY_THREAD_ATTRIBUTE(locks_excluded(__VA_ARGS__))

namespace plenary {

// Not recursive. With std::condition_variable_any, wait on the Mutex itself.
class PLENARY_THREAD_ATTRIBUTE(capability("mutex")) Mutex {
 public:
  Mutex() = default;
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;

  void lock() PLENARY_THREAD_ATTRIBUTE(acquire_capability()) { mutex_.lock(); }
  void unlock() PLENARY_THREAD_ATTRIBUTE(release_capability()) { mutex_.unlock(); }

 private:
  std::mutex mutex_;
};

class PLENARY_THREAD_ATTRIBUTE(scoped_lockable) MutexLock {
 public:
  explicit MutexLock(Mutex& mutex) PLENARY_THREAD_ATTRIBUTE(acquire_capability(mutex))
      : mutex_(mutex) {
    mutex_.lock();
  }
  ~MutexLock() PLENARY_THREAD_ATTRIBUTE(release_capability()) { mutex_.unlock(); }
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;

 private:
  Mutex& mutex_;
};

}  // namespace plenary

#endif  // PLENARY_CORE_BASE_MUTEX_H_
