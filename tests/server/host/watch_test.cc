// Reading and following a log.
#include "server/host/watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <future>
#include <thread>

#include "server/host/published_log.h"
#include "tests/server/host/hall.h"
#include "tests/server/storage/memory_store.h"
#include "tests/server/storage/samples.h"

namespace plenary::host {
namespace {

using storage::EntryText;
using storage::Shared;

// Entries of 7 to 9 bytes each; heads are not signed here.
class Published : public ::testing::Test {
 protected:
  void Grow(std::uint64_t count) {
    Growth growth;
    for (std::uint64_t i = 0; i < count; ++i) {
      growth.entries.push_back(Shared(EntryText(tree_.size())));
      growth.leaves.push_back(log::LeafNode(tree_.suite(), *growth.entries.back()));
      tree_.Append(growth.leaves.back());
    }
    growth.head.head = log::HeadOf(tree_);
    log_->Publish(std::move(growth));
  }
  std::shared_ptr<const Batch> Read(std::uint64_t from, BatchLimit limit = {}) {
    return log_->Read(from, limit).value();
  }

  log::MerkleTree tree_{crypto::Suite::kP256};
  std::shared_ptr<PublishedLog> log_ =
      std::make_shared<PublishedLog>(storage::TestLog(1), crypto::Suite::kP256);
};

TEST_F(Published, GivesWhatFollowsWithTheHead) {
  Grow(5);
  const auto batch = Read(2);
  EXPECT_EQ(batch->from(), 2u);
  EXPECT_EQ(batch->to(), 5u);
  EXPECT_EQ(*batch->entries()[0], *Shared("entry 2"));
  EXPECT_EQ(batch->head()->head.size, 5u);
}

TEST_F(Published, GivesAnEmptyBatchAtTheEndAndNothingBehindIt) {
  Grow(5);
  EXPECT_TRUE(Read(5)->entries().empty());
  EXPECT_EQ(Read(5)->head()->head.size, 5u);
  EXPECT_EQ(log_->Read(6, {}).error().code, ErrorCode::kInvalidArgument);
}

TEST_F(Published, KeepsToLimitsAndAlwaysGivesOne) {
  Grow(12);
  EXPECT_EQ(Read(0, {.entries = 3})->to(), 3u);
  EXPECT_EQ(Read(0, {.bytes = 14})->to(), 2u);
  EXPECT_EQ(Read(0, {.bytes = 20})->to(), 2u);
  EXPECT_EQ(Read(0, {.bytes = 1})->to(), 1u);
  EXPECT_EQ(Read(0, {.entries = 0})->to(), 1u);
  EXPECT_EQ(Read(11, {.bytes = 1})->to(), 12u);
  EXPECT_FALSE(Read(0, {.entries = 3})->head().has_value());
  for (std::uint64_t from = 0; from < 12; ++from) {
    for (std::size_t bytes = 0; bytes < 100; ++bytes) {
      std::uint64_t to = from;
      std::size_t sum = 0;
      while (to < 12 && sum + EntryText(to).size() <= bytes) sum += EntryText(to++).size();
      ASSERT_EQ(Read(from, {.bytes = bytes})->to(), std::max(to, from + 1)) << from << ' ' << bytes;
    }
  }
}

TEST_F(Published, SharesABatchAndItsEncoding) {
  Grow(5);
  int encoded = 0;
  const auto encode = [&](const Batch& batch) {
    ++encoded;
    return *batch.entries()[0];
  };
  for (int i = 0; i < 3000; ++i) {
    const auto batch = Read(3);
    EXPECT_EQ(batch, Read(3));
    EXPECT_EQ(batch->Encoded(encode), *Shared("entry 3"));
  }
  EXPECT_EQ(encoded, 1);
  const auto full = Read(0, {.entries = 2});
  Grow(1);
  EXPECT_EQ(Read(3)->to(), 6u);
  EXPECT_EQ(Read(3)->head()->head.size, 6u);
  EXPECT_EQ(Read(0, {.entries = 2}), full);  // stays what it was
}

TEST_F(Published, WakesUntilTheSubscriptionIsGone) {
  Grow(1);
  std::atomic<int> wakes = 0;
  auto subscription = log_->Subscribe([&] { ++wakes; });
  const auto wakers = log_->Wakers();
  ASSERT_EQ(wakers.size(), 1u);
  wakers[0]->Wake();
  EXPECT_EQ(wakes, 1);
  subscription.reset();
  wakers[0]->Wake();
  EXPECT_EQ(wakes, 1);
  EXPECT_TRUE(log_->Wakers().empty());
}

TEST_F(Published, WaitsForARunningWakeBeforeASubscriptionGoes) {
  std::promise<void> begun;
  std::promise<void> go_on;
  std::atomic<bool> finished = false;
  auto subscription = log_->Subscribe([&] {
    begun.set_value();
    go_on.get_future().wait();
    finished = true;
  });
  std::thread waking([waker = log_->Wakers()[0]] { waker->Wake(); });
  begun.get_future().wait();
  std::thread ending([&] {
    subscription.reset();
    EXPECT_TRUE(finished);
  });
  go_on.set_value();
  waking.join();
  ending.join();
}

TEST_F(Published, LetsAWakeEndItsOwnSubscription) {
  std::unique_ptr<Subscription> subscription;
  subscription = log_->Subscribe([&] { subscription.reset(); });
  const auto wakers = log_->Wakers();
  wakers[0]->Wake();
  EXPECT_TRUE(log_->Wakers().empty());
}

TEST_F(Published, MayGoBeforeItsSubscriptions) {
  auto subscription = log_->Subscribe([] {});
  log_.reset();
  subscription.reset();
}

// ---- through the host

class Watching : public ::testing::Test {
 protected:
  const TestCommittee committee_{1};
  storage::MemoryStore store_;
  Hall hall_{committee_, {store_, store_, store_}};
};

TEST_F(Watching, FollowsEveryEntryAsItComes) {
  std::promise<void> whole;
  std::atomic<std::uint64_t> seen = 0;
  const std::uint64_t last = 1 + 4 + 1;
  const auto read = [&] {
    for (;;) {
      const auto batch = hall_.host().ReadEntries(committee_.registry(), seen).value();
      if (batch->entries().empty()) return;
      EXPECT_EQ(batch->from(), seen);
      seen = batch->to();
      if (seen == last) whole.set_value();
    }
  };
  const auto subscription = hall_.host().Subscribe(committee_.registry(), read).value();
  hall_.Seat();
  whole.get_future().wait();
  EXPECT_EQ(seen, last);
}

TEST_F(Watching, KnowsNoLogThatIsNotThere) {
  EXPECT_EQ(hall_.host().Subscribe(committee_.session(1), [] {}).error().code,
            ErrorCode::kNotFound);
  EXPECT_EQ(hall_.host().ReadEntries(committee_.session(1), 0).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(hall_.host().Head(committee_.session(1)).error().code, ErrorCode::kNotFound);
}

TEST_F(Watching, CostsNoThreadAWatcher) {
  const auto threads = [] {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& task :
         std::filesystem::directory_iterator("/proc/self/task")) {
      ++count;
    }
    return count;
  };
  const std::size_t before = threads();
  std::atomic<int> woken = 0;
  std::promise<void> all;
  std::vector<std::unique_ptr<Subscription>> watchers;
  for (int i = 0; i < 3000; ++i) {
    auto wake = [&, first = std::make_shared<std::atomic<bool>>(true)] {
      if (first->exchange(false) && ++woken == 3000) all.set_value();
    };
    watchers.push_back(hall_.host().Subscribe(committee_.registry(), wake).value());
  }
  EXPECT_EQ(threads(), before);
  hall_.Say(committee_.secretary(), committee_.registry(),
            session::PutPerson{NumberedId<PersonId>('h', 9), "x", ""});
  all.get_future().wait();
}

}  // namespace
}  // namespace plenary::host
