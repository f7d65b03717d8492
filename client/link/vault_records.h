// The records of a vault that hold more than one thing, and their bytes.
#ifndef PLENARY_CLIENT_LINK_VAULT_RECORDS_H_
#define PLENARY_CLIENT_LINK_VAULT_RECORDS_H_

#include <cstdint>
#include <optional>

#include "core/base/ids.h"
#include "core/crypto/secret.h"
#include "core/log/head.h"

namespace plenary::link {

inline constexpr std::size_t kSeedSize = 32;

// What a holder answered to a poll: u64 size || 32 bytes root || the answer's bytes.
struct GivenAnswer {
  log::Head sealed;  // the log that chair and chief scrutineer sealed
  Bytes bytes;
};

// A ballot whose code was shown, and that was neither cast nor challenged: 32 bytes seed ||
// the ballot's bytes. The choice is in neither for whoever lacks the seed, and not stored.
struct BallotInHand {
  crypto::SecretBytes seed;
  Bytes bytes;
};

// Of a ballot that was cast: 32 bytes code || 16 bytes command || u64 index || u64 size ||
// 32 bytes root.
struct BallotReceipt {
  Digest code;
  CommandId command;
  std::uint64_t index = 0;  // of its entry
  log::Head head;           // that the server signed for it

  bool operator==(const BallotReceipt&) const = default;
};

crypto::SecretBytes EncodeGivenAnswer(const GivenAnswer& answer);
crypto::SecretBytes EncodeBallotInHand(const BallotInHand& ballot);
crypto::SecretBytes EncodeBallotReceipt(const BallotReceipt& receipt);
// Nothing for anything that these did not write.
std::optional<GivenAnswer> DecodeGivenAnswer(ByteView bytes);
std::optional<BallotInHand> DecodeBallotInHand(ByteView bytes);
std::optional<BallotReceipt> DecodeBallotReceipt(ByteView bytes);

}  // namespace plenary::link

#endif  // PLENARY_CLIENT_LINK_VAULT_RECORDS_H_
