#include "server/rpc/batch_encoding.h"

#include <google/protobuf/io/coded_stream.h>

#include <cstddef>
#include <cstdint>
#include <utility>

#include "core/base/check.h"
#include "core/wire/proto.h"
#include "plenary/v1/plenary.pb.h"

namespace plenary::rpc {
namespace {

using google::protobuf::io::CodedOutputStream;
using SharedBatch = std::shared_ptr<const host::Batch>;

constexpr std::uint8_t TagOf(int field) { return static_cast<std::uint8_t>(field << 3 | 2); }

constexpr std::uint8_t kEntries = TagOf(v1::WatchResponse::kEntriesFieldNumber);

void PutField(Bytes& out, std::uint8_t tag, ByteView value) {
  std::uint8_t length[10];
  const std::uint8_t* end =
      CodedOutputStream::WriteVarint32ToArray(static_cast<std::uint32_t>(value.size()), length);
  out.push_back(tag);
  PutRaw(out, ByteView(&length[0], end));
  PutRaw(out, value);
}

}  // namespace

Bytes EncodeBatch(const host::Batch& batch) {
  std::size_t size = 512;  // of a head
  for (const host::SharedBytes& entry : batch.entries()) size += entry->size() + 6;
  Bytes out;
  out.reserve(size);
  for (const host::SharedBytes& entry : batch.entries()) PutField(out, kEntries, *entry);
  v1::WatchResponse rest;
  for (const log::Run& run : batch.runs()) *rest.add_runs() = wire::ToProto(run);
  if (batch.head()) *rest.mutable_head() = wire::ToProto(*batch.head());
  PutRaw(out, AsBytes(rest.SerializeAsString()));
  return out;
}

grpc::ByteBuffer MessageOf(SharedBatch batch) {
  const Bytes& encoded = batch->Encoded(EncodeBatch);
  if (encoded.empty()) return grpc::ByteBuffer(nullptr, 0);
  auto keep = std::make_unique<SharedBatch>(std::move(batch));
  const grpc::Slice slice(
      const_cast<Byte*>(encoded.data()), encoded.size(),
      [](void* kept) { delete static_cast<SharedBatch*>(kept); }, keep.release());
  return grpc::ByteBuffer(&slice, 1);
}

}  // namespace plenary::rpc
