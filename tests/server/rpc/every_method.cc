#include "tests/server/rpc/every_method.h"

namespace plenary::rpc {
namespace {

template <class Response, class Request, class Method>
grpc::Status Unary(v1::Plenary::Stub& stub, Method method) {
  Response response;
  return (stub.*method)(Call().get(), Request(), &response);
}

template <class Response, class Reader>
grpc::Status First(grpc::ClientContext& context, Reader reader) {
  Response response;
  if (reader->Read(&response)) context.TryCancel();
  const grpc::Status status = reader->Finish();
  return status.error_code() == grpc::StatusCode::CANCELLED ? grpc::Status::OK : status;
}

grpc::Status PutNothing(v1::Plenary::Stub& stub) {
  const auto context = Call();
  v1::PutDocumentResponse response;
  const auto writer = stub.PutDocument(context.get(), &response);
  writer->WritesDone();
  return writer->Finish();
}

}  // namespace

std::vector<Method> GuardedMethods() {
  std::vector<Method> guarded;
  for (const MethodRule& rule : AllMethods()) {
    if (rule.requirement != Requirement::kNothing) guarded.push_back(rule.method);
  }
  return guarded;
}

std::string ShortName(Method method) {
  const std::string_view name = RuleOf(method).name;
  return std::string(name.substr(name.rfind('.') + 1));
}

grpc::Status CallEmpty(const Client& client, Method method) {
  using Stub = v1::Plenary::Stub;
  Stub& stub = *client.plenary;
  const auto context = Call();
  switch (method) {
    case Method::kGetFounding:
    case Method::kGetOffer:
    case Method::kEnrol:
    case Method::kConnect:
      return {grpc::StatusCode::INTERNAL, "not a guarded method"};
    case Method::kSubmit:
      return Unary<v1::SubmitResponse, v1::SubmitRequest>(stub, &Stub::Submit);
    case Method::kWatch:
      return First<v1::WatchResponse>(*context, stub.Watch(context.get(), {}));
    case Method::kProve:
      return Unary<v1::ProveResponse, v1::ProveRequest>(stub, &Stub::Prove);
    case Method::kListSessions:
      return Unary<v1::ListSessionsResponse, v1::ListSessionsRequest>(stub, &Stub::ListSessions);
    case Method::kGetArchive:
      return First<v1::Chunk>(*context, stub.GetArchive(context.get(), {}));
    case Method::kPutDocument:
      return PutNothing(stub);
    case Method::kGetDocument:
      return First<v1::Chunk>(*context, stub.GetDocument(context.get(), {}));
    case Method::kOfferEnrolment:
      return Unary<v1::OfferEnrolmentResponse, v1::OfferEnrolmentRequest>(stub,
                                                                          &Stub::OfferEnrolment);
    case Method::kListEnrolments:
      return Unary<v1::ListEnrolmentsResponse, v1::ListEnrolmentsRequest>(stub,
                                                                          &Stub::ListEnrolments);
  }
  return {grpc::StatusCode::INTERNAL, "no such method"};
}

}  // namespace plenary::rpc
