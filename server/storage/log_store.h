// Where the logs of committees are kept: the entries' bytes, each under its log and index.
//
// Speaks of logs and entries alone; says nothing of what stands in them. Every method
// may be called by any thread, and blocks for as long as the disk takes.
#ifndef PLENARY_SERVER_STORAGE_LOG_STORE_H_
#define PLENARY_SERVER_STORAGE_LOG_STORE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/base/result.h"

namespace plenary::storage {

// Bytes that many hold and nobody changes. Never null.
using SharedBytes = std::shared_ptr<const Bytes>;

inline constexpr std::size_t kMaxEntryBytes = 1 << 20;
inline constexpr std::size_t kMaxHeadBytes = 4096;

// What goes to the end of one log.
struct AppendGroup {
  LogId log;
  std::uint64_t first_index = 0;     // the log's size so far
  std::vector<SharedBytes> entries;  // 1 or more, each of 1 to kMaxEntryBytes
  Bytes head;                        // the signed head over all of it: 1 to kMaxHeadBytes
};

struct StoredLog {
  LogId log;
  std::uint64_t size = 0;
  Bytes head;  // of the last Append
};

// How much Read gives at once; always one entry if there is one.
struct ReadLimit {
  std::size_t entries = 1024;
  std::size_t bytes = 4 << 20;
};

// The kInvalidArgument of Append, for all stores.
Result<void> CheckGroups(std::span<const AppendGroup> groups);

class LogStore {
 public:
  virtual ~LogStore() = default;

  // All groups in one transaction, each of another log; durable when it returns. On
  // failure nothing is written, except that after kUnavailable or kInternal it may have
  // been: read again.
  //   kInvalidArgument  no groups, one log twice, or a bound above
  //   kConflict         a log is not of size `first_index`: somebody else extended it, or
  //                     there would be a gap
  //   kExhausted        the disk, or the size allowed to the store, is full
  //   kCorrupt          what is stored contradicts itself
  virtual Result<void> Append(std::span<const AppendGroup> groups) = 0;

  // Entries `from` and on, in order, as many as the limit allows; none at or behind the
  // end, or of an unknown log. kCorrupt if one is missing in between.
  virtual Result<std::vector<Bytes>> Read(const LogId& log, std::uint64_t from,
                                          ReadLimit limit) const = 0;

  // Nothing if the log is unknown.
  virtual Result<std::optional<StoredLog>> Find(const LogId& log) const = 0;

  // All logs, a committee's registry before its sessions.
  virtual Result<std::vector<StoredLog>> Logs() const = 0;
};

}  // namespace plenary::storage

#endif  // PLENARY_SERVER_STORAGE_LOG_STORE_H_
