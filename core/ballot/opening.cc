#include "core/ballot/opening.h"

#include "core/ballot/equations.h"
#include "core/base/check.h"

namespace plenary::ballot {
namespace {

using crypto::Point;
using crypto::Scalar;
using crypto::SecretScalar;

Bytes U32(std::uint32_t value) {
  Bytes out;
  PutU32(out, value);
  return out;
}

Bytes U64(std::uint64_t value) {
  Bytes out;
  PutU64(out, value);
  return out;
}

Bytes Encoded(const crypto::Group& group, std::span<const Point> points) {
  Bytes out;
  for (const Point& point : points) group.Put(out, point);
  return out;
}

Bytes Encoded(const crypto::Group& group, std::span<const Ciphertext> pairs) {
  Bytes out;
  for (const Ciphertext& pair : pairs) Put(group, out, pair);
  return out;
}

Scalar Challenge(const Poll& poll, const Sealed& sealed, std::span<const Ciphertext> aggregates,
                 std::uint32_t holder, const Point& share_key, const Answer& answer) {
  const crypto::Group& group = poll.group();
  Bytes commitments = ToBytes(group.Encode(answer.commitment));
  PutRaw(commitments, Encoded(group, answer.commitments));
  return group.HashToScalar(
      "plenary/v1/opening-proof",
      {poll.context().view(), U64(sealed.size), sealed.root.view(), U32(sealed.count), U32(holder),
       group.Encode(share_key), Encoded(group, aggregates), Encoded(group, answer.factors),
       commitments});
}

Bytes Encode(const crypto::Group& group, const Answer& answer) {
  Bytes out = ToBytes(group.Encode(answer.commitment));
  PutRaw(out, Encoded(group, answer.factors));
  PutRaw(out, Encoded(group, answer.commitments));
  group.Put(out, answer.response);
  return out;
}

// What the answer of `holder` counts when the polynomial is taken at 0.
Scalar Lagrange(const crypto::Group& group, std::uint32_t holder,
                std::span<const HoldersAnswer> answers) {
  Scalar above = group.Integer(1);
  Scalar below = group.Integer(1);
  for (const HoldersAnswer& other : answers) {
    if (other.holder == holder) continue;
    const Scalar number = group.Integer(other.holder);
    above = group.Multiply(above, number);
    below = group.Multiply(below, group.Subtract(number, group.Integer(holder)));
  }
  return group.Multiply(above, group.Invert(below));
}

}  // namespace

std::vector<Ciphertext> CiphertextsOf(const Ballot& ballot) {
  std::vector<Ciphertext> out;
  for (const ContestPart& part : ballot.contests) {
    out.insert(out.end(), part.places.begin(), part.places.end());
  }
  return out;
}

std::vector<Ciphertext> Aggregates(const Poll& poll, const Sealed& sealed,
                                   std::span<const std::vector<Ciphertext>> ballots) {
  PLENARY_CHECK(ballots.size() == sealed.count);
  const crypto::Group& group = poll.group();
  const SecretScalar shift = group.HashToSecret(
      "plenary/v1/aggregate",
      {poll.context().view(), U64(sealed.size), sealed.root.view(), U32(sealed.count)});
  const Ciphertext first = {group.MultiplyGenerator(shift), group.Multiply(shift, poll.key())};
  std::vector<Point> points;
  const std::size_t places = poll.place_count();
  for (std::size_t place = 0; place < places; ++place) {
    points.push_back(first.a);
    for (const auto& ballot : ballots) points.push_back(ballot[place].a);
    points.push_back(first.b);
    for (const auto& ballot : ballots) points.push_back(ballot[place].b);
  }
  const auto sums =
      group.SumRuns(std::move(points), std::vector<std::uint32_t>(2 * places, sealed.count + 1));
  std::vector<Ciphertext> out;
  for (std::size_t place = 0; place < places; ++place) {
    out.push_back({sums[2 * place], sums[2 * place + 1]});
  }
  return out;
}

Bytes MakeAnswer(const Poll& poll, const Sealed& sealed, std::span<const Ciphertext> aggregates,
                 std::uint32_t holder, const SecretScalar& share, ByteView system) {
  const crypto::Group& group = poll.group();
  const SecretScalar nonce =
      group.HashToSecret("plenary/v1/opening-nonce",
                         {group.EncodeSecret(share).view(), system, poll.context().view(),
                          U64(sealed.size), sealed.root.view(), Encoded(group, aggregates)});
  Answer answer;
  answer.commitment = group.MultiplyGenerator(nonce);
  for (const Ciphertext& pair : aggregates) {
    answer.factors.push_back(group.Multiply(share, pair.a));
    answer.commitments.push_back(group.Multiply(nonce, pair.a));
  }
  const Scalar challenge =
      Challenge(poll, sealed, aggregates, holder, group.MultiplyGenerator(share), answer);
  answer.response = group.Reveal(group.MultiplyAdd(group.Conceal(challenge), share, nonce));
  return Encode(group, answer);
}

Result<Answer> DecodeAnswer(const crypto::Group& group, std::size_t aggregates, ByteView bytes) {
  const std::size_t points = 2 * aggregates + 1;
  if (bytes.size() != points * crypto::kPointSize + crypto::kScalarSize) {
    return Fail(ErrorCode::kInvalidArgument, "an answer of the wrong length");
  }
  std::vector<Point> read;
  for (std::size_t i = 0; i < points; ++i) {
    const auto point = group.DecodePoint(bytes.subspan(i * crypto::kPointSize, crypto::kPointSize));
    if (!point) return std::unexpected(point.error());
    read.push_back(*point);
  }
  const auto response = group.DecodeScalar(bytes.last(crypto::kScalarSize));
  if (!response) return std::unexpected(response.error());
  const auto middle = read.begin() + 1 + static_cast<std::ptrdiff_t>(aggregates);
  return Answer{read[0], {read.begin() + 1, middle}, {middle, read.end()}, *response};
}

Result<void> CheckAnswer(const Poll& poll, const Sealed& sealed,
                         std::span<const Ciphertext> aggregates, std::uint32_t holder,
                         const Point& share_key, const Answer& answer, ByteView random) {
  PLENARY_CHECK(answer.factors.size() == aggregates.size());
  const crypto::Group& group = poll.group();
  const Scalar challenge = Challenge(poll, sealed, aggregates, holder, share_key, answer);
  Equations equations(group, share_key, random);
  const Scalar first = equations.NextCoefficient();
  equations.AddTerm(first, answer.commitment);
  equations.AddKey(group.Multiply(first, challenge));
  equations.AddGenerator(group.Subtract({}, group.Multiply(first, answer.response)));
  for (std::size_t i = 0; i < aggregates.size(); ++i) {
    const Scalar coefficient = equations.NextCoefficient();
    equations.AddTerm(coefficient, answer.commitments[i]);
    equations.AddTerm(group.Multiply(coefficient, challenge), answer.factors[i]);
    equations.AddTerm(group.Subtract({}, group.Multiply(coefficient, answer.response)),
                      aggregates[i].a);
  }
  if (std::move(equations).Hold()) return {};
  return Fail(ErrorCode::kBadSignature, "the proof of a holder's answer does not hold");
}

std::vector<Point> Open(const crypto::Group& group, std::span<const Ciphertext> aggregates,
                        std::span<const HoldersAnswer> answers) {
  std::vector<Scalar> factors;
  for (const HoldersAnswer& answer : answers) {
    factors.push_back(Lagrange(group, answer.holder, answers));
  }
  std::vector<Point> opened;
  for (std::size_t place = 0; place < aggregates.size(); ++place) {
    std::vector<crypto::Term> terms;
    for (std::size_t i = 0; i < answers.size(); ++i) {
      terms.push_back({factors[i], answers[i].answer->factors[place]});
    }
    opened.push_back(group.Add(aggregates[place].b, group.Negate(group.SumOfProducts(terms))));
  }
  return opened;
}

}  // namespace plenary::ballot
