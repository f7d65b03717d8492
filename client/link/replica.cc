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

// How many entries a reader waits for at most.
constexpr std::size_t kMostAtOnce = 64;

// The first entry that does not lie before `index`; what runs leave out is not among them.
auto FirstFrom(const std::vector<FollowedPtr>& entries, std::uint64_t index) {
  return std::lower_bound(
      entries.begin(), entries.end(), index,
      [](const FollowedPtr& entry, std::uint64_t wanted) { return entry->entry.index < wanted; });
}

std::vector<FollowedPtr> Slice(const std::vector<FollowedPtr>& entries, std::uint64_t from,
                               std::uint64_t to) {
  if (from >= to) return {};
  return {FirstFrom(entries, from), FirstFrom(entries, to)};
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

  std::uint64_t SizeOf(const LogId& log) PLENARY_REQUIRES(mutex) {
    return log.IsRegistry() ? registry.chain().size() : SessionOf(log).fold.chain().size();
  }

  Result<void, fold::ReplayError> Replay(const LogId& log, std::span<const log::Entry> entries)
      PLENARY_REQUIRES(mutex) {
    if (log.IsRegistry()) return registry.Replay(entries.front());
    SessionCopy& copy = SessionOf(log);
    copy.snapshot.reset();
    return copy.fold.Replay(entries, registry.state());
  }

  // Takes what the parts begin with: a run, an entry that we have, or some that are new. Nothing
  // if the first needs a longer registry than ours.
  Result<void, Fault> TakeSome(const LogId& log, std::span<const Part> parts, Taken& taken)
      PLENARY_REQUIRES(mutex) {
    if (const auto* run = std::get_if<log::Run>(&parts.front())) return Skip(log, *run, taken);
    const auto& first = std::get<log::Entry>(parts.front());
    const std::uint64_t size = SizeOf(log);
    if (first.index > size) {
      return std::unexpected(Fault{AlarmKind::kReordered, first.index, "entries are missing"});
    }
    if (first.index < size) return TakeAgain(log, first, taken);
    return TakeNew(log, parts, taken);
  }

  Result<void, Fault> Skip(const LogId& log, const log::Run& run, Taken& taken)
      PLENARY_REQUIRES(mutex) {
    if (log.IsRegistry()) return std::unexpected(Invented(run.first, "a run of the registry"));
    SessionCopy& copy = SessionOf(log);
    if (const auto skipped = copy.fold.Skip(run); !skipped) {
      return std::unexpected(Invented(run.first, skipped.error().message));
    }
    copy.snapshot.reset();
    ++taken.parts;
    return {};
  }

  Result<void, Fault> TakeAgain(const LogId& log, const log::Entry& entry, Taken& taken)
      PLENARY_REQUIRES(mutex) {
    auto command = wire::DecodeCommand(entry.command.command);
    if (!command) return std::unexpected(Invented(entry.index, command.error().message));
    const auto& entries = Grow(log);
    const auto ours = FirstFrom(entries, entry.index);
    if (ours == entries.end() || (*ours)->entry.index != entry.index) {
      return std::unexpected(Fault{AlarmKind::kReordered, entry.index, "it was in a run before"});
    }
    auto same = Compare(*ours, fold::LeafOf(suite, entry, *command));
    if (!same) return std::unexpected(std::move(same).error());
    taken.entries.push_back(*std::move(same));
    ++taken.parts;
    return {};
  }

  // Of entries that follow each other, as many as may be replayed at once.
  Result<void, Fault> TakeNew(const LogId& log, std::span<const Part> parts, Taken& taken)
      PLENARY_REQUIRES(mutex) {
    const std::size_t most = log.IsRegistry() ? 1 : std::min(parts.size(), kMostAtOnce);
    std::vector<log::Entry> entries;
    std::vector<FollowedPtr> read;
    while (entries.size() < most) {
      const auto* entry = std::get_if<log::Entry>(&parts[entries.size()]);
      if (entry == nullptr || entry->index != SizeOf(log) + entries.size()) break;
      auto command = wire::DecodeCommand(entry->command.command);
      if (!command && entries.empty()) {
        return std::unexpected(Invented(entry->index, command.error().message));
      }
      if (!command || IsAhead(log, *command)) break;
      const Digest leaf = fold::LeafOf(suite, *entry, *command);
      read.push_back(std::make_shared<const Followed>(Followed{*entry, *std::move(command), leaf}));
      entries.push_back(*entry);
    }
    if (entries.empty()) return {};
    const auto replayed = Replay(log, entries);
    if (!replayed) read.resize(SizeOf(log) - entries.front().index);
    auto& ours = Grow(log);
    ours.insert(ours.end(), read.begin(), read.end());
    taken.entries.insert(taken.entries.end(), read.begin(), read.end());
    taken.parts += read.size();
    if (replayed) return {};
    return std::unexpected(Invented(replayed.error().index, replayed.error().reason));
  }

  bool IsAhead(const LogId& log, const session::Command& command) const PLENARY_REQUIRES(mutex) {
    return !log.IsRegistry() && RegistryNamedBy(command) > registry.chain().size();
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
                                                              std::span<const Part> parts) {
  Taken taken;
  while (taken.parts < parts.size() && !taken.waits_for_registry) {
    const std::size_t before = taken.parts;
    MutexLock lock(parts_->mutex);  // some at a time: others want to read
    const auto some = parts_->TakeSome(log, parts.subspan(before), taken);
    if (!some) return std::unexpected(some.error());
    taken.waits_for_registry = taken.parts == before;
  }
  return taken;
}

void ReplicaHub::Forget(const SessionId& session) {
  MutexLock lock(parts_->mutex);
  parts_->sessions.erase(session);
}

}  // namespace plenary::link
