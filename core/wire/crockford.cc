#include "core/wire/crockford.h"

#include <algorithm>
#include <string>

#include "core/base/check.h"

namespace plenary::wire {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

Byte TimesTwo(Byte value) {
  return static_cast<Byte>((value << 1) ^ ((value & 16) != 0 ? 0x25 : 0));
}

Byte Check(ByteView symbols, std::size_t number) {
  Byte sum = 0;  // Horner, from the last symbol on
  for (auto symbol = symbols.rbegin(); symbol != symbols.rend(); ++symbol) {
    sum = static_cast<Byte>(sum ^ *symbol);
    for (std::size_t i = 0; i < number; ++i) sum = TimesTwo(sum);
  }
  return sum;
}

std::size_t ValueOf(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O') c = '0';
  if (c == 'I' || c == 'L') c = '1';
  return kAlphabet.find(c);
}

}  // namespace

void ToSymbols(ByteView bytes, std::size_t skip, std::span<Byte> symbols) {
  std::ranges::fill(symbols, Byte{0});
  for (std::size_t i = 0; i < 5 * symbols.size() && skip + i < 8 * bytes.size(); ++i) {
    const std::size_t from = skip + i;
    const int bit = (bytes[from / 8] >> (7 - from % 8)) & 1;
    symbols[i / 5] = static_cast<Byte>(symbols[i / 5] | (bit << (4 - i % 5)));
  }
}

bool FromSymbols(ByteView symbols, std::size_t skip, std::span<Byte> bytes) {
  std::ranges::fill(bytes, Byte{0});
  for (std::size_t i = 0; i < 5 * symbols.size(); ++i) {
    const std::size_t to = skip + i;
    const int bit = (symbols[i / 5] >> (4 - i % 5)) & 1;
    if (bit == 0) continue;
    if (to >= 8 * bytes.size()) return false;
    bytes[to / 8] = static_cast<Byte>(bytes[to / 8] | (1 << (7 - to % 8)));
  }
  return true;
}

void PutChecks(std::span<Byte> symbols, std::size_t checks) {
  PLENARY_CHECK(checks < symbols.size());
  const std::size_t size = symbols.size() - checks;
  for (std::size_t k = 1; k <= checks; ++k) symbols[size + k - 1] = Check(symbols.first(size), k);
}

bool ChecksMatch(ByteView symbols, std::size_t checks) {
  PLENARY_CHECK(checks < symbols.size());
  const std::size_t size = symbols.size() - checks;
  for (std::size_t k = 1; k <= checks; ++k) {
    if (symbols[size + k - 1] != Check(symbols.first(size), k)) return false;
  }
  return true;
}

void PutGroups(ByteView symbols, std::span<Byte> text) {
  PLENARY_CHECK(text.size() == GroupedSize(symbols.size()));
  std::size_t at = 0;
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    if (i > 0 && i % 4 == 0) text[at++] = '-';
    text[at++] = static_cast<Byte>(kAlphabet[symbols[i]]);
  }
}

Result<void> ParseGroups(std::string_view text, std::span<Byte> symbols) {
  std::size_t count = 0;
  for (const char c : text) {
    if (c == ' ' || c == '-') continue;
    const std::size_t value = ValueOf(c);
    if (value == kAlphabet.npos) {
      return Fail(ErrorCode::kInvalidArgument, "mistyped: a character that is not used here");
    }
    if (count < symbols.size()) symbols[count] = static_cast<Byte>(value);
    ++count;
  }
  if (count != symbols.size()) {
    return Fail(ErrorCode::kInvalidArgument, "mistyped: " + std::to_string(count) +
                                                 " letters and digits, not " +
                                                 std::to_string(symbols.size()));
  }
  return {};
}

}  // namespace plenary::wire
