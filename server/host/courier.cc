#include "server/host/courier.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "server/host/thread.h"

namespace plenary::host {

Courier::Courier(std::function<void(const Error&)> report, Clock::duration turn)
    : turn_(turn), thread_(StartThread([this] { Run(); }, std::move(report))) {}

void Courier::Deliver(std::vector<std::function<void()>> answers) {
  const MutexLock lock(mutex_);
  std::ranges::move(answers, std::back_inserter(answers_));
  work_.notify_one();
}

void Courier::Changed(std::shared_ptr<PublishedLog> log) {
  const MutexLock lock(mutex_);
  if (std::ranges::find(changed_, log) == changed_.end()) changed_.push_back(std::move(log));
  work_.notify_one();
}

void Courier::Stop() {
  {
    const MutexLock lock(mutex_);
    stopping_ = true;
    work_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
}

void Courier::Run() {
  for (;;) {
    std::vector<std::function<void()>> answers;
    std::shared_ptr<PublishedLog> changed;
    {
      const MutexLock lock(mutex_);
      AwaitWork();
      if (answers_.empty() && stopping_) return;
      answers.swap(answers_);
      if (answers.empty() && at_once_.empty() && !changed_.empty()) {
        changed = std::move(changed_.front());
        changed_.pop_front();
      }
    }
    for (const auto& answer : answers) answer();
    if (!answers.empty()) continue;
    if (changed) Tell(std::move(changed));
    Wake(at_once_, kWakesAtOnce);
    TakeTurns();
  }
}

void Courier::AwaitWork() {
  while (answers_.empty() && changed_.empty() && at_once_.empty() && !stopping_) {
    if (in_turn_.empty() && untold_.empty()) {
      work_.wait(mutex_);
    } else if (work_.wait_until(mutex_, turn_at_) == std::cv_status::timeout) {
      return;
    }
  }
}

void Courier::Tell(std::shared_ptr<PublishedLog> changed) {
  std::ranges::move(changed->Wakers(Pace::kAtOnce), std::back_inserter(at_once_));
  if (std::ranges::find(untold_, changed) == untold_.end()) untold_.push_back(std::move(changed));
}

// Who has had its turn before a change in this round has the next one as soon as all others
// have had theirs: no change waits longer than for one turn of each.
void Courier::TakeTurns() {
  const auto now = Clock::now();
  if (now < turn_at_) return;
  while (in_turn_.empty() && !untold_.empty()) {
    std::ranges::move(untold_.front()->Wakers(Pace::kGathered), std::back_inserter(in_turn_));
    untold_.pop_front();
  }
  const std::size_t before = in_turn_.size();
  Wake(in_turn_, kTurnsAtOnce);
  turn_at_ = now + turn_ * static_cast<Clock::rep>(before - in_turn_.size());
}

void Courier::Wake(Wakers& wakers, std::size_t most) {
  for (std::size_t i = 0; i < most && !wakers.empty(); ++i) {
    const std::shared_ptr<Waker> waker = std::move(wakers.front());
    wakers.pop_front();
    waker->Wake();
  }
}

}  // namespace plenary::host
