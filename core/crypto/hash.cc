#include "core/crypto/hash.h"

#include <array>
#include <cstdint>
#include <limits>

#include "core/base/check.h"
#include "core/crypto/ossl.h"

namespace plenary::crypto {

struct Hasher::State {
  MdCtxPtr ctx;
};

Hasher::Hasher(Suite suite) : state_(std::make_unique<State>(MdCtxPtr(EVP_MD_CTX_new()))) {
  PLENARY_CHECK(state_->ctx != nullptr);
  PLENARY_CHECK(EVP_DigestInit_ex(state_->ctx.get(), Algorithm(suite), nullptr) == 1);
}

Hasher Hasher::Tagged(Suite suite, std::string_view tag) {
  Hasher hasher(suite);
  hasher.Field(AsBytes(tag));
  return hasher;
}

Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;
Hasher::~Hasher() = default;

void Hasher::Update(ByteView bytes) {
  PLENARY_CHECK(EVP_DigestUpdate(state_->ctx.get(), bytes.data(), bytes.size()) == 1);
}

void Hasher::Field(ByteView bytes) {
  PLENARY_CHECK(bytes.size() <= std::numeric_limits<std::uint32_t>::max());
  const std::size_t size = bytes.size();
  const std::array<Byte, 4> length = {static_cast<Byte>(size >> 24), static_cast<Byte>(size >> 16),
                                      static_cast<Byte>(size >> 8), static_cast<Byte>(size)};
  Update(length);
  Update(bytes);
}

Digest Hasher::Finish() && {
  Digest digest;
  unsigned size = 0;
  PLENARY_CHECK(EVP_DigestFinal_ex(state_->ctx.get(), digest.bytes.data(), &size) == 1);
  PLENARY_CHECK(size == Digest::kSize);
  return digest;
}

Digest HashRaw(Suite suite, std::initializer_list<ByteView> parts) {
  Hasher hasher(suite);
  for (const ByteView part : parts) hasher.Update(part);
  return std::move(hasher).Finish();
}

Digest HashTagged(Suite suite, std::string_view tag, std::initializer_list<ByteView> fields) {
  return HashTagged(suite, tag, std::span(fields.begin(), fields.size()));
}

Digest HashTagged(Suite suite, std::string_view tag, std::span<const ByteView> fields) {
  Hasher hasher = Hasher::Tagged(suite, tag);
  for (const ByteView field : fields) hasher.Field(field);
  return std::move(hasher).Finish();
}

}  // namespace plenary::crypto
