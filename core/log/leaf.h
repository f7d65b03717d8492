// What stands in a leaf of the log: four parts, each of which can be left out later
// without changing the tree.
//
//   part 1, place    u64 index || u64 time, milliseconds since 1970 in two's complement
//   part 2, subject  u32 kind || 32 bytes signer || string subject
//   part 3, code     the ballot's code, as it is
//   part 4, body     string signed bytes || string signature || string cosignature
//
//   part hash i      H("plenary/v1/leaf-part", {u8 i, 32 bytes blind i, part i})
//   leaf data        part hash 1 || part hash 2 || part hash 3 || part hash 4
//   leaf hash        H(0x00 || leaf data), RFC 9162
//
// Integers are big-endian; a string is a u32 length and its bytes; H of a tag and
// fields is crypto::HashTagged. The blinds are random, so that a part that was left out
// cannot be guessed from its hash; they are stored with the leaf and shown with their part.
#ifndef PLENARY_CORE_LOG_LEAF_H_
#define PLENARY_CORE_LOG_LEAF_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <variant>

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/crypto/suite.h"

namespace plenary::log {

// Hashed: append only, never renumber.
enum class LeafPart : std::uint8_t {
  kPlace = 1,
  kSubject = 2,
  kCode = 3,
  kBody = 4,
};

inline constexpr std::size_t kLeafParts = 4;
inline constexpr std::array<LeafPart, kLeafParts> kAllLeafParts = {
    LeafPart::kPlace, LeafPart::kSubject, LeafPart::kCode, LeafPart::kBody};

// Strings of at most 2^32 - 1 bytes. Kind, signer, subject and code repeat what the
// signed bytes say; whoever has both compares them.
struct LeafContent {
  std::uint64_t index = 0;
  Instant time;
  std::uint32_t kind = 0;  // of the command
  KeyId signer;
  Bytes subject;  // the id of the poll or item it is about; empty if none
  Bytes code;     // a secret ballot's; empty otherwise
  Bytes signed_bytes;
  Bytes signature;
  Bytes cosignature;  // empty if one person signs

  bool operator==(const LeafContent&) const = default;
};

// 256 random bits, fresh for each part of each leaf.
using Blind = std::array<Byte, 32>;

struct Blinds {
  std::array<Blind, kLeafParts> parts{};  // in the order of LeafPart

  bool operator==(const Blinds&) const = default;
};

Bytes PartContent(const LeafContent& leaf, LeafPart part);
Digest PartHash(crypto::Suite suite, LeafPart part, const Blind& blind, ByteView content);

using PartHashList = std::array<Digest, kLeafParts>;
PartHashList PartHashes(crypto::Suite suite, const LeafContent& leaf, const Blinds& blinds);

Digest LeafHash(crypto::Suite suite, const LeafContent& leaf, const Blinds& blinds);
Digest LeafHashFromParts(crypto::Suite suite, const PartHashList& part_hashes);

// A leaf of an edition that leaves parts out: of each part its content and blind, or
// its hash alone.
struct ShownPart {
  Blind blind{};
  Bytes content;

  bool operator==(const ShownPart&) const = default;
};

using RedactedPart = std::variant<Digest, ShownPart>;

struct RedactedLeaf {
  std::array<RedactedPart, kLeafParts> parts;

  bool Shows(LeafPart part) const;
  bool operator==(const RedactedLeaf&) const = default;
};

// Which parts an edition shows.
struct Shown {
  bool place = false;
  bool subject = false;
  bool code = false;
  bool body = false;  // only together with subject and code
};

// kInvalidArgument if the body would be shown without subject and code: it contains
// both, and its signature would confirm a guess of them.
Result<RedactedLeaf> Redact(crypto::Suite suite, const LeafContent& leaf, const Blinds& blinds,
                            Shown shown);

// The leaf hash, whatever was left out. kInvalidArgument if the body is shown without
// subject and code, or a part that is shown is not in the form above.
Result<Digest> LeafHash(crypto::Suite suite, const RedactedLeaf& leaf);

// What the shown parts say; the fields of the others are empty or zero. Fails as
// LeafHash does.
Result<LeafContent> ReadLeaf(const RedactedLeaf& leaf);

}  // namespace plenary::log

#endif  // PLENARY_CORE_LOG_LEAF_H_
