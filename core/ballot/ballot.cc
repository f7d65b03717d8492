#include "core/ballot/ballot.h"

#include <utility>

#include "core/ballot/equations.h"
#include "core/base/check.h"
#include "core/crypto/hash.h"

namespace plenary::ballot {
namespace {

using crypto::kPointSize;
using crypto::kScalarSize;
using crypto::Point;
using crypto::Scalar;

constexpr std::size_t kCiphertextSize = 2 * kPointSize;

// Reads a ballot of the right length front to back, and keeps what the challenge hashes.
class Reader {
 public:
  Reader(const Poll& poll, ByteView bytes) : group_(poll.group()), rest_(bytes) {}

  Result<Ciphertext> Pair(Bytes& hashed) {
    PutRaw(hashed, rest_.first(kCiphertextSize));
    const auto a = group_.DecodePoint(Take(kPointSize));
    const auto b = group_.DecodePoint(Take(kPointSize));
    if (!a) return std::unexpected(a.error());
    if (!b) return std::unexpected(b.error());
    return Ciphertext{*a, *b};
  }

  Result<void> Pairs(std::vector<Ciphertext>& pairs, std::size_t count, Bytes& hashed) {
    for (std::size_t i = 0; i < count; ++i) {
      auto pair = Pair(hashed);
      if (!pair) return std::unexpected(std::move(pair).error());
      pairs.push_back(*pair);
    }
    return {};
  }

  Result<void> Scalars(std::vector<Scalar>& scalars, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      auto scalar = group_.DecodeScalar(Take(kScalarSize));
      if (!scalar) return std::unexpected(std::move(scalar).error());
      scalars.push_back(*scalar);
    }
    return {};
  }

  Result<Proof> ProofOf(std::size_t values) {
    Proof proof;
    PLENARY_TRY(Pairs(proof.commitments, values, commitments));
    PLENARY_TRY(Scalars(proof.challenges, values - 1));
    PLENARY_TRY(Scalars(proof.responses, values));
    return proof;
  }

  Bytes ciphertexts;
  Bytes commitments;

 private:
  ByteView Take(std::size_t size) {
    const ByteView taken = rest_.first(size);
    rest_ = rest_.subspan(size);
    return taken;
  }

  const crypto::Group& group_;
  ByteView rest_;
};

void AddLastChallenge(const crypto::Group& group, Proof& proof, Scalar challenge) {
  for (const Scalar& other : proof.challenges) challenge = group.Subtract(challenge, other);
  proof.challenges.push_back(challenge);
}

// The sum of a separate contest's ciphertexts, each by its weight.
Ciphertext SumOf(const Poll& poll, std::size_t contest, const ContestPart& part) {
  std::vector<Point> points;
  for (const bool second : {false, true}) {
    for (std::size_t place = 0; place < part.places.size(); ++place) {
      const Ciphertext& pair = part.places[place];
      const std::uint32_t weight = WeightOf(poll.shape().contests[contest], place);
      points.insert(points.end(), weight, second ? pair.b : pair.a);
    }
  }
  const auto half = static_cast<std::uint32_t>(points.size() / 2);
  const auto sums = poll.group().SumRuns(std::move(points), {half, half});
  return {sums[0], sums[1]};
}

// alpha (z G - a - e A) + beta (z K - b - e (B - v G)) for each value, with the sign turned,
// so that commitments keep their short coefficients.
void AddProof(const crypto::Group& group, Equations& equations, const Ciphertext& pair,
              const Slot& slot, const Proof& proof) {
  Scalar of_a;
  Scalar of_b;
  for (std::size_t i = 0; i < slot.values.size(); ++i) {
    const Scalar alpha = equations.NextCoefficient();
    const Scalar beta = equations.NextCoefficient();
    const Scalar& e = proof.challenges[i];
    const Scalar& z = proof.responses[i];
    const Scalar beta_e = group.Multiply(beta, e);
    of_a = group.Add(of_a, group.Multiply(alpha, e));
    of_b = group.Add(of_b, beta_e);
    equations.AddGenerator(group.Subtract(
        {}, group.Add(group.Multiply(alpha, z), group.Multiply(beta_e, slot.values[i]))));
    equations.AddKey(group.Subtract({}, group.Multiply(beta, z)));
    equations.AddTerm(alpha, proof.commitments[i].a);
    equations.AddTerm(beta, proof.commitments[i].b);
  }
  equations.AddTerm(of_a, pair.a);
  equations.AddTerm(of_b, pair.b);
}

void AddBallot(const Poll& poll, Equations& equations, const Ballot& ballot) {
  for (std::size_t contest = 0; contest < ballot.contests.size(); ++contest) {
    const ContestPart& part = ballot.contests[contest];
    const auto& slots = poll.slots()[contest];
    for (std::size_t i = 0; i < slots.size(); ++i) {
      const Ciphertext pair = i < part.places.size() ? part.places[i] : SumOf(poll, contest, part);
      AddProof(poll.group(), equations, pair, slots[i], part.proofs[i]);
    }
  }
}

}  // namespace

