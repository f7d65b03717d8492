#include "core/crypto/mac.h"

#include <openssl/crypto.h>
#include <openssl/hmac.h>

#include <limits>

#include "core/base/check.h"
#include "core/crypto/ossl.h"
#include "core/crypto/raw_mac.h"

namespace plenary::crypto {

Digest MacRaw(Suite suite, ByteView key, ByteView message) {
  PLENARY_CHECK(key.size() <= std::numeric_limits<int>::max());
  const Byte none = 0;  // OpenSSL takes a null key for "the same as before"
  Digest digest;
  unsigned size = 0;
  PLENARY_CHECK(HMAC(Algorithm(suite), key.empty() ? &none : key.data(),
                     static_cast<int>(key.size()), message.data(), message.size(),
                     digest.bytes.data(), &size) != nullptr);
  PLENARY_CHECK(size == Digest::kSize);
  return digest;
}

Digest Mac(Suite suite, ByteView key, std::string_view tag,
           std::initializer_list<ByteView> fields) {
  Bytes framed;
  PutString(framed, AsBytes(tag));
  for (const ByteView field : fields) PutString(framed, field);
  return MacRaw(suite, key, framed);
}

bool EqualSecret(ByteView a, ByteView b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace plenary::crypto
