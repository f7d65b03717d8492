#include "server/rpc/long_calls.h"

#include <vector>

namespace plenary::rpc {

LongCalls::LongCalls(std::chrono::milliseconds period)
    : period_(period), thread_([this] { Run(); }) {}

LongCalls::~LongCalls() {
  {
    const MutexLock lock(mu_);
    ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void LongCalls::Add(const std::shared_ptr<LongCall>& call) {
  {
    const MutexLock lock(mu_);
    if (!stopping_) {
      calls_.push_back(call);
      return;
    }
  }
  call->Stop();
}

void LongCalls::InspectSoon() {
  {
    const MutexLock lock(mu_);
    soon_ = true;
  }
  changed_.notify_all();
}

void LongCalls::Stop() {
  std::vector<std::shared_ptr<LongCall>> calls;
  {
    const MutexLock lock(mu_);
    stopping_ = true;
    calls = Living();
  }
  for (const auto& call : calls) call->Stop();
}

std::vector<std::shared_ptr<LongCall>> LongCalls::Living() {
  std::vector<std::shared_ptr<LongCall>> living;
  living.reserve(calls_.size());
  for (auto it = calls_.begin(); it != calls_.end();) {
    if (auto call = it->lock()) {
      living.push_back(std::move(call));
      ++it;
    } else {
      it = calls_.erase(it);
    }
  }
  return living;
}

void LongCalls::Run() {
  for (;;) {
    std::vector<std::shared_ptr<LongCall>> calls;
    bool stopping = false;
    {
      const MutexLock lock(mu_);
      const auto until = std::chrono::steady_clock::now() + period_;
      while (!soon_ && !ending_ && changed_.wait_until(mu_, until) != std::cv_status::timeout) {
      }
      if (ending_) return;
      soon_ = false;
      stopping = stopping_;
      calls = Living();
    }
    for (const auto& call : calls) stopping ? call->Stop() : call->Inspect();
  }
}

}  // namespace plenary::rpc
