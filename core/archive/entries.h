// The bytes that archives and editions have in common: their entries, and their end.
#ifndef PLENARY_CORE_ARCHIVE_ENTRIES_H_
#define PLENARY_CORE_ARCHIVE_ENTRIES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/log/entry.h"

namespace plenary::archive {

void PutEntry(Bytes& out, const log::Entry& entry);
// `index` is where it stands. kInvalidArgument: it ends too soon, or a length is too long.
Result<log::Entry> TakeEntry(ByteReader& reader, std::uint64_t index);

// u64 number of entries, then each of them.
template <class Entry>
void PutList(Bytes& out, const std::vector<Entry>& entries, void (*put)(Bytes&, const Entry&)) {
  PutU64(out, entries.size());
  for (const Entry& entry : entries) put(out, entry);
}

// Of entries of at least `least` bytes. kInvalidArgument with `name` and the place.
template <class Entry>
Result<std::vector<Entry>> TakeList(ByteReader& reader, const std::string& name, std::size_t least,
                                    Result<Entry> (*take)(ByteReader&, std::uint64_t index)) {
  const auto count = reader.U64();
  if (!count || *count > reader.rest().size() / least) {
    return Fail(ErrorCode::kInvalidArgument, name + ": ends before its entries");
  }
  std::vector<Entry> entries;
  entries.reserve(*count);
  for (std::uint64_t index = 0; index < *count; ++index) {
    auto entry = take(reader, index);
    if (!entry) {
      return Fail(ErrorCode::kInvalidArgument,
                  name + " entry " + std::to_string(index) + ": " + entry.error().message);
    }
    entries.push_back(*std::move(entry));
  }
  return entries;
}

void PutRegistry(Bytes& out, const std::vector<log::Entry>& entries);
Result<std::vector<log::Entry>> TakeRegistry(ByteReader& reader);

// The node that signed the head over all session entries.
struct End {
  KeyId node;
  Bytes signature;
};

void PutEnd(Bytes& out, const KeyId& node, ByteView signature);
// kInvalidArgument unless nothing follows.
Result<End> TakeEnd(ByteReader& reader);

// The least that an entry takes: time, blinds, two lengths, a signature.
inline constexpr std::size_t kLeastEntry = 8 + 4 * 32 + 4 + 64 + 4;

}  // namespace plenary::archive

#endif  // PLENARY_CORE_ARCHIVE_ENTRIES_H_
