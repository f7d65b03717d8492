#include "core/wire/connect.h"

#include <cstdint>
#include <utility>

namespace plenary::wire {

Bytes ConnectMessage(crypto::Suite suite, const CommitteeId& committee,
                     const ConnectRequest& request) {
  Bytes message;
  PutU8(message, static_cast<std::uint8_t>(suite));
  PutRaw(message, committee.view());
  PutRaw(message, request.key.view());
  PutU64(message, static_cast<std::uint64_t>(request.time.milliseconds));
  PutString(message, request.certificate_request);
  return message;
}

Result<ConnectRequest> MakeConnectRequest(const crypto::PrivateKey& key,
                                          const CommitteeId& committee, Bytes certificate_request,
                                          Instant now) {
  ConnectRequest request{.key = key.public_key().id(),
                         .certificate_request = std::move(certificate_request),
                         .time = now,
                         .signature = {}};
  auto signature = key.Sign(crypto::Purpose::kConnection,
                            ConnectMessage(key.public_key().suite(), committee, request));
  if (!signature) return std::unexpected(std::move(signature).error());
  request.signature = *std::move(signature);
  return request;
}

Result<void> VerifyConnectRequest(const crypto::PublicKey& key, const CommitteeId& committee,
                                  const ConnectRequest& request, Instant now,
                                  std::chrono::milliseconds skew) {
  if (request.key != key.id()) return Fail(ErrorCode::kBadSignature, "names another key");
  PLENARY_TRY(key.Verify(crypto::Purpose::kConnection,
                         ConnectMessage(key.suite(), committee, request), request.signature));
  // Unsigned, for the time is whatever the asker wrote: a signed difference may overflow.
  const bool later = request.time > now;
  const auto high = static_cast<std::uint64_t>((later ? request.time : now).milliseconds);
  const auto low = static_cast<std::uint64_t>((later ? now : request.time).milliseconds);
  if (std::cmp_greater(high - low, skew.count())) {
    return Fail(ErrorCode::kPermissionDenied,
                "the clocks are " + std::to_string(high - low) + " ms apart");
  }
  return {};
}

}  // namespace plenary::wire
