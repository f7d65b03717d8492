#include "core/wire/entry.h"

#include "core/wire/proto.h"
#include "core/wire/serialize.h"

namespace plenary::wire {

Bytes EncodeSignedCommand(const log::SignedCommand& command) { return Serialize(ToProto(command)); }

Bytes EncodeEntry(const log::Entry& entry) { return Serialize(ToProto(entry)); }

Result<log::SignedCommand> DecodeSignedCommand(ByteView bytes) {
  v1::SignedCommand message;
  PLENARY_TRY(Parse(bytes, kMaxEntrySize, message));
  auto command = FromProto(message);
  if (command) PLENARY_TRY(RequireSame(bytes, EncodeSignedCommand(*command)));
  return command;
}

Result<log::Entry> DecodeEntry(ByteView bytes) {
  v1::LogEntry message;
  PLENARY_TRY(Parse(bytes, kMaxEntrySize, message));
  auto entry = FromProto(message);
  if (entry) PLENARY_TRY(RequireSame(bytes, EncodeEntry(*entry)));
  return entry;
}

}  // namespace plenary::wire
