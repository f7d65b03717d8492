// What a person's machine does in secret polls: as a voter, a holder of the key, a sealer.
//
// What must be kept is kept in the vault of the key store before anything of it is sent or shown:
// failures are those of the vault. One thread at a time for one store.
#ifndef PLENARY_CLIENT_ACTIONS_SECRET_POLLS_H_
#define PLENARY_CLIENT_ACTIONS_SECRET_POLLS_H_

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "client/link/key_store.h"
#include "client/link/vault.h"
#include "core/ballot/maker.h"
#include "core/session/session.h"

namespace plenary::actions {

// ---- as a voter

// A ballot that was made and neither cast nor challenged yet.
struct MadeBallot {
  Digest code;
  Bytes bytes;
  crypto::SecretBytes seed;
};

// Where one person makes ballots for one secret poll that is open.
class Booth {
 public:
  // kNotFound unless the session has the poll, kConflict unless it is secret and open.
  // The store outlives the booth; of the session nothing is kept.
  static Result<std::unique_ptr<Booth>> Open(link::KeyStore& store, const session::Session& session,
                                             const PollId& poll, const PersonId& voter);

  // Makes everything of the next ballot that does not depend on the choice: while the voter is
  // still reading.
  Result<void> Prepare();
  // In place of the ballot in hand. kInvalidArgument unless the poll allows the choices.
  Result<MadeBallot> Make(std::span<const rules::Choice> choices);

 private:
  Booth(link::KeyStore& store, const SessionId& session, const PollId& poll, const PersonId& voter,
        std::shared_ptr<const ballot::Poll> terms);
  Result<void> DrawSeed();

  link::Vault& vault_;
  SessionId session_;
  PollId poll_;
  PersonId voter_;
  std::shared_ptr<const ballot::Poll> terms_;
  crypto::SecretBytes seed_;
  std::unique_ptr<ballot::BallotMaker> maker_;  // with the seed; null: none drawn yet
};

// The ballot that an earlier run made, of a secret poll that was opened; none: nothing in hand.
Result<std::optional<MadeBallot>> BallotInHand(link::KeyStore& store,
                                               const session::Session& session, const PollId& poll,
                                               const PersonId& voter);

session::CastSecretBallot CastOf(const session::Session& session, const PollId& poll,
                                 const PersonId& voter, const MadeBallot& ballot);
session::ChallengeBallot ChallengeOf(const PollId& poll, const MadeBallot& ballot);

// ---- as a holder

// Whether the holder lets this poll be opened; asked each time, of a sealed poll.
using Consent = std::function<bool(const PollId& poll)>;

// What the holder's machine says next, in the ceremony or to open a poll; nothing if it has
// nothing to say now. kConflict, and nothing is said, if this machine has answered another seal
// of the same poll: two logs were shown. The totals of a poll that is opened are stated by the
// holder whose answer was the last that it took, by any other only if `opener_is_late`.
Result<std::optional<session::Body>> NextAsHolder(link::KeyStore& store,
                                                  const session::Session& session,
                                                  const PersonId& holder, const Consent& consent,
                                                  bool opener_is_late = false);
// The poll that is opened and whose totals nobody has stated yet, if there is one.
std::optional<PollId> PollToFindTotals(const session::Session& session);

// Nobody has to be asked where the body itself holds the key.
bool NeedsConsent(const session::HoldersKey& key);

// The seal of this poll; nothing if the person cannot seal it now. kConflict as above.
Result<std::optional<session::SealPoll>> NextAsSealer(link::KeyStore& store,
                                                      const session::Session& session,
                                                      const PollId& poll, const PersonId& sealer);

// The ceremony that makes a key for the session as it stands, without session::SilentHolders if
// `without_silent`. kTooFewHolders if fewer than its threshold are left, or fewer take part in the
// one that runs.
Result<session::BeginCeremony, session::Refusal> MakeCeremony(const session::Session& session,
                                                              const CeremonyId& id,
                                                              bool without_silent);
// Whether a secret poll could not be opened without a new ceremony.
bool NeedsCeremony(const session::Session& session);

}  // namespace plenary::actions

#endif  // PLENARY_CLIENT_ACTIONS_SECRET_POLLS_H_
