// A session's archive from the server, believed only if it is what it claims.
#ifndef PLENARY_CLIENT_ACTIONS_ARCHIVE_H_
#define PLENARY_CLIENT_ACTIONS_ARCHIVE_H_

#include <cstddef>

#include "client/link/link.h"
#include "core/archive/verify.h"

namespace plenary::actions {

inline constexpr std::size_t kMaxArchive = std::size_t{1} << 30;  // bytes

struct FetchedArchive {
  Bytes bytes;
  archive::Verified verified;
};

// Blocks. kBadSignature, with the reason, if it does not verify, is of another committee
// or session, or contradicts this client's own copy of the log.
Result<FetchedArchive> FetchArchive(link::Link& link, const SessionId& session,
                                    link::Milliseconds timeout);

}  // namespace plenary::actions

#endif  // PLENARY_CLIENT_ACTIONS_ARCHIVE_H_
