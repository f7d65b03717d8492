#include "core/crypto/secret.h"

#include <openssl/crypto.h>

namespace plenary::crypto {

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
