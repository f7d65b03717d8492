// Opening the sum of all ballots, and nothing else: aggregates, holders' answers, totals.
//
// docs/secret-ballots.md, "Opening".
#ifndef PLENARY_CORE_BALLOT_OPENING_H_
#define PLENARY_CORE_BALLOT_OPENING_H_

#include <cstdint>
#include <span>
#include <vector>

#include "core/ballot/ballot.h"
#include "core/ballot/poll.h"

namespace plenary::ballot {

// The log as chair and chief scrutineer sealed it.
struct Sealed {
  std::uint64_t size = 0;
  Digest root;              // at that size
  std::uint32_t count = 0;  // ballots that count
};

// Of all places of all contests, in order.
std::vector<Ciphertext> CiphertextsOf(const Ballot& ballot);

// The sums that are opened. `ballots`: CiphertextsOf each of the `sealed.count` ballots that
// count, in any order.
std::vector<Ciphertext> Aggregates(const Poll& poll, const Sealed& sealed,
                                   std::span<const std::vector<Ciphertext>> ballots);

Bytes EncodeAggregates(const Poll& poll, std::span<const Ciphertext> aggregates);
// kInvalidArgument unless it has one pair for each place of the poll, and nothing else.
Result<std::vector<Ciphertext>> DecodeAggregates(const Poll& poll, ByteView bytes);

// What one holder says of the aggregates, with a proof for all of them.
struct Answer {
  crypto::Point commitment;
  std::vector<crypto::Point> factors;      // D of each aggregate
  std::vector<crypto::Point> commitments;  // b of each aggregate
  crypto::Scalar response;
};

// A holder answers once a poll, and only what was sealed: the caller sees to it. `system`: 32
// bytes of the system's generator.
Bytes MakeAnswer(const Poll& poll, const Sealed& sealed, std::span<const Ciphertext> aggregates,
                 std::uint32_t holder, const crypto::SecretScalar& share, ByteView system);

// kInvalidArgument unless it has exactly the form of an answer about so many aggregates.
Result<Answer> DecodeAnswer(const crypto::Group& group, std::size_t aggregates, ByteView bytes);

// Coefficients that checking one answer takes.
constexpr std::size_t AnswerEquations(std::size_t aggregates) { return aggregates + 1; }

// kBadSignature unless the proof holds. `random`: as for Equations, AnswerEquations.
Result<void> CheckAnswer(const Poll& poll, const Sealed& sealed,
                         std::span<const Ciphertext> aggregates, std::uint32_t holder,
                         const crypto::Point& share_key, const Answer& answer, ByteView random);

struct HoldersAnswer {
  std::uint32_t holder;  // from 1; each once
  const Answer* answer;  // borrowed
};

// Which of the answers do not hold, by their places, ascending: halved until each is found.
// `share_keys`: of all holders. `random`: AnswerEquations for each answer.
std::vector<std::size_t> FalseAnswers(const Poll& poll, const Sealed& sealed,
                                      std::span<const Ciphertext> aggregates,
                                      std::span<const crypto::Point> share_keys,
                                      std::span<const HoldersAnswer> answers, ByteView random);

// T G of each aggregate. `answers`: checked, as many as the threshold asks for, or more.
std::vector<crypto::Point> Open(const crypto::Group& group, std::span<const Ciphertext> aggregates,
                                std::span<const HoldersAnswer> answers);

}  // namespace plenary::ballot

#endif  // PLENARY_CORE_BALLOT_OPENING_H_
