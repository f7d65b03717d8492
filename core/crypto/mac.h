// Message authentication under a shared secret.
#ifndef PLENARY_CORE_CRYPTO_MAC_H_
#define PLENARY_CORE_CRYPTO_MAC_H_

#include <initializer_list>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/crypto/suite.h"

namespace plenary::crypto {

// HMAC with the suite's hash, over tag and fields framed as in HashTagged. The key
// may have any length below 2^31. Compare the result with EqualSecret.
Digest Mac(Suite suite, ByteView key, std::string_view tag, std::initializer_list<ByteView> fields);

// Whether both have the same bytes; takes time by their lengths alone.
bool EqualSecret(ByteView a, ByteView b);

}  // namespace plenary::crypto

#endif  // PLENARY_CORE_CRYPTO_MAC_H_
