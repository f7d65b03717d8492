// What became of a person's own secret ballot, by what this machine has itself; and the words
// for it. One thread at a time for one store.
#ifndef PLENARY_CLIENT_ACTIONS_OWN_BALLOT_H_
#define PLENARY_CLIENT_ACTIONS_OWN_BALLOT_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "client/link/link.h"
#include "client/report/json.h"
#include "client/text/language.h"
#include "core/session/session.h"

namespace plenary::actions {

// The root of this client's own copy of the session's log at a size (link::Link::RootAt).
using RootAt = std::function<std::optional<Digest>(std::uint64_t size)>;

enum class BallotFate : std::uint8_t {
  kNone = 1,       // the log has none of this person
  kWaiting = 2,    // in the log; the poll is not sealed yet
  kCounted = 3,    // the sealed log extends the one that took it
  kReplaced = 4,   // by a later one of the same person that was cast elsewhere
  kElsewhere = 5,  // the one in the log was cast elsewhere: this machine has no receipt
  kMissing = 6,    // log or seal lack what was acknowledged: evidence against the server
  kVoided = 7,     // in the log of a poll that was voided
};

struct OwnBallot {
  BallotFate fate = BallotFate::kNone;
  Digest code;                    // of the ballot that the fate speaks of; unless kNone
  std::uint64_t index = 0;        // of its entry
  std::uint32_t earlier = 0;      // ballots of the person that the last in the log replaces
  std::uint32_t challenged = 0;   // spent by challenges
  bool is_final = false;          // the committee's rules let nobody cast again
  std::optional<Digest> in_hand;  // made here; its entry, if it has one, is no cast ballot
  bool in_hand_spent = false;     // that one was challenged, and its seed not shown yet
};

// Of a secret poll that was opened. Failures of the vault.
Result<OwnBallot> FindOwnBallot(link::KeyStore& store, const session::Session& session,
                                const PollId& poll, const PersonId& voter, const RootAt& root_at);

// Keeps the receipt of the ballot in hand if the log has taken it, as when the answer to it was
// lost; whether it did. Of a secret poll that was opened. Failures of the vault.
Result<bool> CatchUpReceipt(link::KeyStore& store, const session::Session& session,
                            const PollId& poll, const PersonId& voter, const RootAt& root_at);

// A line each, of a poll of whose roll the person is.
std::vector<std::string> OwnBallotText(text::Language language, const session::PollRecord& poll,
                                       const OwnBallot& own);
report::Json OwnBallotJson(const session::PollRecord& poll, const OwnBallot& own);

// Of a ballot whose answer had been lost: that its place is before the close. Empty for other
// commands. One that came after it is refused: client/text/late.h.
std::string RecoveredBallotText(text::Language language, const session::Body& body,
                                const link::Accepted& accepted);

}  // namespace plenary::actions

#endif  // PLENARY_CLIENT_ACTIONS_OWN_BALLOT_H_
