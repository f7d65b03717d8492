// Asking for the store's connection certificate.
#ifndef PLENARY_CLIENT_LINK_CERTIFICATE_H_
#define PLENARY_CLIENT_LINK_CERTIFICATE_H_

#include "client/link/key_store.h"
#include "core/base/time.h"
#include "plenary/v1/plenary.pb.h"

namespace plenary::link {

struct CertificateQuestion {
  crypto::ConnectionKey key;  // fresh
  v1::ConnectRequest request;
};

// kInvalidArgument if the store is not bound to a committee.
Result<CertificateQuestion> AskForCertificate(const KeyStore& store, Instant now);
// Keeps key and certificate. kBadSignature unless it was issued by one of the store's
// authorities for that key and the store's person.
Result<void> TakeCertificate(KeyStore& store, const crypto::ConnectionKey& key,
                             const v1::ConnectResponse& response, Instant now);
// Whether a third or less of the certificate's life is left, or there is none.
Result<bool> NeedsCertificate(const KeyStore& store, Instant now);

Instant SystemNow();

}  // namespace plenary::link

#endif  // PLENARY_CLIENT_LINK_CERTIFICATE_H_
