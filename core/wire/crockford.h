// Crockford's base 32 with check characters, for what people type and compare.
//
// Writes into buffers of the caller, who knows which of them are secret. A symbol is five
// bits, 0 to 31, one a byte.
#ifndef PLENARY_CORE_WIRE_CROCKFORD_H_
#define PLENARY_CORE_WIRE_CROCKFORD_H_

#include <cstddef>
#include <span>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace plenary::wire {

// Fills `symbols` with the bits of `bytes`, highest first, without the first `skip`;
// zeros after the last.
void ToSymbols(ByteView bytes, std::size_t skip, std::span<Byte> symbols);
// The reverse; the skipped bits are zeros. False if a bit that has no place is not 0.
bool FromSymbols(ByteView symbols, std::size_t skip, std::span<Byte> bytes);

// Sets the last `checks` (1 or 2) symbols. Over GF(32) with x^5 + x^2 + 1, check number k is
// the sum of symbol i, counted from 1, times 2^(k i). One finds every wrong symbol and
// every swap of two, among up to 30; two find any two wrong ones that do not stand 31 apart.
void PutChecks(std::span<Byte> symbols, std::size_t checks);
bool ChecksMatch(ByteView symbols, std::size_t checks);

// "0123-4567-8": groups of four, capital letters.
constexpr std::size_t GroupedSize(std::size_t symbols) {
  return symbols == 0 ? 0 : symbols + (symbols - 1) / 4;
}
void PutGroups(ByteView symbols, std::span<Byte> text);  // GroupedSize(symbols) bytes
// Takes small letters, O for 0, I and L for 1; skips spaces and hyphens. kInvalidArgument
// for any other character, or unless they fill `symbols` exactly.
Result<void> ParseGroups(std::string_view text, std::span<Byte> symbols);

}  // namespace plenary::wire

#endif  // PLENARY_CORE_WIRE_CROCKFORD_H_
