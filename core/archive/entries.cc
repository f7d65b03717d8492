#include "core/archive/entries.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/crypto/keys.h"
#include "core/wire/command.h"

namespace plenary::archive {

static_assert(crypto::kSignatureSize == 64);  // as kLeastEntry has it

void PutEntry(Bytes& out, const log::Entry& entry) {
  PLENARY_CHECK(entry.command.signature.size() == crypto::kSignatureSize);
  PutU64(out, static_cast<std::uint64_t>(entry.time.milliseconds));
  for (const log::Blind& blind : entry.blinds.parts) PutRaw(out, blind);
  PutString(out, entry.command.command);
  PutRaw(out, entry.command.signature);
  PutString(out, entry.command.cosignature);
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

void PutRegistry(Bytes& out, const std::vector<log::Entry>& entries) {
  PutList(out, entries, PutEntry);
}

Result<std::vector<log::Entry>> TakeRegistry(ByteReader& reader) {
  return TakeList(reader, "registry", kLeastEntry, TakeEntry);
}

void PutEnd(Bytes& out, const KeyId& node, ByteView signature) {
  PLENARY_CHECK(signature.size() == crypto::kSignatureSize);
  PutRaw(out, node.view());
  PutRaw(out, signature);
}

Result<End> TakeEnd(ByteReader& reader) {
  const auto node = reader.Raw(KeyId::kSize);
  const auto signature = reader.Raw(crypto::kSignatureSize);
  if (!node || !signature) {
    return Fail(ErrorCode::kInvalidArgument, "ends before the node's signature");
  }
  if (!reader.AtEnd()) return Fail(ErrorCode::kInvalidArgument, "goes on after its end");
  return End{*KeyId::From(*node), ToBytes(*signature)};
}

}  // namespace plenary::archive
