#include "core/crypto/random.h"

#include <openssl/rand.h>

#include "core/crypto/ossl.h"

namespace plenary::crypto {

Result<void> RandomBytes(std::span<Byte> out) {
  if (RAND_bytes_ex(nullptr, out.data(), out.size(), 0) != 1) return OsslFail("RAND_bytes_ex");
  return {};
}

Result<std::array<Byte, 32>> RandomSecret() {
  std::array<Byte, 32> secret{};
  PLENARY_TRY(RandomBytes(secret));
  return secret;
}

}  // namespace plenary::crypto
