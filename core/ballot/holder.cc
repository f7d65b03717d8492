#include "core/ballot/holder.h"

#include "core/ballot/ceremony_hashes.h"
#include "core/ballot/encoding.h"
#include "core/base/check.h"
#include "core/crypto/hash.h"
#include "core/crypto/wiped.h"

namespace plenary::ballot {
namespace {

using crypto::Point;
using crypto::Scalar;
using crypto::SecretScalar;

// What a derived number is for. Hashed: append only, never renumber.
constexpr std::uint8_t kTransport = 1;
constexpr std::uint8_t kTransportNonce = 2;
constexpr std::uint8_t kCoefficient = 3;
constexpr std::uint8_t kEphemeral = 4;
constexpr std::uint8_t kDealNonce = 5;
constexpr std::uint8_t kComplaintNonce = 6;

// nonce + challenge secret.
Scalar Respond(const crypto::Group& group, const SecretScalar& nonce, const Scalar& challenge,
               const SecretScalar& secret) {
  return group.Reveal(group.MultiplyAdd(group.Conceal(challenge), secret, nonce));
}

}  // namespace

crypto::SecretBytes CeremonySeed(const Ceremony& ceremony, const SeedParts& parts) {
  Digest digest = crypto::HashTagged(
      ceremony.suite(), "plenary/v1/ceremony-seed",
      {parts.system, parts.store, U64(parts.counter), ceremony.context().view()});
  auto seed = crypto::SecretBytes::CopyOf(digest.view());
  crypto::Wipe(digest.bytes);
  return seed;
}

Holder::Holder(const Ceremony& ceremony, std::uint32_t number, crypto::SecretBytes seed)
    : ceremony_(ceremony), number_(number), seed_(std::move(seed)) {
  PLENARY_CHECK(number >= 1 && number <= ceremony.holders());
}

SecretScalar Holder::Secret(std::uint8_t what, std::uint32_t k) const {
  return ceremony_.group().HashToSecret(
      "plenary/v1/ceremony-random",
      {seed_.view(), ceremony_.context().view(), U32(number_), ByteView(&what, 1), U32(k)});
}

std::vector<Point> Holder::DealPoints() const {
  std::vector<Point> points;
  for (std::uint32_t k = 0; k < ceremony_.threshold(); ++k) {
    points.push_back(ceremony_.group().MultiplyGenerator(Secret(kCoefficient, k)));
  }
  points.push_back(ceremony_.group().MultiplyGenerator(Secret(kEphemeral, 0)));
  return points;
}

Bytes Holder::Commit() const {
  const crypto::Group& group = ceremony_.group();
  const SecretScalar secret = Secret(kTransport, 0);
  const SecretScalar nonce = Secret(kTransportNonce, 0);
  const Point transport = group.MultiplyGenerator(secret);
  const Point nonce_point = group.MultiplyGenerator(nonce);
  Bytes out;
  group.Put(out, transport);
  group.Put(out, nonce_point);
  group.Put(out, Respond(group, nonce,
                         TransportChallenge(ceremony_, number_, transport, nonce_point), secret));
  PutRaw(out, DealPromise(ceremony_, number_, DealPoints()).view());
  return out;
}

SecretScalar Holder::ValueAt(std::uint32_t holder) const {
  const crypto::Group& group = ceremony_.group();
  const SecretScalar x = group.Conceal(group.Integer(holder));
  SecretScalar value;
  for (std::uint32_t k = ceremony_.threshold(); k > 0; --k) {
    value = group.MultiplyAdd(value, x, Secret(kCoefficient, k - 1));
  }
  return value;
}

Bytes Holder::MakeDeal(const Digest& round, std::span<const Commitment> commitments) const {
  PLENARY_CHECK(commitments.size() == ceremony_.holders());
  const crypto::Group& group = ceremony_.group();
  const std::vector<Point> points = DealPoints();
  std::vector<Point> nonces;
  for (std::uint32_t k = 0; k <= ceremony_.threshold(); ++k) {
    nonces.push_back(group.MultiplyGenerator(Secret(kDealNonce, k)));
  }
  const Scalar challenge = DealChallenge(ceremony_, round, number_, points, nonces);
  Bytes out;
  for (const Point& point : points) group.Put(out, point);
  for (const Point& point : nonces) group.Put(out, point);
  for (std::uint32_t k = 0; k <= ceremony_.threshold(); ++k) {
    const bool last = k == ceremony_.threshold();
    group.Put(out, Respond(group, Secret(kDealNonce, k), challenge,
                           last ? Secret(kEphemeral, 0) : Secret(kCoefficient, k)));
  }
  const SecretScalar ephemeral = Secret(kEphemeral, 0);
  const SecretScalar one = group.Conceal(group.Integer(1));
  for (std::uint32_t holder = 1; holder <= ceremony_.holders(); ++holder) {
    if (holder == number_) continue;
    Point shared = group.Multiply(ephemeral, commitments[holder - 1].transport);
    const SecretScalar mask = ShareMask(ceremony_, round, number_, holder, points.back(), shared);
    crypto::Wipe(shared);
    group.Put(out, group.Reveal(group.MultiplyAdd(ValueAt(holder), one, mask)));
  }
  return out;
}

Result<SecretScalar> Holder::Received(const Digest& round, std::uint32_t dealer,
                                      const Deal& deal) const {
  if (dealer == number_) return ValueAt(number_);
  const crypto::Group& group = ceremony_.group();
  Point shared = group.Multiply(Secret(kTransport, 0), deal.ephemeral());
  const SecretScalar mask = ShareMask(ceremony_, round, dealer, number_, deal.ephemeral(), shared);
  crypto::Wipe(shared);
  return Unmask(ceremony_, deal.masked[number_ - 1], mask);
}

bool Holder::Accepts(const Digest& round, std::uint32_t dealer, const Deal& deal) const {
  const auto share = Received(round, dealer, deal);
  return share && ShareFits(ceremony_, deal, number_, *share);
}

Bytes Holder::Complain(const Digest& round, std::uint32_t dealer, const Deal& deal) const {
  const crypto::Group& group = ceremony_.group();
  const SecretScalar secret = Secret(kTransport, 0);
  const SecretScalar nonce = Secret(kComplaintNonce, dealer);
  const ComplaintPoints points = {group.Multiply(secret, deal.ephemeral()),
                                  group.MultiplyGenerator(nonce),
                                  group.Multiply(nonce, deal.ephemeral())};
  const Scalar challenge = ComplaintChallenge(
      ceremony_, round, dealer, number_, group.MultiplyGenerator(secret), deal.ephemeral(), points);
  Bytes out;
  group.Put(out, points.shared);
  group.Put(out, points.nonce);
  group.Put(out, points.shared_nonce);
  group.Put(out, Respond(group, nonce, challenge, secret));
  return out;
}

Result<SecretScalar> Holder::Share(const Digest& round, std::span<const Deal> deals,
                                   const Point& share_key) const {
  const crypto::Group& group = ceremony_.group();
  const SecretScalar one = group.Conceal(group.Integer(1));
  SecretScalar sum;
  for (std::uint32_t dealer = 1; dealer <= deals.size(); ++dealer) {
    const auto share = Received(round, dealer, deals[dealer - 1]);
    if (!share) return Fail(ErrorCode::kBadSignature, "a share is no number below the order");
    sum = group.MultiplyAdd(sum, one, *share);
  }
  if (group.MultiplyGenerator(sum) != share_key) {
    return Fail(ErrorCode::kBadSignature, "the shares dealt do not fit the key");
  }
  return sum;
}

}  // namespace plenary::ballot
