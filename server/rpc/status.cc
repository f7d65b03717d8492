#include "server/rpc/status.h"

#include <string>

namespace plenary::rpc {

grpc::Status ToStatus(const Error& error) {
  switch (error.code) {
    case ErrorCode::kInvalidArgument:
      return {grpc::StatusCode::INVALID_ARGUMENT, error.message};
    case ErrorCode::kBadSignature:
    case ErrorCode::kPermissionDenied:
      return {grpc::StatusCode::PERMISSION_DENIED, error.message};
    case ErrorCode::kNotFound:
      return {grpc::StatusCode::NOT_FOUND, error.message};
    case ErrorCode::kAlreadyExists:
      return {grpc::StatusCode::ALREADY_EXISTS, error.message};
    case ErrorCode::kConflict:
      return {grpc::StatusCode::ABORTED, error.message};
    case ErrorCode::kUnavailable:
      return {grpc::StatusCode::UNAVAILABLE, error.message};
    case ErrorCode::kExhausted:
      return {grpc::StatusCode::RESOURCE_EXHAUSTED, error.message};
    case ErrorCode::kCorrupt:
      return {grpc::StatusCode::DATA_LOSS, "the server's store is damaged; tell the operator"};
    case ErrorCode::kInternal:
      return {grpc::StatusCode::INTERNAL, "the server failed; its operator's log says more"};
  }
  return {grpc::StatusCode::INTERNAL, "the server failed; its operator's log says more"};
}

grpc::Status ToStatus(Denial denial) {
  const std::string reason(NameOf(denial));
  switch (denial) {
    case Denial::kNoCertificate:
    case Denial::kForeignCertificate:
    case Denial::kExpiredCertificate:
    case Denial::kRevokedCertificate:
      return {grpc::StatusCode::UNAUTHENTICATED, reason};
    case Denial::kUnknownKey:
    case Denial::kRevokedKey:
    case Denial::kNotSecretary:
      return {grpc::StatusCode::PERMISSION_DENIED, reason};
    case Denial::kCannotTell:
      return {grpc::StatusCode::UNAVAILABLE, reason};
  }
  return {grpc::StatusCode::INTERNAL, reason};
}

bool IsOurs(const Error& error) {
  return error.code == ErrorCode::kCorrupt || error.code == ErrorCode::kInternal;
}

}  // namespace plenary::rpc
