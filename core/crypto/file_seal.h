// A small file sealed under a passphrase: for key stores.
//
// "PLSEAL" || version 1 || u32 iterations || 16 bytes salt || 12 bytes nonce ||
// AES-256-GCM ciphertext || 16 bytes tag. The key is PBKDF2-HMAC-SHA-256 of the
// passphrase; everything before the ciphertext is authenticated with it.
#ifndef PLENARY_CORE_CRYPTO_FILE_SEAL_H_
#define PLENARY_CORE_CRYPTO_FILE_SEAL_H_

#include <cstddef>
#include <string_view>

#include "core/base/bytes.h"
#include "core/crypto/keys.h"
#include "core/crypto/secret.h"

namespace plenary::crypto {

inline constexpr std::size_t kMaxSealedSize = std::size_t{16} << 20;  // of the plaintext

// Two seals of one plaintext differ. kInvalidArgument if the passphrase is empty, the
// plaintext above kMaxSealedSize or `iterations` not in 1 to kMaxIterations. Fewer
// than the default only in tests.
Result<Bytes> Seal(std::string_view passphrase, ByteView plaintext,
                   int iterations = kDefaultIterations);

// kInvalidArgument if `sealed` is no file of this kind and version; kPermissionDenied
// if the passphrase does not open it or it was altered.
Result<SecretBytes> Open(std::string_view passphrase, ByteView sealed);

}  // namespace plenary::crypto

#endif  // PLENARY_CORE_CRYPTO_FILE_SEAL_H_
