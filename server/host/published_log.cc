#include "server/host/published_log.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/base/check.h"

namespace plenary::host {

// Outlives the log, if it must.
class PublishedLog::Follower final : public Subscription {
 public:
  Follower(std::weak_ptr<PublishedLog> log, std::uint64_t number, std::shared_ptr<Waker> waker)
      : log_(std::move(log)), number_(number), waker_(std::move(waker)) {}
  ~Follower() override {
    if (const auto log = log_.lock()) log->Forget(number_);
    waker_->Retire();
  }

 private:
  std::weak_ptr<PublishedLog> log_;
  std::uint64_t number_;
  std::shared_ptr<Waker> waker_;
};

void PublishedLog::Publish(Growth growth) {
  PLENARY_CHECK(growth.entries.size() == growth.leaves.size());
  const MutexLock lock(mutex_);
  for (const Digest& leaf : growth.leaves) tree_.Append(leaf);
  for (SharedBytes& entry : growth.entries) {
    ends_.push_back((ends_.empty() ? 0 : ends_.back()) + entry->size());
    entries_.push_back(std::move(entry));
  }
  PLENARY_CHECK(log::HeadOf(tree_) == growth.head.head);
  head_ = std::move(growth.head);
  closed_ = growth.closed;
  // What ended at the old head may go on now.
  std::erase_if(batches_, [](const auto& batch) { return batch->head().has_value(); });
}

log::SignedHead PublishedLog::head() const {
  const MutexLock lock(mutex_);
  return head_;
}

bool PublishedLog::closed() const {
  const MutexLock lock(mutex_);
  return closed_;
}

SharedBytes PublishedLog::Entry(std::uint64_t index) const {
  const MutexLock lock(mutex_);
  PLENARY_CHECK(index < Size());
  return entries_[index];
}

Result<std::shared_ptr<const Batch>> PublishedLog::Read(std::uint64_t from,
                                                        BatchLimit limit) const {
  const MutexLock lock(mutex_);
  if (from > Size()) {
    return Fail(ErrorCode::kInvalidArgument,
                "host: the log has " + std::to_string(Size()) + " entries");
  }
  const std::uint64_t to = EndOfBatch(from, limit);
  const auto found = std::ranges::find_if(
      batches_, [&](const auto& batch) { return batch->from() == from && batch->to() == to; });
  if (found != batches_.end()) return *found;
  auto batch = MakeBatch(from, to);
  batches_.push_front(batch);
  if (batches_.size() > kCachedBatches) batches_.pop_back();
  return batch;
}

std::uint64_t PublishedLog::EndOfBatch(std::uint64_t from, BatchLimit limit) const {
  const std::uint64_t most = std::min<std::uint64_t>(Size(), from + limit.entries);
  const std::uint64_t before = from == 0 ? 0 : ends_[from - 1];
  const auto end = std::upper_bound(ends_.begin() + static_cast<std::ptrdiff_t>(from), ends_.end(),
                                    before + limit.bytes);
  const auto fitting = static_cast<std::uint64_t>(end - ends_.begin());
  return std::min(Size(), std::max(from + 1, std::min(most, fitting)));
}

std::shared_ptr<const Batch> PublishedLog::MakeBatch(std::uint64_t from, std::uint64_t to) const {
  std::vector<SharedBytes> entries(entries_.begin() + static_cast<std::ptrdiff_t>(from),
                                   entries_.begin() + static_cast<std::ptrdiff_t>(to));
  const auto head = to == Size() ? std::optional(head_) : std::nullopt;
  return std::make_shared<const Batch>(from, std::move(entries), head);
}

Result<std::uint64_t> PublishedLog::CheckedSize(std::uint64_t at_least, std::uint64_t size) const {
  const std::uint64_t wanted = size == 0 ? Size() : size;
  if (wanted <= Size() && at_least <= wanted) return wanted;
  return Fail(ErrorCode::kInvalidArgument,
              "host: no such proof in a log of " + std::to_string(Size()) + " entries");
}

Result<PublishedLog::Proof> PublishedLog::ProveInclusion(std::uint64_t index,
                                                         std::uint64_t size) const {
  const MutexLock lock(mutex_);
  if (index >= Size()) return Fail(ErrorCode::kInvalidArgument, "host: no such entry");
  const auto of = CheckedSize(index + 1, size);
  if (!of) return std::unexpected(of.error());
  return Proof{tree_.InclusionProof(index, *of), {*of, tree_.RootAt(*of)}};
}

Result<PublishedLog::Proof> PublishedLog::ProveConsistency(std::uint64_t from,
                                                           std::uint64_t size) const {
  const MutexLock lock(mutex_);
  const auto of = CheckedSize(from, size);
  if (!of) return std::unexpected(of.error());
  return Proof{tree_.ConsistencyProof(from, *of), {*of, tree_.RootAt(*of)}};
}

std::unique_ptr<Subscription> PublishedLog::Subscribe(std::function<void()> wake) {
  auto waker = std::make_shared<Waker>(std::move(wake));
  const MutexLock lock(mutex_);
  followers_.emplace(++last_follower_, waker);
  return std::make_unique<Follower>(weak_from_this(), last_follower_, std::move(waker));
}

std::vector<std::shared_ptr<Waker>> PublishedLog::Wakers() const {
  const MutexLock lock(mutex_);
  std::vector<std::shared_ptr<Waker>> wakers;
  wakers.reserve(followers_.size());
  for (const auto& [number, waker] : followers_) wakers.push_back(waker);
  return wakers;
}

void PublishedLog::Forget(std::uint64_t follower) {
  std::shared_ptr<Waker> gone;  // not destroyed, with what its callback holds, under the mutex
  const MutexLock lock(mutex_);
  const auto found = followers_.find(follower);
  if (found == followers_.end()) return;
  gone = std::move(found->second);
  followers_.erase(found);
}

}  // namespace plenary::host
