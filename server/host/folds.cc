#include "server/host/folds.h"

#include <functional>
#include <string>

#include "core/base/check.h"
#include "core/wire/command.h"
#include "core/wire/entry.h"
#include "server/host/stored_head.h"

namespace plenary::host {
namespace {

using storage::LogStore;
using storage::StoredLog;

std::string NameOf(const LogId& log) {
  return log.IsRegistry() ? "the registry" : "session " + log.session.hex();
}

std::unexpected<Error> Damaged(const LogId& log, const std::string& what) {
  return Fail(ErrorCode::kCorrupt, "host: the log of " + NameOf(log) + " is damaged: " + what +
                                       "; stop the server and restore the store from a backup");
}

std::unexpected<Error> DamagedEntry(const LogId& log, std::uint64_t index, const std::string& why) {
  return Damaged(log, "entry " + std::to_string(index) + ": " + why);
}

using Replay = std::function<Result<void, fold::ReplayError>(const log::Entry&)>;

Result<void> ReplayOne(const LogId& log, std::uint64_t index, ByteView encoded,
                       const Replay& replay) {
  const auto entry = wire::DecodeEntry(encoded);
  if (!entry) return DamagedEntry(log, index, entry.error().message);
  const auto replayed = replay(*entry);
  if (!replayed) return DamagedEntry(log, index, replayed.error().reason);
  return {};
}

Result<Folds::Entries> ReplayAll(const LogStore& store, const StoredLog& log,
                                 const Replay& replay) {
  Folds::Entries entries;
  while (entries.size() < log.size) {
    auto read = store.Read(log.log, entries.size(), {});
    if (!read) return std::unexpected(read.error());
    if (read->empty()) return DamagedEntry(log.log, entries.size(), "missing");
    for (Bytes& encoded : *read) {
      if (entries.size() == log.size) break;  // came in since: of the next reload
      PLENARY_TRY(ReplayOne(log.log, entries.size(), encoded, replay));
      entries.push_back(std::make_shared<const Bytes>(std::move(encoded)));
    }
  }
  return entries;
}

// The signature covers neither times nor blinds, and no entry tells that one is missing
// behind it: the head does.
Result<void> CheckHead(const StoredLog& log, const fold::Chain& chain,
                       const session::Registry& registry) {
  const auto head = DecodeStoredHead(log.log, log.head);
  if (!head) return Damaged(log.log, "its signed head cannot be read");
  const auto node = registry.nodes.find(head->node);
  if (node == registry.nodes.end()) return Damaged(log.log, "its head is signed by no node");
  if (!log::VerifyHead(node->second.key, *head)) {
    return Damaged(log.log, "the signature of its head does not match");
  }
  if (head->head != chain.head()) {
    return Damaged(log.log, "its " + std::to_string(chain.size()) +
                                " entries are not those of its signed head of size " +
                                std::to_string(head->head.size));
  }
  return {};
}

bool IsRevocation(const log::Entry& entry) {
  const auto command = wire::DecodeCommand(entry.command.command);
  return command && std::holds_alternative<session::RevokeKey>(command->body);
}

// Which suite a registry is of stands in its founding.
Result<crypto::Suite> SuiteOf(const LogStore& store, const LogId& registry) {
  const auto first = store.Read(registry, 0, {.entries = 1});
  if (!first) return std::unexpected(first.error());
  if (first->empty()) return DamagedEntry(registry, 0, "missing");
  const auto entry = wire::DecodeEntry(first->front());
  if (!entry) return DamagedEntry(registry, 0, entry.error().message);
  const auto command = wire::DecodeCommand(entry->command.command);
  if (!command) return DamagedEntry(registry, 0, command.error().message);
  const auto* found = std::get_if<session::Found>(&command->body);
  if (found == nullptr) return DamagedEntry(registry, 0, "not a founding");
  return found->suite;
}

Result<void> CheckOneCommittee(const std::vector<StoredLog>& logs) {
  if (logs.empty()) {
    return Fail(ErrorCode::kNotFound,
                "host: the store holds no committee; import a founding first");
  }
  if (!logs.front().log.IsRegistry()) {
    return Fail(ErrorCode::kCorrupt, "host: the store has no registry; restore it from a backup");
  }
  for (const StoredLog& log : logs) {
    if (log.log.committee == logs.front().log.committee) continue;
    return Fail(ErrorCode::kInvalidArgument,
                "host: the store holds more than one committee; give each a store of its own");
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<Folds>> Folds::Load(
    const LogStore& store, const fold::CheckSecret& secret,
    const std::function<void(const LogId&, Entries)>& loaded) {
  const auto logs = store.Logs();
  if (!logs) return std::unexpected(logs.error());
  PLENARY_TRY(CheckOneCommittee(*logs));
  const auto suite = SuiteOf(store, logs->front().log);
  if (!suite) return std::unexpected(suite.error());
  std::unique_ptr<Folds> folds(new Folds(logs->front().log.committee, *suite, secret));
  for (const StoredLog& log : *logs) {
    auto entries = folds->Reload(store, log.log);
    if (!entries) return std::unexpected(entries.error());
    loaded(log.log, *std::move(entries));
  }
  return folds;
}

Result<Folds::Entries> Folds::Reload(const LogStore& store, const LogId& log) {
  const auto stored = store.Find(log);
  if (!stored) return std::unexpected(stored.error());
  if (*stored) {
    return log.IsRegistry() ? ReloadRegistry(store, **stored) : ReloadSession(store, **stored);
  }
  if (log.IsRegistry()) return Damaged(log, "it is gone");
  sessions_.erase(log.session);
  return Entries();
}

Result<Folds::Entries> Folds::ReloadRegistry(const LogStore& store, const StoredLog& log) {
  fold::RegistryFold fresh(registry_.chain().log().committee, registry_.chain().tree().suite());
  std::map<std::uint64_t, fold::VerifiedCommand> revocations;
  const auto replay = [&](const log::Entry& entry) -> Result<void, fold::ReplayError> {
    PLENARY_TRY(fresh.Replay(entry));
    if (!IsRevocation(entry)) return {};
    auto command = fold::Verify(fresh.state(), entry.command);
    if (command) revocations.emplace(entry.index, *std::move(command));
    return {};
  };
  auto entries = ReplayAll(store, log, replay);
  if (!entries) return entries;
  PLENARY_TRY(CheckHead(log, fresh.chain(), fresh.state()));
  registry_ = std::move(fresh);
  revocations_ = std::move(revocations);
  return entries;
}

Result<Folds::Entries> Folds::ReloadSession(const LogStore& store, const StoredLog& log) {
  fold::SessionFold fresh = EmptySession(log.log);
  auto entries = ReplayAll(
      store, log, [&](const log::Entry& entry) { return fresh.Replay(entry, registry_.state()); });
  if (!entries) return entries;
  PLENARY_TRY(CheckHead(log, fresh.chain(), registry_.state()));
  sessions_.insert_or_assign(log.log.session, std::move(fresh));
  return entries;
}

const fold::Chain& Folds::ChainOf(const LogId& log) const {
  if (log.IsRegistry()) return registry_.chain();
  const auto found = sessions_.find(log.session);
  PLENARY_CHECK(found != sessions_.end());
  return found->second.chain();
}

bool Folds::IsClosed(const LogId& log) const {
  const auto found = sessions_.find(log.session);
  return found != sessions_.end() && found->second.state().phase == session::SessionPhase::kClosed;
}

std::vector<const fold::VerifiedCommand*> Folds::RevocationsFrom(std::uint64_t first) const {
  std::vector<const fold::VerifiedCommand*> found;
  for (auto at = revocations_.lower_bound(first); at != revocations_.end(); ++at) {
    found.push_back(&at->second);
  }
  return found;
}

}  // namespace plenary::host
