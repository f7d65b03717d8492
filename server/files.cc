#include "server/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace plenary::server {
namespace {

constexpr std::size_t kMaxPrivateBytes = 64 << 10;

ErrorCode CodeOf(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return ErrorCode::kNotFound;
    case EEXIST:
      return ErrorCode::kAlreadyExists;
    case EACCES:
    case EPERM:
    case EROFS:
    case ELOOP:
      return ErrorCode::kPermissionDenied;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return ErrorCode::kExhausted;
    default:
      return ErrorCode::kInternal;
  }
}

std::unexpected<Error> FailFor(const std::filesystem::path& file, int error) {
  return Fail(CodeOf(error),
              file.string() + ": " + std::error_code(error, std::generic_category()).message());
}

// A file descriptor, closed once.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() { Close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const { return fd_; }
  bool ok() const { return fd_ >= 0; }
  int Close() { return fd_ < 0 ? 0 : ::close(std::exchange(fd_, -1)); }

 private:
  int fd_;
};

mode_t ModeOf(Readers readers) { return readers == Readers::kOwner ? 0600 : 0644; }

// Up to `out.size()` bytes; the number read.
Result<std::size_t> ReadInto(const Descriptor& fd, const std::filesystem::path& file,
                             std::span<Byte> out) {
  std::size_t done = 0;
  while (done < out.size()) {
    const ssize_t got = ::read(fd.get(), out.data() + done, out.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return FailFor(file, errno);
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

Result<void> WriteAll(const Descriptor& fd, const std::filesystem::path& file, ByteView content) {
  while (!content.empty()) {
    const ssize_t put = ::write(fd.get(), content.data(), content.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return FailFor(file, errno);
    content = content.subspan(static_cast<std::size_t>(put));
  }
  return {};
}

Result<void> SyncFolderOf(const std::filesystem::path& file) {
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  const Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd.ok() || ::fsync(fd.get()) != 0) return FailFor(folder, errno);
  return {};
}

Result<void> WriteAndSync(const std::filesystem::path& file, ByteView content, Readers readers) {
  Descriptor fd(
      ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, ModeOf(readers)));
  if (!fd.ok()) return FailFor(file, errno);
  PLENARY_TRY(WriteAll(fd, file, content));
  if (::fchmod(fd.get(), ModeOf(readers)) != 0) return FailFor(file, errno);  // past the umask
  if (::fsync(fd.get()) != 0 || fd.Close() != 0) return FailFor(file, errno);
  return {};
}

Result<void> CheckPrivate(const std::filesystem::path& file, const struct stat& status) {
  if (!S_ISREG(status.st_mode)) {
    return Fail(ErrorCode::kPermissionDenied, file.string() + ": not a regular file");
  }
  if (status.st_uid != ::geteuid() && status.st_uid != 0) {
    return Fail(ErrorCode::kPermissionDenied,
                file.string() + ": belongs to another user; chown it to the user of plenaryd");
  }
  if ((status.st_mode & 077) != 0) {
    return Fail(ErrorCode::kPermissionDenied,
                file.string() +
                    ": others may read or write this key; chmod 600 it, and think of "
                    "who has had access");
  }
  return {};
}

}  // namespace

Result<Bytes> ReadFile(const std::filesystem::path& file, std::size_t limit) {
  const Descriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd.ok()) return FailFor(file, errno);
  Bytes content(limit + 1);
  const auto size = ReadInto(fd, file, content);
  if (!size) return std::unexpected(size.error());
  if (*size > limit) return Fail(ErrorCode::kExhausted, file.string() + ": too large");
  content.resize(*size);
  return content;
}

Result<crypto::SecretBytes> ReadPrivateFile(const std::filesystem::path& file) {
  const Descriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!fd.ok()) return FailFor(file, errno);
  struct stat status{};
  if (::fstat(fd.get(), &status) != 0) return FailFor(file, errno);
  PLENARY_TRY(CheckPrivate(file, status));
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size > kMaxPrivateBytes) return Fail(ErrorCode::kExhausted, file.string() + ": too large");
  crypto::SecretBytes content(size);
  const auto read = ReadInto(fd, file, content.span());
  if (!read) return std::unexpected(read.error());
  if (*read != size) return Fail(ErrorCode::kUnavailable, file.string() + ": changed while read");
  return content;
}

Result<void> WriteNewFile(const std::filesystem::path& file, ByteView content, Readers readers) {
  PLENARY_TRY(WriteAndSync(file, content, readers));
  return SyncFolderOf(file);
}

Result<void> ReplaceFile(const std::filesystem::path& file, ByteView content, Readers readers) {
  const std::filesystem::path next = file.string() + ".new";
  if (::unlink(next.c_str()) != 0 && errno != ENOENT) return FailFor(next, errno);
  PLENARY_TRY(WriteAndSync(next, content, readers));
  if (::rename(next.c_str(), file.c_str()) != 0) return FailFor(file, errno);
  return SyncFolderOf(file);
}

Result<void> MakePrivateFolder(const std::filesystem::path& folder) {
  std::error_code error;
  if (std::filesystem::is_directory(folder, error)) return {};
  if (folder.has_parent_path()) PLENARY_TRY(MakePrivateFolder(folder.parent_path()));
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return FailFor(folder, errno);
  return {};
}

}  // namespace plenary::server
