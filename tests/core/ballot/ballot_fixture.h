// A poll with a key of three holders, and choices to cast in it.
#ifndef PLENARY_TESTS_CORE_BALLOT_BALLOT_FIXTURE_H_
#define PLENARY_TESTS_CORE_BALLOT_BALLOT_FIXTURE_H_

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/ballot/ceremony.h"
#include "core/ballot/holder.h"
#include "core/ballot/maker.h"
#include "core/ballot/opening.h"
#include "core/ballot/poll.h"
#include "core/ballot/totals.h"

namespace plenary::ballot {

inline constexpr crypto::Suite kSuites[] = {crypto::Suite::kP256, crypto::Suite::kSm2};
std::string SuiteLabel(const ::testing::TestParamInfo<crypto::Suite>& row);

// Bytes that look random and are the same in every run.
Bytes Noise(std::uint64_t number, std::size_t size);
template <class IdT>
IdT NoiseId(std::uint64_t number) {
  return *IdT::From(Noise(number, IdT::kSize));
}

// A ceremony played to its end by honest holders.
struct Keys {
  Ceremony ceremony;
  std::vector<Holder> players;
  std::vector<Commitment> commitments;
  Digest round;
  std::vector<Bytes> deal_bytes;
  std::vector<Deal> deals;
  CeremonyResult result;
  std::vector<crypto::SecretScalar> shares;
};
CeremonyTerms TermsFor(std::uint32_t threshold, std::uint32_t holders);
// `keys` is filled in place, since players borrow its ceremony.
std::unique_ptr<Keys> PlayCeremony(crypto::Suite suite, std::uint32_t threshold,
                                   std::uint32_t holders);

PollBinding BindingFor(const Keys& keys);
Bytes Cast(const Poll& poll, const PersonId& voter, std::span<const rules::Choice> choices,
           std::uint64_t seed);

inline constexpr Sealed kSealed = {77, {}, 0};
// Opened with the answers of the named holders, each of them checked.
std::vector<crypto::Point> OpenWith(const Keys& keys, const Poll& poll, const Sealed& sealed,
                                    std::span<const Ciphertext> aggregates,
                                    std::span<const std::uint32_t> holders);

}  // namespace plenary::ballot

#endif  // PLENARY_TESTS_CORE_BALLOT_BALLOT_FIXTURE_H_
