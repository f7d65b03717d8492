// Who is told of a log's changes, and when.
#include "server/host/courier.h"

#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/mutex.h"
#include "tests/server/storage/samples.h"

namespace plenary::host {
namespace {

using namespace std::chrono_literals;

// Counts the calls of a watcher, and waits for them.
class Count {
 public:
  void operator()() {
    const MutexLock lock(mutex_);
    ++count_;
    changed_.notify_all();
  }
  void Await(int count) {
    const MutexLock lock(mutex_);
    while (count_ < count) changed_.wait(mutex_);
  }
  int now() {
    const MutexLock lock(mutex_);
    return count_;
  }

 private:
  Mutex mutex_;
  std::condition_variable_any changed_;
  int count_ PLENARY_GUARDED_BY(mutex_) = 0;
};

class Telling : public ::testing::Test {
 protected:
  std::unique_ptr<Subscription> Follow(const std::shared_ptr<PublishedLog>& log, Count& count,
                                       Pace pace) {
    return log->Subscribe([&count] { count(); }, pace);
  }
  // Several changes may be told as one: this waits until the one before is told.
  void Change(const std::shared_ptr<PublishedLog>& log, Count& seen) {
    const int before = seen.now();
    courier_->Changed(log);
    seen.Await(before + 1);
  }
  void Start(Courier::Clock::duration turn) {
    courier_.emplace([](const Error&) { FAIL(); }, turn);
  }

  static std::shared_ptr<PublishedLog> MakeLog(std::uint8_t number) {
    return std::make_shared<PublishedLog>(storage::TestLog(number), crypto::Suite::kP256);
  }

  std::shared_ptr<PublishedLog> log_ = MakeLog(1);
  Count at_once_;
  Count gathered_;
  std::optional<Courier> courier_;
};

TEST_F(Telling, TellsThoseAtAGatheredPaceInTheirTurnAlone) {
  Start(1h);
  const auto officer = Follow(log_, at_once_, Pace::kAtOnce);
  const auto member = Follow(log_, gathered_, Pace::kGathered);
  Change(log_, at_once_);
  gathered_.Await(1);
  for (int i = 0; i < 20; ++i) Change(log_, at_once_);
  courier_->Stop();
  EXPECT_EQ(at_once_.now(), 21);
  EXPECT_EQ(gathered_.now(), 1);
}

TEST_F(Telling, TellsThoseAtAGatheredPaceOfTheLastChangeWithoutAnother) {
  Start(20ms);
  const auto officer = Follow(log_, at_once_, Pace::kAtOnce);
  const auto member = Follow(log_, gathered_, Pace::kGathered);
  for (int told = 1; told <= 5; ++told) {
    Change(log_, at_once_);
    gathered_.Await(told);
  }
}

TEST_F(Telling, WaitsForNoTurnsWhenNobodyTakesAny) {
  Start(1h);
  const auto officer = Follow(log_, at_once_, Pace::kAtOnce);
  for (int i = 0; i < 5; ++i) Change(log_, at_once_);
  const auto member = Follow(log_, gathered_, Pace::kGathered);
  Change(log_, at_once_);
  gathered_.Await(1);
}

TEST_F(Telling, GivesTheWatchersOfSeveralLogsTheirTurns) {
  Start(1ms);
  const auto other = MakeLog(2);
  Count of_other;
  std::vector<std::unique_ptr<Subscription>> members;
  for (int i = 0; i < 50; ++i) members.push_back(Follow(log_, gathered_, Pace::kGathered));
  const auto of_the_other = Follow(other, of_other, Pace::kGathered);
  courier_->Changed(log_);
  courier_->Changed(other);
  gathered_.Await(50);
  of_other.Await(1);
}

TEST_F(Telling, AnswersBetweenTurns) {
  Start(1h);
  const auto officer = Follow(log_, at_once_, Pace::kAtOnce);
  const auto member = Follow(log_, gathered_, Pace::kGathered);
  Change(log_, gathered_);
  Change(log_, at_once_);
  Count answered;
  courier_->Deliver({[&] { answered(); }, [&] { answered(); }});
  answered.Await(2);
}

}  // namespace
}  // namespace plenary::host
