// A batch of a log as the message that every watcher at that place gets.
#ifndef PLENARY_SERVER_RPC_BATCH_ENCODING_H_
#define PLENARY_SERVER_RPC_BATCH_ENCODING_H_

#include <grpcpp/support/byte_buffer.h>

#include <memory>

#include "core/base/bytes.h"
#include "server/host/watch.h"

namespace plenary::rpc {

// The bytes of a plenary.v1.WatchResponse with the batch's entries, runs and head.
Bytes EncodeBatch(const host::Batch& batch);

// The same bytes as a message: encoded once, shared by all who send it, alive as long as
// any of them.
grpc::ByteBuffer MessageOf(std::shared_ptr<const host::Batch> batch);

}  // namespace plenary::rpc

#endif  // PLENARY_SERVER_RPC_BATCH_ENCODING_H_
