#include "core/log/leaf.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/crypto/hash.h"
#include "core/log/merkle.h"

namespace plenary::log {
namespace {

constexpr std::string_view kPartTag = "plenary/v1/leaf-part";

constexpr std::size_t Position(LeafPart part) { return static_cast<std::size_t>(part) - 1; }

Bytes PlaceContent(const LeafContent& leaf) {
  Bytes out;
  PutU64(out, leaf.index);
  PutU64(out, static_cast<std::uint64_t>(leaf.time.milliseconds));
  return out;
}

Bytes SubjectContent(const LeafContent& leaf) {
  Bytes out;
  PutU32(out, leaf.kind);
  PutRaw(out, leaf.signer.view());
  PutString(out, leaf.subject);
  return out;
}

Bytes BodyContent(const LeafContent& leaf) {
  Bytes out;
  PutString(out, leaf.signed_bytes);
  PutString(out, leaf.signature);
  PutString(out, leaf.cosignature);
  return out;
}

std::unexpected<Error> Malformed(const char* part) {
  return Fail(ErrorCode::kInvalidArgument, std::string("leaf: malformed ") + part);
}

Result<LeafContent> ReadPlace(ByteView content, LeafContent leaf) {
  ByteReader reader(content);
  const auto index = reader.U64();
  const auto time = reader.U64();
  if (!index || !time || !reader.AtEnd()) return Malformed("place");
  leaf.index = *index;
  leaf.time = Instant{static_cast<std::int64_t>(*time)};
  return leaf;
}

Result<LeafContent> ReadSubject(ByteView content, LeafContent leaf) {
  ByteReader reader(content);
  const auto kind = reader.U32();
  const auto signer = reader.Raw(KeyId::kSize);
  const auto subject = reader.String(content.size());
  if (!kind || !signer || !subject || !reader.AtEnd()) return Malformed("subject");
  leaf.kind = *kind;
  std::copy(signer->begin(), signer->end(), leaf.signer.bytes.begin());
  leaf.subject = ToBytes(*subject);
  return leaf;
}

Result<LeafContent> ReadBody(ByteView content, LeafContent leaf) {
  ByteReader reader(content);
  const auto signed_bytes = reader.String(content.size());
  const auto signature = reader.String(content.size());
  const auto cosignature = reader.String(content.size());
  if (!signed_bytes || !signature || !cosignature || !reader.AtEnd()) return Malformed("body");
  leaf.signed_bytes = ToBytes(*signed_bytes);
  leaf.signature = ToBytes(*signature);
  leaf.cosignature = ToBytes(*cosignature);
  return leaf;
}

// `leaf` with what `content` says of one part.
Result<LeafContent> ReadPart(LeafPart part, const Bytes& content, LeafContent leaf) {
  switch (part) {
    case LeafPart::kPlace:
      return ReadPlace(content, std::move(leaf));
    case LeafPart::kSubject:
      return ReadSubject(content, std::move(leaf));
    case LeafPart::kCode:
      leaf.code = content;
      return leaf;
    case LeafPart::kBody:
      return ReadBody(content, std::move(leaf));
  }
  return Malformed("part");
}

bool IsShown(Shown shown, LeafPart part) {
  switch (part) {
    case LeafPart::kPlace:
      return shown.place;
    case LeafPart::kSubject:
      return shown.subject;
    case LeafPart::kCode:
      return shown.code;
    case LeafPart::kBody:
      return shown.body;
  }
  return false;
}

Result<void> CheckBodyNotAlone(bool subject, bool code, bool body) {
  if (body && !(subject && code)) {
    return Fail(ErrorCode::kInvalidArgument,
                "leaf: a body is shown only together with subject and code");
  }
  return {};
}

}  // namespace

Bytes PartContent(const LeafContent& leaf, LeafPart part) {
  switch (part) {
    case LeafPart::kPlace:
      return PlaceContent(leaf);
    case LeafPart::kSubject:
      return SubjectContent(leaf);
    case LeafPart::kCode:
      return leaf.code;
    case LeafPart::kBody:
      return BodyContent(leaf);
  }
  return {};
}

Digest PartHash(crypto::Suite suite, LeafPart part, const Blind& blind, ByteView content) {
  const std::array<Byte, 1> number = {static_cast<Byte>(part)};
  return crypto::HashTagged(suite, kPartTag, {number, blind, content});
}

PartHashList PartHashes(crypto::Suite suite, const LeafContent& leaf, const Blinds& blinds) {
  PartHashList hashes;
  for (const LeafPart part : kAllLeafParts) {
    hashes[Position(part)] =
        PartHash(suite, part, blinds.parts[Position(part)], PartContent(leaf, part));
  }
  return hashes;
}

Digest LeafHash(crypto::Suite suite, const LeafContent& leaf, const Blinds& blinds) {
  return LeafHashFromParts(suite, PartHashes(suite, leaf, blinds));
}

Digest LeafHashFromParts(crypto::Suite suite, const PartHashList& part_hashes) {
  Bytes data;
  for (const Digest& hash : part_hashes) PutRaw(data, hash.view());
  return LeafNode(suite, data);
}

bool RedactedLeaf::Shows(LeafPart part) const {
  return std::holds_alternative<ShownPart>(parts[Position(part)]);
}

Result<RedactedLeaf> Redact(crypto::Suite suite, const LeafContent& leaf, const Blinds& blinds,
                            Shown shown) {
  PLENARY_TRY(CheckBodyNotAlone(shown.subject, shown.code, shown.body));
  RedactedLeaf redacted;
  for (const LeafPart part : kAllLeafParts) {
    const Blind& blind = blinds.parts[Position(part)];
    Bytes content = PartContent(leaf, part);
    if (IsShown(shown, part)) {
      redacted.parts[Position(part)] = ShownPart{blind, std::move(content)};
    } else {
      redacted.parts[Position(part)] = PartHash(suite, part, blind, content);
    }
  }
  return redacted;
}

Result<Digest> LeafHash(crypto::Suite suite, const RedactedLeaf& leaf) {
  if (const auto content = ReadLeaf(leaf); !content) return std::unexpected(content.error());
  PartHashList hashes;
  for (const LeafPart part : kAllLeafParts) {
    const RedactedPart& given = leaf.parts[Position(part)];
    const auto* shown = std::get_if<ShownPart>(&given);
    hashes[Position(part)] =
        shown ? PartHash(suite, part, shown->blind, shown->content) : std::get<Digest>(given);
  }
  return LeafHashFromParts(suite, hashes);
}

Result<LeafContent> ReadLeaf(const RedactedLeaf& leaf) {
  PLENARY_TRY(CheckBodyNotAlone(leaf.Shows(LeafPart::kSubject), leaf.Shows(LeafPart::kCode),
                                leaf.Shows(LeafPart::kBody)));
  Result<LeafContent> content;
  for (const LeafPart part : kAllLeafParts) {
    const auto* shown = std::get_if<ShownPart>(&leaf.parts[Position(part)]);
    if (!shown) continue;
    content = ReadPart(part, shown->content, std::move(*content));
    if (!content) return content;
  }
  return content;
}

}  // namespace plenary::log
