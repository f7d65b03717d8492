#include "server/rpc/plenary_service.h"

#include <grpcpp/impl/codegen/proto_utils.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "core/wire/proto.h"
#include "server/rpc/archive_export.h"
#include "server/rpc/chunk_stream.h"
#include "server/rpc/status.h"
#include "server/rpc/upload.h"
#include "server/rpc/watch_stream.h"

namespace plenary::rpc {
namespace {

grpc::ServerUnaryReactor* Answer(grpc::CallbackServerContext* call, grpc::Status status) {
  grpc::ServerUnaryReactor* reactor = call->DefaultReactor();
  reactor->Finish(std::move(status));
  return reactor;
}

constexpr std::uint32_t kLightDepth = 1;  // of a WatchRequest

std::string ToString(ByteView bytes) { return std::string(AsText(bytes)); }

void Refuse(session::Refusal refusal, v1::SubmitResponse& response) {
  response.mutable_refused()->set_reason(static_cast<std::uint32_t>(refusal));
}

void Fill(const host::Answer& answer, v1::SubmitResponse& response) {
  if (const auto* receipt = std::get_if<log::Receipt>(&answer)) {
    *response.mutable_receipt() = wire::ToProto(*receipt);
  } else {
    Refuse(std::get<session::Refusal>(answer), response);
  }
}

// Pieces of `archive`, which it keeps, made when the first is asked for.
ChunkSource ArchiveSource(const host::Host& host, const SessionId& session) {
  return [&host, session, archive = std::shared_ptr<const Bytes>(),
          offset = std::size_t{0}]() mutable -> Result<Bytes> {
    if (!archive) {
      auto exported = ExportArchive(host, session);
      if (!exported) return std::unexpected(std::move(exported).error());
      archive = std::make_shared<const Bytes>(std::move(*exported));
    }
    const ByteView rest = ByteView(*archive).subspan(offset);
    Bytes piece = ToBytes(rest.first(std::min(kChunk, rest.size())));
    offset += piece.size();
    return piece;
  };
}

ChunkSource DocumentSource(const host::Documents& documents, const Digest& hash) {
  return [&documents, hash, offset = std::uint64_t{0}]() mutable -> Result<Bytes> {
    auto piece = documents.Read(hash, offset, kChunk);
    if (piece) offset += piece->size();
    return piece;
  };
}

}  // namespace

// Empty: the registry.
Result<LogId> PlenaryService::LogOf(const std::string& session) const {
  if (session.empty()) return context_.host.registry_log();
  const auto id = SessionId::From(AsBytes(session));
  if (!id) return std::unexpected(id.error());
  if (id->IsZero()) return Fail(ErrorCode::kInvalidArgument, "a session's id is not zero");
  return context_.host.session_log(*id);
}

grpc::ServerUnaryReactor* PlenaryService::Submit(grpc::CallbackServerContext* call,
                                                 const v1::SubmitRequest* request,
                                                 v1::SubmitResponse* response) {
  const auto caller = context_.Admit(*call, Method::kSubmit);
  if (!caller) return Answer(call, caller.error());
  auto command = wire::FromProto(request->command());
  if (!command) {
    Refuse(session::Refusal::kMalformed, *response);
    return Answer(call, grpc::Status::OK);
  }
  grpc::ServerUnaryReactor* reactor = call->DefaultReactor();
  context_.host.Submit(std::move(*command), context_.DeadlineOf(*call),
                       [this, reactor, response](const host::SubmitOutcome& outcome) {
                         if (outcome) Fill(*outcome, *response);
                         reactor->Finish(outcome
                                             ? grpc::Status::OK
                                             : context_.StatusOf(Method::kSubmit, outcome.error()));
                       });
  return reactor;
}

grpc::ServerWriteReactor<grpc::ByteBuffer>* PlenaryService::Watch(grpc::CallbackServerContext* call,
                                                                  const grpc::ByteBuffer* request) {
  const auto caller = context_.Admit(*call, Method::kWatch);
  if (!caller) return WatchStream::Refused(context_, call, caller.error());
  grpc::ByteBuffer bytes(*request);
  v1::WatchRequest watch;
  if (auto parsed = grpc::SerializationTraits<v1::WatchRequest>::Deserialize(&bytes, &watch);
      !parsed.ok()) {
    return WatchStream::Refused(context_, call,
                                {grpc::StatusCode::INVALID_ARGUMENT, "not a WatchRequest"});
  }
  const auto log = LogOf(watch.session());
  if (!log) return WatchStream::Refused(context_, call, ToStatus(log.error()));
  if (watch.depth() > kLightDepth) {
    return WatchStream::Refused(context_, call,
                                {grpc::StatusCode::INVALID_ARGUMENT, "depth: 0 or 1"});
  }
  return WatchStream::Start(
      context_, call, *caller,
      {.log = *log, .from = watch.from(), .light = watch.depth() == kLightDepth});
}

Result<host::LogProof> PlenaryService::FindProof(const v1::ProveRequest& request) const {
  const auto log = LogOf(request.session());
  if (!log) return std::unexpected(log.error());
  switch (request.what_case()) {
    case v1::ProveRequest::kInclusionOf:
      return context_.host.ProveInclusion(*log, request.inclusion_of(), request.size());
    case v1::ProveRequest::kConsistencyFrom:
      return context_.host.ProveConsistency(*log, request.consistency_from(), request.size());
    case v1::ProveRequest::WHAT_NOT_SET:
      break;
  }
  return Fail(ErrorCode::kInvalidArgument, "neither inclusion nor consistency was asked for");
}

grpc::ServerUnaryReactor* PlenaryService::Prove(grpc::CallbackServerContext* call,
                                                const v1::ProveRequest* request,
                                                v1::ProveResponse* response) {
  const auto caller = context_.Admit(*call, Method::kProve);
  if (!caller) return Answer(call, caller.error());
  const auto proof = FindProof(*request);
  if (!proof) return Answer(call, context_.StatusOf(Method::kProve, proof.error()));
  for (const Digest& hash : proof->proof) response->add_proof(ToString(hash.view()));
  *response->mutable_head() = wire::ToProto(proof->head);
  return Answer(call, grpc::Status::OK);
}

Result<void> PlenaryService::FillSessions(const v1::ListSessionsRequest& request,
                                          v1::ListSessionsResponse& response) const {
  SessionId after;
  if (!request.after().empty()) {
    const auto id = SessionId::From(AsBytes(request.after()));
    if (!id) return std::unexpected(id.error());
    after = *id;
  }
  std::size_t size = 0;
  for (const host::SessionSummary& session : context_.host.Sessions()) {
    if (session.session <= after) continue;
    size += session.convened->size() + 64;
    if (size > kMaxPage && response.sessions_size() > 0) {
      response.set_more(true);
      break;
    }
    v1::SessionInfo& info = *response.add_sessions();
    info.set_session(ToString(session.session.view()));
    info.set_size(session.size);
    info.set_closed(session.closed);
    if (!info.mutable_convened()->ParseFromArray(session.convened->data(),
                                                 static_cast<int>(session.convened->size()))) {
      return Fail(ErrorCode::kCorrupt, "a session's first entry does not parse");
    }
  }
  return {};
}

grpc::ServerUnaryReactor* PlenaryService::ListSessions(grpc::CallbackServerContext* call,
                                                       const v1::ListSessionsRequest* request,
                                                       v1::ListSessionsResponse* response) {
  const auto caller = context_.Admit(*call, Method::kListSessions);
  if (!caller) return Answer(call, caller.error());
  const auto filled = FillSessions(*request, *response);
  return Answer(
      call, filled ? grpc::Status::OK : context_.StatusOf(Method::kListSessions, filled.error()));
}

grpc::ServerWriteReactor<v1::Chunk>* PlenaryService::GetArchive(
    grpc::CallbackServerContext* call, const v1::GetArchiveRequest* request) {
  constexpr Method kMethod = Method::kGetArchive;
  const auto caller = context_.Admit(*call, kMethod);
  if (!caller) return ChunkStream::Refused(context_, call, kMethod, caller.error());
  const auto session = SessionId::From(AsBytes(request->session()));
  if (!session) return ChunkStream::Refused(context_, call, kMethod, ToStatus(session.error()));
  return ChunkStream::Start(context_, call, kMethod, *caller,
                            ArchiveSource(context_.host, *session));
}

grpc::ServerReadReactor<v1::PutDocumentRequest>* PlenaryService::PutDocument(
    grpc::CallbackServerContext* call, v1::PutDocumentResponse* response) {
  const auto caller = context_.Admit(*call, Method::kPutDocument);
  if (!caller) return Upload::Refused(context_, caller.error());
  return Upload::Start(context_, *caller, response);
}

grpc::ServerWriteReactor<v1::Chunk>* PlenaryService::GetDocument(
    grpc::CallbackServerContext* call, const v1::GetDocumentRequest* request) {
  constexpr Method kMethod = Method::kGetDocument;
  const auto caller = context_.Admit(*call, kMethod);
  if (!caller) return ChunkStream::Refused(context_, call, kMethod, caller.error());
  const auto hash = Digest::From(AsBytes(request->hash()));
  if (!hash) return ChunkStream::Refused(context_, call, kMethod, ToStatus(hash.error()));
  return ChunkStream::Start(context_, call, kMethod, *caller,
                            DocumentSource(context_.host.documents(), *hash));
}

Result<void> PlenaryService::TakeOffer(const v1::OfferEnrolmentRequest& request) {
  const auto person = PersonId::From(AsBytes(request.person()));
  if (!person) return std::unexpected(person.error());
  if (context_.host.SnapshotRegistry()->FindPerson(*person) == nullptr) {
    return Fail(ErrorCode::kNotFound, "the registry does not know this person");
  }
  return context_.host.enrolments().Offer(
      {ToBytes(AsBytes(request.code_id())), *person, {request.expires()}});
}

grpc::ServerUnaryReactor* PlenaryService::OfferEnrolment(grpc::CallbackServerContext* call,
                                                         const v1::OfferEnrolmentRequest* request,
                                                         v1::OfferEnrolmentResponse* /*response*/) {
  const auto caller = context_.Admit(*call, Method::kOfferEnrolment);
  if (!caller) return Answer(call, caller.error());
  return OnWorker(context_, call, [this, request] {
    const auto taken = TakeOffer(*request);
    return taken ? grpc::Status::OK : context_.StatusOf(Method::kOfferEnrolment, taken.error());
  });
}

Result<void> PlenaryService::FillEnrolments(const v1::ListEnrolmentsRequest& request,
                                            v1::ListEnrolmentsResponse& response) {
  auto pending = context_.host.enrolments().Pending();
  if (!pending) return std::unexpected(pending.error());
  std::ranges::sort(*pending, {}, [](const storage::Enrolment& e) { return e.offer.code_id; });
  const Bytes after = ToBytes(AsBytes(request.after()));
  std::size_t size = 0;
  for (const storage::Enrolment& enrolment : *pending) {
    if (enrolment.offer.code_id <= after) continue;
    for (const Bytes& handed_in : enrolment.requests) size += handed_in.size();
    size += 64 * (1 + enrolment.requests.size());
    if (size > kMaxPage && response.enrolments_size() > 0) {
      response.set_more(true);
      break;
    }
    v1::PendingEnrolment row;
    row.set_code_id(ToString(enrolment.offer.code_id));
    row.set_person(ToString(enrolment.offer.person.view()));
    row.set_expires(enrolment.offer.expires.milliseconds);
    if (enrolment.requests.empty()) *response.add_enrolments() = row;
    for (const Bytes& handed_in : enrolment.requests) {
      row.set_enrolment(ToString(handed_in));
      *response.add_enrolments() = row;
    }
  }
  return {};
}

grpc::ServerUnaryReactor* PlenaryService::ListEnrolments(grpc::CallbackServerContext* call,
                                                         const v1::ListEnrolmentsRequest* request,
                                                         v1::ListEnrolmentsResponse* response) {
  const auto caller = context_.Admit(*call, Method::kListEnrolments);
  if (!caller) return Answer(call, caller.error());
  return OnWorker(context_, call, [this, request, response] {
    const auto filled = FillEnrolments(*request, *response);
    return filled ? grpc::Status::OK : context_.StatusOf(Method::kListEnrolments, filled.error());
  });
}

}  // namespace plenary::rpc
