// Hashes of a suite: SHA-256 for p256, SM3 for sm2.
//
// A digest that OpenSSL cannot compute is a broken installation, not an input:
// these functions abort then.
#ifndef PLENARY_CORE_CRYPTO_HASH_H_
#define PLENARY_CORE_CRYPTO_HASH_H_

#include <initializer_list>
#include <memory>
#include <span>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/crypto/suite.h"

namespace plenary::crypto {

// Hashes bytes as they come. One thread at a time.
class Hasher {
 public:
  explicit Hasher(Suite suite);
  // Starts as HashTagged does; add every field with Field.
  static Hasher Tagged(Suite suite, std::string_view tag);
  Hasher(Hasher&&) noexcept;
  Hasher& operator=(Hasher&&) noexcept;
  ~Hasher();

  void Update(ByteView bytes);
  // A 32-bit big-endian length, then the bytes. At most 2^32 - 1 bytes: else a bug.
  void Field(ByteView bytes);
  Digest Finish() &&;  // the hasher is spent: destroy it or assign to it

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Of the parts' concatenation, nothing added: for the Merkle tree of RFC 9162,
// whose leading byte separates leaves from nodes. For anything else: HashTagged.
Digest HashRaw(Suite suite, std::initializer_list<ByteView> parts);

// H(u32 length || tag || for each field: u32 length || field), big-endian. The tag
// names purpose and version, "plenary/v1/<purpose>"; no two lists of fields, and no
// two tags, give the same hashed bytes.
Digest HashTagged(Suite suite, std::string_view tag, std::initializer_list<ByteView> fields);
Digest HashTagged(Suite suite, std::string_view tag, std::span<const ByteView> fields);

}  // namespace plenary::crypto

#endif  // PLENARY_CORE_CRYPTO_HASH_H_
