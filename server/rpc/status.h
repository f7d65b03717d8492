// What callers learn of an error: the one place where errors become gRPC statuses.
//
// Errors of ours (kInternal, kCorrupt) show clients no detail; the operator's log has it.
#ifndef PLENARY_SERVER_RPC_STATUS_H_
#define PLENARY_SERVER_RPC_STATUS_H_

#include <grpcpp/support/status.h>

#include "core/base/result.h"
#include "server/rpc/access.h"

namespace plenary::rpc {

// INVALID_ARGUMENT, NOT_FOUND, ALREADY_EXISTS, PERMISSION_DENIED, ABORTED (kConflict),
// UNAVAILABLE, RESOURCE_EXHAUSTED with the error's message; DATA_LOSS (kCorrupt) and
// INTERNAL without. kBadSignature is PERMISSION_DENIED.
grpc::Status ToStatus(const Error& error);

// UNAUTHENTICATED where a new connection certificate may help, else PERMISSION_DENIED.
grpc::Status ToStatus(Denial denial);

// Whether it is something the operator must know.
bool IsOurs(const Error& error);

}  // namespace plenary::rpc

#endif  // PLENARY_SERVER_RPC_STATUS_H_
