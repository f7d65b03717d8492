// What core/crypto sees of certificates and others do not.
#ifndef PLENARY_CORE_CRYPTO_CERTIFICATE_ACCESS_H_
#define PLENARY_CORE_CRYPTO_CERTIFICATE_ACCESS_H_

#include <memory>
#include <string>

#include "core/crypto/certificate.h"
#include "core/crypto/ossl.h"

namespace plenary::crypto {

struct Certificate::Parts {
  X509Ptr x509;
  Bytes der;
  std::string common_name;
  std::string serial_hex;
  Validity validity;
  Digest fingerprint;
  PublicKey public_key;
};

class CertificateAccess {
 public:
  // OpenSSL fills caches in it, behind its own locks.
  static X509* Of(const Certificate& certificate) { return certificate.parts_->x509.get(); }
};

}  // namespace plenary::crypto

#endif  // PLENARY_CORE_CRYPTO_CERTIFICATE_ACCESS_H_
