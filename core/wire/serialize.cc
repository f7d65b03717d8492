#include "core/wire/serialize.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/message_lite.h>
#include <google/protobuf/stubs/logging.h>

#include <algorithm>

#include "core/base/check.h"

namespace plenary::wire {

using google::protobuf::LogSilencer;
using google::protobuf::MessageLite;

Bytes Serialize(const MessageLite& message) {
  const LogSilencer quiet;  // protobuf writes to stderr about texts that are not UTF-8
  Bytes bytes(message.ByteSizeLong());
  google::protobuf::io::ArrayOutputStream array(bytes.data(), static_cast<int>(bytes.size()));
  google::protobuf::io::CodedOutputStream stream(&array);
  stream.SetSerializationDeterministic(true);
  message.SerializeWithCachedSizes(&stream);
  PLENARY_CHECK(!stream.HadError());
  return bytes;
}

Result<void> Parse(ByteView bytes, std::size_t limit, MessageLite& message) {
  if (bytes.empty() || bytes.size() > limit) {
    return Fail(ErrorCode::kInvalidArgument, "message: " + std::to_string(bytes.size()) +
                                                 " bytes, not 1 to " + std::to_string(limit));
  }
  const LogSilencer quiet;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return Fail(ErrorCode::kInvalidArgument,
                "message: no " + message.GetTypeName() + ", or a text in it is not UTF-8");
  }
  return {};
}

Result<void> RequireSame(ByteView received, ByteView encoded) {
  const auto [at, other] = std::ranges::mismatch(received, encoded);
  if (at == received.end() && other == encoded.end()) return {};
  return Fail(ErrorCode::kInvalidArgument, "message: not the one encoding, from byte " +
                                               std::to_string(at - received.begin()) + " on");
}

}  // namespace plenary::wire
