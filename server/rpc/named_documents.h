// The documents that sessions name.
#ifndef PLENARY_SERVER_RPC_NAMED_DOCUMENTS_H_
#define PLENARY_SERVER_RPC_NAMED_DOCUMENTS_H_

#include <cstdint>
#include <map>
#include <set>

#include "core/base/ids.h"
#include "core/base/mutex.h"
#include "core/base/result.h"
#include "server/host/host.h"

namespace plenary::rpc {

// Reads the sessions' logs when it is asked, each entry once. Any thread.
class NamedDocuments {
 public:
  explicit NamedDocuments(const host::Host& host) : host_(host) {}  // outlives this

  // Whether an AttachDocument of any session names it.
  Result<bool> Contains(const Digest& hash) PLENARY_EXCLUDES(mu_);

 private:
  // What entries `from` and on of a session name.
  struct Found {
    std::uint64_t read;
    std::set<Digest> named;
  };
  Result<Found> ReadOn(const SessionId& session, std::uint64_t from, std::uint64_t to) const;

  const host::Host& host_;
  Mutex mu_;
  std::map<SessionId, std::uint64_t> read_ PLENARY_GUARDED_BY(mu_);  // entries of each
  std::set<Digest> named_ PLENARY_GUARDED_BY(mu_);
};

}  // namespace plenary::rpc

#endif  // PLENARY_SERVER_RPC_NAMED_DOCUMENTS_H_
