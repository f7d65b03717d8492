// A ballot as its voter's machine makes it.
//
// docs/secret-ballots.md, "Making a ballot". Everything random follows from the seed, and all
// but the challenge can be made before the voter has chosen.
#ifndef PLENARY_CORE_BALLOT_MAKER_H_
#define PLENARY_CORE_BALLOT_MAKER_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <tuple>
#include <vector>

#include "core/ballot/ballot.h"
#include "core/ballot/poll.h"
#include "core/crypto/secret.h"
#include "core/crypto/wiped.h"
#include "core/rules/count.h"

namespace plenary::ballot {

// A fresh secret for one ballot or one ceremony.
struct SeedParts {
  ByteView system;        // 32 bytes of the system's generator
  ByteView store;         // 32 secret bytes of the key store
  std::uint64_t counter;  // written durably before, and never given again
};
crypto::SecretBytes BallotSeed(const Poll& poll, const PersonId& voter, const SeedParts& parts);

// One thread at a time. Borrows the poll.
class BallotMaker {
 public:
  BallotMaker(const Poll& poll, const PersonId& voter, crypto::SecretBytes seed);

  // Makes everything of a contest, whatever will be chosen, so that Make has little left.
  void Prepare(std::size_t contest);

  // The ballot's bytes; the same ones for the same choices. kInvalidArgument unless there is
  // one choice a contest that it allows. A seed serves one ballot: once the code of one was
  // shown, another choice needs another maker.
  Result<Bytes> Make(std::span<const rules::Choice> choices);

 private:
  struct Prepared {
    crypto::SecretScalar randomness;
    Ciphertext pair;  // not of sums
    std::vector<crypto::SecretScalar> nonces;
    crypto::Wiped<crypto::Scalar>
        simulated;  // with the true one, the choice could be read off them
    std::vector<Ciphertext> commitments;
  };
  using Place = std::tuple<std::size_t, std::size_t, std::uint32_t>;  // contest, slot, position

  crypto::SecretScalar Random(const Place& place, std::uint8_t what, std::uint32_t number) const;
  Prepared PrepareSlot(const Place& place) const;
  const Prepared& At(const Place& place);
  void PutProof(Bytes& out, const Prepared& prepared, std::uint32_t position,
                const crypto::SecretScalar& randomness, const crypto::Scalar& challenge) const;
  void PutContest(Bytes& out, std::size_t contest, std::span<const std::uint32_t> positions,
                  const crypto::Scalar& challenge);

  const Poll& poll_;
  PersonId voter_;
  Digest context_;  // of the voter's ballot
  crypto::SecretBytes seed_;
  std::map<Place, Prepared> prepared_;
};

// What a challenged ballot holds. kBadSignature if this seed, with whatever choices, does not
// make exactly these bytes.
Result<std::vector<rules::Choice>> OpenChallenged(const Poll& poll, const PersonId& voter,
                                                  ByteView seed, ByteView bytes);

}  // namespace plenary::ballot

#endif  // PLENARY_CORE_BALLOT_MAKER_H_
