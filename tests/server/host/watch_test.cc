// Reading and following a log.
#include "server/host/watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <future>
#include <set>
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

// ---- light depth

// A log in which every entry but the first and each tenth is a secret ballot: of person 1,
// 2, 3, 1, 2 and so on, by index.
class LightlyPublished : public Published {
 protected:
  static PersonId Voter(std::uint64_t number) { return NumberedId<PersonId>('v', number); }
  static bool IsBallot(std::uint64_t index) { return index % 10 != 0; }
  static PersonId VoterOf(std::uint64_t index) { return Voter(1 + index % 3); }

  void GrowBallots(std::uint64_t count) {
    Growth growth;
    for (std::uint64_t i = 0; i < count; ++i) {
      const std::uint64_t index = tree_.size();
      if (IsBallot(index)) growth.ballots.emplace(index, VoterOf(index));
      growth.entries.push_back(Shared(std::string(kEntryBytes, 'x') + EntryText(index)));
      growth.leaves.push_back(log::LeafNode(tree_.suite(), *growth.entries.back()));
      tree_.Append(growth.leaves.back());
    }
    growth.head.head = log::HeadOf(tree_);
    log_->Publish(std::move(growth));
  }
  std::shared_ptr<const Batch> ReadLight(std::uint64_t from, const PersonId& person,
                                         BatchLimit limit = {}) {
    return log_->ReadLight(from, person, limit).value();
  }

  // Reads on to the end as this person's client does. The indexes of the entries that came.
  std::set<std::uint64_t> Follow(const PersonId& person, BatchLimit limit = {}) {
    log::MerkleTree tree(tree_.suite());
    std::set<std::uint64_t> came;
    while (tree.size() < tree_.size()) {
      const auto batch = ReadLight(tree.size(), person, limit);
      auto entry = batch->entries().begin();
      auto run = batch->runs().begin();
      while (tree.size() < batch->to()) {
        if (run != batch->runs().end() && run->first == tree.size()) {
          EXPECT_TRUE(tree.AppendRun(run->count, run->hashes));
          ++run;
          continue;
        }
        came.insert(tree.size());
        tree.Append(log::LeafNode(tree.suite(), **entry++));
      }
      EXPECT_EQ(entry, batch->entries().end());
      EXPECT_EQ(run, batch->runs().end());
      EXPECT_EQ(tree.Root(), tree_.RootAt(tree.size()));
      EXPECT_EQ(batch->head().has_value(), tree.size() == tree_.size());
    }
    return came;
  }

  static constexpr std::size_t kEntryBytes = 200;
};

TEST_F(LightlyPublished, LeavesOutOthersBallotsAndNothingElse) {
  GrowBallots(57);
  for (std::uint64_t person = 1; person <= 4; ++person) {
    std::set<std::uint64_t> want;
    for (std::uint64_t i = 0; i < 57; ++i) {
      if (!IsBallot(i) || VoterOf(i) == Voter(person)) want.insert(i);
    }
    for (const std::size_t bytes : {1u, 300u, 900u, 2000u, 1u << 20}) {
      EXPECT_EQ(Follow(Voter(person), {.bytes = bytes}), want) << person << ' ' << bytes;
    }
    EXPECT_EQ(Follow(Voter(person), {.entries = 7}), want);
  }
}

TEST_F(LightlyPublished, KeepsToItsLimitWhateverIsOnesOwn) {
  GrowBallots(57);
  for (std::uint64_t person = 1; person <= 4; ++person) {
    for (std::uint64_t from = 0; from < 57; ++from) {
      const auto batch = ReadLight(from, Voter(person), {.bytes = 1000});
      std::size_t sum = 0;
      for (const auto& entry : batch->entries()) sum += entry->size();
      EXPECT_LE(sum, 1000u);
      EXPECT_GT(batch->to(), from);
    }
  }
}

TEST_F(LightlyPublished, SharesABatchAmongAllWhoHaveNoBallotInIt) {
  GrowBallots(31);
  int encoded = 0;
  const auto encode = [&](const Batch&) {
    ++encoded;
    return Bytes{1};
  };
  for (std::uint64_t person = 4; person < 3000; ++person) {
    const auto batch = ReadLight(1, Voter(person));
    EXPECT_EQ(batch, ReadLight(1, Voter(4)));
    EXPECT_EQ(batch->Encoded(encode), Bytes{1});
  }
  EXPECT_EQ(encoded, 1);
  EXPECT_EQ(ReadLight(1, Voter(4))->runs().size(), 3u);

  const auto own = ReadLight(1, Voter(1));
  EXPECT_NE(own, ReadLight(1, Voter(4)));
  EXPECT_GT(own->entries().size(), ReadLight(1, Voter(4))->entries().size());
  EXPECT_EQ(ReadLight(1, Voter(4)), ReadLight(1, Voter(5))) << "one's own are nobody else's";
}

TEST_F(LightlyPublished, SharesWithFullDepthWhereThereAreNoBallots) {
  GrowBallots(1);
  EXPECT_EQ(ReadLight(0, Voter(1)), Read(0));
  EXPECT_EQ(ReadLight(1, Voter(1)), Read(1));
  GrowBallots(20);
  EXPECT_NE(ReadLight(0, Voter(4)), Read(0));
  EXPECT_EQ(Read(0)->entries().size(), 21u);
  EXPECT_TRUE(Read(0)->runs().empty());
}

TEST_F(LightlyPublished, SendsFewBytesOfManyBallots) {
  GrowBallots(3000);
  const auto batch = ReadLight(1, Voter(4));
  std::size_t hashes = 0;
  for (const log::Run& run : batch->runs()) hashes += run.hashes.size();
  EXPECT_LT(hashes * 32, 3000 * kEntryBytes / 10);
  EXPECT_EQ(log_->ReadLight(3001, Voter(4), {}).error().code, ErrorCode::kInvalidArgument);
}

TEST_F(Published, WakesUntilTheSubscriptionIsGone) {
  Grow(1);
  std::atomic<int> wakes = 0;
  auto subscription = log_->Subscribe([&] { ++wakes; });
  const auto wakers = log_->Wakers(Pace::kAtOnce);
  ASSERT_EQ(wakers.size(), 1u);
  wakers[0]->Wake();
  EXPECT_EQ(wakes, 1);
  subscription.reset();
  wakers[0]->Wake();
  EXPECT_EQ(wakes, 1);
  EXPECT_TRUE(log_->Wakers(Pace::kAtOnce).empty());
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
  std::thread waking([waker = log_->Wakers(Pace::kAtOnce)[0]] { waker->Wake(); });
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
  const auto wakers = log_->Wakers(Pace::kAtOnce);
  wakers[0]->Wake();
  EXPECT_TRUE(log_->Wakers(Pace::kAtOnce).empty());
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
