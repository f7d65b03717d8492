#include "server/storage/enrolment_store.h"

#include <algorithm>

namespace plenary::storage {

Result<void> CheckOffer(const EnrolmentOffer& offer) {
  if (offer.code_id.empty() || offer.code_id.size() > kMaxCodeIdBytes) {
    return Fail(ErrorCode::kInvalidArgument, "store: a code id out of bounds");
  }
  return {};
}

Result<void> CheckRequest(ByteView request) {
  if (request.empty() || request.size() > kMaxEnrolmentBytes) {
    return Fail(ErrorCode::kInvalidArgument, "store: an enrolment request out of bounds");
  }
  return {};
}

Result<void> CheckCertificate(const ConnectionCertificate& certificate) {
  if (certificate.serial_hex.empty() || certificate.serial_hex.size() > kMaxSerialBytes) {
    return Fail(ErrorCode::kInvalidArgument, "store: a serial number out of bounds");
  }
  return {};
}

Result<bool> AdmitsRequest(const std::optional<Enrolment>& enrolment, ByteView request,
                           std::size_t max_requests) {
  if (!enrolment) return Fail(ErrorCode::kNotFound, "store: no such code is on offer");
  const auto& requests = enrolment->requests;
  if (std::ranges::any_of(requests, [&](const Bytes& r) { return Equal(r, request); })) {
    return false;
  }
  if (requests.size() >= max_requests) {
    return Fail(ErrorCode::kExhausted, "store: too many requests under one code");
  }
  return true;
}

}  // namespace plenary::storage
