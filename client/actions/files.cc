#include "client/actions/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <system_error>

#include "client/link/files.h"

namespace plenary::actions {
namespace {

std::unexpected<Error> SystemFail(const std::string& path) {
  const int cause = errno;
  const bool full = cause == ENOSPC || cause == EDQUOT;
  return Fail(full ? ErrorCode::kExhausted : ErrorCode::kInvalidArgument,
              path + ": " + std::strerror(cause));
}

Result<void> WriteAll(const std::string& path, ByteView content, Readers readers) {
  const mode_t mode = readers == Readers::kOwner ? 0600 : 0666;
  const link::FileHandle handle(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
  if (!handle.IsOpen()) return SystemFail(path);
  PLENARY_TRY(link::AppendAll(handle, content));
  return link::Flush(handle);
}

void FlushFolder(const std::filesystem::path& folder) {
  const link::FileHandle handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (handle.IsOpen()) ::fsync(handle.get());  // some file systems cannot
}

}  // namespace

Result<Bytes> ReadFile(const std::filesystem::path& file, std::size_t limit) {
  const link::FileHandle handle(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!handle.IsOpen()) {
    return Fail(ErrorCode::kNotFound, file.string() + ": " + std::strerror(errno));
  }
  Bytes content;
  Bytes buffer(std::size_t{64} << 10);
  for (;;) {
    const ssize_t got = ::read(handle.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Fail(ErrorCode::kNotFound, file.string() + ": " + std::strerror(errno));
    if (got == 0) return content;
    const auto size = static_cast<std::size_t>(got);
    if (size > limit - content.size()) {
      return Fail(ErrorCode::kExhausted,
                  file.string() + ": more than " + std::to_string(limit) + " bytes");
    }
    PutRaw(content, ByteView(buffer).first(size));
  }
}

Result<void> WriteFile(const std::filesystem::path& file, ByteView content, Readers readers,
                       bool may_replace) {
  std::error_code error;
  const std::filesystem::path path = std::filesystem::absolute(file, error);
  if (error) return Fail(ErrorCode::kInvalidArgument, file.string() + ": " + error.message());
  if (!may_replace && std::filesystem::exists(path, error)) {
    const auto there = ReadFile(path, content.size());
    if (there && Equal(*there, content)) return {};
    return Fail(ErrorCode::kAlreadyExists, file.string() + ": is there already");
  }
  const std::string unfinished = path.string() + ".unfinished";
  ::unlink(unfinished.c_str());
  if (auto written = WriteAll(unfinished, content, readers); !written) {
    ::unlink(unfinished.c_str());
    return written;
  }
  if (::rename(unfinished.c_str(), path.c_str()) != 0) return SystemFail(file.string());
  FlushFolder(path.parent_path());
  return {};
}

}  // namespace plenary::actions
