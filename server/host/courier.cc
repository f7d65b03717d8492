#include "server/host/courier.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "server/host/thread.h"

namespace plenary::host {

Courier::Courier(std::function<void(const Error&)> report)
    : thread_(StartThread([this] { Run(); }, std::move(report))) {}

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
      while (answers_.empty() && changed_.empty() && wakers_.empty() && !stopping_) {
        work_.wait(mutex_);
      }
      if (answers_.empty() && stopping_) return;
      answers.swap(answers_);
      if (answers.empty() && wakers_.empty() && !changed_.empty()) {
        changed = std::move(changed_.front());
        changed_.pop_front();
      }
    }
    for (const auto& answer : answers) answer();
    if (changed) std::ranges::move(changed->Wakers(), std::back_inserter(wakers_));
    if (answers.empty()) WakeSome();
  }
}

void Courier::WakeSome() {
  for (std::size_t i = 0; i < kWakesAtOnce && !wakers_.empty(); ++i) {
    const std::shared_ptr<Waker> waker = std::move(wakers_.front());
    wakers_.pop_front();
    waker->Wake();
  }
}

}  // namespace plenary::host
