#include "core/ballot/ceremony.h"

#include <algorithm>
#include <set>

#include "core/ballot/ceremony_hashes.h"
#include "core/ballot/encoding.h"
#include "core/ballot/equations.h"
#include "core/base/check.h"
#include "core/crypto/hash.h"
#include "core/crypto/wiped.h"

namespace plenary::ballot {
namespace {

using crypto::kPointSize;
using crypto::kScalarSize;
using crypto::Point;
using crypto::Scalar;
using crypto::SecretScalar;

std::unexpected<Error> WrongForm(const char* what) {
  return Fail(ErrorCode::kInvalidArgument, std::string(what) + " of the wrong form");
}

// z base = nonce + c image.
bool KnowsLogarithm(const crypto::Group& group, const Point& base, const Point& image,
                    const Point& nonce, const Scalar& c, const Scalar& z) {
  const std::vector<crypto::Term> terms = {{group.Subtract({}, z), base}, {c, image}};
  return group.Add(group.SumOfProducts(terms), nonce).IsInfinity();
}

bool ProofsHold(const Ceremony& ceremony, std::span<const Deal> deals, ByteView random) {
  const crypto::Group& group = ceremony.group();
  Equations equations(group, {}, random);
  for (const Deal& deal : deals) {
    for (std::size_t k = 0; k < deal.points.size(); ++k) {
      const Scalar coefficient = equations.NextCoefficient();
      equations.AddTerm(coefficient, deal.nonces[k]);
      equations.AddTerm(group.Multiply(coefficient, deal.challenge), deal.points[k]);
      equations.AddGenerator(group.Subtract({}, group.Multiply(coefficient, deal.responses[k])));
    }
  }
  return std::move(equations).Hold();
}

}  // namespace

Result<Ceremony> Ceremony::Create(crypto::Suite suite, const CeremonyTerms& terms) {
  const std::size_t n = terms.holders.size();
  const std::size_t t = terms.threshold;
  if (t < 2 || t > n || n >= 2 * t || n > kMaxHolders) {
    return Fail(ErrorCode::kInvalidArgument,
                "holders: at least 2 of them, and more than half, must decrypt; at most 100");
  }
  if (std::set(terms.holders.begin(), terms.holders.end()).size() != n) {
    return Fail(ErrorCode::kInvalidArgument, "a person holds one share of the key");
  }
  Bytes holders;
  for (const PersonId& holder : terms.holders) PutRaw(holders, holder.view());
  return Ceremony(
      suite, static_cast<std::uint32_t>(n), terms.threshold,
      crypto::HashTagged(suite, "plenary/v1/ceremony",
                         {U8(static_cast<std::uint8_t>(suite)), terms.committee.view(),
                          terms.session.view(), terms.id.view(), U32(terms.threshold), holders}));
}

Scalar TransportChallenge(const Ceremony& ceremony, std::uint32_t holder, const Point& transport,
                          const Point& nonce) {
  const crypto::Group& group = ceremony.group();
  return group.HashToScalar(
      "plenary/v1/transport-proof",
      {ceremony.context().view(), U32(holder), group.Encode(transport), group.Encode(nonce)});
}

Digest DealPromise(const Ceremony& ceremony, std::uint32_t dealer, std::span<const Point> points) {
  return crypto::HashTagged(
      ceremony.suite(), "plenary/v1/deal-commitment",
      {ceremony.context().view(), U32(dealer), Encoded(ceremony.group(), points)});
}

Scalar DealChallenge(const Ceremony& ceremony, const Digest& round, std::uint32_t dealer,
                     std::span<const Point> points, std::span<const Point> nonces) {
  const crypto::Group& group = ceremony.group();
  return group.HashToScalar(
      "plenary/v1/deal-proof",
      {round.view(), U32(dealer), Encoded(group, points), Encoded(group, nonces)});
}

SecretScalar ShareMask(const Ceremony& ceremony, const Digest& round, std::uint32_t dealer,
                       std::uint32_t holder, const Point& ephemeral, const Point& shared) {
  const crypto::Group& group = ceremony.group();
  auto encoded = group.Encode(shared);
  const auto secret = crypto::SecretBytes::CopyOf(encoded);
  crypto::Wipe(encoded);
  return group.HashToSecret("plenary/v1/share-mask", {round.view(), U32(dealer), U32(holder),
                                                      group.Encode(ephemeral), secret.view()});
}

Scalar ComplaintChallenge(const Ceremony& ceremony, const Digest& round, std::uint32_t dealer,
                          std::uint32_t holder, const Point& transport, const Point& ephemeral,
                          const ComplaintPoints& points) {
  const crypto::Group& group = ceremony.group();
  return group.HashToScalar(
      "plenary/v1/complaint-proof",
      {round.view(), U32(dealer), U32(holder), group.Encode(transport), group.Encode(ephemeral),
       group.Encode(points.shared), group.Encode(points.nonce), group.Encode(points.shared_nonce)});
}

Point EvaluateAt(const crypto::Group& group, std::span<const Point> coefficients,
                 std::uint32_t holder) {
  std::vector<crypto::Term> terms;
  Scalar power = group.Integer(1);
  for (const Point& coefficient : coefficients) {
    terms.push_back({power, coefficient});
    power = group.Multiply(power, group.Integer(holder));
  }
  return group.SumOfProducts(terms);
}

bool ShareFits(const Ceremony& ceremony, const Deal& deal, std::uint32_t holder,
               const SecretScalar& share) {
  const auto polynomial = std::span(deal.points).first(ceremony.threshold());
  return ceremony.group().MultiplyGenerator(share) ==
         EvaluateAt(ceremony.group(), polynomial, holder);
}

Result<SecretScalar> Unmask(const Ceremony& ceremony, ByteView masked, const SecretScalar& mask) {
  const crypto::Group& group = ceremony.group();
  const auto sum = group.DecodeSecret(masked);
  if (!sum) return std::unexpected(sum.error());
  const SecretScalar minus_one = group.Conceal(group.Subtract({}, group.Integer(1)));
  return group.MultiplyAdd(mask, minus_one, *sum);
}

Result<Commitment> CheckCommitment(const Ceremony& ceremony, std::uint32_t holder, ByteView bytes) {
  if (bytes.size() != kCommitmentSize) return WrongForm("a commitment");
  const crypto::Group& group = ceremony.group();
  Reader reader(group, bytes);
  const Point transport = reader.TakePoint();
  const Point nonce = reader.TakePoint();
  const Scalar response = reader.TakeScalar();
  const auto promise = Digest::From(reader.Take(Digest::kSize));
  if (reader.error()) return WrongForm("a commitment");
  if (!KnowsLogarithm(group, group.Generator(), transport, nonce,
                      TransportChallenge(ceremony, holder, transport, nonce), response)) {
    return Fail(ErrorCode::kBadSignature, "the proof of a transport key does not hold");
  }
  return Commitment{transport, *promise};
}

Digest RoundOf(const Ceremony& ceremony, std::span<const Bytes> commitments) {
  PLENARY_CHECK(commitments.size() == ceremony.holders());
  std::vector<ByteView> fields = {ceremony.context().view()};
  fields.insert(fields.end(), commitments.begin(), commitments.end());
  return crypto::HashTagged(ceremony.suite(), "plenary/v1/ceremony-round", fields);
}

std::size_t DealSize(const Ceremony& ceremony) {
  return (2 * kPointSize + kScalarSize) * (ceremony.threshold() + std::size_t{1}) +
         kScalarSize * (ceremony.holders() - std::size_t{1});
}

Result<Deal> DecodeDeal(const Ceremony& ceremony, const Digest& round, std::uint32_t dealer,
                        const Commitment& commitment, ByteView bytes) {
  if (bytes.size() != DealSize(ceremony)) return WrongForm("a deal");
  Reader reader(ceremony.group(), bytes);
  const std::size_t count = ceremony.threshold() + std::size_t{1};
  Deal deal;
  for (std::size_t k = 0; k < count; ++k) deal.points.push_back(reader.TakePoint());
  for (std::size_t k = 0; k < count; ++k) deal.nonces.push_back(reader.TakePoint());
  for (std::size_t k = 0; k < count; ++k) deal.responses.push_back(reader.TakeScalar());
  for (std::uint32_t holder = 1; holder <= ceremony.holders(); ++holder) {
    deal.masked.push_back(holder == dealer ? Bytes{} : ToBytes(reader.Take(kScalarSize)));
  }
  if (reader.error()) return WrongForm("a deal");
  if (DealPromise(ceremony, dealer, deal.points) != commitment.deal) {
    return Fail(ErrorCode::kBadSignature, "a deal is not what its dealer committed to");
  }
  deal.challenge = DealChallenge(ceremony, round, dealer, deal.points, deal.nonces);
  return deal;
}

std::size_t DealEquations(const Ceremony& ceremony) {
  return ceremony.threshold() + std::size_t{1};
}

std::vector<std::size_t> FalseDeals(const Ceremony& ceremony, std::span<const Deal> deals,
                                    ByteView random) {
  const std::size_t each = DealEquations(ceremony) * kCoefficientSize;
  PLENARY_CHECK(random.size() == each * deals.size());
  return FalseAmong(deals.size(), [&](std::size_t first, std::size_t count) {
    return ProofsHold(ceremony, deals.subspan(first, count),
                      random.subspan(first * each, count * each));
  });
}

Result<Deal> CheckDeal(const Ceremony& ceremony, const Digest& round, std::uint32_t dealer,
                       const Commitment& commitment, ByteView bytes, ByteView random) {
  auto deal = DecodeDeal(ceremony, round, dealer, commitment, bytes);
  if (deal && !FalseDeals(ceremony, std::span(&*deal, 1), random).empty()) {
    return Fail(ErrorCode::kBadSignature, "the proofs of a deal do not hold");
  }
  return deal;
}

AtFault Judge(const Ceremony& ceremony, const Digest& round, std::uint32_t dealer,
              std::uint32_t holder, const Deal& deal, const Commitment& holders_commitment,
              ByteView complaint) {
  PLENARY_CHECK(holder != dealer);
  if (complaint.size() != kComplaintSize) return AtFault::kComplainer;
  const crypto::Group& group = ceremony.group();
  Reader reader(group, complaint);
  ComplaintPoints points;
  points.shared = reader.TakePoint();
  points.nonce = reader.TakePoint();
  points.shared_nonce = reader.TakePoint();
  const Scalar response = reader.TakeScalar();
  if (reader.error()) return AtFault::kComplainer;
  const Point& transport = holders_commitment.transport;
  const Scalar challenge =
      ComplaintChallenge(ceremony, round, dealer, holder, transport, deal.ephemeral(), points);
  if (!KnowsLogarithm(group, group.Generator(), transport, points.nonce, challenge, response) ||
      !KnowsLogarithm(group, deal.ephemeral(), points.shared, points.shared_nonce, challenge,
                      response)) {
    return AtFault::kComplainer;
  }
  const SecretScalar mask =
      ShareMask(ceremony, round, dealer, holder, deal.ephemeral(), points.shared);
  const auto share = Unmask(ceremony, deal.masked[holder - 1], mask);
  const bool fits = share && ShareFits(ceremony, deal, holder, *share);
  return fits ? AtFault::kComplainer : AtFault::kDealer;
}

Result<CeremonyResult> ResultOf(const Ceremony& ceremony, const Digest& round,
                                std::span<const Deal> deals, std::span<const Bytes> bytes) {
  PLENARY_CHECK(deals.size() == ceremony.holders() && bytes.size() == deals.size());
  const crypto::Group& group = ceremony.group();
  std::vector<Point> sums;  // of the dealers' coefficients
  for (std::uint32_t k = 0; k < ceremony.threshold(); ++k) {
    std::vector<Point> column;
    for (const Deal& deal : deals) column.push_back(deal.points[k]);
    sums.push_back(group.Sum(column));
  }
  CeremonyResult result{sums[0], {}, {}};
  bool good = !result.key.IsInfinity();
  for (std::uint32_t holder = 1; holder <= ceremony.holders(); ++holder) {
    result.share_keys.push_back(EvaluateAt(group, sums, holder));
    good = good && !result.share_keys.back().IsInfinity();
  }
  if (!good) return Fail(ErrorCode::kInvalidArgument, "the holders made no key: start anew");
  std::vector<ByteView> fields = {round.view()};
  fields.insert(fields.end(), bytes.begin(), bytes.end());
  result.digest = crypto::HashTagged(ceremony.suite(), "plenary/v1/ceremony-key", fields);
  return result;
}

}  // namespace plenary::ballot
