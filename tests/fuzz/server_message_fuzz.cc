// What a server answers with: heads, receipts, runs, entries. The first byte says which.
#include <cstddef>
#include <cstdint>

#include "core/base/check.h"
#include "core/log/merkle.h"
#include "core/wire/proto.h"

namespace {

namespace log = plenary::log;
namespace v1 = plenary::v1;
namespace wire = plenary::wire;

// What was read is told in the same words again.
template <class Message>
auto Read(const std::uint8_t* data, std::size_t size) {
  Message message;
  const bool parsed = message.ParseFromArray(data, static_cast<int>(size));
  auto read = wire::FromProto(message);
  if (!parsed || !read) return decltype(read)(plenary::Fail(plenary::ErrorCode::kInternal, ""));
  const auto again = wire::FromProto(wire::ToProto(*read));
  PLENARY_CHECK(again);
  PLENARY_CHECK(wire::ToProto(*again).SerializeAsString() ==
                wire::ToProto(*read).SerializeAsString());
  return read;
}

// A tree takes a run with as many hashes as it has subtrees, and no other.
void Append(const log::Run& run) {
  log::MerkleTree tree(plenary::crypto::Suite::kP256);
  const std::size_t before = static_cast<std::size_t>(run.first % 8);
  for (std::size_t i = 0; i < before; ++i) tree.Append(plenary::Digest{});
  if (!tree.AppendRun(run.count, run.hashes)) PLENARY_CHECK(tree.size() == before);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  ++data;
  --size;
  switch (data[-1] % 4) {
    case 0:
      static_cast<void>(Read<v1::SignedHead>(data, size));
      break;
    case 1:
      static_cast<void>(Read<v1::Receipt>(data, size));
      break;
    case 2:
      if (const auto run = Read<v1::Run>(data, size)) Append(*run);
      break;
    default:
      static_cast<void>(Read<v1::LogEntry>(data, size));
      break;
  }
  return 0;
}
