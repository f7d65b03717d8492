// An entry of a log, as it is stored and travels: the signed bytes and where they stand.
#ifndef PLENARY_CORE_LOG_ENTRY_H_
#define PLENARY_CORE_LOG_ENTRY_H_

#include <cstdint>

#include "core/base/bytes.h"
#include "core/base/time.h"
#include "core/log/leaf.h"

namespace plenary::log {

// The exact bytes of a command and who stands for them. Verified as received, parsed
// afterwards.
struct SignedCommand {
  Bytes command;
  Bytes signature;
  Bytes cosignature;  // the founding's second officer; else empty

  bool operator==(const SignedCommand&) const = default;
};

struct Entry {
  std::uint64_t index = 0;
  Instant time;  // the server's clock, never before the previous entry's
  Blinds blinds;
  SignedCommand command;
};

}  // namespace plenary::log

#endif  // PLENARY_CORE_LOG_ENTRY_H_
