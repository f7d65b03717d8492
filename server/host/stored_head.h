// The signed head as it is stored beside its log: u64 size || root (32) || node (32) ||
// string signature, big-endian. A log that lost its end, or whose unsigned bytes were
// changed, no longer fits it.
#ifndef PLENARY_SERVER_HOST_STORED_HEAD_H_
#define PLENARY_SERVER_HOST_STORED_HEAD_H_

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/log/head.h"

namespace plenary::host {

Bytes EncodeStoredHead(const log::SignedHead& head);

// kInvalidArgument unless it is what EncodeStoredHead writes. Verifies nothing.
Result<log::SignedHead> DecodeStoredHead(const LogId& log, ByteView bytes);

}  // namespace plenary::host

#endif  // PLENARY_SERVER_HOST_STORED_HEAD_H_
