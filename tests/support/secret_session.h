// Secret polls in the sessions of tests/support/assembly.h: everybody's machine in one place.
#ifndef PLENARY_TESTS_SUPPORT_SECRET_SESSION_H_
#define PLENARY_TESTS_SUPPORT_SECRET_SESSION_H_

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "core/crypto/group.h"
#include "core/session/secret_commands.h"
#include "tests/support/assembly.h"

namespace plenary::testing {

// One thread. The session outlives it; it is open, its scrutineers named.
class SecretSession {
 public:
  SecretSession(const Assembly& assembly, SessionLog& log) : assembly_(assembly), log_(log) {}

  // A ceremony that the director may begin now, without these members; its threshold is right.
  session::BeginCeremony NextCeremony(const std::vector<std::size_t>& without = {}) const;
  void Begin(const std::vector<std::size_t>& without = {});
  // What the machines of these members say next in it; whether any said something.
  bool Step(const std::vector<std::size_t>& members);
  // A ceremony of all who may hold, to its end.
  void MakeKey();
  // A ballot that marks the option in every contest. The same seed makes the same ballot.
  session::CastSecretBallot Ballot(const PollId& poll, std::size_t member, std::uint32_t option,
                                   std::uint32_t seed);
  // One choice a contest.
  session::CastSecretBallot Ballot(const PollId& poll, std::size_t member,
                                   const std::vector<rules::Choice>& choices, std::uint32_t seed);
  Bytes SeedOf(std::size_t member, std::uint32_t seed) const;  // of such a ballot
  // Replaces the member's ballot, if there is one.
  void Cast(const PollId& poll, std::size_t member, std::uint32_t option);
  void Cast(const PollId& poll, std::size_t member, const std::vector<rules::Choice>& choices);
  Digest Challenge(const PollId& poll, std::size_t member, std::uint32_t option,
                   std::uint32_t seed);  // its code
  Digest Challenge(const PollId& poll, std::size_t member,
                   const std::vector<rules::Choice>& choices);
  // Closed, sealed, opened by as many holders as it takes, its totals stated.
  void CloseAndOpen(const PollId& poll);
  void SealAndOpen(const PollId& poll);  // a closed one

 private:
  const Participant& ParticipantOf(const PersonId& person) const;
  // The option in each of the poll's contests.
  std::vector<rules::Choice> Everywhere(const PollId& poll, std::uint32_t option) const;
  void Cast(std::size_t member, session::CastSecretBallot ballot);

  const Assembly& assembly_;
  SessionLog& log_;
  std::map<PersonId, crypto::SecretScalar> shares_;
  std::uint32_t ballots_ = 1000;
  std::uint8_t ceremonies_ = 0;
};

// An archive of a session with one secret poll on a decision, of five members: the first
// challenges a ballot and votes for, the second votes against and then for, the others vote for,
// against and not at all.
struct SecretArchive {
  explicit SecretArchive(crypto::Suite suite = crypto::Suite::kP256);

  Assembly assembly;
  SessionLog log;
  PollId poll;
  Digest challenged;
  Bytes seed;  // of the challenged ballot
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_SUPPORT_SECRET_SESSION_H_
