// What waits for a second officer, told so that the officer can judge it.
//
// Pure; any thread.
#ifndef PLENARY_CLIENT_ACTIONS_PENDING_H_
#define PLENARY_CLIENT_ACTIONS_PENDING_H_

#include <cstdint>
#include <string>
#include <vector>

#include "client/text/language.h"
#include "core/session/registry.h"

namespace plenary::actions {

struct PendingEntry {
  std::uint64_t entry = 0;  // what Confirm names
  PersonId proposer;
  session::CommandKind kind{};
  std::string sentence;    // what will be so: "key 7ZQF-0M3K becomes one of 张三"
  std::string short_code;  // of a key or node, to be compared with its screen; else empty
};

// In the order of the entries.
std::vector<PendingEntry> ListPending(text::Language language, const session::Registry& registry);

// "seat 3 (member)", by its place among the seats as FindSeat counts.
std::string DescribeSeat(text::Language language, const session::Registry& registry,
                         const SeatId& seat);

}  // namespace plenary::actions

#endif  // PLENARY_CLIENT_ACTIONS_PENDING_H_
