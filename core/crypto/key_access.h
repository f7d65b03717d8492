// What core/crypto sees of keys and others do not.
#ifndef PLENARY_CORE_CRYPTO_KEY_ACCESS_H_
#define PLENARY_CORE_CRYPTO_KEY_ACCESS_H_

#include <array>
#include <memory>

#include "core/crypto/hash.h"
#include "core/crypto/keys.h"
#include "core/crypto/ossl.h"
#include "core/crypto/raw_signature.h"

namespace plenary::crypto {

struct PublicKey::Parts {
  Suite suite;
  std::array<Byte, kPublicKeySize> encoded;
  KeyId id;
  PkeyPtr key;
  // Ready to verify. Duplicated for each verification, which is safe from many
  // threads and saves OpenSSL's look-up of the algorithm, with its lock.
  PkeyCtxPtr verifier;
  Digest z;  // sm2: SM3 over identifier, curve and key; it starts every message
};

struct PrivateKey::Parts {
  PublicKey public_key;
  PkeyPtr key;
  PkeyCtxPtr signer;  // as `verifier` above
};

class KeyAccess {
 public:
  static const PublicKey::Parts& Of(const PublicKey& key) { return *key.parts_; }
  static const PrivateKey::Parts& Of(const PrivateKey& key) { return *key.parts_; }

  // kInvalidArgument unless it is a key on the curve of a suite.
  static Result<PublicKey> Public(const EVP_PKEY* key);
  // Takes a whole key pair; checks that both halves belong together.
  static Result<PrivateKey> Private(PkeyPtr key);
};

// A hash that a message, framed or raw, goes into before it is signed.
Hasher MessageHasher(const PublicKey& key);

Result<void> VerifyDigest(const PublicKey& key, const Digest& digest, ByteView signature);
Result<Bytes> SignDigest(const PrivateKey& key, const Digest& digest);

}  // namespace plenary::crypto

#endif  // PLENARY_CORE_CRYPTO_KEY_ACCESS_H_
