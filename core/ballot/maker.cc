#include "core/ballot/maker.h"

#include <array>
#include <optional>

#include "core/ballot/encoding.h"
#include "core/crypto/hash.h"

namespace plenary::ballot {
namespace {

using crypto::Point;
using crypto::Scalar;
using crypto::SecretScalar;

// What a derived number is for. Hashed: append only, never renumber.
constexpr std::uint8_t kRandomness = 1;
constexpr std::uint8_t kNonce = 2;
constexpr std::uint8_t kSimulated = 3;

SecretScalar RandomOf(const Poll& poll, const Digest& context, ByteView seed,
                      const std::tuple<std::size_t, std::size_t, std::uint32_t>& place,
                      std::uint8_t what, std::uint32_t number) {
  const auto& [contest, slot, position] = place;
  return poll.group().HashToSecret(
      "plenary/v1/ballot-random",
      {seed, context.view(), U32(static_cast<std::uint32_t>(contest)),
       U32(static_cast<std::uint32_t>(slot)), U32(position), ByteView(&what, 1), U32(number)});
}

// The position whose randomness makes this ciphertext, if there is one.
std::optional<std::uint32_t> PositionIn(const Poll& poll, const Digest& context, ByteView seed,
                                        std::size_t contest, std::size_t place,
                                        const Ciphertext& pair) {
  const std::size_t values = poll.slots()[contest][place].values.size();
  for (std::uint32_t position = 0; position < values; ++position) {
    const SecretScalar r =
        RandomOf(poll, context, seed, {contest, place, position}, kRandomness, 0);
    if (poll.group().MultiplyGenerator(r) == pair.a) return position;
  }
  return std::nullopt;
}

}  // namespace

crypto::SecretBytes BallotSeed(const Poll& poll, const PersonId& voter, const SeedParts& parts) {
  Digest digest = crypto::HashTagged(
      poll.suite(), "plenary/v1/ballot-seed",
      {parts.system, parts.store, U64(parts.counter), poll.ContextFor(voter).view()});
  auto seed = crypto::SecretBytes::CopyOf(digest.view());
  crypto::Wipe(digest.bytes);
  return seed;
}

BallotMaker::BallotMaker(const Poll& poll, const PersonId& voter, crypto::SecretBytes seed)
    : poll_(poll), voter_(voter), context_(poll.ContextFor(voter)), seed_(std::move(seed)) {}

SecretScalar BallotMaker::Random(const Place& place, std::uint8_t what,
                                 std::uint32_t number) const {
  return RandomOf(poll_, context_, seed_.view(), place, what, number);
}

// The same multiplications for every position: what the true one does not need is done and
// left. All additions share their inversions.
BallotMaker::Prepared BallotMaker::PrepareSlot(const Place& place) const {
  const crypto::Group& group = poll_.group();
  const auto& [contest, index, position] = place;
  const Slot& slot = poll_.slots()[contest][index];
  const Scalar& value = slot.values[position];
  Prepared out;
  crypto::Wiped<Point> plain;
  std::vector<Point> summands;  // SumRuns wipes it
  summands.reserve(2 * slot.values.size() + 3);
  for (std::uint32_t i = 0; i < slot.values.size(); ++i) {
    out.nonces.push_back(Random(place, kNonce, i));
    const SecretScalar simulated = Random(place, kSimulated, i);
    out.simulated.push_back(group.Reveal(simulated));
    const std::array<Scalar, 2> difference = {group.Subtract(slot.values[i], value),
                                              group.Integer(1)};
    plain.push_back(group.Multiply(out.nonces[i], poll_.key()));
    summands.push_back(plain[i]);
    summands.push_back(group.MultiplyGenerator(
        group.MultiplyAdd(simulated, group.Conceal(difference[i == position]), SecretScalar())));
  }
  std::vector<std::uint32_t> sizes(slot.values.size(), 2);
  const bool is_sum = index == PlaceCount(poll_.shape().contests[contest]);
  if (!is_sum) {
    out.randomness = Random(place, kRandomness, 0);
    // One more than the value, so that 0 takes the same path as others.
    summands.push_back(group.MultiplyGenerator(group.Conceal(group.Add(value, group.Integer(1)))));
    summands.push_back(group.Multiply(out.randomness, poll_.key()));
    summands.push_back(group.Negate(group.Generator()));
    sizes.push_back(3);
  }
  std::vector<Point> sums = group.SumRuns(std::move(summands), sizes);
  if (!is_sum) out.pair = {group.MultiplyGenerator(out.randomness), sums.back()};
  for (std::uint32_t i = 0; i < slot.values.size(); ++i) {
    const std::array<Point, 2> second = {sums[i], plain[i]};
    out.commitments.push_back({group.MultiplyGenerator(out.nonces[i]), second[i == position]});
  }
  crypto::Wipe(sums);
  return out;
}

const BallotMaker::Prepared& BallotMaker::At(const Place& place) {
  const auto it = prepared_.find(place);
  return it != prepared_.end() ? it->second
                               : prepared_.emplace(place, PrepareSlot(place)).first->second;
}

void BallotMaker::Prepare(std::size_t contest) {
  const auto& slots = poll_.slots()[contest];
  for (std::size_t slot = 0; slot < slots.size(); ++slot) {
    for (std::uint32_t position = 0; position < slots[slot].values.size(); ++position) {
      (void)At({contest, slot, position});
    }
  }
}

// Challenges and responses. No branch depends on the position.
void BallotMaker::PutProof(Bytes& out, const Prepared& prepared, std::uint32_t position,
                           const SecretScalar& randomness, const Scalar& challenge) const {
  const crypto::Group& group = poll_.group();
  Scalar rest = challenge;
  for (const Scalar& simulated : prepared.simulated) rest = group.Subtract(rest, simulated);
  const std::array<Scalar, 2> correction = {Scalar{}, rest};
  std::vector<Scalar> challenges;
  for (std::size_t i = 0; i < prepared.simulated.size(); ++i) {
    challenges.push_back(group.Add(prepared.simulated[i], correction[i == position]));
  }
  for (const Ciphertext& commitment : prepared.commitments) Put(group, out, commitment);
  for (std::size_t i = 0; i + 1 < challenges.size(); ++i) group.Put(out, challenges[i]);
  for (std::size_t i = 0; i < challenges.size(); ++i) {
    group.Put(out, group.Reveal(group.MultiplyAdd(group.Conceal(challenges[i]), randomness,
                                                  prepared.nonces[i])));
  }
}

void BallotMaker::PutContest(Bytes& out, std::size_t contest,
                             std::span<const std::uint32_t> positions, const Scalar& challenge) {
  const crypto::Group& group = poll_.group();
  const ContestShape& shape = poll_.shape().contests[contest];
  const std::size_t places = PlaceCount(shape);
  SecretScalar sum;
  for (std::size_t i = 0; i < places; ++i) {
    const Prepared& prepared = At({contest, i, positions[i]});
    Put(group, out, prepared.pair);
    sum = group.MultiplyAdd(prepared.randomness, group.Conceal(group.Integer(WeightOf(shape, i))),
                            sum);
  }
  for (std::size_t i = 0; i < positions.size(); ++i) {
    const Prepared& prepared = At({contest, i, positions[i]});
    PutProof(out, prepared, positions[i], i < places ? prepared.randomness : sum, challenge);
  }
}

Result<Bytes> BallotMaker::Make(std::span<const rules::Choice> choices) {
  if (choices.size() != poll_.slots().size()) {
    return Fail(ErrorCode::kInvalidArgument, "a ballot needs one choice a contest");
  }
  std::vector<std::vector<std::uint32_t>> positions;
  Bytes ciphertexts;
  Bytes commitments;
  for (std::size_t contest = 0; contest < choices.size(); ++contest) {
    auto own = PositionsOf(poll_.shape().contests[contest], choices[contest]);
    if (!own) return std::unexpected(std::move(own).error());
    positions.push_back(*std::move(own));
  }
  for (std::size_t contest = 0; contest < choices.size(); ++contest) {
    const std::size_t places = PlaceCount(poll_.shape().contests[contest]);
    for (std::size_t i = 0; i < positions[contest].size(); ++i) {
      const Prepared& prepared = At({contest, i, positions[contest][i]});
      if (i < places) Put(poll_.group(), ciphertexts, prepared.pair);
      for (const Ciphertext& pair : prepared.commitments) Put(poll_.group(), commitments, pair);
    }
  }
  const Scalar challenge = BallotChallenge(poll_, voter_, ciphertexts, commitments);
  Bytes out;
  out.reserve(BallotSize(poll_.shape()));
  for (std::size_t contest = 0; contest < choices.size(); ++contest) {
    PutContest(out, contest, positions[contest], challenge);
  }
  return out;
}

Result<std::vector<rules::Choice>> OpenChallenged(const Poll& poll, const PersonId& voter,
                                                  ByteView seed, ByteView bytes) {
  const auto differs = [] {
    return Fail(ErrorCode::kBadSignature, "the seed does not make this ballot");
  };
  const auto ballot = DecodeBallot(poll, voter, bytes);
  if (!ballot) return std::unexpected(ballot.error());
  const Digest context = poll.ContextFor(voter);
  std::vector<rules::Choice> choices;
  for (std::size_t contest = 0; contest < ballot->contests.size(); ++contest) {
    const ContestShape& shape = poll.shape().contests[contest];
    const auto& places = ballot->contests[contest].places;
    rules::Choice choice;
    for (std::size_t place = 0; place < places.size(); ++place) {
      const auto position = PositionIn(poll, context, seed, contest, place, places[place]);
      if (!position) return differs();
      const bool packed = shape.form == Form::kPacked;
      const std::size_t option = packed ? *position : place;
      if (option < shape.options && (packed || *position == 1)) {
        choice.options.push_back(static_cast<std::uint32_t>(option));
      }
    }
    choices.push_back(std::move(choice));
  }
  const auto again = BallotMaker(poll, voter, crypto::SecretBytes::CopyOf(seed)).Make(choices);
  if (!again || *again != ToBytes(bytes)) return differs();
  return choices;
}

}  // namespace plenary::ballot
