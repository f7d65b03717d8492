// How holders make a key that no one of them has: what each publishes, and who is at fault.
//
// docs/secret-ballots.md, "The ceremony". Holders are numbered from 1.
#ifndef PLENARY_CORE_BALLOT_CEREMONY_H_
#define PLENARY_CORE_BALLOT_CEREMONY_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/ids.h"
#include "core/crypto/group.h"

namespace plenary::ballot {

inline constexpr std::uint32_t kMaxHolders = 100;

struct CeremonyTerms {
  CommitteeId committee;
  SessionId session;
  CeremonyId id;                // random, of this ceremony alone
  std::uint32_t threshold = 0;  // holders who can decrypt together
  std::vector<PersonId> holders;
};

class Ceremony {
 public:
  // kInvalidArgument unless 2 <= threshold <= holders < 2 threshold, at most kMaxHolders, none
  // of them twice.
  static Result<Ceremony> Create(crypto::Suite suite, const CeremonyTerms& terms);

  const crypto::Group& group() const { return group_; }
  crypto::Suite suite() const { return group_.suite(); }
  std::uint32_t holders() const { return holders_; }
  std::uint32_t threshold() const { return threshold_; }
  const Digest& context() const { return context_; }

 private:
  Ceremony(crypto::Suite suite, std::uint32_t holders, std::uint32_t threshold, Digest context)
      : group_(suite), holders_(holders), threshold_(threshold), context_(context) {}

  crypto::Group group_;
  std::uint32_t holders_;
  std::uint32_t threshold_;
  Digest context_;
};

// Step 1: a transport key, and a promise of the deal's points.
inline constexpr std::size_t kCommitmentSize = 194;
struct Commitment {
  crypto::Point transport;
  Digest deal;
};
// kInvalidArgument for a wrong form, kBadSignature if the transport key's proof does not hold.
Result<Commitment> CheckCommitment(const Ceremony& ceremony, std::uint32_t holder, ByteView bytes);

// Binds all that follows to all messages of step 1, in the holders' order.
Digest RoundOf(const Ceremony& ceremony, std::span<const Bytes> commitments);

// Step 2: the polynomial in the exponent, and everybody's share of it, masked.
struct Deal {
  std::vector<crypto::Point> points;  // of the coefficients, the lowest first; then the ephemeral
  std::vector<crypto::Point> nonces;
  std::vector<crypto::Scalar> responses;
  crypto::Scalar challenge;
  std::vector<Bytes> masked;  // for each holder; the dealer's own empty

  const crypto::Point& ephemeral() const { return points.back(); }
};
std::size_t DealSize(const Ceremony& ceremony);
// kInvalidArgument for a wrong form, kBadSignature if it is not what the dealer committed to.
// Says nothing of proofs and shares.
Result<Deal> DecodeDeal(const Ceremony& ceremony, const Digest& round, std::uint32_t dealer,
                        const Commitment& commitment, ByteView bytes);

// Coefficients that the proofs of one deal take.
std::size_t DealEquations(const Ceremony& ceremony);
// Which deals' proofs do not hold, ascending: halved until each is found.
// `random`: as for Equations, DealEquations for each deal.
std::vector<std::size_t> FalseDeals(const Ceremony& ceremony, std::span<const Deal> deals,
                                    ByteView random);
// One deal, form, promise and proofs; for a log that takes them one by one.
Result<Deal> CheckDeal(const Ceremony& ceremony, const Digest& round, std::uint32_t dealer,
                       const Commitment& commitment, ByteView bytes, ByteView random);

// Step 3, if need be: a holder says that a dealer dealt wrongly.
inline constexpr std::size_t kComplaintSize = 227;
enum class AtFault : std::uint8_t { kDealer = 1, kComplainer = 2 };
// Whatever is wrong with the complaint itself is the complainer's fault. `holder` is not the
// dealer.
AtFault Judge(const Ceremony& ceremony, const Digest& round, std::uint32_t dealer,
              std::uint32_t holder, const Deal& deal, const Commitment& holders_commitment,
              ByteView complaint);

// What the holders have made, if nobody was at fault.
struct CeremonyResult {
  crypto::Point key;
  std::vector<crypto::Point> share_keys;  // of each holder
  Digest digest;                          // over all deals: what holders accept
};
// `deals`: of all holders, in order, with the bytes that each came from. kInvalidArgument if
// the key or a share key is infinity: then the ceremony starts anew.
Result<CeremonyResult> ResultOf(const Ceremony& ceremony, const Digest& round,
                                std::span<const Deal> deals, std::span<const Bytes> bytes);

}  // namespace plenary::ballot

#endif  // PLENARY_CORE_BALLOT_CEREMONY_H_
