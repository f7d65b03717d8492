#include "core/ballot/opening.h"

#include <utility>

#include "core/ballot/encoding.h"
#include "core/ballot/equations.h"
#include "core/base/check.h"

namespace plenary::ballot {
namespace {

using crypto::Point;
using crypto::Scalar;
using crypto::SecretScalar;

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

// The equations of any number of answers about the same aggregates, whose points each occur
// once in the sum.
class AnswerSum {
 public:
  AnswerSum(const Poll& poll, const Sealed& sealed, std::span<const Ciphertext> aggregates,
            ByteView random)
      : poll_(poll),
        sealed_(sealed),
        aggregates_(aggregates),
        equations_(poll.group(), {}, random),
        scalars_(aggregates.size()) {}

  void Add(std::uint32_t holder, const Point& share_key, const Answer& answer) {
    PLENARY_CHECK(answer.factors.size() == aggregates_.size());
    const crypto::Group& group = poll_.group();
    const Scalar challenge = Challenge(poll_, sealed_, aggregates_, holder, share_key, answer);
    const Scalar first = equations_.NextCoefficient();
    equations_.AddTerm(first, answer.commitment);
    equations_.AddTerm(group.Multiply(first, challenge), share_key);
    equations_.AddGenerator(group.Subtract({}, group.Multiply(first, answer.response)));
    for (std::size_t i = 0; i < aggregates_.size(); ++i) {
      const Scalar coefficient = equations_.NextCoefficient();
      equations_.AddTerm(coefficient, answer.commitments[i]);
      equations_.AddTerm(group.Multiply(coefficient, challenge), answer.factors[i]);
      scalars_[i] = group.Subtract(scalars_[i], group.Multiply(coefficient, answer.response));
    }
  }

  bool Holds() && {
    for (std::size_t i = 0; i < aggregates_.size(); ++i) {
      equations_.AddTerm(scalars_[i], aggregates_[i].a);
    }
    return std::move(equations_).Hold();
  }

 private:
  const Poll& poll_;
  const Sealed& sealed_;
  std::span<const Ciphertext> aggregates_;
  Equations equations_;
  std::vector<Scalar> scalars_;  // of each aggregate
};

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

Bytes EncodeAggregates(const Poll& poll, std::span<const Ciphertext> aggregates) {
  return Encoded(poll.group(), aggregates);
}

Result<std::vector<Ciphertext>> DecodeAggregates(const Poll& poll, ByteView bytes) {
  if (bytes.size() != poll.place_count() * 2 * crypto::kPointSize) {
    return Fail(ErrorCode::kInvalidArgument, "aggregates of the wrong length");
  }
  Reader reader(poll.group(), bytes);
  std::vector<Ciphertext> aggregates;
  for (std::size_t i = 0; i < poll.place_count(); ++i) aggregates.push_back(reader.TakePair());
  if (reader.error()) return std::unexpected(*reader.error());
  return aggregates;
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
  Reader reader(group, bytes);
  Answer answer;
  answer.commitment = reader.TakePoint();
  for (std::size_t i = 0; i < aggregates; ++i) answer.factors.push_back(reader.TakePoint());
  for (std::size_t i = 0; i < aggregates; ++i) answer.commitments.push_back(reader.TakePoint());
  answer.response = reader.TakeScalar();
  if (reader.error()) return std::unexpected(*reader.error());
  return answer;
}

Result<void> CheckAnswer(const Poll& poll, const Sealed& sealed,
                         std::span<const Ciphertext> aggregates, std::uint32_t holder,
                         const Point& share_key, const Answer& answer, ByteView random) {
  AnswerSum sum(poll, sealed, aggregates, random);
  sum.Add(holder, share_key, answer);
  if (std::move(sum).Holds()) return {};
  return Fail(ErrorCode::kBadSignature, "the proof of a holder's answer does not hold");
}

std::vector<std::size_t> FalseAnswers(const Poll& poll, const Sealed& sealed,
                                      std::span<const Ciphertext> aggregates,
                                      std::span<const Point> share_keys,
                                      std::span<const HoldersAnswer> answers, ByteView random) {
  const std::size_t each = AnswerEquations(aggregates.size()) * kCoefficientSize;
  PLENARY_CHECK(random.size() == each * answers.size());
  return FalseAmong(answers.size(), [&](std::size_t first, std::size_t count) {
    AnswerSum sum(poll, sealed, aggregates, random.subspan(first * each, count * each));
    for (const auto& [holder, answer] : answers.subspan(first, count)) {
      sum.Add(holder, share_keys[holder - 1], *answer);
    }
    return std::move(sum).Holds();
  });
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
