// Bytes that must not outlive their use.
#ifndef PLENARY_CORE_CRYPTO_SECRET_H_
#define PLENARY_CORE_CRYPTO_SECRET_H_

#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

#include "core/base/bytes.h"

namespace plenary::crypto {

// Of fixed size, move-only, overwritten when destroyed or assigned to. Whoever
// copies the bytes out takes over that care.
class SecretBytes {
 public:
  SecretBytes() = default;
  explicit SecretBytes(std::size_t size) : bytes_(size) {}  // zeros
  static SecretBytes CopyOf(ByteView bytes) { return SecretBytes(ToBytes(bytes)); }
  SecretBytes(SecretBytes&& other) noexcept;  // leaves `other` empty
  SecretBytes& operator=(SecretBytes&& other) noexcept;
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;
  ~SecretBytes() { Wipe(); }

  // Both borrowed: valid until this is destroyed, moved from or assigned to.
  ByteView view() const { return bytes_; }
  std::string_view text() const { return AsText(bytes_); }
  std::span<Byte> span() { return bytes_; }
  std::size_t size() const { return bytes_.size(); }
  bool empty() const { return bytes_.empty(); }

 private:
  explicit SecretBytes(Bytes bytes) : bytes_(std::move(bytes)) {}
  void Wipe();

  Bytes bytes_;
};

}  // namespace plenary::crypto

#endif  // PLENARY_CORE_CRYPTO_SECRET_H_
