// Integers modulo a 256-bit prime, four limbs of 64 bits, in Montgomery's form.
//
// For numbers that everybody knows. No branch and no table index depends on a value, but
// secrets belong to OpenSSL all the same: group.h sees to that.
#ifndef PLENARY_CORE_CRYPTO_RESIDUE_H_
#define PLENARY_CORE_CRYPTO_RESIDUE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "core/base/bytes.h"

namespace plenary::crypto {

using Limbs = std::array<std::uint64_t, 4>;  // the lowest first

namespace limbs {

__extension__ using Wide = unsigned __int128;

constexpr std::uint64_t AddMul(std::uint64_t a, std::uint64_t b, std::uint64_t add,
                               std::uint64_t& carry) {
  const Wide v = static_cast<Wide>(a) * b + add + carry;
  carry = static_cast<std::uint64_t>(v >> 64);
  return static_cast<std::uint64_t>(v);
}

constexpr std::uint64_t Add(std::uint64_t a, std::uint64_t b, std::uint64_t& carry) {
  const Wide v = static_cast<Wide>(a) + b + carry;
  carry = static_cast<std::uint64_t>(v >> 64);
  return static_cast<std::uint64_t>(v);
}

constexpr std::uint64_t Subtract(std::uint64_t a, std::uint64_t b, std::uint64_t& borrow) {
  const Wide v = static_cast<Wide>(a) - b - borrow;
  borrow = static_cast<std::uint64_t>(v >> 64) & 1;
  return static_cast<std::uint64_t>(v);
}

// `high` is the fifth limb of `a`, below 2^257 in all; takes `modulus` off where it fits.
constexpr Limbs Reduce(const Limbs& a, std::uint64_t high, const Limbs& modulus) {
  std::uint64_t borrow = 0;
  const Limbs less = {Subtract(a[0], modulus[0], borrow), Subtract(a[1], modulus[1], borrow),
                      Subtract(a[2], modulus[2], borrow), Subtract(a[3], modulus[3], borrow)};
  const std::uint64_t keep = 0 - static_cast<std::uint64_t>(high < borrow);
  return {(a[0] & keep) | (less[0] & ~keep), (a[1] & keep) | (less[1] & ~keep),
          (a[2] & keep) | (less[2] & ~keep), (a[3] & keep) | (less[3] & ~keep)};
}

constexpr bool Below(const Limbs& a, const Limbs& b) {
  std::uint64_t borrow = 0;
  for (std::size_t i = 0; i < 4; ++i) (void)Subtract(a[i], b[i], borrow);
  return borrow == 1;
}

constexpr Limbs FromBigEndian(std::span<const Byte, 32> bytes) {
  Limbs out{};
  for (std::size_t i = 0; i < 32; ++i) out[3 - i / 8] = out[3 - i / 8] << 8 | bytes[i];
  return out;
}

constexpr void ToBigEndian(const Limbs& value, std::span<Byte, 32> bytes) {
  for (std::size_t i = 0; i < 32; ++i) {
    bytes[i] = static_cast<Byte>(value[3 - i / 8] >> (56 - 8 * (i % 8)));
  }
}

}  // namespace limbs

// Arithmetic for one modulus: M::kModulus, a prime above 2^255. Operands and results are
// below the modulus.
template <class M>
struct Residue {
  static constexpr Limbs kModulus = M::kModulus;
  static constexpr Limbs kZero = {};

  static constexpr Limbs Add(const Limbs& a, const Limbs& b) {
    std::uint64_t c = 0;
    const Limbs sum = {limbs::Add(a[0], b[0], c), limbs::Add(a[1], b[1], c),
                       limbs::Add(a[2], b[2], c), limbs::Add(a[3], b[3], c)};
    return limbs::Reduce(sum, c, kModulus);
  }

  static constexpr Limbs Subtract(const Limbs& a, const Limbs& b) {
    std::uint64_t borrow = 0;
    Limbs out = {limbs::Subtract(a[0], b[0], borrow), limbs::Subtract(a[1], b[1], borrow),
                 limbs::Subtract(a[2], b[2], borrow), limbs::Subtract(a[3], b[3], borrow)};
    const std::uint64_t mask = 0 - borrow;
    std::uint64_t c = 0;
    for (std::size_t i = 0; i < 4; ++i) out[i] = limbs::Add(out[i], kModulus[i] & mask, c);
    return out;
  }

