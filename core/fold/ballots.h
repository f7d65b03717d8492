// The proofs of secret ballots, checked together before each ballot is decided on.
#ifndef PLENARY_CORE_FOLD_BALLOTS_H_
#define PLENARY_CORE_FOLD_BALLOTS_H_

#include <memory>
#include <optional>
#include <span>

#include "core/ballot/poll.h"
#include "core/fold/verify.h"
#include "core/session/session.h"

namespace plenary::fold {

// What checking the ballots of an open secret poll takes. Any number of threads may share it.
struct BallotTerms {
  SessionId session;
  PollId poll;
  std::shared_ptr<const ballot::Poll> terms;
};

// None unless a secret poll is open.
std::optional<BallotTerms> OpenBallotTerms(const session::Session& session);

// Whether the command casts or challenges a ballot of that poll.
bool IsBallotOf(const BallotTerms& terms, const session::Command& command);

// Checks all such ballots among the commands at once, and notes in each what was found: Decide
// checks none of them again. `keys`: who signs; a command of somebody unknown stays as it is.
// `secret`: as session::Surroundings. Any thread.
void CheckBallots(const BallotTerms& terms, const session::Registry& keys,
                  std::span<VerifiedCommand* const> commands, ByteView secret);

}  // namespace plenary::fold

#endif  // PLENARY_CORE_FOLD_BALLOTS_H_
