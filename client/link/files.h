// Files that only their owner can read, and that change whole or not at all.
//
// Failures of every call: kInternal with path and cause, kExhausted where the disk is
// full. Any thread, one at a time for one path.
#ifndef PLENARY_CLIENT_LINK_FILES_H_
#define PLENARY_CLIENT_LINK_FILES_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "core/base/bytes.h"

namespace plenary::link {

// What a write survives. kProcess: the program's end, kill -9 included. kDisk: a power
// cut too.
enum class Durability : std::uint8_t { kProcess, kDisk };

// Owns an open file.
class FileHandle {
 public:
  FileHandle() = default;
  explicit FileHandle(int descriptor) : descriptor_(descriptor) {}
  FileHandle(FileHandle&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  FileHandle& operator=(FileHandle&& other) noexcept;
  ~FileHandle();
  int get() const { return descriptor_; }
  bool IsOpen() const { return descriptor_ >= 0; }

 private:
  int descriptor_ = -1;
};

Result<void> MakePrivateFolder(const std::filesystem::path& folder);  // existing: fine
// kPermissionDenied unless it is a folder of this user alone; kNotFound if absent.
Result<void> CheckPrivateFolder(const std::filesystem::path& folder);
Result<void> FlushFolder(const std::filesystem::path& folder);  // its names survive a power cut

// The file as it was or as it is to be, never anything between.
Result<void> WriteWhole(const std::filesystem::path& file, ByteView content, Durability durability);
// kNotFound if absent; kPermissionDenied if others could read it; kExhausted above `limit`.
Result<Bytes> ReadWhole(const std::filesystem::path& file, std::size_t limit);
Result<void> RemoveFile(const std::filesystem::path& file, Durability durability);  // absent: fine

// For secrets: as WriteWhole and RemoveFile, and what the file held is overwritten with zeros.
// Killed in between, EraseFile leaves the rest to ListFiles. Copies that the file system, the
// medium or a backup made stay.
Result<void> ReplaceFile(const std::filesystem::path& file, ByteView content,
                         Durability durability);
Result<void> EraseFile(const std::filesystem::path& file, Durability durability);

// Names of the finished files in a folder, ascending. Erases what was left unfinished by a
// program that was killed.
Result<std::vector<std::string>> ListFiles(const std::filesystem::path& folder);

// Held as long as the handle. kConflict if another program, or another part of this one,
// holds it.
Result<FileHandle> LockFile(const std::filesystem::path& file);

// For files that grow: opened for reading and appending, made if absent.
Result<FileHandle> OpenToAppend(const std::filesystem::path& file);
Result<void> AppendAll(const FileHandle& file, ByteView content);
Result<void> Truncate(const FileHandle& file, std::uint64_t size);
Result<void> Flush(const FileHandle& file);

}  // namespace plenary::link

#endif  // PLENARY_CLIENT_LINK_FILES_H_
