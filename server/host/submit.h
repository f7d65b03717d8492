// What goes into the host with a command, and what comes back.
#ifndef PLENARY_SERVER_HOST_SUBMIT_H_
#define PLENARY_SERVER_HOST_SUBMIT_H_

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <variant>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/log/receipt.h"
#include "core/session/refusal.h"

namespace plenary::host {

// What the host needs of the world; called by any of its threads, several at once.
struct Environment {
  std::function<Instant()> clock;
  std::function<Result<void>(std::span<Byte>)> randomness;  // as crypto::RandomBytes
  std::function<void(const Error&)> report;                 // what the operator must know
};

inline constexpr Instant kNoDeadline{std::numeric_limits<std::int64_t>::max()};

// Answered in the log's terms; a refusal is a correct answer.
using Answer = std::variant<log::Receipt, session::Refusal>;

// Errors, after each of which the same bytes may be submitted again:
//   kExhausted    too many commands wait, or the disk is full
//   kUnavailable  the deadline passed before it was executed, and it will not be; or the
//                 store failed, and it may be in the log all the same; or this node
//                 stops, or its key has been revoked
//   kCorrupt      the log is closed: what is stored contradicts itself
//   kInternal     a library failed
using SubmitOutcome = Result<Answer>;

}  // namespace plenary::host

#endif  // PLENARY_SERVER_HOST_SUBMIT_H_
