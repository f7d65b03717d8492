// Between messages and their bytes.
#ifndef PLENARY_CORE_WIRE_SERIALIZE_H_
#define PLENARY_CORE_WIRE_SERIALIZE_H_

#include <string>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace google::protobuf {
class MessageLite;
}

namespace plenary::wire {

Bytes Serialize(const google::protobuf::MessageLite& message);

// kInvalidArgument if `bytes` are more than `limit`, none, or no such message. Unknown
// fields and odd encodings pass: see RequireSame.
Result<void> Parse(ByteView bytes, std::size_t limit, google::protobuf::MessageLite& message);

// kInvalidArgument unless `encoded`, what was read and written again, is `received`.
Result<void> RequireSame(ByteView received, ByteView encoded);

// The raw bytes of an id, for a message; of none, nothing.
template <class IdT>
std::string Raw(const IdT& id) {
  return std::string(AsText(id.view()));
}
inline std::string RawBytes(ByteView bytes) { return std::string(AsText(bytes)); }

}  // namespace plenary::wire

#endif  // PLENARY_CORE_WIRE_SERIALIZE_H_
