#include "server/storage/log_store.h"

#include <set>

namespace plenary::storage {
namespace {

bool WithinBounds(const AppendGroup& group) {
  if (group.entries.empty() || group.head.empty() || group.head.size() > kMaxHeadBytes) {
    return false;
  }
  for (const SharedBytes& entry : group.entries) {
    if (!entry || entry->empty() || entry->size() > kMaxEntryBytes) return false;
  }
  return true;
}

}  // namespace

Result<void> CheckGroups(std::span<const AppendGroup> groups) {
  if (groups.empty()) return Fail(ErrorCode::kInvalidArgument, "store: nothing to append");
  std::set<LogId> logs;
  for (const AppendGroup& group : groups) {
    if (!WithinBounds(group)) {
      return Fail(ErrorCode::kInvalidArgument, "store: a group out of bounds");
    }
    if (!logs.insert(group.log).second) {
      return Fail(ErrorCode::kInvalidArgument, "store: two groups for one log");
    }
  }
  return {};
}

}  // namespace plenary::storage
