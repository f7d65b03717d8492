// A thread whose body may meet what a library throws.
#ifndef PLENARY_SERVER_HOST_THREAD_H_
#define PLENARY_SERVER_HOST_THREAD_H_

#include <functional>
#include <thread>

#include "core/base/result.h"

namespace plenary::host {

// Runs `body`. What it throws is reported and ends the program: storage is written so
// that dying is safe.
std::thread StartThread(std::function<void()> body, std::function<void(const Error&)> report);

}  // namespace plenary::host

#endif  // PLENARY_SERVER_HOST_THREAD_H_
