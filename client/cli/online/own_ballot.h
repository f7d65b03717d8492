// A poll as a member's program shows it: what the log says of it, and what became of the own
// ballot.
#ifndef PLENARY_CLIENT_CLI_ONLINE_OWN_BALLOT_H_
#define PLENARY_CLIENT_CLI_ONLINE_OWN_BALLOT_H_

#include <optional>
#include <string>

#include "client/actions/own_ballot.h"
#include "client/cli/online/desk.h"

namespace plenary::cli {

actions::RootAt RootsOf(const Desk& desk);

// Of a secret poll of whose roll this person is; none for any other. A receipt that an earlier
// run could not keep any more is kept first.
Sought<std::optional<actions::OwnBallot>> OwnBallotIn(const Desk& desk, const PollId& poll);

// The lines of OwnBallotText, each with a line feed; empty where there is no own ballot to tell.
std::string OwnBallotPage(const Desk& desk, const PollId& poll,
                          const std::optional<actions::OwnBallot>& own);

// Question, figures, key, seal, result, own ballot: what `poll show` prints.
struct PollPage {
  std::string text;
  report::Json json;
};
Sought<PollPage> PageOf(const Desk& desk, const PollId& poll);
Outcome ShowPoll(const Desk& desk, const PollId& poll);

// For a ballot, `code` if it was secret, that was refused or not sent as its poll is open no more:
// that it is out, by which entry, and what became of an earlier one. "PollState".
std::unexpected<Complaint> ComplainLate(const Desk& desk, const PollId& poll,
                                        const std::string& code);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENT_CLI_ONLINE_OWN_BALLOT_H_
