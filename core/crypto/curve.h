// The curves y^2 = x^3 - 3 x + b of both suites, and their points in affine coordinates.
// For core/crypto alone; everybody else uses a Group.
#ifndef PLENARY_CORE_CRYPTO_CURVE_H_
#define PLENARY_CORE_CRYPTO_CURVE_H_

#include <cstdint>
#include <span>
#include <vector>

#include "core/crypto/point.h"
#include "core/crypto/residue.h"
#include "core/crypto/suite.h"

namespace plenary::crypto {

struct P256Prime {
  static constexpr Limbs kModulus = {0xffffffffffffffff, 0x00000000ffffffff, 0x0000000000000000,
                                     0xffffffff00000001};
};
struct P256Order {
  static constexpr Limbs kModulus = {0xf3b9cac2fc632551, 0xbce6faada7179e84, 0xffffffffffffffff,
                                     0xffffffff00000000};
};
struct P256Curve {  // SEC 2, section 2.4.2
  using Field = Residue<P256Prime>;
  using Order = Residue<P256Order>;
  static constexpr Limbs kB = Field::ToForm(
      {0x3bce3c3e27d2604b, 0x651d06b0cc53b0f6, 0xb3ebbd55769886bc, 0x5ac635d8aa3a93e7});
  static constexpr Point kGenerator = {Field::ToForm({0xf4a13945d898c296, 0x77037d812deb33a0,
                                                      0xf8bce6e563a440f2, 0x6b17d1f2e12c4247}),
                                       Field::ToForm({0xcbb6406837bf51f5, 0x2bce33576b315ece,
                                                      0x8ee7eb4a7c0f9e16, 0x4fe342e2fe1a7f9b})};
};

struct Sm2Prime {
  static constexpr Limbs kModulus = {0xffffffffffffffff, 0xffffffff00000000, 0xffffffffffffffff,
                                     0xfffffffeffffffff};
};
struct Sm2Order {
  static constexpr Limbs kModulus = {0x53bbf40939d54123, 0x7203df6b21c6052b, 0xffffffffffffffff,
                                     0xfffffffeffffffff};
};
struct Sm2Curve {  // GB/T 32918.5
  using Field = Residue<Sm2Prime>;
  using Order = Residue<Sm2Order>;
  static constexpr Limbs kB = Field::ToForm(
      {0xddbcbd414d940e93, 0xf39789f515ab8f92, 0x4d5a9e4bcf6509a7, 0x28e9fa9e9d9f5e34});
  static constexpr Point kGenerator = {Field::ToForm({0x715a4589334c74c7, 0x8fe30bbff2660be1,
                                                      0x5f9904466a39c994, 0x32c4ae2c1f198119}),
                                       Field::ToForm({0x02df32e52139f0a0, 0xd0a9877cc62a4740,
                                                      0x59bdcee36b692153, 0xbc3736a2f4f6779c})};
};

// Calls `function` with the curve of a suite.
template <class Function>
auto WithCurve(Suite suite, Function function) {
  return suite == Suite::kSm2 ? function(Sm2Curve{}) : function(P256Curve{});
}

template <class C>
bool IsOnCurve(const Limbs& x, const Limbs& y) {
  using F = typename C::Field;
  const Limbs three = F::Add(F::Add(F::kOne, F::kOne), F::kOne);
  return F::Square(y) == F::Add(F::Multiply(F::Subtract(F::Square(x), three), x), C::kB);
}

template <class C>
Point Negated(const Point& point) {
  return {point.x, C::Field::Negate(point.y)};  // infinity stays what it is
}

// The sum of each run of `sizes[i]` points, the runs one after the other. Additions of all
// runs share their inversions. Linear in the number of points.
template <class C>
std::vector<Point> SumRuns(std::vector<Point> points, std::vector<std::uint32_t> sizes);

// points[i] += step, for all at once.
template <class C>
void AddToAll(std::span<Point> points, const Point& step);

// The sum of scalar times point. Takes time by the numbers, which are public.
template <class C>
Point SumOfProducts(std::span<const Term> terms);

}  // namespace plenary::crypto

#endif  // PLENARY_CORE_CRYPTO_CURVE_H_
