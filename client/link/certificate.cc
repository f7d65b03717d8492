#include "client/link/certificate.h"

#include <chrono>
#include <utility>

#include "core/crypto/pem.h"
#include "core/wire/connect.h"
#include "core/wire/proto.h"

namespace plenary::link {

Result<CertificateQuestion> AskForCertificate(const KeyStore& store, Instant now) {
  const Profile profile = store.profile();
  if (!profile.IsBound()) {
    return Fail(ErrorCode::kInvalidArgument, "the key store belongs to no committee yet");
  }
  auto key = crypto::ConnectionKey::Generate();
  if (!key) return std::unexpected(key.error());
  const auto pem = key->MakeRequest(store.key_id().hex());
  if (!pem) return std::unexpected(pem.error());
  const auto der = crypto::FromPem(crypto::kRequestLabel, *pem);
  if (!der) return std::unexpected(der.error());
  const auto request =
      wire::MakeConnectRequest(store.key(), profile.committee, ToBytes(der->view()), now);
  if (!request) return std::unexpected(request.error());
  return CertificateQuestion{std::move(*key), wire::ToProto(*request)};
}

Result<void> TakeCertificate(KeyStore& store, const crypto::ConnectionKey& key,
                             const v1::ConnectResponse& response, Instant now) {
  const auto certificate = crypto::Certificate::ParseDer(AsBytes(response.certificate()));
  if (!certificate) return std::unexpected(certificate.error());
  if (certificate->public_key() != key.public_key() ||
      certificate->common_name() != store.key_id().hex()) {
    return Fail(ErrorCode::kBadSignature, "the certificate is not the one that was asked for");
  }
  Result<void> chain = Fail(ErrorCode::kBadSignature, "no authority is pinned");
  for (const crypto::Certificate& authority : store.profile().authorities) {
    chain = crypto::VerifyChain(*certificate, authority, now, crypto::Usage::kClient);
    if (chain) return store.SetConnection(key, *certificate);
  }
  return chain;
}

Result<bool> NeedsCertificate(const KeyStore& store, Instant now) {
  const auto connection = store.LoadConnection();
  if (!connection) return std::unexpected(connection.error());
  if (!*connection) return true;
  const crypto::Validity validity = (*connection)->certificate.validity();
  const std::int64_t life = validity.not_after.milliseconds - validity.not_before.milliseconds;
  return now.milliseconds > validity.not_after.milliseconds - life / 3;
}

Instant SystemNow() {
  using std::chrono::milliseconds;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<milliseconds>(now).count()};
}

}  // namespace plenary::link
