#include "core/crypto/authority.h"

#include "core/crypto/certificate_access.h"
#include "core/crypto/issue.h"
#include "core/crypto/pem.h"

namespace plenary::crypto {

Result<Authority> Authority::Create(Suite suite, std::string_view name, Validity validity,
                                    const SerialNumber& serial) {
  auto key = PrivateKey::Generate(suite);
  if (!key) return std::unexpected(key.error());
  auto certificate = Issue({.common_name = name,
                            .key = key->public_key(),
                            .validity = validity,
                            .serial = serial,
                            .usage = Usage::kAuthority,
                            .authorities_below = 1},
                           nullptr, *key);
  if (!certificate) return std::unexpected(certificate.error());
  return Authority(*std::move(key), *std::move(certificate));
}

Result<Authority> Authority::Load(std::string_view certificate_pem,
                                  std::string_view plain_key_pem) {
  auto certificate = Certificate::ParsePem(certificate_pem);
  if (!certificate) return std::unexpected(certificate.error());
  if (!certificate->Allows(Usage::kAuthority)) {
    return Fail(ErrorCode::kInvalidArgument,
                "this certificate may issue no others: give that of the authority");
  }
  const auto der = FromPem(kPlainKeyLabel, plain_key_pem);
  if (!der) return std::unexpected(der.error());
  auto key = PrivateKey::FromPlainPkcs8(certificate->public_key().suite(), der->view());
  if (!key) return std::unexpected(key.error());
  if (key->public_key() != certificate->public_key()) {
    return Fail(ErrorCode::kInvalidArgument,
                "the key is not that of the authority's certificate: give both of one authority");
  }
  return Authority(*std::move(key), *std::move(certificate));
}

Result<SecretBytes> Authority::ToPlainKeyPem() const {
  const auto der = key_.ToPlainPkcs8();
  if (!der) return std::unexpected(der.error());
  return ToPem(kPlainKeyLabel, der->view());
}

Result<Authority> Authority::CreateBelow(std::string_view name, Validity validity,
                                         const SerialNumber& serial) const {
  if (X509_get_pathlen(CertificateAccess::Of(certificate_)) == 0) {
    return Fail(ErrorCode::kInvalidArgument,
                "this authority may have none below it: ask the one above it");
  }
  auto key = PrivateKey::Generate(key_.public_key().suite());
  if (!key) return std::unexpected(key.error());
  auto certificate = Issue({.common_name = name,
                            .key = key->public_key(),
                            .validity = validity,
                            .serial = serial,
                            .usage = Usage::kAuthority},
                           &certificate_, key_);
  if (!certificate) return std::unexpected(certificate.error());
  return Authority(*std::move(key), *std::move(certificate));
}

Result<Certificate> Authority::IssueClient(std::string_view request_pem, const KeyId& person_key,
                                           Validity validity, const SerialNumber& serial) const {
  const auto key = KeyOfRequest(request_pem);
  if (!key) return std::unexpected(key.error());
  const std::string name = person_key.hex();
  return Issue({.common_name = name,
                .key = *key,
                .validity = validity,
                .serial = serial,
                .usage = Usage::kClient},
               &certificate_, key_);
}

Result<Certificate> Authority::IssueServer(std::string_view request_pem, const ServerNames& names,
                                           Validity validity, const SerialNumber& serial) const {
  const auto key = KeyOfRequest(request_pem);
  if (!key) return std::unexpected(key.error());
  return Issue({.common_name = "plenaryd",
                .key = *key,
                .validity = validity,
                .serial = serial,
                .usage = Usage::kServer,
                .servers = &names},
               &certificate_, key_);
}

Result<Certificate> Authority::IssueSigner(const PublicKey& key, std::string_view name,
                                           Validity validity, const SerialNumber& serial) const {
  if (key.suite() != key_.public_key().suite()) {
    return Fail(ErrorCode::kInvalidArgument,
                "the key is of another suite than the authority: use that of the committee");
  }
  return Issue({.common_name = name,
                .key = key,
                .validity = validity,
                .serial = serial,
                .usage = Usage::kSigner},
               &certificate_, key_);
}

}  // namespace plenary::crypto
