#include "client/link/files.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>

namespace plenary::link {
namespace {

constexpr std::string_view kUnfinished = ".unfinished";
constexpr mode_t kOthers = S_IRWXG | S_IRWXO;

std::unexpected<Error> SystemFail(const std::string& what, const std::string& path) {
  const int cause = errno;
  const bool full = cause == ENOSPC || cause == EDQUOT;
  return Fail(full ? ErrorCode::kExhausted : ErrorCode::kInternal,
              what + " " + path + ": " + std::strerror(cause));
}

Result<void> CheckOwn(const struct stat& status, const std::string& path) {
  if (status.st_uid == ::geteuid() && (status.st_mode & kOthers) == 0) return {};
  return Fail(ErrorCode::kPermissionDenied,
              path + ": must belong to this user alone (chmod go-rwx, and its owner)");
}

std::filesystem::path UnfinishedName(const std::filesystem::path& file) {
  return file.parent_path() / (file.filename().string() + std::string(kUnfinished));
}

Result<void> WriteNew(const std::filesystem::path& file, ByteView content, Durability durability) {
  const FileHandle handle(
      ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!handle.IsOpen()) return SystemFail("create", file.string());
  PLENARY_TRY(AppendAll(handle, content));
  if (durability == Durability::kDisk) return Flush(handle);
  return {};
}

FileHandle OpenToOverwrite(const std::filesystem::path& file) {
  return FileHandle(::open(file.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
}

// Flushed whatever the durability: zeros that stay in memory erase nothing.
Result<void> FillWithZeros(const FileHandle& handle, const std::string& path) {
  struct stat status{};
  if (::fstat(handle.get(), &status) != 0) return SystemFail("look at", path);
  PLENARY_TRY(AppendAll(handle, Bytes(static_cast<std::size_t>(status.st_size))));
  return Flush(handle);
}

Result<void> EraseUnfinished(const std::filesystem::path& file, Durability durability) {
  const FileHandle handle = OpenToOverwrite(file);
  if (!handle.IsOpen()) return SystemFail("open", file.string());
  PLENARY_TRY(FillWithZeros(handle, file.string()));
  return RemoveFile(file, durability);
}

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

}  // namespace

FileHandle& FileHandle::operator=(FileHandle&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

FileHandle::~FileHandle() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> MakePrivateFolder(const std::filesystem::path& folder) {
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    return SystemFail("make folder", folder.string());
  }
  return CheckPrivateFolder(folder);
}

Result<void> CheckPrivateFolder(const std::filesystem::path& folder) {
  struct stat status{};
  if (::stat(folder.c_str(), &status) != 0) {
    if (errno == ENOENT) return Fail(ErrorCode::kNotFound, folder.string() + ": no such folder");
    return SystemFail("look at", folder.string());
  }
  if (!S_ISDIR(status.st_mode)) {
    return Fail(ErrorCode::kPermissionDenied, folder.string() + ": is not a folder");
  }
  return CheckOwn(status, folder.string());
}

Result<void> FlushFolder(const std::filesystem::path& folder) {
  const FileHandle handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!handle.IsOpen() || ::fsync(handle.get()) != 0) return SystemFail("sync", folder.string());
  return {};
}

Result<void> WriteWhole(const std::filesystem::path& file, ByteView content,
                        Durability durability) {
  const auto unfinished = UnfinishedName(file);
  PLENARY_TRY(WriteNew(unfinished, content, durability));
  if (::rename(unfinished.c_str(), file.c_str()) != 0) return SystemFail("rename", file.string());
  if (durability == Durability::kDisk) return FlushFolder(file.parent_path());
  return {};
}

Result<Bytes> ReadWhole(const std::filesystem::path& file, std::size_t limit) {
  const FileHandle handle(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!handle.IsOpen()) {
    if (errno == ENOENT) return Fail(ErrorCode::kNotFound, file.string() + ": no such file");
    return SystemFail("open", file.string());
  }
  struct stat status{};
  if (::fstat(handle.get(), &status) != 0) return SystemFail("look at", file.string());
  PLENARY_TRY(CheckOwn(status, file.string()));
  if (static_cast<std::uint64_t>(status.st_size) > limit) {
    return Fail(ErrorCode::kExhausted, file.string() + ": too large");
  }
  Bytes content(static_cast<std::size_t>(status.st_size));
  std::size_t done = 0;
  while (done < content.size()) {
    const ssize_t got = ::read(handle.get(), content.data() + done, content.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return SystemFail("read", file.string());
    done += static_cast<std::size_t>(got);
  }
  return content;
}

Result<void> RemoveFile(const std::filesystem::path& file, Durability durability) {
  if (::unlink(file.c_str()) != 0) {
    if (errno == ENOENT) return {};
    return SystemFail("remove", file.string());
  }
  if (durability == Durability::kDisk) return FlushFolder(file.parent_path());
  return {};
}

Result<void> ReplaceFile(const std::filesystem::path& file, ByteView content,
                         Durability durability) {
  const FileHandle old = OpenToOverwrite(file);
  if (!old.IsOpen() && errno != ENOENT) return SystemFail("open", file.string());
  PLENARY_TRY(WriteWhole(file, content, durability));
  if (!old.IsOpen()) return {};
  return FillWithZeros(old, file.string());
}

Result<void> EraseFile(const std::filesystem::path& file, Durability durability) {
  // Under its own name, half of it zeros, it would pass for a damaged file.
  const auto unfinished = UnfinishedName(file);
  if (::rename(file.c_str(), unfinished.c_str()) != 0) {
    if (errno == ENOENT) return {};
    return SystemFail("rename", file.string());
  }
  if (durability == Durability::kDisk) PLENARY_TRY(FlushFolder(file.parent_path()));
  return EraseUnfinished(unfinished, durability);
}

Result<std::vector<std::string>> ListFiles(const std::filesystem::path& folder) {
  const std::unique_ptr<DIR, CloseFolder> open(::opendir(folder.c_str()));
  if (!open) return SystemFail("list", folder.string());
  std::vector<std::string> names;
  std::vector<std::string> unfinished;
  while (const dirent* entry = ::readdir(open.get())) {
    std::string name = entry->d_name;
    if (name == "." || name == "..") continue;
    (name.ends_with(kUnfinished) ? unfinished : names).push_back(std::move(name));
  }
  for (const std::string& name : unfinished) {
    PLENARY_TRY(EraseUnfinished(folder / name, Durability::kProcess));
  }
  std::sort(names.begin(), names.end());
  return names;
}

Result<FileHandle> LockFile(const std::filesystem::path& file) {
  FileHandle handle(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!handle.IsOpen()) return SystemFail("open", file.string());
  if (::flock(handle.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return SystemFail("lock", file.string());
    return Fail(ErrorCode::kConflict, file.string() + ": in use by another program");
  }
  return handle;
}

Result<FileHandle> OpenToAppend(const std::filesystem::path& file) {
  FileHandle handle(
      ::open(file.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!handle.IsOpen()) return SystemFail("open", file.string());
  return handle;
}

Result<void> AppendAll(const FileHandle& file, ByteView content) {
  while (!content.empty()) {
    const ssize_t wrote = ::write(file.get(), content.data(), content.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return SystemFail("write", "file");
    content = content.subspan(static_cast<std::size_t>(wrote));
  }
  return {};
}

Result<void> Truncate(const FileHandle& file, std::uint64_t size) {
  if (::ftruncate(file.get(), static_cast<off_t>(size)) != 0) return SystemFail("cut", "file");
  return {};
}

Result<void> Flush(const FileHandle& file) {
  if (::fdatasync(file.get()) != 0) return SystemFail("sync", "file");
  return {};
}

}  // namespace plenary::link
