// Archives and editions from files: each verified, then checked against the others.
#ifndef PLENARY_CLIENT_ACTIONS_COLLECT_H_
#define PLENARY_CLIENT_ACTIONS_COLLECT_H_

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/archive/collection.h"

namespace plenary::actions {

inline constexpr const char* kArchiveExtension = ".plenary";

// Why a file counts for nothing: it cannot be read (an Error of ReadFile), it does not
// verify, it does not go with those before it, or it is a folder without archives.
struct Conflict {
  Error error;  // of Collection::Add
};
struct NoArchives {};
using Fault = std::variant<Error, archive::Rejection, Conflict, NoArchives>;

struct CollectedFile {
  std::filesystem::path file;
  SessionId session;           // zero: it does not verify
  std::optional<Fault> fault;  // none: it is in the collection
  bool is_repeated = false;    // the session of an earlier file
  bool is_edition = false;     // it claims to be one
};

struct Collected {
  archive::Collection archives;
  std::vector<CollectedFile> files;  // in the order given

  bool HasFaults() const;
  // Of the file's session; null if it has a fault. Of an edition whose archive is here too, the
  // archive.
  const archive::Verified* Find(const CollectedFile& file) const;
  // Whether the file is an edition that nothing rests on, since its archive is here too.
  bool HasArchiveOf(const CollectedFile& file) const;
};

// The files as given; of a folder those in it (no deeper) that end in kArchiveExtension, by
// name. Blocks.
Collected Collect(const std::vector<std::string>& paths);

}  // namespace plenary::actions

#endif  // PLENARY_CLIENT_ACTIONS_COLLECT_H_
