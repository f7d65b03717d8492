// The states of a committee's logs, as the store's entries make them.
//
// Owned by the writer; one thread at a time.
#ifndef PLENARY_SERVER_HOST_FOLDS_H_
#define PLENARY_SERVER_HOST_FOLDS_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "core/fold/log_fold.h"
#include "server/storage/log_store.h"

namespace plenary::host {

class Folds {
 public:
  using Entries = std::vector<storage::SharedBytes>;

  // Every log of the store, verified. As Host::Open; `loaded` is called with each log,
  // the registry first, and its encoded entries.
  // `secret`: as session::Surroundings.
  static Result<std::unique_ptr<Folds>> Load(
      const storage::LogStore& store, const fold::CheckSecret& secret,
      const std::function<void(const LogId&, Entries)>& loaded);
  Folds(const Folds&) = delete;
  Folds& operator=(const Folds&) = delete;

  // Takes one log from the store again, in place of what the fold has. Its entries; none
  // if the store does not have the log, and then the fold has not either. On failure the
  // fold is as before.
  Result<Entries> Reload(const storage::LogStore& store, const LogId& log);

  fold::RegistryFold& registry() { return registry_; }
  std::map<SessionId, fold::SessionFold>& sessions() { return sessions_; }
  // A session's log without entries yet.
  fold::SessionFold EmptySession(const LogId& log) const {
    return {log, registry_.chain().tree().suite(), registry_, secret_};
  }
  // Of a log that is here.
  const fold::Chain& ChainOf(const LogId& log) const;
  bool IsClosed(const LogId& log) const;  // a session that has been closed

  // The revocations of keys in the registry, by index: those from `first` on.
  std::vector<const fold::VerifiedCommand*> RevocationsFrom(std::uint64_t first) const;
  void NoteRevocation(std::uint64_t index, const fold::VerifiedCommand& command) {
    revocations_.insert_or_assign(index, command);
  }

 private:
  Folds(CommitteeId committee, crypto::Suite suite, const fold::CheckSecret& secret)
      : secret_(secret), registry_(committee, suite) {}
  Result<Entries> ReloadRegistry(const storage::LogStore& store, const storage::StoredLog& log);
  Result<Entries> ReloadSession(const storage::LogStore& store, const storage::StoredLog& log);

  const fold::CheckSecret secret_;
  fold::RegistryFold registry_;
  std::map<SessionId, fold::SessionFold> sessions_;
  std::map<std::uint64_t, fold::VerifiedCommand> revocations_;
};

}  // namespace plenary::host

#endif  // PLENARY_SERVER_HOST_FOLDS_H_
