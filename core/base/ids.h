// Identifiers: fixed-size byte strings, each kind a type of its own.
#ifndef PLENARY_CORE_BASE_IDS_H_
#define PLENARY_CORE_BASE_IDS_H_

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <functional>
#include <string>

#include "core/base/bytes.h"

namespace plenary {

template <class Tag, std::size_t Size>
struct Id {
  static constexpr std::size_t kSize = Size;

  std::array<Byte, Size> bytes{};

  auto operator<=>(const Id&) const = default;

  ByteView view() const { return bytes; }
  std::string hex() const { return ToHex(bytes); }
  bool IsZero() const { return *this == Id{}; }

  // kInvalidArgument unless `from` has exactly kSize bytes.
  static Result<Id> From(ByteView from) {
    if (from.size() != Size) return Fail(ErrorCode::kInvalidArgument, "id of wrong length");
    Id id;
    std::copy(from.begin(), from.end(), id.bytes.begin());
    return id;
  }
  // As From, for the lower-case hexadecimal form.
  static Result<Id> FromHexText(std::string_view hex) {
    const auto raw = FromHex(hex);
    if (!raw) return std::unexpected(raw.error());
    return From(*raw);
  }
};

// A hash of 32 bytes: SHA-256 or SM3.
using Digest = Id<struct DigestTag, 32>;

using CommitteeId = Id<struct CommitteeTag, 32>;  // hash of the founding command: its fingerprint
using SessionId = Id<struct SessionTag, 16>;
using PersonId = Id<struct PersonTag, 16>;
using SeatId = Id<struct SeatTag, 16>;
using KeyId = Id<struct KeyTag, 32>;  // hash of the public key
using CommandId = Id<struct CommandTag, 16>;
using ItemId = Id<struct ItemTag, 16>;
using ProposalId = Id<struct ProposalTag, 16>;
using PollId = Id<struct PollTag, 16>;
using CeremonyId = Id<struct CeremonyTag, 16>;

// Names one log of a committee: its registry (session zero) or a session.
struct LogId {
  CommitteeId committee;
  SessionId session;  // zero: the registry

  auto operator<=>(const LogId&) const = default;
  bool IsRegistry() const { return session.IsZero(); }
};

}  // namespace plenary

// Ids are hashes or random bytes already: their first bytes spread well enough.
template <class Tag, std::size_t Size>
struct std::hash<plenary::Id<Tag, Size>> {
  std::size_t operator()(const plenary::Id<Tag, Size>& id) const noexcept {
    std::size_t value = 0;
    for (std::size_t i = 0; i < std::min(Size, sizeof value); ++i) value = value << 8 | id.bytes[i];
    return value;
  }
};

#endif  // PLENARY_CORE_BASE_IDS_H_
