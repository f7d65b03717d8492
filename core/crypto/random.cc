#include "core/crypto/random.h"

#include <openssl/rand.h>

#include "core/crypto/ossl.h"

namespace plenary::crypto {

Result<void> RandomBytes(std::span<Byte> out) {
  if (RAND_bytes_ex(nullptr, out.data(), out.size(), 0) != 1) return OsslFail("RAND_bytes_ex");
  return {};
}

}  // namespace plenary::crypto
