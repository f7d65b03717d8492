// True messages, the same ones in every run: what the fuzz targets of core/ballot start from.
#ifndef PLENARY_TESTS_CORE_BALLOT_TRUE_MESSAGES_H_
#define PLENARY_TESTS_CORE_BALLOT_TRUE_MESSAGES_H_

#include <cstdint>
#include <vector>

#include "tests/core/ballot/ballot_fixture.h"

namespace plenary::ballot {

// What a target is given. The first byte says which suite, which of the target's messages, and
// whether the rest is the message itself or edits of the true one: random bytes are hardly ever
// points, edits leave them points.
struct FuzzInput {
  crypto::Suite suite = crypto::Suite::kP256;
  bool edits = false;
  std::uint8_t which = 0;  // below 32
  ByteView rest;

  static FuzzInput Of(ByteView input);  // not empty; borrowed
  Bytes Joined() const;                 // what Of takes apart
  // What `rest` stands for.
  Bytes MessageFrom(ByteView true_message) const;
};

// The message after edits of three bytes each: one of its points or numbers is negated, becomes one
// more, a copy of another, or has bits turned.
Bytes Edited(const crypto::Group& group, ByteView message, ByteView edits);

// Two of three holders make a key.
const Keys& TrueKeys(crypto::Suite suite);
// What holder 1 dealt, with another share for holder 2.
Deal FalseDeal(const Keys& keys);
enum class HolderMessage : std::uint8_t { kCommitment, kDeal, kComplaint };
inline constexpr std::uint8_t kHolderMessages = 3;
// Of holder 1; the complaint is holder 2's, about the false deal.
Bytes TrueMessage(const Keys& keys, HolderMessage message);

struct TrueBallot {
  Poll poll;
  PersonId voter;
  Bytes seed;
  std::vector<rules::Choice> choices;
  Bytes bytes;
};
inline constexpr std::uint8_t kTrueBallots = 4;
// Packed, packed with blank, separate with blank, two contests. `which`: taken modulo 4.
const TrueBallot& TrueBallotOf(crypto::Suite suite, std::uint8_t which);

// Of holder 1, about the sums of one ballot of two contests.
struct TrueAnswer {
  const Poll* poll;
  Sealed sealed;
  std::vector<Ciphertext> aggregates;
  Bytes bytes;
};
const TrueAnswer& TrueAnswerOf(crypto::Suite suite);

}  // namespace plenary::ballot

#endif  // PLENARY_TESTS_CORE_BALLOT_TRUE_MESSAGES_H_
