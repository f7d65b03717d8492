// What a member reads off a secret ballot and types elsewhere: its code, and the seed of one
// that was challenged.
//
// Pure; any thread. docs/protocol.md, "Codes for people".
#ifndef PLENARY_CORE_WIRE_BALLOT_CODES_H_
#define PLENARY_CORE_WIRE_BALLOT_CODES_H_

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/crypto/secret.h"

namespace plenary::wire {

// "7ZQF-0M3K-1Y2Z-8WXB": the first 80 bits of a ballot's code, or of a sealed root.
std::string ShortCode(const Digest& digest);

// The beginning of a code, as somebody typed it.
class CodePrefix {
 public:
  static constexpr std::size_t kFewest = 4;  // characters
  static constexpr std::size_t kMost = 52;

  // As tolerant as ParseCode. kInvalidArgument for any other character, or too few or too many.
  static Result<CodePrefix> Parse(std::string_view text);
  bool Begins(const Digest& code) const;

 private:
  std::array<Byte, kMost> symbols_{};
  std::size_t size_ = 0;
};

inline constexpr std::size_t kBallotSeedSize = 32;

// The whole seed: 52 characters and two check characters, in groups of four. 32 bytes.
std::string FormatSeed(ByteView seed);
// As ParseFingerprint.
Result<crypto::SecretBytes> ParseSeed(std::string_view text);

// "BALLOT:7ZQF-0M3K-1Y2Z-8WXB:0123-...": code and seed of a challenged ballot in one word, as its
// QR code holds them.
std::string FormatChallenge(const Digest& code, ByteView seed);

struct Challenge {
  CodePrefix code;
  crypto::SecretBytes seed;
};
// Takes small letters too. kInvalidArgument for anything else than such a word.
Result<Challenge> ParseChallenge(std::string_view word);
// Whether it is meant to be one: it begins so.
bool IsChallenge(std::string_view word);

}  // namespace plenary::wire

#endif  // PLENARY_CORE_WIRE_BALLOT_CODES_H_
