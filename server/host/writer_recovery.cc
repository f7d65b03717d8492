// How the writer comes back to what the store has, after a failure.
#include <string>
#include <utility>

#include "server/host/secret_ballots.h"
#include "server/host/writer.h"

namespace plenary::host {

std::optional<Error> Writer::WhyClosed(const LogId& log) const {
  const LogId registry{log.committee, SessionId{}};
  for (const LogId& asked : {registry, log}) {
    const auto found = closed_.find(asked);
    if (found != closed_.end()) return found->second;
  }
  return std::nullopt;
}

std::vector<std::shared_ptr<PublishedLog>> Writer::RecoverClosed() {
  std::vector<LogId> mendable;
  for (const auto& [log, error] : closed_) {
    if (error.code != ErrorCode::kCorrupt) mendable.push_back(log);
  }
  std::vector<std::shared_ptr<PublishedLog>> changed;
  for (const LogId& log : mendable) {
    if (auto published = Recover(log)) changed.push_back(std::move(published));
  }
  return changed;
}

std::shared_ptr<PublishedLog> Writer::Recover(const LogId& log) {
  auto taken = TakeFromStore(log);
  if (taken) {
    closed_.erase(log);
    return *std::move(taken);
  }
  environment_.report(taken.error());
  closed_.insert_or_assign(log, std::move(taken).error());
  return nullptr;
}

// The published log if it has grown, else null. It may have: a transaction can succeed
// and its answer be lost, or another server can have been quicker.
Result<std::shared_ptr<PublishedLog>> Writer::TakeFromStore(const LogId& log) {
  auto entries = folds_->Reload(store_, log);
  if (!entries) return std::unexpected(entries.error());
  const auto published = board_.Find(log);
  const log::Head known = published ? published->head().head : log::Head{};
  if (entries->size() < known.size ||
      (known.size > 0 && !log::HasPrefix(folds_->ChainOf(log).tree(), known))) {
    return Fail(ErrorCode::kCorrupt, "host: the store has lost acknowledged entries of log " +
                                         log.session.hex() +
                                         "; stop the server and restore the store from a backup");
  }
  if (entries->size() == known.size) return std::shared_ptr<PublishedLog>();
  Group group;
  Growth& growth = group.additions[log].growth;
  for (std::uint64_t i = known.size; i < entries->size(); ++i) {
    growth.entries.push_back(std::move((*entries)[i]));
    growth.leaves.push_back(folds_->ChainOf(log).tree().Leaf(i));
  }
  growth.ballots = SecretBallotsAmong(folds_->registry().state(), growth.entries, known.size);
  PLENARY_TRY(SignHeads(group));
  return Publish(group).front();
}

}  // namespace plenary::host
