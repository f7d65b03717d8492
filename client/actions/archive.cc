#include "client/actions/archive.h"

#include <string>
#include <utility>

#include "core/crypto/random.h"

namespace plenary::actions {
namespace {

Result<void> CheckAgainst(const link::Link& link, const LogId& log,
                          const archive::Verified& verified) {
  if (verified.log != log) {
    return Fail(ErrorCode::kBadSignature, "the server sent the archive of another session");
  }
  if (verified.head != link.Head(log)) {
    return Fail(ErrorCode::kBadSignature,
                "the archive is not of the log that this client has verified");
  }
  return {};
}

}  // namespace

Result<FetchedArchive> FetchArchive(link::Link& link, const SessionId& session,
                                    link::Milliseconds timeout) {
  const LogId log = link.SessionLog(session);
  PLENARY_TRY(link.Sync(log, timeout));
  auto bytes = link.GetArchive(session, kMaxArchive, timeout);
  if (!bytes) return std::unexpected(bytes.error());
  const auto secret = crypto::RandomSecret();
  if (!secret) return std::unexpected(secret.error());
  auto verified = archive::Verify(*bytes, *secret);
  if (!verified) {
    return Fail(ErrorCode::kBadSignature,
                "the archive does not verify: " + verified.error().Message());
  }
  PLENARY_TRY(CheckAgainst(link, log, *verified));
  return FetchedArchive{std::move(*bytes), std::move(*verified)};
}

}  // namespace plenary::actions
