// Numbers, points and scalars as the hashes and messages of core/ballot have them. For this
// folder alone.
#ifndef PLENARY_CORE_BALLOT_ENCODING_H_
#define PLENARY_CORE_BALLOT_ENCODING_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "core/ballot/poll.h"
#include "core/base/bytes.h"
#include "core/crypto/group.h"

namespace plenary::ballot {

Bytes U8(std::uint8_t value);
Bytes U32(std::uint32_t value);
Bytes U64(std::uint64_t value);
Bytes Encoded(const crypto::Group& group, std::span<const crypto::Point> points);
Bytes Encoded(const crypto::Group& group, std::span<const Ciphertext> pairs);

// Points and scalars one after the other, from the front of bytes that are long enough.
class Reader {
 public:
  Reader(const crypto::Group& group, ByteView bytes) : group_(group), rest_(bytes) {}

  ByteView rest() const { return rest_; }
  ByteView Take(std::size_t size);
  // After a failure each still returns something of its type, without meaning.
  crypto::Point TakePoint();
  crypto::Scalar TakeScalar();
  Ciphertext TakePair();

  // The first that was no point or scalar.
  const std::optional<Error>& error() const { return error_; }

 private:
  template <class T>
  T ValueOf(Result<T> decoded);

  crypto::Group group_;
  ByteView rest_;
  std::optional<Error> error_;
};

}  // namespace plenary::ballot

#endif  // PLENARY_CORE_BALLOT_ENCODING_H_
