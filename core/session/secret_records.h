// What a session's log says of the key of secret polls, and of a secret poll.
//
// Values, as the session that holds them; what is shared between copies never changes.
#ifndef PLENARY_CORE_SESSION_SECRET_RECORDS_H_
#define PLENARY_CORE_SESSION_SECRET_RECORDS_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "core/ballot/ballot.h"
#include "core/ballot/ceremony.h"
#include "core/ballot/opening.h"
#include "core/ballot/poll.h"
#include "core/session/registry_commands.h"
#include "core/session/secret_commands.h"

namespace plenary::session {

inline constexpr std::uint32_t kMostChallenges = 20;  // of one person in one poll

enum class CeremonyState : std::uint8_t {
  kCommitting = 1,
  kDealing = 2,
  kAccepting = 3,
  kComplete = 4,  // the key stands
  kBroken = 5,    // somebody is at fault: it begins anew
};

// The ceremony that was begun last. Vectors have an element a holder, in their order.
struct CeremonyRecord {
  CeremonyId id;
  std::uint64_t changed = 0;  // index of the entry that began it or completed a step of it
  ballot::Ceremony terms;
  KeyHolders held_by = KeyHolders::kScrutineers;  // as the rules were when it began
  std::vector<PersonId> holders = {};
  CeremonyState state = CeremonyState::kCommitting;
  std::vector<Bytes> commitment_bytes = {};  // empty: not yet said, as below
  std::vector<std::optional<ballot::Commitment>> commitments = {};
  Digest round = {};  // from kDealing on
  std::vector<Bytes> deal_bytes = {};
  std::vector<std::optional<ballot::Deal>> deals = {};
  std::optional<ballot::CeremonyResult> result = {};  // from kAccepting on
  std::set<PersonId> accepted = {};
  std::optional<PersonId> at_fault = {};

  // From 1; none for who is no holder.
  std::optional<std::uint32_t> NumberOf(const PersonId& person) const;
  // Whether a holder has not said what the current step asks for.
  bool Waits(const PersonId& holder) const;
  // All such.
  std::vector<PersonId> Silent() const;
};

// The key that the holders made.
struct HoldersKey {
  CeremonyId ceremony;
  Digest context;  // the ceremony's
  std::uint64_t made = 0;
  std::uint32_t threshold = 0;
  KeyHolders held_by = KeyHolders::kScrutineers;  // the ceremony's
  std::vector<PersonId> holders;
  crypto::Point key;
  std::vector<crypto::Point> share_keys;  // of each holder

  std::optional<std::uint32_t> NumberOf(const PersonId& person) const;  // from 1
};

// What a secret poll has beside what every poll has; from its opening on.
struct SecretPoll {
  std::shared_ptr<const HoldersKey> key;
  std::shared_ptr<const ballot::Poll> terms;
  std::uint32_t least_ballots = 0;  // to be sealed, as the rules were when it was opened
  // False if ballots of others were left out of this log's copy (light depth): then number and
  // aggregates are those that the first sealer attests.
  bool whole = true;
  ballot::SeenCiphertexts seen;  // until it is closed
  std::set<Digest> spent;        // codes of challenged ballots
  std::map<PersonId, std::uint32_t> challenges;
  log::Head closed;              // of the log that ends with the closing entry
  std::optional<Seal> expected;  // once closed, if whole
  std::optional<Seal> seal;      // as the first sealer signed it
  std::vector<PersonId> sealed_by;
  std::uint64_t sealed = 0;                         // index of the second sealer's entry
  std::vector<ballot::Ciphertext> aggregates;       // once both have sealed
  std::map<std::uint32_t, ballot::Answer> answers;  // that hold, by the holder's number
  std::set<PersonId> false_answers;
  std::vector<crypto::Point> opened;  // once as many as the threshold are in
  std::uint32_t opener = 0;           // the holder whose answer was the last that it took
  std::vector<ballot::ContestTotal> totals;

  bool IsSealed() const { return sealed != 0; }
  ballot::Sealed SealedHead() const { return {seal->head.size, seal->head.root, seal->ballots}; }
};

// What checking a secret ballot gave, among others, before it is decided on.
struct CheckedBallot {
  Digest poll_context;
  Digest code;                   // of these bytes from this person, for that poll
  Result<ballot::Ballot> found;  // or why not: as ballot::CheckBallot
};

}  // namespace plenary::session

#endif  // PLENARY_CORE_SESSION_SECRET_RECORDS_H_
