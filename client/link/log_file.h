// A local copy of a log on disk: a file that only grows.
//
// "PLLOG 1\n" || committee (32) || session (16), then records: u32 length of what
// follows || u8 type || payload || 8 bytes, the hash of type and payload cut short.
// Whatever follows the last whole record was cut off by the machine's end and is
// dropped. Nothing in the file is believed: entries and heads are verified again.
//
// Types: 1 entry (LogEntry), 2 head (SignedHead), 3 promise (command id || leaf hash ||
// Receipt), 4 run (Run). Entries and runs stand in the order of their indexes.
#ifndef PLENARY_CLIENT_LINK_LOG_FILE_H_
#define PLENARY_CLIENT_LINK_LOG_FILE_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "client/link/files.h"
#include "core/base/ids.h"
#include "core/log/entry.h"
#include "core/log/head.h"
#include "core/log/receipt.h"
#include "core/log/run.h"

namespace plenary::link {

// What a receipt promised for a command of ours.
struct Promise {
  CommandId command;
  Digest leaf;
  log::Receipt receipt;
};

// Strand-confined, or one thread at a time.
class LogFile {
 public:
  struct Content {
    std::vector<log::Entry> entries;
    std::vector<log::Run> runs;
    std::vector<log::SignedHead> heads;
    std::vector<Promise> promises;
  };
  struct Opened;

  // Makes the file if it is absent. kCorrupt if it is a file of another log, or none.
  static Result<Opened> Open(const std::filesystem::path& path, const LogId& log,
                             Durability durability);

  void Append(const log::Entry& entry);
  void Append(const log::Run& run);
  void Append(const log::SignedHead& head);
  // Survives what `durability` says when it returns.
  Result<void> Append(const Promise& promise);
  // Hands what was appended to the system; on failure, as much as before is in the file.
  Result<void> Write();
  // Keeps heads and promises, and of entries and runs what lies before index `end`; both are in
  // order.
  Result<void> Rewrite(const Content& content, std::uint64_t end);

 private:
  LogFile(std::filesystem::path path, LogId log, FileHandle file, std::uint64_t size,
          Durability durability);
  void Put(std::uint8_t type, ByteView payload);

  std::filesystem::path path_;
  LogId log_;
  FileHandle file_;
  std::uint64_t size_;  // bytes that are whole records
  Durability durability_;
  Bytes waiting_;
};

struct LogFile::Opened {
  LogFile file;
  Content content;
};

}  // namespace plenary::link

#endif  // PLENARY_CLIENT_LINK_LOG_FILE_H_
