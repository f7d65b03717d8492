// What the machines of holders and sealers say in ceremony and opening, as a session stands.
//
// Pure: secrets and randomness are arguments, and keeping them is the caller's. Any thread.
#ifndef PLENARY_CORE_SESSION_HOLDING_H_
#define PLENARY_CORE_SESSION_HOLDING_H_

#include <optional>

#include "core/crypto/group.h"
#include "core/crypto/secret.h"
#include "core/session/session.h"

namespace plenary::session {

struct CeremonyStep {
  Body body;
  // With an AcceptDeals: the holder's share of the key, to be kept before that is said.
  std::optional<crypto::SecretScalar> share;
};

// What the holder says next in the ceremony begun last; nothing if it waits for others or is
// over, or if the holder committed with another seed: on another machine, which then goes on.
// `seed`: the holder's own for this ceremony (ballot::CeremonySeed).
std::optional<CeremonyStep> NextCeremonyStep(const Session& session, const PersonId& holder,
                                             const crypto::SecretBytes& seed);

// The seal of a closed secret poll as this log gives it; nothing for anybody but those who still
// may sign it, or where ballots were left out of this copy of the log, or are too few.
std::optional<SealPoll> NextSeal(const Session& session, const PollId& poll,
                                 const PersonId& person);

// Whether the holder's answer to this sealed poll is still wanted, and may be given: never where
// ballots were left out of this copy of the log, for then nobody here has summed them up.
bool AnswerIsWanted(const Session& session, const PollId& poll, const PersonId& holder);
// That answer. `share`: of the poll's key. `system`: 32 random bytes. A holder answers once a
// poll: the caller keeps it before it is sent. AnswerIsWanted, else a bug.
AnswerOpening MakeOpeningAnswer(const Session& session, const PollId& poll, const PersonId& holder,
                                const crypto::SecretScalar& share, ByteView system);

// The totals of a poll that is opened and whose totals nobody has stated. As slow as the search:
// well under a second.
std::optional<StateTotals> FindPollTotals(const Session& session, const PollId& poll);

}  // namespace plenary::session

#endif  // PLENARY_CORE_SESSION_HOLDING_H_
