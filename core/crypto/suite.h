// The two sets of algorithms. A committee chooses one when it is founded.
#ifndef PLENARY_CORE_CRYPTO_SUITE_H_
#define PLENARY_CORE_CRYPTO_SUITE_H_

#include <cstdint>
#include <string_view>

#include "core/base/result.h"

namespace plenary::crypto {

// Stored, signed and sent: append only, never renumber.
enum class Suite : std::uint8_t {
  kP256 = 1,  // ECDSA on P-256 with SHA-256
  kSm2 = 2,   // SM2 with SM3
};

std::string_view SuiteName(Suite suite);  // "p256", "sm2"
// kInvalidArgument unless `name` is exactly one of the names above.
Result<Suite> ParseSuite(std::string_view name);
// kInvalidArgument unless `number` is that of a suite.
Result<Suite> SuiteFromNumber(std::uint32_t number);

}  // namespace plenary::crypto

#endif  // PLENARY_CORE_CRYPTO_SUITE_H_
