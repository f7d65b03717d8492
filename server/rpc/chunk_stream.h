// A document or an archive on its way to one caller.
#ifndef PLENARY_SERVER_RPC_CHUNK_STREAM_H_
#define PLENARY_SERVER_RPC_CHUNK_STREAM_H_

#include <functional>
#include <memory>

#include "core/base/bytes.h"
#include "plenary/v1/plenary.pb.h"
#include "server/rpc/out_stream.h"

namespace plenary::rpc {

// The next piece, at most kChunk bytes; empty at the end. Called on workers, by one at a
// time.
using ChunkSource = std::function<Result<Bytes>()>;

class ChunkStream final : public OutStream<v1::Chunk> {
 public:
  static Reactor* Start(Context& context, grpc::CallbackServerContext* call, Method method,
                        const Caller& caller, ChunkSource source);
  static Reactor* Refused(Context& context, grpc::CallbackServerContext* call, Method method,
                          grpc::Status status);

 private:
  ChunkStream(Context& context, grpc::CallbackServerContext* call, Method method,
              const Caller& caller, ChunkSource source);

  Result<Next> Fill(v1::Chunk& message) override;
  void Release() override { source_ = nullptr; }

  ChunkSource source_;
};

}  // namespace plenary::rpc

#endif  // PLENARY_SERVER_RPC_CHUNK_STREAM_H_
