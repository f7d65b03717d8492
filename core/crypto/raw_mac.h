// HMAC over bytes as they are: what published test vectors have. For core/crypto and
// its tests; everybody else uses Mac, with a tag.
#ifndef PLENARY_CORE_CRYPTO_RAW_MAC_H_
#define PLENARY_CORE_CRYPTO_RAW_MAC_H_

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/crypto/suite.h"

namespace plenary::crypto {

// HMAC with the suite's hash, over `message` without a frame.
Digest MacRaw(Suite suite, ByteView key, ByteView message);

}  // namespace plenary::crypto

#endif  // PLENARY_CORE_CRYPTO_RAW_MAC_H_