  static constexpr Limbs Negate(const Limbs& a) { return Subtract(kZero, a); }

  // a b / 2^256: the product, if both are in Montgomery's form.
  static constexpr Limbs Multiply(const Limbs& a, const Limbs& b) {
    Limbs t{};
    std::uint64_t high = 0;
    Round(t, high, a, b[0]);
    Round(t, high, a, b[1]);
    Round(t, high, a, b[2]);
    Round(t, high, a, b[3]);
    return limbs::Reduce(t, high, kModulus);
  }

  static constexpr Limbs Square(const Limbs& a) { return Multiply(a, a); }

  static constexpr Limbs ToForm(const Limbs& plain) { return Multiply(plain, kSquareOfRadix); }
  static constexpr Limbs FromForm(const Limbs& a) { return Multiply(a, Limbs{1}); }

  // Fermat's: 0 gives 0.
  static constexpr Limbs Invert(const Limbs& a) {
    Limbs result = kOne;
    for (std::size_t bit = 256; bit > 0; --bit) {
      result = Square(result);
      if ((kInverseExponent[(bit - 1) / 64] >> ((bit - 1) % 64) & 1) != 0) {
        result = Multiply(result, a);
      }
    }
    return result;
  }

  // None unless the number is below the modulus: one form a value.
  static std::optional<Limbs> Decode(std::span<const Byte, 32> bytes) {
    const Limbs plain = limbs::FromBigEndian(bytes);
    if (!limbs::Below(plain, kModulus)) return std::nullopt;
    return ToForm(plain);
  }
  static void Encode(const Limbs& a, std::span<Byte, 32> bytes) {
    limbs::ToBigEndian(FromForm(a), bytes);
  }

 private:
  static constexpr std::uint64_t NegativeInverse() {  // of the modulus, modulo 2^64
    std::uint64_t inverse = 1;
    for (int i = 0; i < 6; ++i) inverse *= 2 - kModulus[0] * inverse;
    return 0 - inverse;
  }
  static constexpr Limbs PowerOfTwo(int exponent) {
    Limbs value = {1};
    for (int i = 0; i < exponent; ++i) value = Add(value, value);
    return value;
  }
  static constexpr Limbs MinusTwo() {
    std::uint64_t borrow = 0;
    return {limbs::Subtract(kModulus[0], 2, borrow), limbs::Subtract(kModulus[1], 0, borrow),
            limbs::Subtract(kModulus[2], 0, borrow), limbs::Subtract(kModulus[3], 0, borrow)};
  }

  // t = (t + a b + m modulus) / 2^64, m chosen to leave no remainder.
  static constexpr void Round(Limbs& t, std::uint64_t& high, const Limbs& a, std::uint64_t b) {
    std::uint64_t c = 0;
    const Limbs s = {limbs::AddMul(a[0], b, t[0], c), limbs::AddMul(a[1], b, t[1], c),
                     limbs::AddMul(a[2], b, t[2], c), limbs::AddMul(a[3], b, t[3], c)};
    std::uint64_t top = 0;
    const std::uint64_t fifth = limbs::Add(high, c, top);
    const std::uint64_t m = s[0] * kNegativeInverse;
    c = m;  // of m (2^64 - 1) + m, where the lowest limb is that
    if constexpr (kModulus[0] != ~std::uint64_t{0}) {
      c = 0;
      (void)limbs::AddMul(m, kModulus[0], s[0], c);
    }
    t[0] = limbs::AddMul(m, kModulus[1], s[1], c);
    t[1] = limbs::AddMul(m, kModulus[2], s[2], c);
    t[2] = limbs::AddMul(m, kModulus[3], s[3], c);
    std::uint64_t over = 0;
    t[3] = limbs::Add(fifth, c, over);
    high = top + over;
  }

  static constexpr std::uint64_t kNegativeInverse = NegativeInverse();
  static constexpr Limbs kSquareOfRadix = PowerOfTwo(512);
  static constexpr Limbs kInverseExponent = MinusTwo();

 public:
  static constexpr Limbs kOne = PowerOfTwo(256);
};

}  // namespace plenary::crypto

#endif  // PLENARY_CORE_CRYPTO_RESIDUE_H_
