// The program's only source of randomness: the system's, through OpenSSL.
//
// For the edges alone. Pure code never calls it; ids, nonces and blinding values
// reach it as arguments.
#ifndef PLENARY_CORE_CRYPTO_RANDOM_H_
#define PLENARY_CORE_CRYPTO_RANDOM_H_

#include <array>
#include <span>
#include <utility>

#include "core/base/bytes.h"

namespace plenary::crypto {

// Any thread. kInternal if the system gives no randomness: then use none of `out`.
Result<void> RandomBytes(std::span<Byte> out);

// 32 bytes that nobody else knows.
Result<std::array<Byte, 32>> RandomSecret();

// A random Id<...> of core/base/ids.h; never zero in practice.
template <class IdT>
Result<IdT> RandomId() {
  IdT id;
  PLENARY_TRY(RandomBytes(id.bytes));
  return id;
}

}  // namespace plenary::crypto

#endif  // PLENARY_CORE_CRYPTO_RANDOM_H_
