// What of one log is stored and acknowledged: the side that is read.
//
// The writer adds to it; any number of threads read and follow it. An entry's bytes are
// kept once, whoever follows.
#ifndef PLENARY_SERVER_HOST_PUBLISHED_LOG_H_
#define PLENARY_SERVER_HOST_PUBLISHED_LOG_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/mutex.h"
#include "core/base/result.h"
#include "core/log/head.h"
#include "core/log/merkle.h"
#include "server/host/waker.h"
#include "server/host/watch.h"

namespace plenary::host {

// What comes to the end of a log. `head` is over all of it.
struct Growth {
  std::vector<SharedBytes> entries;
  std::vector<Digest> leaves;  // one an entry
  // The secret ballots among them by their index, with whose they are.
  std::map<std::uint64_t, PersonId> ballots;
  log::SignedHead head;
  bool closed = false;
};

class PublishedLog : public std::enable_shared_from_this<PublishedLog> {
 public:
  PublishedLog(const LogId& log, crypto::Suite suite) : log_(log), tree_(suite) {}

  const LogId& log() const { return log_; }

  void Publish(Growth growth);

  log::SignedHead head() const;
  bool closed() const;
  SharedBytes Entry(std::uint64_t index) const;  // index < head().head.size, else a bug

  // As Host::ReadEntries.
  Result<std::shared_ptr<const Batch>> Read(std::uint64_t from, BatchLimit limit) const;
  Result<std::shared_ptr<const Batch>> ReadLight(std::uint64_t from, const PersonId& person,
                                                 BatchLimit limit) const;

  // A proof and the head it leads to; `size` 0: the newest. kInvalidArgument unless
  // index < size, or from <= size, and the log is as long.
  struct Proof {
    std::vector<Digest> proof;
    log::Head head;
  };
  Result<Proof> ProveInclusion(std::uint64_t index, std::uint64_t size) const;
  Result<Proof> ProveConsistency(std::uint64_t from, std::uint64_t size) const;

  std::unique_ptr<Subscription> Subscribe(std::function<void()> wake, Pace pace = Pace::kAtOnce);
  std::vector<std::shared_ptr<Waker>> Wakers(Pace pace) const;

 private:
  class Follower;
  static constexpr std::size_t kCachedBatches = 16;

  std::uint64_t Size() const PLENARY_REQUIRES(mutex_) { return entries_.size(); }
  using Indexes = std::vector<std::uint64_t>;  // ascending

  Result<void> CheckBegin(std::uint64_t from) const PLENARY_REQUIRES(mutex_);
  // `ends`: for each entry, the bytes that it and those before it weigh.
  std::uint64_t EndOfBatch(const std::vector<std::uint64_t>& ends, std::uint64_t from,
                           BatchLimit limit) const PLENARY_REQUIRES(mutex_);
  Indexes BallotsOf(const PersonId& person, std::uint64_t from, std::uint64_t to) const
      PLENARY_REQUIRES(mutex_);
  std::uint64_t EndWithOwn(const Indexes& own, std::uint64_t from, std::uint64_t to,
                           BatchLimit limit) const PLENARY_REQUIRES(mutex_);
  bool HasBallots(std::uint64_t from, std::uint64_t to) const PLENARY_REQUIRES(mutex_);
  std::shared_ptr<const Batch> Shared(std::uint64_t from, std::uint64_t to, bool light) const
      PLENARY_REQUIRES(mutex_);
  std::shared_ptr<const Batch> MakeBatch(std::uint64_t from, std::uint64_t to) const
      PLENARY_REQUIRES(mutex_);
  std::shared_ptr<const Batch> MakeLightBatch(std::uint64_t from, std::uint64_t to,
                                              const Indexes& own) const PLENARY_REQUIRES(mutex_);
  std::optional<log::SignedHead> HeadAt(std::uint64_t to) const PLENARY_REQUIRES(mutex_);
  Result<std::uint64_t> CheckedSize(std::uint64_t at_least, std::uint64_t size) const
      PLENARY_REQUIRES(mutex_);
  void Forget(std::uint64_t follower);

  const LogId log_;
  mutable Mutex mutex_;
  std::vector<SharedBytes> entries_ PLENARY_GUARDED_BY(mutex_);
  std::vector<std::uint64_t> ends_ PLENARY_GUARDED_BY(mutex_);        // for EndOfBatch
  std::vector<std::uint64_t> light_ends_ PLENARY_GUARDED_BY(mutex_);  // a ballot in a run
  Indexes ballots_ PLENARY_GUARDED_BY(mutex_);                        // the secret ones
  std::map<PersonId, Indexes> ballots_of_ PLENARY_GUARDED_BY(mutex_);
  log::MerkleTree tree_ PLENARY_GUARDED_BY(mutex_);
  log::SignedHead head_ PLENARY_GUARDED_BY(mutex_);
  bool closed_ PLENARY_GUARDED_BY(mutex_) = false;
  // The last ones asked for, the newest first: watchers who are equally far share them.
  mutable std::deque<std::shared_ptr<const Batch>> batches_ PLENARY_GUARDED_BY(mutex_);
  std::uint64_t last_follower_ PLENARY_GUARDED_BY(mutex_) = 0;
  struct Followed {
    Pace pace;
    std::shared_ptr<Waker> waker;
  };
  std::map<std::uint64_t, Followed> followers_ PLENARY_GUARDED_BY(mutex_);
};

}  // namespace plenary::host

#endif  // PLENARY_SERVER_HOST_PUBLISHED_LOG_H_
