#include "core/archive/format.h"

#include <utility>

#include "core/archive/entries.h"

namespace plenary::archive {
namespace {

constexpr std::string_view kMagic = "PLENARY ARCHIVE 1\n";

}  // namespace

Bytes Write(const Contents& contents) {
  Bytes out;
  PutRaw(out, AsBytes(kMagic));
  PutRegistry(out, contents.registry);
  PutList(out, contents.session, PutEntry);
  PutEnd(out, contents.node, contents.signature);
  return out;
}

Result<Contents> Read(ByteView bytes) {
  ByteReader reader(bytes);
  const auto magic = reader.Raw(kMagic.size());
  if (!magic || AsText(*magic) != kMagic) {
    return Fail(ErrorCode::kInvalidArgument, "not an archive of Plenary, version 1");
  }
  auto registry = TakeRegistry(reader);
  if (!registry) return std::unexpected(std::move(registry).error());
  auto session = TakeList(reader, "session", kLeastEntry, TakeEntry);
  if (!session) return std::unexpected(std::move(session).error());
  auto end = TakeEnd(reader);
  if (!end) return std::unexpected(std::move(end).error());
  return Contents{*std::move(registry), *std::move(session), end->node, std::move(end->signature)};
}

}  // namespace plenary::archive
