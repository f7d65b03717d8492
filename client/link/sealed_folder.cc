#include "client/link/sealed_folder.h"

#include "core/crypto/file_seal.h"
#include "core/crypto/mac.h"

namespace plenary::link {
namespace {

constexpr std::size_t kMaxSealedFile = kMaxSealedRecord + 1024;
// Under 256 random bits nothing is gained by deriving slowly.
constexpr int kIterations = 1;

crypto::SecretBytes KeyOf(ByteView key, const std::string& name) {
  return crypto::SecretBytes::CopyOf(
      crypto::Mac(crypto::Suite::kP256, key, "plenary/v1/vault-record", {AsBytes(name)}).view());
}

}  // namespace

std::unexpected<Error> SealedFolder::Damaged(const std::string& name) const {
  return Fail(ErrorCode::kCorrupt, (folder_ / name).string() + ": missing or damaged");
}

Result<std::optional<crypto::SecretBytes>> SealedFolder::Read(const std::string& name) const {
  const auto sealed = ReadWhole(folder_ / name, kMaxSealedFile);
  if (!sealed) {
    if (sealed.error().code == ErrorCode::kNotFound) return std::optional<crypto::SecretBytes>();
    if (sealed.error().code == ErrorCode::kExhausted) return Damaged(name);
    return std::unexpected(sealed.error());
  }
  auto plain = crypto::Open(KeyOf(key_.view(), name).text(), *sealed);
  if (!plain && plain.error().code == ErrorCode::kInternal) return std::unexpected(plain.error());
  if (!plain) return Damaged(name);
  return std::optional(std::move(*plain));
}

Result<Bytes> SealedFolder::Sealed(const std::string& name, ByteView plain) const {
  if (plain.size() > kMaxSealedRecord) {
    return Fail(ErrorCode::kInvalidArgument, name + ": too large to keep");
  }
  return crypto::Seal(KeyOf(key_.view(), name).text(), plain, kIterations);
}

Result<void> SealedFolder::Write(const std::string& name, ByteView plain) {
  const auto sealed = Sealed(name, plain);
  if (!sealed) return std::unexpected(sealed.error());
  return WriteWhole(folder_ / name, *sealed, durability_);
}

Result<void> SealedFolder::Replace(const std::string& name, ByteView plain) {
  const auto sealed = Sealed(name, plain);
  if (!sealed) return std::unexpected(sealed.error());
  return ReplaceFile(folder_ / name, *sealed, durability_);
}

Result<void> SealedFolder::Erase(const std::string& name) {
  return EraseFile(folder_ / name, durability_);
}

Result<std::vector<std::string>> SealedFolder::Names() const { return ListFiles(folder_); }

Result<void> SealedFolder::FlushItself() {
  if (durability_ != Durability::kDisk) return {};
  return FlushFolder(folder_.parent_path());
}

}  // namespace plenary::link
