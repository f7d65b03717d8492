#include "core/archive/format.h"

#include <string>
#include <utility>

#include "core/base/check.h"
#include "core/crypto/keys.h"
#include "core/wire/command.h"

namespace plenary::archive {
namespace {

constexpr std::string_view kMagic = "PLENARY ARCHIVE 1\n";
// The least that an entry takes: time, blinds, two lengths, a signature.
constexpr std::size_t kLeastEntry = 8 + 4 * 32 + 4 + crypto::kSignatureSize + 4;

void PutEntry(Bytes& out, const log::Entry& entry) {
  PLENARY_CHECK(entry.command.signature.size() == crypto::kSignatureSize);
  PutU64(out, static_cast<std::uint64_t>(entry.time.milliseconds));
  for (const log::Blind& blind : entry.blinds.parts) PutRaw(out, blind);
  PutString(out, entry.command.command);
  PutRaw(out, entry.command.signature);
  PutString(out, entry.command.cosignature);
}

void PutEntries(Bytes& out, const std::vector<log::Entry>& entries) {
  PutU64(out, entries.size());
  for (const log::Entry& entry : entries) PutEntry(out, entry);
}

Result<log::Entry> TakeEntry(ByteReader& reader, std::uint64_t index) {
  log::Entry entry;
  entry.index = index;
  const auto time = reader.U64();
  if (!time) return std::unexpected(time.error());
  entry.time.milliseconds = static_cast<std::int64_t>(*time);
  for (log::Blind& blind : entry.blinds.parts) {
    const auto raw = reader.Raw(blind.size());
    if (!raw) return std::unexpected(raw.error());
    std::copy(raw->begin(), raw->end(), blind.begin());
  }
  const auto command = reader.String(wire::kMaxCommandSize);
  if (!command) return std::unexpected(command.error());
  const auto signature = reader.Raw(crypto::kSignatureSize);
  if (!signature) return std::unexpected(signature.error());
  const auto cosignature = reader.String(crypto::kSignatureSize);
  if (!cosignature) return std::unexpected(cosignature.error());
  entry.command = {ToBytes(*command), ToBytes(*signature), ToBytes(*cosignature)};
  return entry;
}

Result<std::vector<log::Entry>> TakeEntries(ByteReader& reader, const std::string& name) {
  const auto count = reader.U64();
  if (!count || *count > reader.rest().size() / kLeastEntry) {
    return Fail(ErrorCode::kInvalidArgument, name + ": ends before its entries");
  }
  std::vector<log::Entry> entries;
  entries.reserve(*count);
  for (std::uint64_t index = 0; index < *count; ++index) {
    auto entry = TakeEntry(reader, index);
    if (!entry) {
      return Fail(ErrorCode::kInvalidArgument,
                  name + " entry " + std::to_string(index) + ": " + entry.error().message);
    }
    entries.push_back(*std::move(entry));
  }
  return entries;
}

}  // namespace

Bytes Write(const Contents& contents) {
  PLENARY_CHECK(contents.signature.size() == crypto::kSignatureSize);
  Bytes out;
  PutRaw(out, AsBytes(kMagic));
  PutEntries(out, contents.registry);
  PutEntries(out, contents.session);
  PutRaw(out, contents.node.view());
  PutRaw(out, contents.signature);
  return out;
}

Result<Contents> Read(ByteView bytes) {
  ByteReader reader(bytes);
  const auto magic = reader.Raw(kMagic.size());
  if (!magic || AsText(*magic) != kMagic) {
    return Fail(ErrorCode::kInvalidArgument, "not an archive of Plenary, version 1");
  }
  Contents contents;
  auto registry = TakeEntries(reader, "registry");
  if (!registry) return std::unexpected(std::move(registry).error());
  contents.registry = *std::move(registry);
  auto session = TakeEntries(reader, "session");
  if (!session) return std::unexpected(std::move(session).error());
  contents.session = *std::move(session);
  const auto node = reader.Raw(KeyId::kSize);
  const auto signature = reader.Raw(crypto::kSignatureSize);
  if (!node || !signature) {
    return Fail(ErrorCode::kInvalidArgument, "ends before the node's signature");
  }
  if (!reader.AtEnd()) return Fail(ErrorCode::kInvalidArgument, "goes on after its end");
  contents.node = *KeyId::From(*node);
  contents.signature = ToBytes(*signature);
  return contents;
}

}  // namespace plenary::archive
