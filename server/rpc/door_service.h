// The calls that need no certificate: enough to trust a committee, to ask for a key's
// admission, and to get a connection certificate.
#ifndef PLENARY_SERVER_RPC_DOOR_SERVICE_H_
#define PLENARY_SERVER_RPC_DOOR_SERVICE_H_

#include "core/wire/connect.h"
#include "core/wire/enrolment.h"
#include "plenary/v1/plenary.grpc.pb.h"
#include "server/rpc/context.h"

namespace plenary::rpc {

// Limited by address, in calls and in failures, and by code. All of it waits for the
// disk, on a worker.
class DoorService final : public v1::Door::CallbackService {
 public:
  explicit DoorService(Context& context) : context_(context) {}  // outlives this

  grpc::ServerUnaryReactor* GetFounding(grpc::CallbackServerContext* call,
                                        const v1::GetFoundingRequest* request,
                                        v1::GetFoundingResponse* response) override;
  grpc::ServerUnaryReactor* GetOffer(grpc::CallbackServerContext* call,
                                     const v1::GetOfferRequest* request,
                                     v1::GetOfferResponse* response) override;
  grpc::ServerUnaryReactor* Enrol(grpc::CallbackServerContext* call,
                                  const v1::EnrolRequest* request,
                                  v1::EnrolResponse* response) override;
  grpc::ServerUnaryReactor* Connect(grpc::CallbackServerContext* call,
                                    const v1::ConnectRequest* request,
                                    v1::ConnectResponse* response) override;

 private:
  // Does `work`, which returns a Result<void>, if the address may still ask.
  template <class Work>
  grpc::ServerUnaryReactor* Limited(Method method, grpc::CallbackServerContext* call, Work work);
  grpc::Status Failed(Method method, const std::string& address, const Error& error);

  Result<void> FillFounding(v1::GetFoundingResponse& response) const;
  Result<void> FillOffer(const v1::GetOfferRequest& request, v1::GetOfferResponse& response) const;
  Result<void> TakeEnrolment(const v1::EnrolRequest& request);
  Result<void> CheckEnrolment(const storage::EnrolmentOffer& offer, ByteView enrolment) const;
  Result<void> IssueCertificate(const v1::ConnectRequest& request, v1::ConnectResponse& response);
  Result<crypto::Certificate> Issue(const wire::ConnectRequest& request);

  Context& context_;
};

}  // namespace plenary::rpc

#endif  // PLENARY_SERVER_RPC_DOOR_SERVICE_H_