Digest BallotCode(const Poll& poll, const PersonId& voter, ByteView bytes) {
  return crypto::HashTagged(poll.suite(), "plenary/v1/ballot-code",
                            {poll.ContextFor(voter).view(), bytes});
}

Scalar BallotChallenge(const Poll& poll, const PersonId& voter, ByteView ciphertexts,
                       ByteView commitments) {
  return poll.group().HashToScalar("plenary/v1/ballot-proof",
                                   {poll.ContextFor(voter).view(), ciphertexts, commitments});
}

Result<Ballot> DecodeBallot(const Poll& poll, const PersonId& voter, ByteView bytes) {
  if (bytes.size() != BallotSize(poll.shape())) {
    return Fail(ErrorCode::kInvalidArgument, "a ballot of the wrong length");
  }
  Reader reader(poll, bytes);
  Ballot ballot;
  for (std::size_t contest = 0; contest < poll.slots().size(); ++contest) {
    ContestPart part;
    PLENARY_TRY(
        reader.Pairs(part.places, PlaceCount(poll.shape().contests[contest]), reader.ciphertexts));
    for (const Slot& slot : poll.slots()[contest]) {
      auto proof = reader.ProofOf(slot.values.size());
      if (!proof) return std::unexpected(std::move(proof).error());
      part.proofs.push_back(*std::move(proof));
    }
    ballot.contests.push_back(std::move(part));
  }
  const Scalar challenge = BallotChallenge(poll, voter, reader.ciphertexts, reader.commitments);
  for (ContestPart& part : ballot.contests) {
    for (Proof& proof : part.proofs) AddLastChallenge(poll.group(), proof, challenge);
  }
  ballot.code = BallotCode(poll, voter, bytes);
  return ballot;
}

std::size_t EquationCount(const Poll& poll) {
  std::size_t count = 0;
  for (const auto& slots : poll.slots()) {
    for (const Slot& slot : slots) count += 2 * slot.values.size();
  }
  return count;
}

bool ProofsHold(const Poll& poll, std::span<const Ballot> ballots, ByteView random) {
  PLENARY_CHECK(random.size() == RandomSize(poll, ballots.size()));
  Equations equations(poll.group(), poll.key(), random);
  for (const Ballot& ballot : ballots) AddBallot(poll, equations, ballot);
  return std::move(equations).Hold();
}

std::vector<std::size_t> FalseBallots(const Poll& poll, std::span<const Ballot> ballots,
                                      ByteView random) {
  const std::size_t each = RandomSize(poll, 1);
  PLENARY_CHECK(random.size() == each * ballots.size());
  return FalseAmong(ballots.size(), [&](std::size_t first, std::size_t count) {
    return ProofsHold(poll, ballots.subspan(first, count),
                      random.subspan(first * each, count * each));
  });
}

std::size_t RandomSize(const Poll& poll, std::size_t ballots) {
  return ballots * EquationCount(poll) * kCoefficientSize;
}

std::vector<Result<Ballot>> CheckBallots(const Poll& poll, std::span<const Received> received,
                                         ByteView random) {
  PLENARY_CHECK(random.size() == RandomSize(poll, received.size()));
  std::vector<Result<Ballot>> checked;
  std::vector<Ballot> ballots;  // those of the right form
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < received.size(); ++i) {
    checked.push_back(DecodeBallot(poll, received[i].voter, received[i].bytes));
    if (!checked.back()) continue;
    ballots.push_back(*checked.back());
    places.push_back(i);
  }
  for (const std::size_t i :
       FalseBallots(poll, ballots, random.first(RandomSize(poll, ballots.size())))) {
    checked[places[i]] =
        Fail(ErrorCode::kBadSignature, "the proofs of a secret ballot do not hold");
  }
  return checked;
}

Result<Ballot> CheckBallot(const Poll& poll, const Received& received, ByteView random) {
  return std::move(CheckBallots(poll, std::span(&received, 1), random).front());
}

bool SeenCiphertexts::IsFresh(const Ballot& ballot) const {
  std::set<crypto::Limbs> own;
  for (const ContestPart& part : ballot.contests) {
    for (const Ciphertext& pair : part.places) {
      if (seen_.contains(pair.a.x) || !own.insert(pair.a.x).second) return false;
    }
  }
  return true;
}

bool SeenCiphertexts::Admit(const Ballot& ballot) {
  if (!IsFresh(ballot)) return false;
  for (const ContestPart& part : ballot.contests) {
    for (const Ciphertext& pair : part.places) seen_.insert(pair.a.x);
  }
  return true;
}

}  // namespace plenary::ballot
