// What the messages of a ceremony hash. For its two sides alone: holder.cc makes them,
// ceremony.cc checks them.
#ifndef PLENARY_CORE_BALLOT_CEREMONY_HASHES_H_
#define PLENARY_CORE_BALLOT_CEREMONY_HASHES_H_

#include <cstdint>
#include <span>

#include "core/ballot/ceremony.h"

namespace plenary::ballot {

crypto::Scalar TransportChallenge(const Ceremony& ceremony, std::uint32_t holder,
                                  const crypto::Point& transport, const crypto::Point& nonce);
Digest DealPromise(const Ceremony& ceremony, std::uint32_t dealer,
                   std::span<const crypto::Point> points);
crypto::Scalar DealChallenge(const Ceremony& ceremony, const Digest& round, std::uint32_t dealer,
                             std::span<const crypto::Point> points,
                             std::span<const crypto::Point> nonces);
// `shared`: the point that dealer and holder alone can make.
crypto::SecretScalar ShareMask(const Ceremony& ceremony, const Digest& round, std::uint32_t dealer,
                               std::uint32_t holder, const crypto::Point& ephemeral,
                               const crypto::Point& shared);

struct ComplaintPoints {
  crypto::Point shared;
  crypto::Point nonce;
  crypto::Point shared_nonce;
};
crypto::Scalar ComplaintChallenge(const Ceremony& ceremony, const Digest& round,
                                  std::uint32_t dealer, std::uint32_t holder,
                                  const crypto::Point& transport, const crypto::Point& ephemeral,
                                  const ComplaintPoints& points);

// The value at `holder` of the polynomial in the exponent that has these coefficients.
crypto::Point EvaluateAt(const crypto::Group& group, std::span<const crypto::Point> coefficients,
                         std::uint32_t holder);
// Whether the share is a scalar and fits the deal's polynomial.
bool ShareFits(const Ceremony& ceremony, const Deal& deal, std::uint32_t holder,
               const crypto::SecretScalar& share);
// None if the masked share is no scalar.
Result<crypto::SecretScalar> Unmask(const Ceremony& ceremony, ByteView masked,
                                    const crypto::SecretScalar& mask);

}  // namespace plenary::ballot

#endif  // PLENARY_CORE_BALLOT_CEREMONY_HASHES_H_
