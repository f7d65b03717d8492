#include "server/host/published_log.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/base/check.h"

namespace plenary::host {
namespace {

// What a ballot adds to a message at light depth, at most: a hash, and now and then the
// frame of a run.
constexpr std::uint64_t kBytesInRun = 64;

}  // namespace

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
    const bool is_ballot = growth.ballots.contains(Size());
    ends_.push_back((ends_.empty() ? 0 : ends_.back()) + entry->size());
    light_ends_.push_back((light_ends_.empty() ? 0 : light_ends_.back()) +
                          (is_ballot ? kBytesInRun : entry->size()));
    entries_.push_back(std::move(entry));
  }
  for (const auto& [index, person] : growth.ballots) {
    ballots_.push_back(index);
    ballots_of_[person].push_back(index);
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

Result<void> PublishedLog::CheckBegin(std::uint64_t from) const {
  if (from <= Size()) return {};
  return Fail(ErrorCode::kInvalidArgument,
              "host: the log has " + std::to_string(Size()) + " entries");
}

Result<std::shared_ptr<const Batch>> PublishedLog::Read(std::uint64_t from,
                                                        BatchLimit limit) const {
  const MutexLock lock(mutex_);
  PLENARY_TRY(CheckBegin(from));
  return Shared(from, EndOfBatch(ends_, from, limit), false);
}

Result<std::shared_ptr<const Batch>> PublishedLog::ReadLight(std::uint64_t from,
                                                             const PersonId& person,
                                                             BatchLimit limit) const {
  const MutexLock lock(mutex_);
  PLENARY_TRY(CheckBegin(from));
  const std::uint64_t most = EndOfBatch(light_ends_, from, limit);
  Indexes own = BallotsOf(person, from, most);
  const std::uint64_t to = EndWithOwn(own, from, most, limit);
  std::erase_if(own, [to](std::uint64_t index) { return index >= to; });
  if (own.empty()) return Shared(from, to, HasBallots(from, to));
  return MakeLightBatch(from, to, own);
}

std::uint64_t PublishedLog::EndOfBatch(const std::vector<std::uint64_t>& ends, std::uint64_t from,
                                       BatchLimit limit) const {
  const std::uint64_t most = std::min<std::uint64_t>(Size(), from + limit.entries);
  const std::uint64_t before = from == 0 ? 0 : ends[from - 1];
  const auto end = std::upper_bound(ends.begin() + static_cast<std::ptrdiff_t>(from), ends.end(),
                                    before + limit.bytes);
  const auto fitting = static_cast<std::uint64_t>(end - ends.begin());
  return std::min(Size(), std::max(from + 1, std::min(most, fitting)));
}

PublishedLog::Indexes PublishedLog::BallotsOf(const PersonId& person, std::uint64_t from,
                                              std::uint64_t to) const {
  const auto found = ballots_of_.find(person);
  if (found == ballots_of_.end()) return {};
  return {std::ranges::lower_bound(found->second, from),
          std::ranges::lower_bound(found->second, to)};
}

// Own ballots come whole, and weigh more than the place in a run that was counted for them.
std::uint64_t PublishedLog::EndWithOwn(const Indexes& own, std::uint64_t from, std::uint64_t to,
                                       BatchLimit limit) const {
  if (own.empty()) return to;
  const std::uint64_t before = from == 0 ? 0 : light_ends_[from - 1];
  std::uint64_t whole = 0;
  for (const std::uint64_t index : own) {
    whole += entries_[index]->size();
    if (light_ends_[index] - before + whole > limit.bytes) return std::max(index, from + 1);
  }
  const auto end = std::upper_bound(
      light_ends_.begin() + static_cast<std::ptrdiff_t>(own.back() + 1),
      light_ends_.begin() + static_cast<std::ptrdiff_t>(to), before + limit.bytes - whole);
  return static_cast<std::uint64_t>(end - light_ends_.begin());
}

bool PublishedLog::HasBallots(std::uint64_t from, std::uint64_t to) const {
  const auto first = std::ranges::lower_bound(ballots_, from);
  return first != ballots_.end() && *first < to;
}

std::shared_ptr<const Batch> PublishedLog::Shared(std::uint64_t from, std::uint64_t to,
                                                  bool light) const {
  const auto found = std::ranges::find_if(batches_, [&](const auto& batch) {
    return batch->from() == from && batch->to() == to && batch->runs().empty() != light;
  });
  if (found != batches_.end()) return *found;
  auto batch = light ? MakeLightBatch(from, to, {}) : MakeBatch(from, to);
  batches_.push_front(batch);
  if (batches_.size() > kCachedBatches) batches_.pop_back();
  return batch;
}

std::optional<log::SignedHead> PublishedLog::HeadAt(std::uint64_t to) const {
  return to == Size() ? std::optional(head_) : std::nullopt;
}

std::shared_ptr<const Batch> PublishedLog::MakeBatch(std::uint64_t from, std::uint64_t to) const {
  std::vector<SharedBytes> entries(entries_.begin() + static_cast<std::ptrdiff_t>(from),
                                   entries_.begin() + static_cast<std::ptrdiff_t>(to));
  return std::make_shared<const Batch>(from, to, std::move(entries), std::vector<log::Run>(),
                                       HeadAt(to));
}

// Copies hashes that the tree has; computes none.
std::shared_ptr<const Batch> PublishedLog::MakeLightBatch(std::uint64_t from, std::uint64_t to,
                                                          const Indexes& own) const {
  std::vector<SharedBytes> entries;
  std::vector<log::Run> runs;
  auto next_own = own.begin();
  auto next_ballot = std::ranges::lower_bound(ballots_, from);
  for (std::uint64_t index = from; index < to; ++index) {
    const bool is_ballot = next_ballot != ballots_.end() && *next_ballot == index;
    const bool is_own = next_own != own.end() && *next_own == index;
    if (is_ballot) ++next_ballot;
    if (is_own) ++next_own;
    if (!is_ballot || is_own) {
      entries.push_back(entries_[index]);
    } else if (!runs.empty() && runs.back().end() == index) {
      ++runs.back().count;
    } else {
      runs.push_back({.first = index, .count = 1, .hashes = {}});
    }
  }
  for (log::Run& run : runs) run.hashes = tree_.RunHashes(run.first, run.end());
  return std::make_shared<const Batch>(from, to, std::move(entries), std::move(runs), HeadAt(to));
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

std::unique_ptr<Subscription> PublishedLog::Subscribe(std::function<void()> wake, Pace pace) {
  auto waker = std::make_shared<Waker>(std::move(wake));
  const MutexLock lock(mutex_);
  followers_.emplace(++last_follower_, Followed{pace, waker});
  return std::make_unique<Follower>(weak_from_this(), last_follower_, std::move(waker));
}

std::vector<std::shared_ptr<Waker>> PublishedLog::Wakers(Pace pace) const {
  const MutexLock lock(mutex_);
  std::vector<std::shared_ptr<Waker>> wakers;
  for (const auto& [number, followed] : followers_) {
    if (followed.pace == pace) wakers.push_back(followed.waker);
  }
  return wakers;
}

void PublishedLog::Forget(std::uint64_t follower) {
  std::shared_ptr<Waker> gone;  // not destroyed, with what its callback holds, under the mutex
  const MutexLock lock(mutex_);
  const auto found = followers_.find(follower);
  if (found == followers_.end()) return;
  gone = std::move(found->second.waker);
  followers_.erase(found);
}

}  // namespace plenary::host
