#include "core/ballot/ballot.h"

#include <optional>
#include <utility>

#include "core/ballot/encoding.h"
#include "core/ballot/equations.h"
#include "core/base/check.h"
#include "core/crypto/hash.h"

namespace plenary::ballot {
namespace {

using crypto::Point;
using crypto::Scalar;

constexpr std::size_t kCiphertextSize = 2 * crypto::kPointSize;

// Reads a ballot of the right length front to back, and keeps what the challenge hashes.
class BallotReader {
 public:
  BallotReader(const Poll& poll, ByteView bytes) : in_(poll.group(), bytes) {}

  std::vector<Ciphertext> Places(std::size_t count) { return Pairs(count, ciphertexts); }

  Proof ProofOf(std::size_t values) {
    Proof proof;
    proof.commitments = Pairs(values, commitments);
    proof.challenges = Scalars(values - 1);
    proof.responses = Scalars(values);
    return proof;
  }

  const std::optional<Error>& error() const { return in_.error(); }

  Bytes ciphertexts;
  Bytes commitments;

 private:
  std::vector<Ciphertext> Pairs(std::size_t count, Bytes& hashed) {
    PutRaw(hashed, in_.rest().first(count * kCiphertextSize));
    std::vector<Ciphertext> pairs;
    for (std::size_t i = 0; i < count; ++i) pairs.push_back(in_.TakePair());
    return pairs;
  }
  std::vector<Scalar> Scalars(std::size_t count) {
    std::vector<Scalar> scalars;
    for (std::size_t i = 0; i < count; ++i) scalars.push_back(in_.TakeScalar());
    return scalars;
  }

  Reader in_;
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
  BallotReader reader(poll, bytes);
  Ballot ballot;
  for (std::size_t contest = 0; contest < poll.slots().size(); ++contest) {
    ContestPart part;
    part.places = reader.Places(PlaceCount(poll.shape().contests[contest]));
    for (const Slot& slot : poll.slots()[contest]) {
      part.proofs.push_back(reader.ProofOf(slot.values.size()));
    }
    ballot.contests.push_back(std::move(part));
  }
  if (reader.error()) return std::unexpected(*reader.error());
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
