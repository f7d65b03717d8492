#include "core/ballot/encoding.h"

#include <utility>

namespace plenary::ballot {

Bytes U8(std::uint8_t value) {
  Bytes out;
  PutU8(out, value);
  return out;
}

Bytes U32(std::uint32_t value) {
  Bytes out;
  PutU32(out, value);
  return out;
}

Bytes U64(std::uint64_t value) {
  Bytes out;
  PutU64(out, value);
  return out;
}

Bytes Encoded(const crypto::Group& group, std::span<const crypto::Point> points) {
  Bytes out;
  for (const crypto::Point& point : points) group.Put(out, point);
  return out;
}

Bytes Encoded(const crypto::Group& group, std::span<const Ciphertext> pairs) {
  Bytes out;
  for (const Ciphertext& pair : pairs) Put(group, out, pair);
  return out;
}

template <class T>
T Reader::ValueOf(Result<T> decoded) {
  if (decoded) return *std::move(decoded);
  if (!error_) error_ = std::move(decoded).error();
  return {};
}

ByteView Reader::Take(std::size_t size) {
  const ByteView taken = rest_.first(size);
  rest_ = rest_.subspan(size);
  return taken;
}

crypto::Point Reader::TakePoint() { return ValueOf(group_.DecodePoint(Take(crypto::kPointSize))); }

crypto::Scalar Reader::TakeScalar() {
  return ValueOf(group_.DecodeScalar(Take(crypto::kScalarSize)));
}

Ciphertext Reader::TakePair() {
  const crypto::Point a = TakePoint();
  return {a, TakePoint()};
}

}  // namespace plenary::ballot
