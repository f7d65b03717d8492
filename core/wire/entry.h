// The bytes of signed commands and log entries, as they are stored.
//
// One encoding each, as for commands. The command inside is not looked at: its
// signature is verified first. Pure; any thread.
#ifndef PLENARY_CORE_WIRE_ENTRY_H_
#define PLENARY_CORE_WIRE_ENTRY_H_

#include <cstddef>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/log/entry.h"
#include "core/wire/command.h"

namespace plenary::wire {

// More than the largest entry: a command, two signatures, blinds, index, time, tags.
inline constexpr std::size_t kMaxEntrySize = kMaxCommandSize + 1024;  // bytes

// Check nothing, as EncodeCommand.
Bytes EncodeSignedCommand(const log::SignedCommand& command);
Bytes EncodeEntry(const log::Entry& entry);

// kInvalidArgument, naming the field, unless the command has 1 to kMaxCommandSize bytes,
// the signature 64, the cosignature 0 or 64, the blinds 128, and the bytes are the one
// encoding of all that.
Result<log::SignedCommand> DecodeSignedCommand(ByteView bytes);
Result<log::Entry> DecodeEntry(ByteView bytes);

}  // namespace plenary::wire

#endif  // PLENARY_CORE_WIRE_ENTRY_H_
