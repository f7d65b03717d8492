#include "core/crypto/secret.h"

#include <openssl/crypto.h>

#include "core/crypto/wiped.h"

namespace plenary::crypto {

void WipeMemory(void* memory, std::size_t size) { OPENSSL_cleanse(memory, size); }

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : bytes_(std::exchange(other.bytes_, Bytes{})) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
  if (this != &other) {
    Wipe();
    bytes_ = std::exchange(other.bytes_, Bytes{});
  }
  return *this;
}

void SecretBytes::Wipe() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

}  // namespace plenary::crypto
