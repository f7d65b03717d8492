// One holder's side of a ceremony, on the holder's own machine.
//
// docs/secret-ballots.md, "The ceremony". Everything random follows from the seed, so that a
// machine which restarts goes on where it was.
#ifndef PLENARY_CORE_BALLOT_HOLDER_H_
#define PLENARY_CORE_BALLOT_HOLDER_H_

#include <cstdint>
#include <span>
#include <vector>

#include "core/ballot/ceremony.h"
#include "core/ballot/maker.h"
#include "core/crypto/secret.h"

namespace plenary::ballot {

crypto::SecretBytes CeremonySeed(const Ceremony& ceremony, const SeedParts& parts);

// Borrows the ceremony. Const methods may run on several threads at once.
class Holder {
 public:
  // `number`: from 1 to the holders' number, else a bug.
  Holder(const Ceremony& ceremony, std::uint32_t number, crypto::SecretBytes seed);

  Bytes Commit() const;
  // `commitments`: of all holders, checked.
  Bytes MakeDeal(const Digest& round, std::span<const Commitment> commitments) const;

  // Whether what a dealer dealt to this holder fits the dealer's polynomial.
  bool Accepts(const Digest& round, std::uint32_t dealer, const Deal& deal) const;
  // Evidence about a deal that does not.
  Bytes Complain(const Digest& round, std::uint32_t dealer, const Deal& deal) const;

  // This holder's share of the key; `share_key` of the result. One check for all deals at once:
  // kBadSignature, with nothing said of whom, if the deals do not add up to it; then Accepts
  // tells whose do not fit.
  Result<crypto::SecretScalar> Share(const Digest& round, std::span<const Deal> deals,
                                     const crypto::Point& share_key) const;

 private:
  crypto::SecretScalar Secret(std::uint8_t what, std::uint32_t k) const;
  crypto::SecretScalar ValueAt(std::uint32_t holder) const;  // of this holder's polynomial
  Result<crypto::SecretScalar> Received(const Digest& round, std::uint32_t dealer,
                                        const Deal& deal) const;
  std::vector<crypto::Point> DealPoints() const;

  const Ceremony& ceremony_;
  std::uint32_t number_;
  crypto::SecretBytes seed_;
};

}  // namespace plenary::ballot

#endif  // PLENARY_CORE_BALLOT_HOLDER_H_
