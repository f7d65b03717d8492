#include "server/host/enrolments.h"

namespace plenary::host {
namespace {

std::unexpected<Error> Unknown() {
  return Fail(ErrorCode::kNotFound, "enrolments: no such code, or it has expired");
}

}  // namespace

Result<void> Enrolments::Offer(const storage::EnrolmentOffer& offer) {
  const Instant now = clock_();
  if (offer.expires <= now ||
      offer.expires.milliseconds - now.milliseconds > limits_.max_validity_milliseconds) {
    return Fail(ErrorCode::kInvalidArgument, "enrolments: a code is valid for up to a month");
  }
  PLENARY_TRY(store_.RemoveOffersUntil(now));
  const auto known = store_.FindEnrolment(offer.code_id);
  if (!known) return std::unexpected(known.error());
  if (!*known) {
    const auto all = store_.Enrolments();
    if (!all) return std::unexpected(all.error());
    if (all->size() >= limits_.max_offers) {
      return Fail(ErrorCode::kExhausted, "enrolments: too many codes are on offer");
    }
  }
  return store_.AddOffer(offer);
}

Result<storage::EnrolmentOffer> Enrolments::OfferUnder(ByteView code_id) const {
  const auto known = store_.FindEnrolment(code_id);
  if (!known) return std::unexpected(known.error());
  if (!*known || (*known)->offer.expires <= clock_()) return Unknown();
  return (*known)->offer;
}

Result<void> Enrolments::HandIn(ByteView code_id, ByteView request) {
  const auto offer = OfferUnder(code_id);
  if (!offer) return std::unexpected(offer.error());
  return store_.AddRequest(code_id, request, limits_.max_requests);
}

Result<std::vector<storage::Enrolment>> Enrolments::Pending() {
  PLENARY_TRY(store_.RemoveOffersUntil(clock_()));
  return store_.Enrolments();
}

Result<void> Enrolments::RecordCertificate(const storage::ConnectionCertificate& certificate) {
  PLENARY_TRY(store_.RemoveCertificatesUntil(clock_()));
  return store_.AddCertificate(certificate);
}

Result<std::optional<storage::ConnectionCertificate>> Enrolments::ValidCertificate(
    const std::string& serial_hex) const {
  auto found = store_.FindCertificate(serial_hex);
  if (!found || !*found) return found;
  if ((*found)->revoked || (*found)->not_after <= clock_()) {
    return std::optional<storage::ConnectionCertificate>();
  }
  return found;
}

Result<std::uint64_t> Enrolments::RevokeCertificatesOf(const KeyId& key) {
  return store_.RevokeCertificatesOf(key);
}

}  // namespace plenary::host
