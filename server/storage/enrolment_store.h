// What the server keeps for enrolment: the codes on offer with what was handed in under
// each, and the connection certificates that it issued.
//
// Every method may be called by any thread; what it changes is durable when it returns.
// kExhausted if the disk, or the size allowed to the store, is full.
#ifndef PLENARY_SERVER_STORAGE_ENROLMENT_STORE_H_
#define PLENARY_SERVER_STORAGE_ENROLMENT_STORE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/time.h"

namespace plenary::storage {

inline constexpr std::size_t kMaxCodeIdBytes = 64;
inline constexpr std::size_t kMaxEnrolmentBytes = 4096;
inline constexpr std::size_t kMaxSerialBytes = 64;

// A code that the secretary has printed for a person.
struct EnrolmentOffer {
  Bytes code_id;  // the public half: 1 to kMaxCodeIdBytes
  PersonId person;
  Instant expires;

  bool operator==(const EnrolmentOffer&) const = default;
};

// The server cannot check what is handed in (it never sees the code's secret), so that
// all of it is kept: a stranger's cannot displace the person's.
struct Enrolment {
  EnrolmentOffer offer;
  std::vector<Bytes> requests;  // in the order handed in, each once

  bool operator==(const Enrolment&) const = default;
};

struct ConnectionCertificate {
  std::string serial_hex;  // 1 to kMaxSerialBytes
  KeyId key;               // the admitted key it was issued for
  Instant not_after;
  bool revoked = false;

  bool operator==(const ConnectionCertificate&) const = default;
};

// What every store checks alike: the bounds above, and whether a request is to be added
// (false: it is there already), with the failures of AddRequest.
Result<void> CheckOffer(const EnrolmentOffer& offer);
Result<void> CheckRequest(ByteView request);
Result<void> CheckCertificate(const ConnectionCertificate& certificate);
Result<bool> AdmitsRequest(const std::optional<Enrolment>& enrolment, ByteView request,
                           std::size_t max_requests);

class EnrolmentStore {
 public:
  virtual ~EnrolmentStore() = default;

  // The same offer again changes nothing; another one under its code: kAlreadyExists.
  virtual Result<void> AddOffer(const EnrolmentOffer& offer) = 0;
  // The same bytes again change nothing. kNotFound without an offer; kExhausted when it
  // has `max_requests` already; kInvalidArgument unless of 1 to kMaxEnrolmentBytes.
  virtual Result<void> AddRequest(ByteView code_id, ByteView request, std::size_t max_requests) = 0;
  virtual Result<std::optional<Enrolment>> FindEnrolment(ByteView code_id) const = 0;
  virtual Result<std::vector<Enrolment>> Enrolments() const = 0;  // by expiry, then code
  virtual Result<void> RemoveOffersUntil(Instant expired) = 0;    // expires <= expired

  // kAlreadyExists if the serial is taken.
  virtual Result<void> AddCertificate(const ConnectionCertificate& certificate) = 0;
  virtual Result<std::optional<ConnectionCertificate>> FindCertificate(
      const std::string& serial_hex) const = 0;
  // All of the key's; the number that were not revoked before.
  virtual Result<std::uint64_t> RevokeCertificatesOf(const KeyId& key) = 0;
  virtual Result<void> RemoveCertificatesUntil(Instant expired) = 0;  // not_after <= expired
};

}  // namespace plenary::storage

#endif  // PLENARY_SERVER_STORAGE_ENROLMENT_STORE_H_
