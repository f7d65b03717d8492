#include "server/system.h"

#include <chrono>
#include <utility>

#include "core/crypto/random.h"

namespace plenary::server {

Instant SystemClock() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
}

host::Environment SystemEnvironment(std::function<void(const Error&)> report) {
  if (!report) report = [](const Error&) {};
  return {SystemClock, crypto::RandomBytes, std::move(report)};
}

}  // namespace plenary::server
