#include "client/link/replica.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "core/base/check.h"
#include "core/base/mutex.h"
#include "core/crypto/random.h"
#include "core/wire/command.h"

namespace plenary::link {
namespace {

// The size of the registry that an entry of a session speaks of; 0: of none.
std::uint64_t RegistryNamedBy(const session::Command& command) {
  if (const auto* convene = std::get_if<session::Convene>(&command.body)) {
    return convene->registry.size;
  }
  if (const auto* advance = std::get_if<session::AdvanceRegistry>(&command.body)) {
    return advance->registry.size;
  }
  return 0;
}

std::vector<FollowedPtr> Slice(const std::vector<FollowedPtr>& entries, std::uint64_t from,
                               std::uint64_t to) {
  to = std::min<std::uint64_t>(to, entries.size());
  if (from >= to) return {};
  return {entries.begin() + static_cast<std::ptrdiff_t>(from),
          entries.begin() + static_cast<std::ptrdiff_t>(to)};
}

ReplicaHub::Fault Invented(std::uint64_t index, std::string reason) {
  return {AlarmKind::kInvented, index, std::move(reason)};
}

}  // namespace

struct ReplicaHub::Parts {
  struct SessionCopy {
    SessionCopy(const LogId& log, crypto::Suite suite, const session::RegistryHistory& registry,
                const fold::CheckSecret& secret)
        : fold(log, suite, registry, secret) {}
    fold::SessionFold fold;
    std::vector<FollowedPtr> entries;
    std::shared_ptr<const session::Session> snapshot;  // null: changed since
  };

  CommitteeId committee;
  crypto::Suite suite;
  fold::CheckSecret secret;
  mutable Mutex mutex;
  fold::RegistryFold registry PLENARY_GUARDED_BY(mutex);
  std::vector<FollowedPtr> registry_entries PLENARY_GUARDED_BY(mutex);
  std::map<SessionId, SessionCopy> sessions PLENARY_GUARDED_BY(mutex);

  Parts(CommitteeId committee_in, crypto::Suite suite_in)
      : committee(committee_in), suite(suite_in), registry(committee_in, suite_in) {
    // Without randomness, this machine could not have made its key either.
    PLENARY_CHECK(crypto::RandomBytes(secret));
  }

  SessionCopy& SessionOf(const LogId& log) PLENARY_REQUIRES(mutex) {
    return sessions.try_emplace(log.session, log, suite, registry, secret).first->second;
  }

  const std::vector<FollowedPtr>* EntriesOf(const LogId& log) const PLENARY_REQUIRES(mutex) {
    if (log.IsRegistry()) return &registry_entries;
    const auto found = sessions.find(log.session);
    return found == sessions.end() ? nullptr : &found->second.entries;
  }

  std::vector<FollowedPtr>& Grow(const LogId& log) PLENARY_REQUIRES(mutex) {
    return log.IsRegistry() ? registry_entries : SessionOf(log).entries;
  }

  Result<void, fold::ReplayError> Replay(const LogId& log, const log::Entry& entry)
      PLENARY_REQUIRES(mutex) {
    if (log.IsRegistry()) return registry.Replay(entry);
    SessionCopy& copy = SessionOf(log);
    auto replayed = copy.fold.Replay(entry, registry.state());
    if (replayed) copy.snapshot.reset();
    return replayed;
  }

  // Null: it needs a longer registry than ours.
  Result<FollowedPtr, Fault> TakeOne(const LogId& log, const log::Entry& entry)
      PLENARY_REQUIRES(mutex) {
    auto& entries = Grow(log);
    if (entry.index > entries.size()) {
      return std::unexpected(Fault{AlarmKind::kReordered, entry.index, "entries are missing"});
    }
    auto command = wire::DecodeCommand(entry.command.command);
    if (!command) return std::unexpected(Invented(entry.index, command.error().message));
    const Digest leaf = fold::LeafOf(suite, entry, *command);
    if (entry.index < entries.size()) return Compare(entries[entry.index], leaf);
    if (!log.IsRegistry() && RegistryNamedBy(*command) > registry.chain().size()) {
      return FollowedPtr();
    }
    if (const auto replayed = Replay(log, entry); !replayed) {
      return std::unexpected(Invented(entry.index, replayed.error().reason));
    }
    entries.push_back(std::make_shared<const Followed>(Followed{entry, *std::move(command), leaf}));
    return entries.back();
  }

  static Result<FollowedPtr, Fault> Compare(const FollowedPtr& ours, const Digest& leaf) {
    if (ours->leaf == leaf) return ours;
    return std::unexpected(Fault{AlarmKind::kContradicted, ours->entry.index,
                                 "another entry than was shown under this index before"});
  }
};

ReplicaHub::ReplicaHub(CommitteeId committee, crypto::Suite suite)
    : parts_(std::make_unique<Parts>(committee, suite)) {}

ReplicaHub::~ReplicaHub() = default;

const CommitteeId& ReplicaHub::committee() const { return parts_->committee; }
crypto::Suite ReplicaHub::suite() const { return parts_->suite; }

std::shared_ptr<const session::Registry> ReplicaHub::Registry() const {
  MutexLock lock(parts_->mutex);
  return parts_->registry.Snapshot();
}

std::shared_ptr<const session::Session> ReplicaHub::Session(const SessionId& session) const {
  MutexLock lock(parts_->mutex);
  const auto found = parts_->sessions.find(session);
  if (found == parts_->sessions.end()) return nullptr;
  Parts::SessionCopy& copy = found->second;
  if (!copy.snapshot) {
    copy.snapshot = std::make_shared<const session::Session>(copy.fold.state());
  }
  return copy.snapshot;
}

log::Head ReplicaHub::Head(const LogId& log) const {
  MutexLock lock(parts_->mutex);
  if (log.IsRegistry()) return parts_->registry.chain().head();
  const auto found = parts_->sessions.find(log.session);
  if (found != parts_->sessions.end()) return found->second.fold.chain().head();
  return {.size = 0, .root = log::EmptyRoot(parts_->suite)};
}

std::vector<FollowedPtr> ReplicaHub::Entries(const LogId& log, std::uint64_t from,
                                             std::uint64_t to) const {
  MutexLock lock(parts_->mutex);
  const auto* entries = parts_->EntriesOf(log);
  return entries ? Slice(*entries, from, to) : std::vector<FollowedPtr>{};
}

Result<ReplicaHub::Taken, ReplicaHub::Fault> ReplicaHub::Take(const LogId& log,
                                                              std::span<const log::Entry> entries) {
  Taken taken;
  for (const log::Entry& entry : entries) {
    MutexLock lock(parts_->mutex);  // one at a time: readers wait for one signature at most
    auto one = parts_->TakeOne(log, entry);
    if (!one) return std::unexpected(one.error());
    if (!*one) {
      taken.waits_for_registry = true;
      break;
    }
    taken.entries.push_back(*std::move(one));
  }
  return taken;
}

}  // namespace plenary::link
