// One PEM block, RFC 7468.
#ifndef PLENARY_CORE_CRYPTO_PEM_H_
#define PLENARY_CORE_CRYPTO_PEM_H_

#include <string_view>

#include "core/base/bytes.h"
#include "core/crypto/secret.h"

namespace plenary::crypto {

inline constexpr std::string_view kCertificateLabel = "CERTIFICATE";
inline constexpr std::string_view kRequestLabel = "CERTIFICATE REQUEST";
inline constexpr std::string_view kPlainKeyLabel = "PRIVATE KEY";
inline constexpr std::string_view kEncryptedKeyLabel = "ENCRYPTED PRIVATE KEY";
inline constexpr std::size_t kMaxPem = std::size_t{64} << 10;

Result<SecretBytes> ToPem(std::string_view label, ByteView der);

// kInvalidArgument unless `pem`, at most kMaxPem bytes, is one block with this label
// and nothing else but white space around it.
Result<SecretBytes> FromPem(std::string_view label, std::string_view pem);

}  // namespace plenary::crypto

#endif  // PLENARY_CORE_CRYPTO_PEM_H_
