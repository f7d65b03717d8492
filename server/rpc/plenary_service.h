// The calls of those whose keys the registry admits.
#ifndef PLENARY_SERVER_RPC_PLENARY_SERVICE_H_
#define PLENARY_SERVER_RPC_PLENARY_SERVICE_H_

#include "plenary/v1/plenary.grpc.pb.h"
#include "server/rpc/context.h"

namespace plenary::rpc {

// Watch is raw: its messages are encoded once for all who get them.
using PlenaryServiceBase = v1::Plenary::WithRawCallbackMethod_Watch<v1::Plenary::CallbackService>;

class PlenaryService final : public PlenaryServiceBase {
 public:
  explicit PlenaryService(Context& context) : context_(context) {}  // outlives this

  grpc::ServerUnaryReactor* Submit(grpc::CallbackServerContext* call,
                                   const v1::SubmitRequest* request,
                                   v1::SubmitResponse* response) override;
  grpc::ServerWriteReactor<grpc::ByteBuffer>* Watch(grpc::CallbackServerContext* call,
                                                    const grpc::ByteBuffer* request) override;
  grpc::ServerUnaryReactor* Prove(grpc::CallbackServerContext* call,
                                  const v1::ProveRequest* request,
                                  v1::ProveResponse* response) override;
  grpc::ServerUnaryReactor* ListSessions(grpc::CallbackServerContext* call,
                                         const v1::ListSessionsRequest* request,
                                         v1::ListSessionsResponse* response) override;
  grpc::ServerWriteReactor<v1::Chunk>* GetArchive(grpc::CallbackServerContext* call,
                                                  const v1::GetArchiveRequest* request) override;
  grpc::ServerReadReactor<v1::PutDocumentRequest>* PutDocument(
      grpc::CallbackServerContext* call, v1::PutDocumentResponse* response) override;
  grpc::ServerWriteReactor<v1::Chunk>* GetDocument(grpc::CallbackServerContext* call,
                                                   const v1::GetDocumentRequest* request) override;
  grpc::ServerUnaryReactor* OfferEnrolment(grpc::CallbackServerContext* call,
                                           const v1::OfferEnrolmentRequest* request,
                                           v1::OfferEnrolmentResponse* response) override;
  grpc::ServerUnaryReactor* ListEnrolments(grpc::CallbackServerContext* call,
                                           const v1::ListEnrolmentsRequest* request,
                                           v1::ListEnrolmentsResponse* response) override;

 private:
  Result<LogId> LogOf(const std::string& session) const;
  Result<host::LogProof> FindProof(const v1::ProveRequest& request) const;
  Result<void> FillSessions(const v1::ListSessionsRequest& request,
                            v1::ListSessionsResponse& response) const;
  Result<void> TakeOffer(const v1::OfferEnrolmentRequest& request);
  Result<void> FillEnrolments(const v1::ListEnrolmentsRequest& request,
                              v1::ListEnrolmentsResponse& response);

  Context& context_;
};

}  // namespace plenary::rpc

#endif  // PLENARY_SERVER_RPC_PLENARY_SERVICE_H_
