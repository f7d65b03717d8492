// A secret ballot as everybody sees it: read, checked alone or with many, counted.
//
// docs/secret-ballots.md, "Checking a ballot".
#ifndef PLENARY_CORE_BALLOT_BALLOT_H_
#define PLENARY_CORE_BALLOT_BALLOT_H_

#include <cstddef>
#include <set>
#include <span>
#include <vector>

#include "core/ballot/poll.h"

namespace plenary::ballot {

// That a ciphertext holds one of some values: for each, two commitments, a challenge and a
// response. All challenges are here, the last one too.
struct Proof {
  std::vector<Ciphertext> commitments;
  std::vector<crypto::Scalar> challenges;
  std::vector<crypto::Scalar> responses;
};

struct ContestPart {
  std::vector<Ciphertext> places;
  std::vector<Proof> proofs;  // of the places, then of their sum if they are separate
};

struct Ballot {
  Digest code;
  std::vector<ContestPart> contests;
};

Digest BallotCode(const Poll& poll, const PersonId& voter, ByteView bytes);

// The one challenge of a ballot's proofs.
crypto::Scalar BallotChallenge(const Poll& poll, const PersonId& voter, ByteView ciphertexts,
                               ByteView commitments);

// kInvalidArgument unless the bytes have exactly the poll's form. Says nothing of the proofs.
Result<Ballot> DecodeBallot(const Poll& poll, const PersonId& voter, ByteView bytes);

// Coefficients that one ballot takes.
std::size_t EquationCount(const Poll& poll);

// Whether the proofs of all ballots hold. `random`: as for Equations, EquationCount for
// each ballot.
bool ProofsHold(const Poll& poll, std::span<const Ballot> ballots, ByteView random);

// Which ballots' proofs do not hold, ascending: halved until each is found.
// `random` as in ProofsHold.
std::vector<std::size_t> FalseBallots(const Poll& poll, std::span<const Ballot> ballots,
                                      ByteView random);

// A ballot as it came. Borrows the bytes.
struct Received {
  PersonId voter;
  ByteView bytes;
};
// Bytes of `random` that checking so many ballots takes.
std::size_t RandomSize(const Poll& poll, std::size_t ballots);
// For each: the ballot, kInvalidArgument as DecodeBallot, or kBadSignature if its proofs do
// not hold. Whether one was seen before is not asked. Any thread. `random`: RandomSize.
std::vector<Result<Ballot>> CheckBallots(const Poll& poll, std::span<const Received> received,
                                         ByteView random);
Result<Ballot> CheckBallot(const Poll& poll, const Received& received, ByteView random);

// The ciphertexts that a poll has seen, in ballots cast, replaced or challenged. A value.
class SeenCiphertexts {
 public:
  // False if a ciphertext of the ballot shares its randomness with one seen before or with
  // another of the ballot.
  bool IsFresh(const Ballot& ballot) const;
  // IsFresh; if so, the ballot has been seen from now on.
  bool Admit(const Ballot& ballot);

 private:
  std::set<crypto::Limbs> seen_;
};

}  // namespace plenary::ballot

#endif  // PLENARY_CORE_BALLOT_BALLOT_H_
