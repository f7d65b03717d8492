// A folder of small files that are sealed under one key, each for its own name.
//
// A file is one of core/crypto/file_seal.h under HMAC-SHA-256 of the key, tag
// "plenary/v1/vault-record", over its name: no file passes for another.
#ifndef PLENARY_CLIENT_LINK_SEALED_FOLDER_H_
#define PLENARY_CLIENT_LINK_SEALED_FOLDER_H_

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "client/link/files.h"
#include "core/crypto/secret.h"

namespace plenary::link {

inline constexpr std::size_t kMaxSealedRecord = std::size_t{1} << 20;

// One thread at a time. Failures: those of files.h; kCorrupt for a file that is not what this
// key sealed under this name.
class SealedFolder {
 public:
  // The folder exists. Copies the key.
  SealedFolder(std::filesystem::path folder, Durability durability, ByteView key)
      : folder_(std::move(folder)),
        durability_(durability),
        key_(crypto::SecretBytes::CopyOf(key)) {}

  // Nothing if there is none.
  Result<std::optional<crypto::SecretBytes>> Read(const std::string& name) const;
  // Both: kInvalidArgument above kMaxSealedRecord. Replace erases what was there before.
  Result<void> Write(const std::string& name, ByteView plain);
  Result<void> Replace(const std::string& name, ByteView plain);
  Result<void> Erase(const std::string& name);     // absent: fine
  Result<std::vector<std::string>> Names() const;  // ascending
  // After a power cut the folder is still there.
  Result<void> FlushItself();

  std::unexpected<Error> Damaged(const std::string& name) const;  // for the caller's own checks

 private:
  Result<Bytes> Sealed(const std::string& name, ByteView plain) const;

  std::filesystem::path folder_;
  Durability durability_;
  crypto::SecretBytes key_;
};

}  // namespace plenary::link

#endif  // PLENARY_CLIENT_LINK_SEALED_FOLDER_H_
