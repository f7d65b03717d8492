// Byte strings, and their forms in text.
#ifndef PLENARY_CORE_BASE_BYTES_H_
#define PLENARY_CORE_BASE_BYTES_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace plenary {

using Byte = std::uint8_t;
using Bytes = std::vector<Byte>;
using ByteView = std::span<const Byte>;

// The bytes of a text, borrowed: valid as long as `text` is.
ByteView AsBytes(std::string_view text);
// The text of some bytes, borrowed. Says nothing about their encoding.
std::string_view AsText(ByteView bytes);
Bytes ToBytes(ByteView bytes);

bool Equal(ByteView a, ByteView b);  // not in constant time: never for secrets

std::string ToHex(ByteView bytes);  // lower case
// kInvalidArgument unless `hex` is lower-case digits in pairs: one text a value.
Result<Bytes> FromHex(std::string_view hex);

// Appends big-endian integers, and length-prefixed (32 bits, big-endian) strings.
void PutU8(Bytes& out, std::uint8_t value);
void PutU32(Bytes& out, std::uint32_t value);
void PutU64(Bytes& out, std::uint64_t value);
void PutRaw(Bytes& out, ByteView bytes);
void PutString(Bytes& out, ByteView bytes);  // at most 2^32 - 1 bytes: else a bug

// Takes what Put... wrote from the front of a view. Every call fails with
// kInvalidArgument, and takes nothing, when too few bytes are left.
class ByteReader {
 public:
  explicit ByteReader(ByteView bytes) : rest_(bytes) {}

  Result<std::uint8_t> U8();
  Result<std::uint32_t> U32();
  Result<std::uint64_t> U64();
  Result<ByteView> Raw(std::size_t size);
  Result<ByteView> String(std::size_t limit);  // longer than `limit`: kInvalidArgument
  bool AtEnd() const { return rest_.empty(); }
  ByteView rest() const { return rest_; }

 private:
  ByteView rest_;
};

}  // namespace plenary

#endif  // PLENARY_CORE_BASE_BYTES_H_
