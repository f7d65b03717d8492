// Who issues certificates, and the keys of TLS connections.
//
// TLS connections use P-256 in both suites: OpenSSL 3.0 takes no SM2 certificate for
// TLS. A certificate opens connections or signs documents; who may vote stands in the
// registry alone.
#ifndef PLENARY_CORE_CRYPTO_AUTHORITY_H_
#define PLENARY_CORE_CRYPTO_AUTHORITY_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/ids.h"
#include "core/crypto/certificate.h"
#include "core/crypto/keys.h"
#include "core/crypto/secret.h"

namespace plenary::crypto {

// Random (RandomId<SerialNumber>). The two highest bits are overwritten with 01, so
// that the number is positive and always 16 bytes.
using SerialNumber = Id<struct SerialTag, 16>;

// A P-256 key for one end of TLS connections.
class ConnectionKey {
 public:
  static Result<ConnectionKey> Generate();
  // PKCS#8. Failures as of PrivateKey.
  static Result<ConnectionKey> FromPlainPem(std::string_view pem);
  static Result<ConnectionKey> FromEncryptedPem(std::string_view pem, std::string_view passphrase);

  Result<SecretBytes> ToPlainPem() const;
  Result<std::string> ToEncryptedPem(std::string_view passphrase,
                                     int iterations = kDefaultIterations) const;
  const PublicKey& public_key() const { return key_.public_key(); }

  // A PKCS#10 request in PEM, signed with this key. `common_name` is what the issuer
  // may show; it decides the name itself. kInvalidArgument unless it is 1 to 64 bytes.
  Result<std::string> MakeRequest(std::string_view common_name) const;

 private:
  explicit ConnectionKey(PrivateKey key) : key_(std::move(key)) {}
  PrivateKey key_;
};

// By what a server is reached. At least one; IP addresses in text, IPv4 or IPv6.
struct ServerNames {
  std::vector<std::string> dns;
  std::vector<std::string> ip;
};

// An authority's key with its certificate. Const methods: any number of threads.
//
// What it issues lies within its own validity, else kInvalidArgument. Requests are in
// PEM, must carry a P-256 key and its own signature (kBadSignature), and give the key
// alone: names and extensions in them are ignored.
class Authority {
 public:
  // Self-signed, for up to one authority below it. A name is 1 to 64 bytes of UTF-8.
  static Result<Authority> Create(Suite suite, std::string_view name, Validity validity,
                                  const SerialNumber& serial);
  // kInvalidArgument unless the certificate is an authority's and the key is its key.
  static Result<Authority> Load(std::string_view certificate_pem, std::string_view plain_key_pem);

  const Certificate& certificate() const { return certificate_; }
  Result<SecretBytes> ToPlainKeyPem() const;

  // An authority of the same suite under this one, which can have none under itself
  // (kInvalidArgument).
  Result<Authority> CreateBelow(std::string_view name, Validity validity,
                                const SerialNumber& serial) const;
  // The common name is the hex form of `person_key`, the person's key in the registry.
  Result<Certificate> IssueClient(std::string_view request_pem, const KeyId& person_key,
                                  Validity validity, const SerialNumber& serial) const;
  // The common name is "plenaryd": clients go by `names`, the alternative names.
  Result<Certificate> IssueServer(std::string_view request_pem, const ServerNames& names,
                                  Validity validity, const SerialNumber& serial) const;
  // For signatures on documents, with a key of this authority's suite. The caller has
  // made sure of its owner.
  Result<Certificate> IssueSigner(const PublicKey& key, std::string_view name, Validity validity,
                                  const SerialNumber& serial) const;

 private:
  Authority(PrivateKey key, Certificate certificate)
      : key_(std::move(key)), certificate_(std::move(certificate)) {}

  PrivateKey key_;
  Certificate certificate_;
};

}  // namespace plenary::crypto

#endif  // PLENARY_CORE_CRYPTO_AUTHORITY_H_
