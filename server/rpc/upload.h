// A document on its way in.
#ifndef PLENARY_SERVER_RPC_UPLOAD_H_
#define PLENARY_SERVER_RPC_UPLOAD_H_

#include <grpcpp/support/server_callback.h>

#include <cstdint>
#include <memory>
#include <optional>

#include "core/base/mutex.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "plenary/v1/plenary.pb.h"
#include "server/host/documents.h"
#include "server/rpc/context.h"
#include "server/rpc/long_calls.h"

namespace plenary::rpc {

// First the hash, then pieces of at most kChunk bytes. Nothing is to be seen of it before
// all has come and the hash is right. Lives until OnDone, by itself.
class Upload final : public grpc::ServerReadReactor<v1::PutDocumentRequest>,
                     public LongCall,
                     public std::enable_shared_from_this<Upload> {
 public:
  using Reactor = grpc::ServerReadReactor<v1::PutDocumentRequest>;

  static Reactor* Start(Context& context, const Caller& caller, v1::PutDocumentResponse* response);
  static Reactor* Refused(Context& context, grpc::Status status);

  void OnReadDone(bool ok) override;
  void OnCancel() override { End(grpc::Status::CANCELLED); }
  void OnDone() override;
  void Inspect() override;
  void Stop() override { End({grpc::StatusCode::UNAVAILABLE, "the server stops"}); }

 private:
  enum class Phase : std::uint8_t { kReading, kWorking, kFinished };

  Upload(Context& context, const Caller& caller, v1::PutDocumentResponse* response);

  void Work(bool has_part);
  bool BeginReading() PLENARY_EXCLUDES(mu_);  // then StartRead, then EndStarting
  void EndStarting() PLENARY_EXCLUDES(mu_);
  void EndWork(grpc::Status status) PLENARY_EXCLUDES(mu_);
  // True if the document is complete: it was here already.
  Result<bool> Take(const v1::PutDocumentRequest& part);
  Result<bool> Begin(ByteView hash);
  Result<void> Complete();
  Result<void> MayUpload(const Digest& hash) const;
  void End(grpc::Status status) PLENARY_EXCLUDES(mu_);
  void FinishOnce() PLENARY_EXCLUDES(mu_);

  Context& context_;
  const Caller caller_;
  v1::PutDocumentResponse* const response_;
  const Instant until_;
  v1::PutDocumentRequest part_;  // whose phase it is
  std::unique_ptr<host::DocumentUpload> upload_;
  std::shared_ptr<Upload> self_;
  Mutex mu_;
  Phase phase_ PLENARY_GUARDED_BY(mu_) = Phase::kReading;
  bool starting_ PLENARY_GUARDED_BY(mu_) = false;  // a read is about to begin: no Finish now
  std::optional<grpc::Status> ended_ PLENARY_GUARDED_BY(mu_);
};

}  // namespace plenary::rpc

#endif  // PLENARY_SERVER_RPC_UPLOAD_H_
