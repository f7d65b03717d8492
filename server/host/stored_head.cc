#include "server/host/stored_head.h"

namespace plenary::host {
namespace {

template <class IdT>
Result<void> Take(ByteReader& reader, IdT& id) {
  const auto raw = reader.Raw(IdT::kSize);
  if (!raw) return std::unexpected(raw.error());
  const auto made = IdT::From(*raw);
  if (!made) return std::unexpected(made.error());
  id = *made;
  return {};
}

}  // namespace

Bytes EncodeStoredHead(const log::SignedHead& head) {
  Bytes out;
  PutU64(out, head.head.size);
  PutRaw(out, head.head.root.view());
  PutRaw(out, head.node.view());
  PutString(out, head.signature);
  return out;
}

Result<log::SignedHead> DecodeStoredHead(const LogId& log, ByteView bytes) {
  ByteReader reader(bytes);
  log::SignedHead head;
  head.log = log;
  const auto size = reader.U64();
  if (!size) return std::unexpected(size.error());
  head.head.size = *size;
  PLENARY_TRY(Take(reader, head.head.root));
  PLENARY_TRY(Take(reader, head.node));
  const auto signature = reader.String(crypto::kSignatureSize);
  if (!signature) return std::unexpected(signature.error());
  head.signature = ToBytes(*signature);
  if (!reader.AtEnd()) return Fail(ErrorCode::kInvalidArgument, "stored head: bytes behind it");
  return head;
}

}  // namespace plenary::host
