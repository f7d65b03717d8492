// The bytes of an archive: one closed session, with the registry that it stood under.
//
//   "PLENARY ARCHIVE 1\n"                18 bytes
//   u64 number of registry entries, then each of them
//   u64 number of session entries, then each of them
//   KeyId of the node, 32 bytes; its signature over the session's head, 64 bytes
//
//   entry: u64 time || 4 x 32 bytes blinds || string command || 64 bytes signature ||
//          string cosignature (64 bytes in the founding, else empty)
//
// Integers are big-endian, a string is a u32 length and its bytes. Indexes, ids, roots
// and results are not stored: a reader rebuilds them. docs/archive-format.md has a
// worked example.
#ifndef PLENARY_CORE_ARCHIVE_FORMAT_H_
#define PLENARY_CORE_ARCHIVE_FORMAT_H_

#include <vector>

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/log/entry.h"

namespace plenary::archive {

struct Contents {
  std::vector<log::Entry> registry;
  std::vector<log::Entry> session;
  KeyId node;
  Bytes signature;  // of the head over all session entries
};

// Checks nothing but sizes that cannot be written (a bug).
Bytes Write(const Contents& contents);

// kInvalidArgument, with the place, for bytes that are not of this form: too short, too
// long, a wrong length. What it returns writes to the same bytes again. Says nothing
// about what the entries mean: see verify.h.
Result<Contents> Read(ByteView bytes);

}  // namespace plenary::archive

#endif  // PLENARY_CORE_ARCHIVE_FORMAT_H_
