#include "server/rpc/chunk_stream.h"

#include <utility>

namespace plenary::rpc {

ChunkStream::ChunkStream(Context& context, grpc::CallbackServerContext* call, Method method,
                         const Caller& caller, ChunkSource source)
    : OutStream(context, call, method, caller, context.workers, false,
                Instant{context.clock().milliseconds + context.limits.stream_time.count()}),
      source_(std::move(source)) {}

ChunkStream::Reactor* ChunkStream::Start(Context& context, grpc::CallbackServerContext* call,
                                         Method method, const Caller& caller, ChunkSource source) {
  return Run(std::shared_ptr<ChunkStream>(
      new ChunkStream(context, call, method, caller, std::move(source))));
}

ChunkStream::Reactor* ChunkStream::Refused(Context& context, grpc::CallbackServerContext* call,
                                           Method method, grpc::Status status) {
  return Refuse(std::shared_ptr<ChunkStream>(new ChunkStream(context, call, method, {}, nullptr)),
                std::move(status));
}

Result<Next> ChunkStream::Fill(v1::Chunk& message) {
  const auto piece = source_();
  if (!piece) return std::unexpected(piece.error());
  if (piece->empty()) return Next::kEnd;
  message.set_data(piece->data(), piece->size());
  return Next::kMessage;
}

}  // namespace plenary::rpc
