#include "server/rpc/named_documents.h"

#include <algorithm>
#include <variant>

#include "core/wire/command.h"
#include "core/wire/entry.h"

namespace plenary::rpc {

Result<bool> NamedDocuments::Contains(const Digest& hash) {
  for (const host::SessionSummary& session : host_.Sessions()) {
    std::uint64_t from = 0;
    {
      const MutexLock lock(mu_);
      if (named_.contains(hash)) return true;
      from = read_[session.session];
    }
    const auto found = ReadOn(session.session, from, session.size);
    if (!found) return std::unexpected(found.error());
    const MutexLock lock(mu_);
    std::uint64_t& read = read_[session.session];
    read = std::max(read, found->read);
    named_.insert(found->named.begin(), found->named.end());
  }
  const MutexLock lock(mu_);
  return named_.contains(hash);
}

Result<NamedDocuments::Found> NamedDocuments::ReadOn(const SessionId& session, std::uint64_t from,
                                                     std::uint64_t to) const {
  Found found{from, {}};
  while (found.read < to) {
    const auto batch = host_.ReadEntries(host_.session_log(session), found.read);
    if (!batch) return std::unexpected(batch.error());
    if ((*batch)->entries().empty()) break;
    for (const host::SharedBytes& bytes : (*batch)->entries()) {
      const auto entry = wire::DecodeEntry(*bytes);
      if (!entry) return Fail(ErrorCode::kCorrupt, "an entry does not decode");
      const auto command = wire::DecodeCommand(entry->command.command);
      if (!command) return Fail(ErrorCode::kCorrupt, "a command does not decode");
      if (const auto* attach = std::get_if<session::AttachDocument>(&command->body)) {
        found.named.insert(attach->hash);
      }
    }
    found.read = (*batch)->to();
  }
  return found;
}

}  // namespace plenary::rpc
