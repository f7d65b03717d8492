// Between the values of core and the messages of gRPC. For server/rpc and client/link
// alone: everybody else has bytes.
//
// FromProto checks every length and bound and fails with kInvalidArgument, naming the
// field. Unlike decoding it does not ask for the one encoding: these messages are not
// signed as a whole. Pure; any thread.
#ifndef PLENARY_CORE_WIRE_PROTO_H_
#define PLENARY_CORE_WIRE_PROTO_H_

#include "core/base/result.h"
#include "core/log/entry.h"
#include "core/log/head.h"
#include "core/log/receipt.h"
#include "core/log/run.h"
#include "core/wire/connect.h"
#include "plenary/v1/log.pb.h"
#include "plenary/v1/plenary.pb.h"

namespace plenary::wire {

v1::SignedCommand ToProto(const log::SignedCommand& command);
v1::LogEntry ToProto(const log::Entry& entry);
v1::SignedHead ToProto(const log::SignedHead& head);
v1::Receipt ToProto(const log::Receipt& receipt);
v1::Run ToProto(const log::Run& run);
v1::ConnectRequest ToProto(const ConnectRequest& request);

Result<log::SignedCommand> FromProto(const v1::SignedCommand& message);
Result<log::Entry> FromProto(const v1::LogEntry& message);
Result<log::SignedHead> FromProto(const v1::SignedHead& message);
Result<log::Receipt> FromProto(const v1::Receipt& message);
// That there are as many hashes as the run has subtrees is for the tree to say.
Result<log::Run> FromProto(const v1::Run& message);
Result<ConnectRequest> FromProto(const v1::ConnectRequest& message);

}  // namespace plenary::wire

#endif  // PLENARY_CORE_WIRE_PROTO_H_
