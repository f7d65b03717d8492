#include "core/crypto/curve.h"

#include <algorithm>
#include <cstddef>

#include "core/crypto/wiped.h"

namespace plenary::crypto {
namespace {

// The denominator of the slope through two points; 1 where no slope is needed.
template <class C>
Limbs Denominator(const Point& a, const Point& b) {
  using F = typename C::Field;
  if (a.IsInfinity() || b.IsInfinity()) return F::kOne;
  if (a.x != b.x) return F::Subtract(b.x, a.x);
  return a.y == b.y ? F::Add(a.y, a.y) : F::kOne;
}

template <class C>
Limbs Numerator(const Point& a, const Point& b) {
  using F = typename C::Field;
  if (a.x != b.x) return F::Subtract(b.y, a.y);
  const Limbs square = F::Subtract(F::Square(a.x), F::kOne);  // of the tangent: 3 x^2 - 3
  return F::Add(F::Add(square, square), square);
}

// `inverse`: of Denominator(a, b).
template <class C>
Point SumWith(const Point& a, const Point& b, const Limbs& inverse) {
  using F = typename C::Field;
  if (a.IsInfinity()) return b;
  if (b.IsInfinity()) return a;
  if (a.x == b.x && a.y != b.y) return {};
  const Limbs slope = F::Multiply(Numerator<C>(a, b), inverse);
  const Limbs x = F::Subtract(F::Subtract(F::Square(slope), a.x), b.x);
  return {x, F::Subtract(F::Multiply(slope, F::Subtract(a.x, x)), a.y)};
}

// Inverts all of `values`, none of them 0, with one inversion.
template <class F>
void InvertAll(std::vector<Limbs>& values, std::vector<Limbs>& scratch) {
  scratch.resize(values.size());
  Limbs product = F::kOne;
  for (std::size_t i = 0; i < values.size(); ++i) {
    scratch[i] = product;
    product = F::Multiply(product, values[i]);
  }
  Limbs inverse = F::Invert(product);
  for (std::size_t i = values.size(); i > 0; --i) {
    const Limbs own = F::Multiply(inverse, scratch[i - 1]);
    inverse = F::Multiply(inverse, values[i - 1]);
    values[i - 1] = own;
  }
}

// One round: every run becomes half as long. False if none had two points left.
template <class C>
bool HalveRuns(std::vector<Point>& points, std::vector<std::uint32_t>& sizes,
               std::vector<Limbs>& inverses, std::vector<Limbs>& scratch) {
  inverses.clear();
  std::size_t at = 0;
  for (const std::uint32_t size : sizes) {
    for (std::uint32_t i = 0; i + 1 < size; i += 2) {
      inverses.push_back(Denominator<C>(points[at + i], points[at + i + 1]));
    }
    at += size;
  }
  if (inverses.empty()) return false;
  InvertAll<typename C::Field>(inverses, scratch);
  std::size_t in = 0;
  std::size_t out = 0;
  std::size_t next = 0;
  for (std::uint32_t& size : sizes) {
    for (std::uint32_t i = 0; i + 1 < size; i += 2, in += 2) {
      points[out++] = SumWith<C>(points[in], points[in + 1], inverses[next++]);
    }
    if (size % 2 != 0) points[out++] = points[in++];
    size = (size + 1) / 2;
  }
  points.resize(out);
  return true;
}

}  // namespace

template <class C>
std::vector<Point> SumRuns(std::vector<Point> points, std::vector<std::uint32_t> sizes) {
  std::vector<Limbs> inverses;
  std::vector<Limbs> scratch;
  while (HalveRuns<C>(points, sizes, inverses, scratch)) {
  }
  std::vector<Point> sums;
  sums.reserve(sizes.size());
  std::size_t at = 0;
  for (const std::uint32_t size : sizes) sums.push_back(size == 0 ? Point{} : points[at++]);
  Wipe(points);  // who makes a ballot sums up what would open it
  Wipe(inverses);
  Wipe(scratch);
  return sums;
}

template <class C>
void AddToAll(std::span<Point> points, const Point& step) {
  std::vector<Limbs> inverses;
  std::vector<Limbs> scratch;
  inverses.reserve(points.size());
  for (const Point& point : points) inverses.push_back(Denominator<C>(point, step));
  InvertAll<typename C::Field>(inverses, scratch);
  for (std::size_t i = 0; i < points.size(); ++i) {
    points[i] = SumWith<C>(points[i], step, inverses[i]);
  }
}

template std::vector<Point> SumRuns<P256Curve>(std::vector<Point>, std::vector<std::uint32_t>);
template std::vector<Point> SumRuns<Sm2Curve>(std::vector<Point>, std::vector<std::uint32_t>);
template void AddToAll<P256Curve>(std::span<Point>, const Point&);
template void AddToAll<Sm2Curve>(std::span<Point>, const Point&);

}  // namespace plenary::crypto
