// Files that people hand around: drafts, sheets, documents, archives.
#ifndef PLENARY_CLIENT_ACTIONS_FILES_H_
#define PLENARY_CLIENT_ACTIONS_FILES_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace plenary::actions {

// kNotFound if there is none or it cannot be read; kExhausted above `limit` bytes.
Result<Bytes> ReadFile(const std::filesystem::path& file, std::size_t limit);

enum class Readers : std::uint8_t {
  kOwner,     // 0600
  kEverybody  // 0666, less the umask
};

// The file as it was, or whole and on the disk. kAlreadyExists if there is one with other
// bytes, unless it may be replaced; kExhausted if the disk is full.
Result<void> WriteFile(const std::filesystem::path& file, ByteView content, Readers readers,
                       bool may_replace);

}  // namespace plenary::actions

#endif  // PLENARY_CLIENT_ACTIONS_FILES_H_
