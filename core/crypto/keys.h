// Signing keys of people and nodes, and their signatures, in either suite.
//
// A signature is 64 bytes, r || s, both big-endian. What is signed is Framed(purpose,
// message), so that a signature made for one purpose never passes for another.
//   p256: ECDSA with SHA-256; s is at most half the order, so a signature has one form.
//   sm2:  SM2 with SM3 and the identifier 1234567812345678.
#ifndef PLENARY_CORE_CRYPTO_KEYS_H_
#define PLENARY_CORE_CRYPTO_KEYS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/crypto/secret.h"
#include "core/crypto/suite.h"

namespace plenary::crypto {

// What a signature is for. Append only, never renumber.
enum class Purpose : std::uint8_t {
  kCommand = 1,     // a command to a session or the registry
  kFounding = 2,    // the founding of a committee
  kHead = 3,        // a head of a log, by the node that serves it
  kEnrolment = 4,   // possession of a key that asks for admission
  kConnection = 5,  // a request for a connection certificate
  kNodeProof = 6,   // a node's possession of its head key
};

inline constexpr std::size_t kPublicKeySize = 65;
inline constexpr std::size_t kSignatureSize = 64;
// Of PBKDF2 with HMAC-SHA-256, for keys at rest.
inline constexpr int kDefaultIterations = 600'000;
inline constexpr int kMaxIterations = 10'000'000;  // a file that asks for more is refused

std::string_view PurposeTag(Purpose purpose);  // "plenary/v1/sign/command", ...

// u32 length || tag || u32 length || message, big-endian: the bytes that are signed.
Bytes Framed(Purpose purpose, ByteView message);

// A value: copies share one immutable key. Any number of threads may use one at once.
class PublicKey {
 public:
  // `encoded` is the 65-byte uncompressed point (0x04 || x || y). kInvalidArgument
  // for any other form, and for a point that is not on the suite's curve.
  static Result<PublicKey> From(Suite suite, ByteView encoded);

  Suite suite() const;
  ByteView encoded() const;  // 65 bytes, valid as long as any copy of this key
  // HashTagged(suite, "plenary/v1/key", {suite as one byte, encoded}).
  const KeyId& id() const;

  // Succeeds only if `signature` was made for `purpose` over `message`; otherwise
  // kBadSignature, whatever is wrong with it (length and high s included).
  Result<void> Verify(Purpose purpose, ByteView message, ByteView signature) const;

  bool operator==(const PublicKey& other) const;

 private:
  friend class KeyAccess;
  struct Parts;
  explicit PublicKey(std::shared_ptr<const Parts> parts);
  std::shared_ptr<const Parts> parts_;
};

// The scalar never leaves except through To...Pkcs8. Const methods may run on
// several threads at once. A key that was moved from can only be destroyed or
// assigned to.
class PrivateKey {
 public:
  static Result<PrivateKey> Generate(Suite suite);
  // DER. kPermissionDenied if the passphrase does not open it (a damaged file looks
  // the same), kInvalidArgument if it is no such file, is a key of another suite, or
  // its public half does not belong to it.
  static Result<PrivateKey> FromEncryptedPkcs8(Suite suite, ByteView der,
                                               std::string_view passphrase);
  static Result<PrivateKey> FromPlainPkcs8(Suite suite, ByteView der);
  PrivateKey(PrivateKey&&) noexcept;
  PrivateKey& operator=(PrivateKey&&) noexcept;
  ~PrivateKey();

  const PublicKey& public_key() const;
  // 64 bytes. Fails only with kInternal.
  Result<Bytes> Sign(Purpose purpose, ByteView message) const;

  // DER: PBES2 with PBKDF2 (HMAC-SHA-256, 16 random bytes of salt) and AES-256-CBC.
  // kInvalidArgument if the passphrase is empty or `iterations` not in 1 to kMaxIterations.
  // Fewer than the default only in tests.
  Result<Bytes> ToEncryptedPkcs8(std::string_view passphrase,
                                 int iterations = kDefaultIterations) const;
  // For a server's own keys, in files that only its user can read.
  Result<SecretBytes> ToPlainPkcs8() const;

 private:
  friend class KeyAccess;
  struct Parts;
  explicit PrivateKey(std::unique_ptr<const Parts> parts);
  std::unique_ptr<const Parts> parts_;
};

}  // namespace plenary::crypto

#endif  // PLENARY_CORE_CRYPTO_KEYS_H_
