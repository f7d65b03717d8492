// A secret ballot from choice to receipt: its code is shown, then it is cast or challenged.
#ifndef PLENARY_CLIENT_CLI_ONLINE_VOTE_SECRET_H_
#define PLENARY_CLIENT_CLI_ONLINE_VOTE_SECRET_H_

#include <vector>

#include "client/cli/online/desk.h"
#include "core/rules/count.h"

namespace plenary::cli {

enum class AfterCode : std::uint8_t {
  kAsk = 1,  // at a terminal; else the ballot is cast
  kCast = 2,
  kChallenge = 3,
  kKeep = 4,  // the ballot stays in hand
};

// Makes a ballot for these choices; none: the one that an earlier run left in hand.
Outcome VoteInSecret(Desk& desk, const PollId& poll, const std::vector<rules::Choice>& choices,
                     AfterCode after);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENT_CLI_ONLINE_VOTE_SECRET_H_
