#include "server/rpc/archive_export.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "core/archive/format.h"
#include "core/wire/command.h"
#include "core/wire/entry.h"

namespace plenary::rpc {
namespace {

// The first `size` entries of a log, decoded.
Result<std::vector<log::Entry>> ReadLog(const host::Host& host, const LogId& log,
                                        std::uint64_t size) {
  std::vector<log::Entry> entries;
  while (entries.size() < size) {
    const auto batch = host.ReadEntries(log, entries.size());
    if (!batch) return std::unexpected(batch.error());
    if ((*batch)->entries().empty()) return Fail(ErrorCode::kCorrupt, "a log ends too early");
    for (const host::SharedBytes& bytes : (*batch)->entries()) {
      if (entries.size() == size) break;
      auto entry = wire::DecodeEntry(*bytes);
      if (!entry) return Fail(ErrorCode::kCorrupt, "an entry does not decode");
      entries.push_back(std::move(*entry));
    }
  }
  return entries;
}

// How much of the registry the session has named, at the last.
Result<std::uint64_t> NamedRegistrySize(const std::vector<log::Entry>& session) {
  std::uint64_t size = 0;
  for (const log::Entry& entry : session) {
    const auto command = wire::DecodeCommand(entry.command.command);
    if (!command) return Fail(ErrorCode::kCorrupt, "a command does not decode");
    if (const auto* convened = std::get_if<session::Convene>(&command->body)) {
      size = convened->registry.size;
    } else if (const auto* advanced = std::get_if<session::AdvanceRegistry>(&command->body)) {
      size = advanced->registry.size;
    }
  }
  return size;
}

}  // namespace

Result<Bytes> ExportArchive(const host::Host& host, const SessionId& session) {
  const std::vector<host::SessionSummary> sessions = host.Sessions();
  const auto found = std::ranges::find(sessions, session, &host::SessionSummary::session);
  if (found == sessions.end()) return Fail(ErrorCode::kNotFound, "no such session");
  if (!found->closed) return Fail(ErrorCode::kConflict, "the session is not closed");
  const LogId log = host.session_log(session);
  const auto head = host.Head(log);
  if (!head) return std::unexpected(head.error());

  archive::Contents contents;
  contents.node = head->node;
  contents.signature = head->signature;
  auto entries = ReadLog(host, log, head->head.size);
  if (!entries) return std::unexpected(entries.error());
  contents.session = std::move(*entries);
  const auto size = NamedRegistrySize(contents.session);
  if (!size) return std::unexpected(size.error());
  auto registry = ReadLog(host, host.registry_log(), *size);
  if (!registry) return std::unexpected(registry.error());
  contents.registry = std::move(*registry);
  return archive::Write(contents);
}

}  // namespace plenary::rpc
