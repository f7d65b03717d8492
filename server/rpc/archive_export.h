// A closed session as the file that anybody can verify.
#ifndef PLENARY_SERVER_RPC_ARCHIVE_EXPORT_H_
#define PLENARY_SERVER_RPC_ARCHIVE_EXPORT_H_

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "server/host/host.h"

namespace plenary::rpc {

// kNotFound if there is no such session; kConflict if it is not closed. As slow as
// reading both logs.
Result<Bytes> ExportArchive(const host::Host& host, const SessionId& session);

}  // namespace plenary::rpc

#endif  // PLENARY_SERVER_RPC_ARCHIVE_EXPORT_H_
