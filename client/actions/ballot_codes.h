// Secret ballots found again by their codes, and challenged ones opened. Pure; any thread.
#ifndef PLENARY_CLIENT_ACTIONS_BALLOT_CODES_H_
#define PLENARY_CLIENT_ACTIONS_BALLOT_CODES_H_

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "client/link/replica.h"
#include "core/archive/verify.h"
#include "core/rules/count.h"
#include "core/wire/ballot_codes.h"

namespace plenary::actions {

// The first that fits.
enum class CodeFate : std::uint8_t {
  kVoided = 6,      // its poll was voided, so it does not count
  kChallenged = 3,  // spent; it can be opened
  kReplaced = 2,    // its voter cast again
  kNotOpened = 4,   // its poll has no result: it was not opened, or not even sealed
  kCounted = 1,     // in the result, the last of its voter
  kCast = 5,        // of an edition: in the log; it does not tell whether its voter cast again
};

struct FoundBallot {
  PollId poll;
  std::uint64_t index = 0;  // of its entry
  Digest code;
  CodeFate fate = CodeFate::kCounted;
  std::optional<PersonId> voter;  // whose it is; an edition does not tell
};

// All secret ballots of the session whose codes begin so, in the order of the log. Of an edition,
// those that were cast.
std::vector<FoundBallot> FindBallots(const archive::Verified& archive,
                                     const wire::CodePrefix& prefix);

struct OpenedBallot {
  FoundBallot ballot;
  std::vector<rules::Choice> choices;  // one a contest of its poll
};

// What the challenged ballot with a code that begins so holds. kNotFound if none was challenged
// or several were; kBadSignature if the seed does not make it. `archive` is no edition; `seed`:
// kBallotSeedSize bytes.
Result<OpenedBallot> OpenChallenged(const archive::Verified& archive,
                                    const wire::CodePrefix& prefix, ByteView seed);
// The same in a session that goes on: `entries` are all of its log that this client has.
Result<OpenedBallot> OpenChallenged(const session::Session& session,
                                    std::span<const link::FollowedPtr> entries,
                                    const wire::CodePrefix& prefix, ByteView seed);

}  // namespace plenary::actions

#endif  // PLENARY_CLIENT_ACTIONS_BALLOT_CODES_H_
