// Many threads at one host.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

#include "core/base/mutex.h"
#include "core/crypto/random.h"
#include "tests/server/host/flaky_store.h"
#include "tests/server/host/hall.h"
#include "tests/server/storage/store_contract.h"

namespace plenary::host {
namespace {

constexpr std::size_t kMembers = 8;

const TestCommittee& Committee() {
  static const TestCommittee committee(kMembers);
  return committee;
}

// A member who presses again and again, each ballot replacing the one before.
class Presser {
 public:
  Presser(Hall& hall, const LogId& session, const Participant& member)
      : hall_(hall), session_(session), member_(member), seen_(hall.HeadOf(session)) {}

  // Until there is a receipt; it is verified.
  void Press(std::uint32_t option) {
    const auto id = crypto::RandomId<CommandId>().value();
    const auto command =
        Committee().Sign(member_, session_, seen_, Committee().Ballot(1, option, last_), id);
    for (;;) {
      const auto outcome = hall_.Submit(command);
      if (!outcome) {
        ++failures_;
        continue;
      }
      ASSERT_TRUE(std::holds_alternative<log::Receipt>(*outcome))
          << session::NameOf(std::get<session::Refusal>(*outcome));
      const auto& receipt = std::get<log::Receipt>(*outcome);
      ASSERT_TRUE(hall_.Verify(command, receipt));
      EXPECT_GE(receipt.index, indexes_.empty() ? 0 : indexes_.back() + 1);
      seen_ = receipt.head.head;
      last_ = id;
      indexes_.push_back(receipt.index);
      return;
    }
  }
  const std::vector<std::uint64_t>& indexes() const { return indexes_; }
  std::size_t failures() const { return failures_; }

 private:
  Hall& hall_;
  LogId session_;
  const Participant& member_;
  log::Head seen_;
  std::optional<CommandId> last_;
  std::vector<std::uint64_t> indexes_;
  std::size_t failures_ = 0;
};

// Every receipt's index, from all threads.
std::vector<std::uint64_t> PressAll(Hall& hall, const LogId& session, std::uint32_t presses,
                                    const std::function<void(std::uint32_t)>& between) {
  std::vector<Presser> pressers;
  for (const Participant& member : Committee().members()) {
    pressers.emplace_back(hall, session, member);
  }
  std::vector<std::thread> threads;
  for (Presser& presser : pressers) {
    threads.emplace_back([&] {
      for (std::uint32_t i = 0; i < presses; ++i) {
        between(i);
        presser.Press(i % 3);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::vector<std::uint64_t> indexes;
  for (const Presser& presser : pressers) {
    indexes.insert(indexes.end(), presser.indexes().begin(), presser.indexes().end());
  }
  std::ranges::sort(indexes);
  return indexes;
}

template <class Kind>
class Crowd : public ::testing::Test {
 protected:
  Crowd() {
    hall_.Seat();
    session_ = hall_.OpenSession(1);
    hall_.OpenPoll(session_, 1);
  }
  Kind kind_;
  Hall hall_{Committee(), {kind_.store, kind_.store, kind_.store}};
  LogId session_;
};
TYPED_TEST_SUITE(Crowd, storage::StoreKinds, storage::StoreKindNames);

TYPED_TEST(Crowd, GetsAThousandReceiptsThatVerify) {
  const std::uint64_t before = this->hall_.HeadOf(this->session_).size;
  const auto indexes = PressAll(this->hall_, this->session_, 125, [](std::uint32_t) {});
  ASSERT_EQ(indexes.size(), 1000u);
  for (std::size_t i = 0; i < indexes.size(); ++i) ASSERT_EQ(indexes[i], before + i);
  this->hall_.Restart();
  EXPECT_EQ(this->hall_.HeadOf(this->session_).size, before + 1000);
}

TYPED_TEST(Crowd, IsFollowedByWatchersWholeAndInOrder) {
  std::atomic<bool> done = false;
  std::vector<std::thread> watchers;
  std::atomic<std::uint64_t> read = 0;
  for (int w = 0; w < 4; ++w) {
    watchers.emplace_back([&] {
      Mutex mutex;
      std::condition_variable_any changed;
      bool woken = false;
      const auto subscription = this->hall_.host().Subscribe(this->session_, [&] {
        const MutexLock lock(mutex);
        woken = true;
        changed.notify_all();
      });
      std::uint64_t next = 0;
      for (;;) {
        const bool last = done;
        const auto batch =
            this->hall_.host().ReadEntries(this->session_, next, {.entries = 7}).value();
        EXPECT_EQ(batch->from(), next);
        next = batch->to();
        if (!batch->entries().empty()) continue;
        if (last) break;
        const MutexLock lock(mutex);
        if (!woken) changed.wait_for(mutex, std::chrono::milliseconds(20));
        woken = false;
      }
      read += next;
    });
  }
  PressAll(this->hall_, this->session_, 20, [](std::uint32_t) {});
  done = true;
  for (std::thread& watcher : watchers) watcher.join();
  EXPECT_EQ(read, 4 * this->hall_.HeadOf(this->session_).size);
}

TEST(CrowdAtAFailingStore, LosesNoReceipt) {
  storage::MemoryStore memory;
  FlakyStore store(memory);
  Hall hall(Committee(), {store, memory, memory});
  hall.Seat();
  const LogId session = hall.OpenSession(1);
  hall.OpenPoll(session, 1);
  const std::uint64_t before = hall.HeadOf(session).size;
  std::atomic<int> turn = 0;
  const auto indexes = PressAll(hall, session, 20, [&](std::uint32_t) {
    const int now = ++turn;
    if (now % 7 == 0) store.FailNext(FlakyStore::Mood::kRefuses, ErrorCode::kExhausted);
    if (now % 11 == 0) store.FailNext(FlakyStore::Mood::kLosesTheAnswer, ErrorCode::kInternal);
  });
  ASSERT_EQ(indexes.size(), 160u);
  for (std::size_t i = 0; i < indexes.size(); ++i) ASSERT_EQ(indexes[i], before + i);
  hall.Restart();
  EXPECT_EQ(hall.HeadOf(session).size, before + 160);
}

// The first command is held back in the courier, so that the next ones wait.
TEST(Bounds, SendWhoeverComesTooMuchAway) {
  storage::MemoryStore store;
  HostLimits limits;
  limits.max_waiting_bytes = 10;  // less than any command
  const TestCommittee& committee = Committee();
  Hall hall(committee, {store, store, store}, limits);
  const auto command =
      committee.Sign(committee.secretary(), committee.registry(), hall.HeadOf(committee.registry()),
                     session::PutPerson{NumberedId<PersonId>('h', 9), "x", ""});
  EXPECT_EQ(hall.Submit(command).error().code, ErrorCode::kExhausted);
}

TEST(Stopping, AnswersEverythingThatWaits) {
  const TestCommittee& committee = Committee();
  storage::MemoryStore store;
  Hall hall(committee, {store, store, store});
  std::vector<log::SignedCommand> commands;
  for (std::uint64_t i = 0; i < 100; ++i) {
    commands.push_back(committee.Sign(i % 2 == 0 ? committee.secretary() : committee.officer(),
                                      committee.registry(), hall.HeadOf(committee.registry()),
                                      session::PutPerson{NumberedId<PersonId>('x', i), "x", ""}));
  }
  std::atomic<int> answers = 0;
  for (const auto& command : commands) {
    hall.host().Submit(command, kNoDeadline, [&](SubmitOutcome) { ++answers; });
  }
  hall.host().Stop();
  EXPECT_EQ(answers, 100);
}

}  // namespace
}  // namespace plenary::host
