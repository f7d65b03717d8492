// The bytes of an edition: an archive for everybody, without its secret ballots.
//
//   "PLENARY EDITION 1\n"                18 bytes
//   u64 number of registry entries, then each of them, as in an archive
//   u64 number of session entries, then each of them:
//     u8 1, whole    an entry as in an archive; no secret ballot, cast or challenged
//     u8 2, code     a cast secret ballot: part hashes 1 and 2, blind of part 3, code (32),
//                    part hash 4
//     u8 3, hidden   a challenged ballot: part hashes 1 to 4
//   KeyId of the node, 32 bytes; its signature over the session's head, 64 bytes
//
// So the tree stays, and the node's signature with it, while neither the ballots nor who
// cast them and when stand in the file. An archive has one edition. docs/archive-format.md
// says what can be checked in it.
#ifndef PLENARY_CORE_ARCHIVE_EDITION_H_
#define PLENARY_CORE_ARCHIVE_EDITION_H_

#include <variant>
#include <vector>

#include "core/archive/format.h"
#include "core/log/leaf.h"

namespace plenary::archive {

// What is redacted shows the code, of 32 bytes, or nothing.
using EditionEntry = std::variant<log::Entry, log::RedactedLeaf>;

struct EditionContents {
  std::vector<log::Entry> registry;
  std::vector<EditionEntry> session;
  KeyId node;
  Bytes signature;  // of the head over all session entries
};

// The edition of a verified archive.
EditionContents Redact(crypto::Suite suite, const Contents& archive);

// Whether the bytes claim to be an edition, of whatever version.
bool IsEdition(ByteView bytes);

// Checks nothing but what cannot be written (a bug).
Bytes WriteEdition(const EditionContents& contents);

// As archive::Read.
Result<EditionContents> ReadEdition(ByteView bytes);

}  // namespace plenary::archive

#endif  // PLENARY_CORE_ARCHIVE_EDITION_H_
