// The bytes of commands: what is signed, hashed, stored and sent.
//
// A command has exactly one encoding (docs/protocol.md, "Commands"). Whatever these
// functions accept is within every bound that core/session gives; whether it may be
// said now is for core/session to decide. Pure; any thread.
#ifndef PLENARY_CORE_WIRE_COMMAND_H_
#define PLENARY_CORE_WIRE_COMMAND_H_

#include <cstddef>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/session/command.h"

namespace plenary::wire {

inline constexpr std::size_t kMaxCommandSize = std::size_t{256} << 10;  // bytes

// Checks nothing: whoever fills a command from outside decodes the bytes before
// signing them, and learns which field is out of bounds.
Bytes EncodeCommand(const session::Command& command);

// kInvalidArgument with the field and the reason, "draft_poll.contests[3].options[0].kind:
// unknown value 77", for anything that is not the encoding of a command within bounds.
// What it returns encodes to the same bytes again.
Result<session::Command> DecodeCommand(ByteView bytes);

}  // namespace plenary::wire

#endif  // PLENARY_CORE_WIRE_COMMAND_H_
