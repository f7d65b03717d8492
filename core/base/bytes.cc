#include "core/base/bytes.h"

#include <algorithm>
#include <limits>

#include "core/base/check.h"

namespace plenary {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

template <class Integer>
void PutBigEndian(Bytes& out, Integer value) {
  for (std::size_t i = sizeof(Integer); i > 0; --i) {
    out.push_back(static_cast<Byte>(value >> (8 * (i - 1))));
  }
}

template <class Integer>
Result<Integer> TakeBigEndian(ByteReader& reader) {
  const auto raw = reader.Raw(sizeof(Integer));
  if (!raw) return std::unexpected(raw.error());
  std::uint64_t value = 0;
  for (const Byte byte : *raw) value = (value << 8) | byte;
  return static_cast<Integer>(value);
}

}  // namespace

ByteView AsBytes(std::string_view text) {
  return {reinterpret_cast<const Byte*>(text.data()), text.size()};
}

std::string_view AsText(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Bytes ToBytes(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

bool Equal(ByteView a, ByteView b) { return std::ranges::equal(a, b); }

std::string ToHex(ByteView bytes) {
  std::string hex;
  hex.reserve(2 * bytes.size());
  for (const Byte byte : bytes) {
    hex.push_back(kDigits[byte >> 4]);
    hex.push_back(kDigits[byte & 15]);
  }
  return hex;
}

Result<Bytes> FromHex(std::string_view hex) {
  if (hex.size() % 2 != 0) return Fail(ErrorCode::kInvalidArgument, "odd number of hex digits");
  Bytes bytes;
  bytes.reserve(hex.size() / 2);
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const auto high = kDigits.find(hex[i]);
    const auto low = kDigits.find(hex[i + 1]);
    if (high == kDigits.npos || low == kDigits.npos) {
      return Fail(ErrorCode::kInvalidArgument, "not a lower-case hex digit");
    }
    bytes.push_back(static_cast<Byte>(high << 4 | low));
  }
  return bytes;
}

void PutU8(Bytes& out, std::uint8_t value) { out.push_back(value); }
void PutU32(Bytes& out, std::uint32_t value) { PutBigEndian(out, value); }
void PutU64(Bytes& out, std::uint64_t value) { PutBigEndian(out, value); }

void PutRaw(Bytes& out, ByteView bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }

void PutString(Bytes& out, ByteView bytes) {
  PLENARY_CHECK(bytes.size() <= std::numeric_limits<std::uint32_t>::max());
  PutU32(out, static_cast<std::uint32_t>(bytes.size()));
  PutRaw(out, bytes);
}

Result<std::uint8_t> ByteReader::U8() { return TakeBigEndian<std::uint8_t>(*this); }
Result<std::uint32_t> ByteReader::U32() { return TakeBigEndian<std::uint32_t>(*this); }
Result<std::uint64_t> ByteReader::U64() { return TakeBigEndian<std::uint64_t>(*this); }

Result<ByteView> ByteReader::Raw(std::size_t size) {
  if (size > rest_.size()) return Fail(ErrorCode::kInvalidArgument, "ends too early");
  const ByteView taken = rest_.first(size);
  rest_ = rest_.subspan(size);
  return taken;
}

Result<ByteView> ByteReader::String(std::size_t limit) {
  const ByteView before = rest_;
  const auto size = U32();
  if (!size) return std::unexpected(size.error());
  if (*size > limit || *size > rest_.size()) {
    rest_ = before;
    return Fail(ErrorCode::kInvalidArgument, *size > limit ? "string too long" : "ends too early");
  }
  return Raw(*size);
}

}  // namespace plenary
