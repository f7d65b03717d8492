// A machine's secrets of sessions that are over: their keys' shares, seeds, ballots in hand.
#ifndef PLENARY_CLIENT_ACTIONS_ERASING_H_
#define PLENARY_CLIENT_ACTIONS_ERASING_H_

#include <vector>

#include "client/link/link.h"

namespace plenary::actions {

// Erases what the vault holds of sessions that this client itself has followed to their close;
// which. Failures of the vault: what could be erased is, and the next call tries again.
Result<std::vector<SessionId>> EraseClosed(const link::Link& link, link::KeyStore& store);

// Catches up first with those that the server says are closed: this machine may have been off when
// they were. Blocks; asks nothing if the vault holds no secrets. Without an answer in time, what
// is known to be closed is erased all the same.
Result<std::vector<SessionId>> CatchUpAndEraseClosed(link::Link& link, link::KeyStore& store,
                                                     link::Milliseconds timeout);

}  // namespace plenary::actions

#endif  // PLENARY_CLIENT_ACTIONS_ERASING_H_
