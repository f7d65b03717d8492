#include <openssl/err.h>
#include <openssl/x509.h>

#include "core/crypto/authority.h"
#include "core/crypto/issue.h"
#include "core/crypto/key_access.h"
#include "core/crypto/ossl.h"
#include "core/crypto/pem.h"

namespace plenary::crypto {

Result<ConnectionKey> ConnectionKey::Generate() {
  auto key = PrivateKey::Generate(Suite::kP256);
  if (!key) return std::unexpected(key.error());
  return ConnectionKey(*std::move(key));
}

Result<ConnectionKey> ConnectionKey::FromPlainPem(std::string_view pem) {
  const auto der = FromPem(kPlainKeyLabel, pem);
  if (!der) return std::unexpected(der.error());
  auto key = PrivateKey::FromPlainPkcs8(Suite::kP256, der->view());
  if (!key) return std::unexpected(key.error());
  return ConnectionKey(*std::move(key));
}

Result<ConnectionKey> ConnectionKey::FromEncryptedPem(std::string_view pem,
                                                      std::string_view passphrase) {
  const auto der = FromPem(kEncryptedKeyLabel, pem);
  if (!der) return std::unexpected(der.error());
  auto key = PrivateKey::FromEncryptedPkcs8(Suite::kP256, der->view(), passphrase);
  if (!key) return std::unexpected(key.error());
  return ConnectionKey(*std::move(key));
}

Result<SecretBytes> ConnectionKey::ToPlainPem() const {
  const auto der = key_.ToPlainPkcs8();
  if (!der) return std::unexpected(der.error());
  return ToPem(kPlainKeyLabel, der->view());
}

Result<std::string> ConnectionKey::ToEncryptedPem(std::string_view passphrase,
                                                  int iterations) const {
  const auto der = key_.ToEncryptedPkcs8(passphrase, iterations);
  if (!der) return std::unexpected(der.error());
  const auto pem = ToPem(kEncryptedKeyLabel, *der);
  if (!pem) return std::unexpected(pem.error());
  return std::string(pem->text());
}

Result<std::string> ConnectionKey::MakeRequest(std::string_view common_name) const {
  const auto name = MakeName(common_name);
  if (!name) return std::unexpected(name.error());
  EVP_PKEY* const pkey = KeyAccess::Of(key_).key.get();
  const RequestPtr request(X509_REQ_new());
  if (!request) return OsslFail("X509_REQ_new");
  if (X509_REQ_set_version(request.get(), X509_REQ_VERSION_1) != 1 ||
      X509_REQ_set_subject_name(request.get(), name->get()) != 1 ||
      X509_REQ_set_pubkey(request.get(), pkey) != 1) {
    return OsslFail("X509_REQ_set");
  }
  if (X509_REQ_sign(request.get(), pkey, Algorithm(Suite::kP256)) <= 0) {  // its size
    return OsslFail("X509_REQ_sign");
  }
  const auto der = ToDer<Bytes>(i2d_X509_REQ, request.get());
  if (der.empty()) return OsslFail("i2d_X509_REQ");
  const auto pem = ToPem(kRequestLabel, der);
  if (!pem) return std::unexpected(pem.error());
  return std::string(pem->text());
}

Result<PublicKey> KeyOfRequest(std::string_view request_pem) {
  const auto malformed = [] {
    return OsslRefuse(ErrorCode::kInvalidArgument,
                      "not a certificate request with a P-256 key: make it with Plenary");
  };
  const auto der = FromPem(kRequestLabel, request_pem);
  if (!der) return std::unexpected(der.error());
  const auto request = FromDer<RequestPtr>(d2i_X509_REQ, der->view());
  if (!request) return malformed();
  EVP_PKEY* const pkey = X509_REQ_get0_pubkey(request.get());
  if (pkey == nullptr) return malformed();
  auto key = KeyAccess::Public(pkey);
  if (!key || key->suite() != Suite::kP256) return malformed();
  if (X509_REQ_verify(request.get(), pkey) != 1) {
    return OsslRefuse(ErrorCode::kBadSignature,
                      "the certificate request is not signed by its own key: make it again");
  }
  return key;
}

}  // namespace plenary::crypto
