#include "server/rpc/upload.h"

#include <utility>

#include "core/session/terms.h"
#include "server/rpc/status.h"

namespace plenary::rpc {

Upload::Upload(Context& context, const Caller& caller, v1::PutDocumentResponse* response)
    : context_(context),
      caller_(caller),
      response_(response),
      until_{context.clock().milliseconds + context.limits.stream_time.count()} {}

Upload::Reactor* Upload::Start(Context& context, const Caller& caller,
                               v1::PutDocumentResponse* response) {
  const std::shared_ptr<Upload> upload(new Upload(context, caller, response));
  upload->self_ = upload;
  upload->StartRead(&upload->part_);
  context.long_calls.Add(upload);
  return upload.get();
}

Upload::Reactor* Upload::Refused(Context& context, grpc::Status status) {
  const std::shared_ptr<Upload> upload(new Upload(context, {}, nullptr));
  upload->self_ = upload;
  upload->End(std::move(status));
  return upload.get();
}

void Upload::OnReadDone(bool ok) {
  {
    const MutexLock lock(mu_);
    if (phase_ == Phase::kFinished) return;
    phase_ = Phase::kWorking;
  }
  const bool posted = context_.workers.Post([self = shared_from_this(), ok] { self->Work(ok); });
  if (!posted) EndWork({grpc::StatusCode::RESOURCE_EXHAUSTED, "too much waits; try later"});
}

void Upload::Work(bool has_part) {
  Result<bool> complete = true;
  if (has_part) {
    complete = Take(part_);
  } else if (auto done = Complete(); !done) {
    complete = std::unexpected(done.error());
  }
  const bool read_on = complete && !*complete && BeginReading();
  if (read_on) {
    StartRead(&part_);
    EndStarting();
    return;
  }
  EndWork(complete ? grpc::Status::OK : context_.StatusOf(Method::kPutDocument, complete.error()));
}

bool Upload::BeginReading() {
  const MutexLock lock(mu_);
  phase_ = Phase::kReading;
  starting_ = !ended_;
  return starting_;
}

void Upload::EndStarting() {
  {
    const MutexLock lock(mu_);
    starting_ = false;
  }
  FinishOnce();
}

void Upload::EndWork(grpc::Status status) {
  {
    const MutexLock lock(mu_);
    phase_ = Phase::kReading;
  }
  End(std::move(status));
}

Result<bool> Upload::Take(const v1::PutDocumentRequest& part) {
  switch (part.part_case()) {
    case v1::PutDocumentRequest::kHash:
      return Begin(AsBytes(part.hash()));
    case v1::PutDocumentRequest::kData:
      if (!upload_) return Fail(ErrorCode::kInvalidArgument, "data before the hash");
      if (part.data().empty() || part.data().size() > kChunk) {
        return Fail(ErrorCode::kInvalidArgument, "a piece of 1 to 65536 bytes was expected");
      }
      PLENARY_TRY(upload_->Append(AsBytes(part.data())));
      return false;
    case v1::PutDocumentRequest::PART_NOT_SET:
      break;
  }
  return Fail(ErrorCode::kInvalidArgument, "neither hash nor data");
}

Result<bool> Upload::Begin(ByteView hash) {
  if (upload_) return Fail(ErrorCode::kInvalidArgument, "a second hash");
  const auto digest = Digest::From(hash);
  if (!digest) return std::unexpected(digest.error());
  PLENARY_TRY(MayUpload(*digest));
  host::Documents& documents = context_.host.documents();
  auto upload = documents.Begin(*digest);
  if (!upload && upload.error().code == ErrorCode::kAlreadyExists) {
    const auto size = documents.Size(*digest);
    if (!size) return std::unexpected(size.error());
    response_->set_size(*size);
    return true;
  }
  if (!upload) return std::unexpected(upload.error());
  upload_ = std::move(*upload);
  return false;
}

Result<void> Upload::Complete() {
  if (!upload_) return Fail(ErrorCode::kInvalidArgument, "no hash came");
  const auto size = upload_->Finish();
  if (!size) return std::unexpected(size.error());
  response_->set_size(*size);
  return {};
}

Result<void> Upload::MayUpload(const Digest& hash) const {
  const auto registry = context_.host.SnapshotRegistry();
  if (registry->HasRole(caller_.person, session::Role::kSecretary)) return {};
  const auto named = context_.named_documents.Contains(hash);
  if (!named) return std::unexpected(named.error());
  if (*named) return {};
  return Fail(ErrorCode::kPermissionDenied,
              "only a secretary uploads a document that no session names");
}

void Upload::Inspect() {
  if (const auto may = context_.access.Recheck(Method::kPutDocument, caller_); !may) {
    End(ToStatus(may.error()));
  } else if (context_.clock() > until_) {
    End({grpc::StatusCode::DEADLINE_EXCEEDED, "the transfer took too long"});
  }
}

// On a worker if there is one: what is unfinished is removed from the disk.
void Upload::OnDone() {
  const auto self = std::move(self_);
  std::shared_ptr<host::DocumentUpload> left = std::move(upload_);
  if (left) context_.workers.Post([left] {});
}

void Upload::End(grpc::Status status) {
  {
    const MutexLock lock(mu_);
    if (!ended_) ended_ = std::move(status);
  }
  FinishOnce();
}

void Upload::FinishOnce() {
  grpc::Status status;
  {
    const MutexLock lock(mu_);
    if (!ended_ || starting_ || phase_ != Phase::kReading) return;
    phase_ = Phase::kFinished;
    status = *ended_;
  }
  Finish(std::move(status));
}

}  // namespace plenary::rpc
