// The making of certificates: what authority.cc puts together.
#ifndef PLENARY_CORE_CRYPTO_ISSUE_H_
#define PLENARY_CORE_CRYPTO_ISSUE_H_

#include <string_view>

#include "core/crypto/authority.h"
#include "core/crypto/ossl.h"

namespace plenary::crypto {

using NamePtr = OsslPtr<X509_NAME, X509_NAME_free>;
using RequestPtr = OsslPtr<X509_REQ, X509_REQ_free>;

// A name of nothing but this common name. kInvalidArgument unless it is 1 to 64 bytes
// of UTF-8.
Result<NamePtr> MakeName(std::string_view common_name);

// The key in a PKCS#10 request that it has signed. Failures as of Authority.
Result<PublicKey> KeyOfRequest(std::string_view request_pem);

// What a certificate says, apart from who signs it.
struct Subject {
  std::string_view common_name;
  const PublicKey& key;
  Validity validity;
  const SerialNumber& serial;
  Usage usage;
  int authorities_below = 0;             // of kAuthority
  const ServerNames* servers = nullptr;  // of kServer
};

// A certificate signed by `key`, self-signed without an `issuer`.
Result<Certificate> Issue(const Subject& subject, const Certificate* issuer, const PrivateKey& key);

}  // namespace plenary::crypto

#endif  // PLENARY_CORE_CRYPTO_ISSUE_H_
