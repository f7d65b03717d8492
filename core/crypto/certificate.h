// X.509 certificates and their verification, in either suite.
#ifndef PLENARY_CORE_CRYPTO_CERTIFICATE_H_
#define PLENARY_CORE_CRYPTO_CERTIFICATE_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/crypto/keys.h"

namespace plenary::crypto {

// Valid from `not_before` until just before `not_after`, in whole seconds: a part of
// a second is cut off.
struct Validity {
  Instant not_before;
  Instant not_after;
};

// What a certificate's key may do.
enum class Usage : std::uint8_t {
  kClient = 1,     // the client's end of a TLS connection
  kServer = 2,     // the server's end
  kSigner = 3,     // signatures on documents
  kAuthority = 4,  // signatures on certificates
};

// A value: copies share one immutable certificate. Any number of threads at once.
class Certificate {
 public:
  // One certificate and nothing else; at most 64 KiB; its key of either suite. Else
  // kInvalidArgument. Says nothing about who issued it: see VerifyChain.
  static Result<Certificate> ParseDer(ByteView der);
  static Result<Certificate> ParsePem(std::string_view pem);

  const Bytes& der() const;
  std::string pem() const;
  const std::string& common_name() const;  // UTF-8; empty if it has none
  const std::string& serial_hex() const;   // lower case, whole bytes
  Validity validity() const;
  const Digest& fingerprint() const;  // SHA-256 of der(), in both suites
  const PublicKey& public_key() const;
  // Whether the extensions name this usage. One without any allows none.
  bool Allows(Usage usage) const;

 private:
  friend class CertificateAccess;
  struct Parts;
  explicit Certificate(std::shared_ptr<const Parts> parts);
  std::shared_ptr<const Parts> parts_;
};

// Whether `leaf` leads through `intermediates` (in any order, not trusted) to
// `authority` and each is valid at `now`, with the leaf used as `usage`. The system's
// roots are not asked, and no clock. kBadSignature if it was not issued under
// `authority`; kPermissionDenied if it was but is expired, not yet valid, or not for
// this usage. A revocation is for the caller to look up.
Result<void> VerifyChain(const Certificate& leaf, std::span<const Certificate> intermediates,
                         const Certificate& authority, Instant now, Usage usage);
Result<void> VerifyChain(const Certificate& leaf, const Certificate& authority, Instant now,
                         Usage usage);

}  // namespace plenary::crypto

#endif  // PLENARY_CORE_CRYPTO_CERTIFICATE_H_
