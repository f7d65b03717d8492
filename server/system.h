// The clock and the randomness of this machine, for what takes them as arguments.
#ifndef PLENARY_SERVER_SYSTEM_H_
#define PLENARY_SERVER_SYSTEM_H_

#include <functional>

#include "core/base/time.h"
#include "server/host/submit.h"

namespace plenary::server {

Instant SystemClock();

// `report` may be empty.
host::Environment SystemEnvironment(std::function<void(const Error&)> report);

}  // namespace plenary::server

#endif  // PLENARY_SERVER_SYSTEM_H_
