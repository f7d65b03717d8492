// Threads for links, and the order in which one link's work is done.
#ifndef PLENARY_CLIENT_LINK_EXECUTOR_H_
#define PLENARY_CLIENT_LINK_EXECUTOR_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

namespace plenary::link {

using Task = std::function<void()>;

// A few threads and a queue that any number of links share. Any thread may call it. A
// task must not block for long: others wait behind it.
class Executor {
 public:
  explicit Executor(std::size_t threads = 1);
  // Ends what runs, forgets what waits. Not from one of its own threads.
  ~Executor();
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;

  void Post(Task task);
  void PostAfter(std::chrono::milliseconds delay, Task task);

 private:
  struct Parts;
  std::shared_ptr<Parts> parts_;
};

// Runs its tasks one after the other, in the order given, on an executor. State that
// only its tasks touch needs no mutex. Any thread may post.
class Strand : public std::enable_shared_from_this<Strand> {
 public:
  static std::shared_ptr<Strand> On(std::shared_ptr<Executor> executor);
  ~Strand();

  void Post(Task task);
  void PostAfter(std::chrono::milliseconds delay, Task task);
  // Whether the calling thread runs one of this strand's tasks.
  bool IsCurrent() const;
  // Forgets what waits and takes nothing more; returns when nothing runs any more
  // (at once, if called by its own task).
  void Stop();

 private:
  struct Parts;
  explicit Strand(std::shared_ptr<Executor> executor);
  void Run();

  std::unique_ptr<Parts> parts_;
};

}  // namespace plenary::link

#endif  // PLENARY_CLIENT_LINK_EXECUTOR_H_
