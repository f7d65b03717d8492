// Enrolment and connection certificates, with their bounds and expiry.
#ifndef PLENARY_SERVER_HOST_ENROLMENTS_H_
#define PLENARY_SERVER_HOST_ENROLMENTS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "server/storage/enrolment_store.h"

namespace plenary::host {

struct EnrolmentLimits {
  std::size_t max_offers = 8192;
  std::size_t max_requests = 8;  // under one code
  std::int64_t max_validity_milliseconds = 31LL * 24 * 3600 * 1000;
};

// Any thread. Who may call what is for the caller to know.
class Enrolments {
 public:
  Enrolments(storage::EnrolmentStore& store, std::function<Instant()> clock, EnrolmentLimits limits)
      : store_(store), clock_(std::move(clock)), limits_(limits) {}

  // The secretary's offer. kInvalidArgument if it is expired or valid for too long;
  // kAlreadyExists if the code stands for something else; kExhausted beyond the limit.
  Result<void> Offer(const storage::EnrolmentOffer& offer);
  // For whom the code is. kNotFound if it is unknown or expired, which look the same.
  Result<storage::EnrolmentOffer> OfferUnder(ByteView code_id) const;
  // What somebody hands in under a code. kNotFound as above; kExhausted when too much was
  // handed in under it.
  Result<void> HandIn(ByteView code_id, ByteView request);
  // All that are not expired.
  Result<std::vector<storage::Enrolment>> Pending();

  Result<void> RecordCertificate(const storage::ConnectionCertificate& certificate);
  // Whether it was issued here, is neither expired nor revoked. Says nothing about its
  // key, which the registry may have revoked: ask Host::RegistryKey too.
  Result<std::optional<storage::ConnectionCertificate>> ValidCertificate(
      const std::string& serial_hex) const;
  Result<std::uint64_t> RevokeCertificatesOf(const KeyId& key);

 private:
  storage::EnrolmentStore& store_;
  std::function<Instant()> clock_;
  EnrolmentLimits limits_;
};

}  // namespace plenary::host

#endif  // PLENARY_SERVER_HOST_ENROLMENTS_H_
