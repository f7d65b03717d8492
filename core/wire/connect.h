// What a person's key signs to get a certificate for connections.
//
// Signed with Purpose::kConnection: u8 suite || committee (32) || key id (32) ||
// u64 time, milliseconds since 1970 in two's complement || string certificate request.
// Integers are big-endian; a string is a u32 length and its bytes. Pure; any thread.
#ifndef PLENARY_CORE_WIRE_CONNECT_H_
#define PLENARY_CORE_WIRE_CONNECT_H_

#include <chrono>
#include <cstddef>

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/crypto/keys.h"

namespace plenary::wire {

inline constexpr std::size_t kMaxCertificateRequest = 8192;  // bytes

struct ConnectRequest {
  KeyId key;
  Bytes certificate_request;  // PKCS#10, DER; at most kMaxCertificateRequest bytes
  Instant time;               // of the asker's clock
  Bytes signature;

  bool operator==(const ConnectRequest&) const = default;
};

Bytes ConnectMessage(crypto::Suite suite, const CommitteeId& committee,
                     const ConnectRequest& request);  // the bytes above

// Fails only with kInternal.
Result<ConnectRequest> MakeConnectRequest(const crypto::PrivateKey& key,
                                          const CommitteeId& committee, Bytes certificate_request,
                                          Instant now);

// kBadSignature unless `key` is the key that the request names and signed it;
// kPermissionDenied if the request's time is further than `skew` from `now`, either way.
Result<void> VerifyConnectRequest(const crypto::PublicKey& key, const CommitteeId& committee,
                                  const ConnectRequest& request, Instant now,
                                  std::chrono::milliseconds skew);

}  // namespace plenary::wire

#endif  // PLENARY_CORE_WIRE_CONNECT_H_
