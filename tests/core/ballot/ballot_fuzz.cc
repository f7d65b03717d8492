// A secret ballot that somebody sends, and the seed that opens one. Nobody can make another true
// one without the poll's and the voter's numbers: what is accepted is the true ballot itself.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "core/base/check.h"
#include "tests/core/ballot/true_messages.h"

namespace plenary::ballot {
namespace {

constexpr std::size_t kSeedSize = 32;

Bytes Encode(const crypto::Group& group, const Ballot& ballot) {
  Bytes out;
  for (const ContestPart& part : ballot.contests) {
    for (const Ciphertext& pair : part.places) Put(group, out, pair);
    for (const Proof& proof : part.proofs) {
      for (const Ciphertext& pair : proof.commitments) Put(group, out, pair);
      for (std::size_t i = 0; i + 1 < proof.challenges.size(); ++i) {
        group.Put(out, proof.challenges[i]);
      }
      for (const crypto::Scalar& response : proof.responses) group.Put(out, response);
    }
  }
  return out;
}

void Decode(const TrueBallot& known, const PersonId& voter, ByteView bytes) {
  const auto ballot = DecodeBallot(known.poll, voter, bytes);
  if (!ballot) return;
  PLENARY_CHECK(Equal(Encode(known.poll.group(), *ballot), bytes));
  PLENARY_CHECK(ballot->code == BallotCode(known.poll, voter, bytes));
  SeenCiphertexts seen;
  const bool fresh = seen.IsFresh(*ballot);
  PLENARY_CHECK(seen.Admit(*ballot) == fresh);
  PLENARY_CHECK(!seen.IsFresh(*ballot));
}

void Check(const TrueBallot& known, const PersonId& voter, ByteView seed, ByteView bytes) {
  const bool is_true = voter == known.voter && Equal(bytes, known.bytes);
  const Bytes random = Noise(9, RandomSize(known.poll, 1));
  const auto checked = CheckBallot(known.poll, {voter, bytes}, random);
  PLENARY_CHECK(checked.has_value() == is_true);
  const auto opened = OpenChallenged(known.poll, voter, seed, bytes);
  PLENARY_CHECK(opened.has_value() == (is_true && Equal(seed, known.seed)));
  if (opened) PLENARY_CHECK(*opened == known.choices);
}

}  // namespace
}  // namespace plenary::ballot

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace plenary;
  using namespace plenary::ballot;
  if (size == 0) return 0;
  const FuzzInput input = FuzzInput::Of({data, size});
  const TrueBallot& known = TrueBallotOf(input.suite, input.which);
  const bool own = input.which < kTrueBallots;
  const PersonId voter = own ? known.voter : NoiseId<PersonId>(2);
  if (input.edits) {
    const Bytes bytes = input.MessageFrom(known.bytes);
    Decode(known, voter, bytes);
    Check(known, voter, known.seed, bytes);
  } else {
    const ByteView seed = input.rest.first(std::min(kSeedSize, input.rest.size()));
    const ByteView bytes = input.rest.subspan(seed.size());
    Decode(known, voter, bytes);
    Check(known, voter, seed, bytes);
  }
  return 0;
}
