// Signatures over bytes as they are, without a purpose: what published test vectors
// have. For core/crypto and its tests; everybody else signs with a Purpose.
#ifndef PLENARY_CORE_CRYPTO_RAW_SIGNATURE_H_
#define PLENARY_CORE_CRYPTO_RAW_SIGNATURE_H_

#include <array>

#include "core/base/bytes.h"
#include "core/crypto/keys.h"

namespace plenary::crypto {

using RawSignature = std::array<Byte, kSignatureSize>;

// As PublicKey::Verify, over `message` without its frame.
Result<void> VerifyRaw(const PublicKey& key, ByteView message, ByteView signature);

// As PrivateKey::Sign, over `message` without its frame.
Result<Bytes> SignRaw(const PrivateKey& key, ByteView message);

// The signature with n - s where s is above half the order: P-256's one form of an
// ECDSA signature made elsewhere.
RawSignature WithLowS(const RawSignature& signature);

}  // namespace plenary::crypto

#endif  // PLENARY_CORE_CRYPTO_RAW_SIGNATURE_H_
