#include "client/cli/online/pulse.h"

#include <chrono>

namespace plenary::cli {
namespace {

constexpr std::chrono::milliseconds kGlance{200};

}  // namespace

Pulse::Pulse(link::Link& link)
    : growth_(link.OnGrowth([this](const link::Growth&) { Wake(); })),
      alarms_(link.OnAlarm([this](const link::Alarm&) { Wake(); })),
      states_(link.OnState([this](const link::ConnectionState&) { Wake(); })) {}

void Pulse::Wake() {
  MutexLock lock(mutex_);
  woken_ = true;
  changed_.notify_all();
}

void Pulse::Await() {
  MutexLock lock(mutex_);
  if (!woken_) changed_.wait_for(mutex_, kGlance);
  woken_ = false;
}

}  // namespace plenary::cli
