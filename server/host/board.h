// All published logs of the committee, and what of their states is asked off the writer. Any
// thread.
#ifndef PLENARY_SERVER_HOST_BOARD_H_
#define PLENARY_SERVER_HOST_BOARD_H_

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/mutex.h"
#include "core/fold/ballots.h"
#include "core/session/registry.h"
#include "server/host/published_log.h"

namespace plenary::host {

class Board {
 public:
  std::shared_ptr<PublishedLog> Find(const LogId& log) const {  // null: none
    const MutexLock lock(mutex_);
    const auto found = logs_.find(log);
    return found == logs_.end() ? nullptr : found->second;
  }

  // Adds the log if it is new. It is returned as it was changed.
  std::shared_ptr<PublishedLog> Publish(const LogId& log, crypto::Suite suite, Growth growth) {
    auto published = Find(log);
    const bool is_new = published == nullptr;
    if (is_new) published = std::make_shared<PublishedLog>(log, suite);
    published->Publish(std::move(growth));
    if (is_new) {  // visible only with its first entries
      const MutexLock lock(mutex_);
      logs_.emplace(log, published);
    }
    return published;
  }

  std::vector<std::shared_ptr<PublishedLog>> Logs() const {  // the registry first
    const MutexLock lock(mutex_);
    std::vector<std::shared_ptr<PublishedLog>> logs;
    for (const auto& [id, log] : logs_) logs.push_back(log);
    return logs;
  }

  std::shared_ptr<const session::Registry> registry() const {
    const MutexLock lock(mutex_);
    return registry_;
  }
  void SetRegistry(std::shared_ptr<const session::Registry> registry) {
    const MutexLock lock(mutex_);
    registry_ = std::move(registry);
  }

  // Of every session in which a secret poll is open.
  std::vector<fold::BallotTerms> OpenBallots() const {
    const MutexLock lock(mutex_);
    std::vector<fold::BallotTerms> open;
    for (const auto& [session, terms] : ballots_) open.push_back(terms);
    return open;
  }
  void SetOpenBallots(const SessionId& session, std::optional<fold::BallotTerms> terms) {
    const MutexLock lock(mutex_);
    ballots_.erase(session);
    if (terms) ballots_.emplace(session, *std::move(terms));
  }

 private:
  mutable Mutex mutex_;
  std::map<SessionId, fold::BallotTerms> ballots_ PLENARY_GUARDED_BY(mutex_);
  std::map<LogId, std::shared_ptr<PublishedLog>> logs_ PLENARY_GUARDED_BY(mutex_);
  std::shared_ptr<const session::Registry> registry_ PLENARY_GUARDED_BY(mutex_);
};

}  // namespace plenary::host

#endif  // PLENARY_SERVER_HOST_BOARD_H_
