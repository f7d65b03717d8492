// From a submitted command to its answer: the queues and the threads of a host.
//
//   Submit -> [submitted] -> verification threads -> [ready] -> writer thread -> courier
//
// Both queues together hold at most the bounds; whoever comes then is sent away.
#ifndef PLENARY_SERVER_HOST_PIPELINE_H_
#define PLENARY_SERVER_HOST_PIPELINE_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "core/base/mutex.h"
#include "core/log/entry.h"
#include "server/host/board.h"
#include "server/host/courier.h"
#include "server/host/submit.h"
#include "server/host/writer.h"

namespace plenary::host {

class Pipeline {
 public:
  using Done = std::function<void(SubmitOutcome)>;
  struct Bounds {
    std::size_t threads;  // that verify: at least 1
    std::size_t commands;
    std::size_t bytes;
  };

  // What is borrowed outlives the pipeline; the writer is its own while it runs.
  Pipeline(Writer& writer, const Board& board, const Environment& environment, Bounds bounds);
  ~Pipeline() { Stop(); }
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  void Submit(log::SignedCommand command, Instant deadline, Done done);  // as Host::Submit
  void Stop();                                                           // as Host::Stop

 private:
  struct Submitted {
    log::SignedCommand command;
    Instant deadline;
    Done done;
    std::size_t bytes;
  };
  struct Ready {
    Verified verified;
    Done done;
    std::size_t bytes;
  };

  Result<void> Enqueue(Submitted& submitted) PLENARY_EXCLUDES(mutex_);
  void VerifyAll();
  void AwaitCompany() PLENARY_REQUIRES(mutex_);
  // A share of what waits, so that all verifiers have some and ballots are checked together.
  std::vector<Submitted> TakeShare() PLENARY_REQUIRES(mutex_);
  void Verify(std::vector<Submitted> share);
  std::vector<Ready> VerifySignatures(std::vector<Submitted> share);
  void CheckBallots(std::vector<Ready>& verified);
  void WriteAll();
  void Write(std::vector<Ready> group);
  void AnswerOne(Submitted submitted, SubmitOutcome outcome);
  void Release(std::size_t commands, std::size_t bytes) PLENARY_EXCLUDES(mutex_);
  void StopOnce();

  Writer& writer_;
  const Board& board_;
  const Environment& environment_;
  const Bounds bounds_;

  Mutex mutex_;
  std::condition_variable_any to_verify_;
  std::condition_variable_any to_write_;
  std::deque<Submitted> submitted_ PLENARY_GUARDED_BY(mutex_);
  std::vector<Ready> ready_ PLENARY_GUARDED_BY(mutex_);
  std::size_t waiting_ PLENARY_GUARDED_BY(mutex_) = 0;
  std::size_t waiting_bytes_ PLENARY_GUARDED_BY(mutex_) = 0;
  bool stopping_ PLENARY_GUARDED_BY(mutex_) = false;      // no more commands
  bool all_verified_ PLENARY_GUARDED_BY(mutex_) = false;  // no more for the writer

  std::once_flag stop_once_;
  Courier courier_;
  std::thread writing_;
  std::vector<std::thread> verifiers_;
};

}  // namespace plenary::host

#endif  // PLENARY_SERVER_HOST_PIPELINE_H_
