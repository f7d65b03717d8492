#include "server/rpc/door_service.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/crypto/pem.h"
#include "core/crypto/random.h"
#include "core/wire/proto.h"

namespace plenary::rpc {
namespace {

std::string ToString(ByteView bytes) { return std::string(AsText(bytes)); }

grpc::Status TooOften() {
  return {grpc::StatusCode::RESOURCE_EXHAUSTED, "too many tries from this address; wait a minute"};
}

}  // namespace

template <class Work>
grpc::ServerUnaryReactor* DoorService::Limited(Method method, grpc::CallbackServerContext* call,
                                               Work work) {
  const std::string address = LimitedAddress(call->peer());
  const Instant now = context_.clock();
  if (!context_.door_failures.Has(address, now) || !context_.door_calls.Take(address, now)) {
    context_.log.Throttled(logging::Level::kWarning, "door_limited",
                           {{"method", RuleOf(method).name}, {"peer", call->peer()}});
    grpc::ServerUnaryReactor* reactor = call->DefaultReactor();
    reactor->Finish(TooOften());
    return reactor;
  }
  return OnWorker(context_, call, [this, method, address, work = std::move(work)] {
    const Result<void> done = work();
    return done ? grpc::Status::OK : Failed(method, address, done.error());
  });
}

grpc::Status DoorService::Failed(Method method, const std::string& address, const Error& error) {
  // A key that waits for its admission asks now and then: that is no failure.
  if (error.code == ErrorCode::kConflict) {
    return {grpc::StatusCode::FAILED_PRECONDITION, error.message};
  }
  context_.door_failures.Take(address, context_.clock());
  context_.log.Throttled(
      logging::Level::kInfo, "door_refused",
      {{"method", RuleOf(method).name}, {"address", address}, {"reason", error.message}});
  return context_.StatusOf(method, error);
}

grpc::ServerUnaryReactor* DoorService::GetFounding(grpc::CallbackServerContext* call,
                                                   const v1::GetFoundingRequest* /*request*/,
                                                   v1::GetFoundingResponse* response) {
  return Limited(Method::kGetFounding, call, [this, response] { return FillFounding(*response); });
}

grpc::ServerUnaryReactor* DoorService::GetOffer(grpc::CallbackServerContext* call,
                                                const v1::GetOfferRequest* request,
                                                v1::GetOfferResponse* response) {
  return Limited(Method::kGetOffer, call,
                 [this, request, response] { return FillOffer(*request, *response); });
}

grpc::ServerUnaryReactor* DoorService::Enrol(grpc::CallbackServerContext* call,
                                             const v1::EnrolRequest* request,
                                             v1::EnrolResponse* /*response*/) {
  return Limited(Method::kEnrol, call, [this, request] { return TakeEnrolment(*request); });
}

grpc::ServerUnaryReactor* DoorService::Connect(grpc::CallbackServerContext* call,
                                               const v1::ConnectRequest* request,
                                               v1::ConnectResponse* response) {
  return Limited(Method::kConnect, call,
                 [this, request, response] { return IssueCertificate(*request, *response); });
}

Result<void> DoorService::FillFounding(v1::GetFoundingResponse& response) const {
  const auto batch = context_.host.ReadEntries(context_.host.registry_log(), 0, {1, 1});
  if (!batch) return std::unexpected(batch.error());
  if ((*batch)->entries().empty()) return Fail(ErrorCode::kCorrupt, "the registry is empty");
  const Bytes& founding = *(*batch)->entries().front();
  if (!response.mutable_founding()->ParseFromArray(founding.data(),
                                                   static_cast<int>(founding.size()))) {
    return Fail(ErrorCode::kCorrupt, "the founding does not parse");
  }
  return {};
}

Result<void> DoorService::FillOffer(const v1::GetOfferRequest& request,
                                    v1::GetOfferResponse& response) const {
  const auto offer = context_.host.enrolments().OfferUnder(AsBytes(request.code_id()));
  if (!offer) return std::unexpected(offer.error());
  response.set_person(ToString(offer->person.view()));
  response.set_expires(offer->expires.milliseconds);
  const auto registry = context_.host.SnapshotRegistry();
  if (const session::Person* person = registry->FindPerson(offer->person); person != nullptr) {
    response.set_name(person->name);
  }
  return {};
}

Result<void> DoorService::TakeEnrolment(const v1::EnrolRequest& request) {
  const ByteView code_id = AsBytes(request.code_id());
  const ByteView enrolment = AsBytes(request.enrolment());
  const auto offer = context_.host.enrolments().OfferUnder(code_id);
  if (!offer) return std::unexpected(offer.error());
  const Instant now = context_.clock();
  if (!context_.code_failures.Has(request.code_id(), now)) {
    return Fail(ErrorCode::kExhausted, "too many wrong tries with this code; ask for another");
  }
  if (auto good = CheckEnrolment(*offer, enrolment); !good) {
    context_.code_failures.Take(request.code_id(), now);
    return good;
  }
  return context_.host.enrolments().HandIn(code_id, enrolment);
}

// All that can be checked without the code's secret, which the server never sees.
Result<void> DoorService::CheckEnrolment(const storage::EnrolmentOffer& offer,
                                         ByteView enrolment) const {
  const auto request = wire::DecodeEnrolmentRequest(enrolment);
  if (!request) return std::unexpected(request.error());
  if (request->suite != context_.host.suite() || request->committee != context_.host.committee()) {
    return Fail(ErrorCode::kInvalidArgument, "the request is for another committee");
  }
  if (request->person != offer.person) {
    return Fail(ErrorCode::kInvalidArgument, "the code is for another person");
  }
  const auto key = crypto::PublicKey::From(request->suite, request->public_key);
  if (!key) return std::unexpected(key.error());
  return key->Verify(crypto::Purpose::kEnrolment, wire::EnrolmentMessage(*request),
                     request->self_signature);
}

Result<void> DoorService::IssueCertificate(const v1::ConnectRequest& request,
                                           v1::ConnectResponse& response) {
  const auto asked = wire::FromProto(request);
  if (!asked) return std::unexpected(asked.error());
  const auto registry = context_.host.SnapshotRegistry();
  const auto found = registry->keys.find(asked->key);
  if (found == registry->keys.end()) {
    return Fail(ErrorCode::kConflict, "the registry does not admit this key yet");
  }
  if (found->second.revoked) return Fail(ErrorCode::kPermissionDenied, "revoked key");
  PLENARY_TRY(wire::VerifyConnectRequest(found->second.key, context_.host.committee(), *asked,
                                         context_.clock(), context_.limits.clock_skew));
  const auto certificate = Issue(*asked);
  if (!certificate) return std::unexpected(certificate.error());
  PLENARY_TRY(context_.host.enrolments().RecordCertificate(
      {certificate->serial_hex(), asked->key, certificate->validity().not_after}));
  response.set_certificate(ToString(certificate->der()));
  return {};
}

Result<crypto::Certificate> DoorService::Issue(const wire::ConnectRequest& request) {
  using std::chrono::milliseconds;
  const auto pem = crypto::ToPem(crypto::kRequestLabel, request.certificate_request);
  if (!pem) return std::unexpected(pem.error());
  const auto serial = crypto::RandomId<crypto::SerialNumber>();
  if (!serial) return std::unexpected(serial.error());
  const crypto::Validity limit = context_.authority.certificate().validity();
  const Instant now = context_.clock();
  const crypto::Validity validity = {
      std::max(limit.not_before, {now.milliseconds - context_.limits.clock_skew.count()}),
      std::min(limit.not_after,
               {now.milliseconds + milliseconds(context_.limits.certificate_validity).count()})};
  return context_.authority.IssueClient(pem->text(), request.key, validity, *serial);
}

}  // namespace plenary::rpc
