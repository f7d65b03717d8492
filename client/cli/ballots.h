// What `find` and `check-ballot` tell of a secret ballot.
#ifndef PLENARY_CLIENT_CLI_BALLOTS_H_
#define PLENARY_CLIENT_CLI_BALLOTS_H_

#include <string>

#include "client/actions/ballot_codes.h"
#include "client/cli/context.h"

namespace plenary::cli {

// A usage complaint for what is no code.
Result<wire::CodePrefix, Complaint> ParseBallotCode(const Context& context,
                                                    const std::string& word);

report::Json BallotJson(const session::Session& session, const actions::FoundBallot& ballot);
// Code and session, then poll, entry and fate: two lines.
std::string BallotText(const Context& context, const session::Session& session,
                       const actions::FoundBallot& ballot);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENT_CLI_BALLOTS_H_
