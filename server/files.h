// Files of the server's data folder, written so that a kill leaves all or nothing.
#ifndef PLENARY_SERVER_FILES_H_
#define PLENARY_SERVER_FILES_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/crypto/secret.h"

namespace plenary::server {

// Who may read a file that we write.
enum class Readers : std::uint8_t {
  kOwner,     // 0600
  kEverybody  // 0644
};

// kNotFound if there is none; kExhausted above `limit` bytes; kPermissionDenied.
Result<Bytes> ReadFile(const std::filesystem::path& file, std::size_t limit);

// As ReadFile. kPermissionDenied too, saying what to do, if it is not a regular file of
// this process's user (or root's) that nobody else may read or write.
Result<crypto::SecretBytes> ReadPrivateFile(const std::filesystem::path& file);

// Durable when it returns. kAlreadyExists if there is something by that name.
Result<void> WriteNewFile(const std::filesystem::path& file, ByteView content, Readers readers);
// The old content or the new, never something between.
Result<void> ReplaceFile(const std::filesystem::path& file, ByteView content, Readers readers);

// Makes the folder, 0700, and those above it; one that is there stays as it is.
Result<void> MakePrivateFolder(const std::filesystem::path& folder);

}  // namespace plenary::server

#endif  // PLENARY_SERVER_FILES_H_
