#include "server/host/thread.h"

#include <cstdlib>
#include <exception>
#include <string>
#include <utility>

namespace plenary::host {

std::thread StartThread(std::function<void()> body, std::function<void(const Error&)> report) {
  return std::thread([body = std::move(body), report = std::move(report)]() noexcept {
    try {
      body();
    } catch (const std::exception& thrown) {
      report({ErrorCode::kInternal, std::string("host: a library threw: ") + thrown.what()});
      std::abort();
    }
  });
}

}  // namespace plenary::host
