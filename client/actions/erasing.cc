#include "client/actions/erasing.h"

#include <algorithm>

#include "client/link/vault.h"

namespace plenary::actions {

Result<std::vector<SessionId>> EraseClosed(const link::Link& link, link::KeyStore& store) {
  const auto held = store.vault().Sessions();
  if (!held) return held;
  std::vector<SessionId> erased;
  Result<void> failure;
  for (const SessionId& id : *held) {
    const auto session = link.Session(id);
    if (!session || session->phase != session::SessionPhase::kClosed) continue;
    if (auto done = store.vault().EraseSession(id); !done) {
      failure = std::move(done);  // it stops none of the others
    } else {
      erased.push_back(id);
    }
  }
  if (!failure) return std::unexpected(std::move(failure).error());
  return erased;
}

Result<std::vector<SessionId>> CatchUpAndEraseClosed(link::Link& link, link::KeyStore& store,
                                                     link::Milliseconds timeout) {
  const auto held = store.vault().Sessions();
  if (!held || held->empty()) return held;
  const auto listed = link.ListSessions(timeout);
  for (const SessionId& id : *held) {
    const bool is_closed = listed && std::ranges::any_of(*listed, [&](const auto& one) {
                             return one.session == id && one.closed;
                           });
    // What came before a failure is folded all the same, and the next program tries again.
    if (is_closed) (void)link.Sync(link.SessionLog(id), timeout);
  }
  return EraseClosed(link, store);
}

}  // namespace plenary::actions
