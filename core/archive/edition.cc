#include "core/archive/edition.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/archive/entries.h"
#include "core/base/check.h"
#include "core/fold/leaf.h"
#include "core/wire/command.h"

namespace plenary::archive {
namespace {

constexpr std::string_view kAnyMagic = "PLENARY EDITION ";
constexpr std::string_view kMagic = "PLENARY EDITION 1\n";
constexpr std::size_t kLeastEditionEntry = 1 + log::kLeafParts * Digest::kSize;

// Stored: append only, never renumber.
enum class Form : std::uint8_t { kWhole = 1, kCode = 2, kHidden = 3 };

Form FormOf(const log::RedactedLeaf& leaf) {
  for (const log::LeafPart part :
       {log::LeafPart::kPlace, log::LeafPart::kSubject, log::LeafPart::kBody}) {
    PLENARY_CHECK(!leaf.Shows(part));
  }
  return leaf.Shows(log::LeafPart::kCode) ? Form::kCode : Form::kHidden;
}

void PutPart(Bytes& out, const log::RedactedPart& part) {
  if (const auto* hash = std::get_if<Digest>(&part)) return PutRaw(out, hash->view());
  const auto& shown = std::get<log::ShownPart>(part);
  PLENARY_CHECK(shown.content.size() == Digest::kSize);
  PutRaw(out, shown.blind);
  PutRaw(out, shown.content);
}

void PutEditionEntry(Bytes& out, const EditionEntry& entry) {
  if (const auto* whole = std::get_if<log::Entry>(&entry)) {
    PutU8(out, static_cast<std::uint8_t>(Form::kWhole));
    return PutEntry(out, *whole);
  }
  const auto& leaf = std::get<log::RedactedLeaf>(entry);
  PutU8(out, static_cast<std::uint8_t>(FormOf(leaf)));
  for (const log::RedactedPart& part : leaf.parts) PutPart(out, part);
}

Result<log::RedactedPart> TakeHash(ByteReader& reader) {
  const auto raw = reader.Raw(Digest::kSize);
  if (!raw) return std::unexpected(raw.error());
  return *Digest::From(*raw);
}

Result<log::RedactedPart> TakeCode(ByteReader& reader) {
  log::ShownPart shown;
  const auto blind = reader.Raw(shown.blind.size());
  const auto code = reader.Raw(Digest::kSize);
  if (!blind || !code) return Fail(ErrorCode::kInvalidArgument, "ends within a code");
  std::copy(blind->begin(), blind->end(), shown.blind.begin());
  shown.content = ToBytes(*code);
  return shown;
}

Result<EditionEntry> TakeRedacted(ByteReader& reader, Form form) {
  log::RedactedLeaf leaf;
  for (std::size_t i = 0; i < log::kLeafParts; ++i) {
    const bool is_code = form == Form::kCode && log::kAllLeafParts[i] == log::LeafPart::kCode;
    auto part = is_code ? TakeCode(reader) : TakeHash(reader);
    if (!part) return std::unexpected(std::move(part).error());
    leaf.parts[i] = *std::move(part);
  }
  return leaf;
}

Result<EditionEntry> TakeEditionEntry(ByteReader& reader, std::uint64_t index) {
  const auto form = reader.U8();
  if (!form) return std::unexpected(form.error());
  switch (static_cast<Form>(*form)) {
    case Form::kWhole: {
      auto entry = TakeEntry(reader, index);
      if (!entry) return std::unexpected(std::move(entry).error());
      return *std::move(entry);
    }
    case Form::kCode:
    case Form::kHidden:
      return TakeRedacted(reader, static_cast<Form>(*form));
  }
  return Fail(ErrorCode::kInvalidArgument, "neither whole nor redacted as an edition may have it");
}

EditionEntry RedactEntry(crypto::Suite suite, const log::Entry& entry) {
  const auto command = wire::DecodeCommand(entry.command.command);
  const bool is_cast = command && std::holds_alternative<session::CastSecretBallot>(command->body);
  if (!is_cast && !(command && std::holds_alternative<session::ChallengeBallot>(command->body))) {
    return entry;
  }
  auto leaf =
      log::Redact(suite, fold::LeafContentOf(entry, *command), entry.blinds, {.code = is_cast});
  PLENARY_CHECK(leaf);
  return *std::move(leaf);
}

}  // namespace

EditionContents Redact(crypto::Suite suite, const Contents& archive) {
  EditionContents edition{archive.registry, {}, archive.node, archive.signature};
  edition.session.reserve(archive.session.size());
  for (const log::Entry& entry : archive.session) {
    edition.session.push_back(RedactEntry(suite, entry));
  }
  return edition;
}

bool IsEdition(ByteView bytes) { return AsText(bytes).starts_with(kAnyMagic); }

Bytes WriteEdition(const EditionContents& contents) {
  Bytes out;
  PutRaw(out, AsBytes(kMagic));
  PutRegistry(out, contents.registry);
  PutList(out, contents.session, PutEditionEntry);
  PutEnd(out, contents.node, contents.signature);
  return out;
}

Result<EditionContents> ReadEdition(ByteView bytes) {
  ByteReader reader(bytes);
  const auto magic = reader.Raw(kMagic.size());
  if (!magic || AsText(*magic) != kMagic) {
    return Fail(ErrorCode::kInvalidArgument, "not an edition of Plenary, version 1");
  }
  auto registry = TakeRegistry(reader);
  if (!registry) return std::unexpected(std::move(registry).error());
  auto session = TakeList(reader, "session", kLeastEditionEntry, TakeEditionEntry);
  if (!session) return std::unexpected(std::move(session).error());
  auto end = TakeEnd(reader);
  if (!end) return std::unexpected(std::move(end).error());
  return EditionContents{*std::move(registry), *std::move(session), end->node,
                         std::move(end->signature)};
}

}  // namespace plenary::archive
