// Pippenger's method: scalars in signed digits, one bucket a digit, points of a bucket added
// in affine coordinates with shared inversions.
#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "core/crypto/curve.h"

namespace plenary::crypto {
namespace {

constexpr std::size_t kMostEntries = 1 << 15;  // of one round, to stay in the cache

// A point with a scalar of as few bits as its sign allows.
struct Item {
  Limbs scalar;
  Point point;
  unsigned bits;
};

unsigned BitsOf(const Limbs& value) {
  for (std::size_t i = 4; i > 0; --i) {
    if (value[i - 1] != 0) {
      return static_cast<unsigned>(64 * (i - 1)) +
             static_cast<unsigned>(std::bit_width(value[i - 1]));
    }
  }
  return 0;
}

template <class C>
std::vector<Item> ItemsOf(std::span<const Term> terms) {
  std::vector<Item> items;
  items.reserve(terms.size());
  for (const Term& term : terms) {
    const Limbs plain = C::Order::FromForm(term.scalar.form);
    const Limbs opposite = C::Order::Negate(plain);
    const bool negate = limbs::Below(opposite, plain);
    const Limbs& scalar = negate ? opposite : plain;
    if (BitsOf(scalar) == 0 || term.point.IsInfinity()) continue;
    items.push_back({scalar, negate ? Negated<C>(term.point) : term.point, BitsOf(scalar)});
  }
  return items;
}

unsigned DigitsOf(unsigned bits, unsigned width) { return bits / width + 1; }  // one for a carry

// Additions that a width takes: one for each digit, and half the buckets for each of their bits.
std::size_t CostOf(std::span<const Item> items, unsigned width, unsigned most_bits) {
  std::size_t cost = (std::size_t{1} << (width - 1)) * (width + 1) / 2 * DigitsOf(most_bits, width);
  for (const Item& item : items) cost += DigitsOf(item.bits, width);
  return cost;
}

unsigned BestWidth(std::span<const Item> items, unsigned most_bits) {
  unsigned best = 2;
  std::size_t least = std::numeric_limits<std::size_t>::max();
  for (unsigned width = 2; width <= 14; ++width) {
    const std::size_t cost = CostOf(items, width, most_bits);
    if (cost < least) {
      least = cost;
      best = width;
    }
  }
  return best;
}

std::int32_t BitsAt(const Limbs& value, unsigned at, unsigned width) {
  const std::size_t limb = at / 64;
  if (limb >= 4) return 0;
  std::uint64_t bits = value[limb] >> (at % 64);
  if (at % 64 + width > 64 && limb + 1 < 4) bits |= value[limb + 1] << (64 - at % 64);
  return static_cast<std::int32_t>(bits & ((std::uint64_t{1} << width) - 1));
}

// digits[window * items.size() + item], each between -2^(width - 1) and 2^(width - 1).
std::vector<std::int16_t> Digits(std::span<const Item> items, unsigned width, unsigned windows) {
  std::vector<std::int16_t> digits(items.size() * windows);
  for (std::size_t i = 0; i < items.size(); ++i) {
    std::int32_t carry = 0;
    for (unsigned window = 0; window < DigitsOf(items[i].bits, width); ++window) {
      std::int32_t digit = BitsAt(items[i].scalar, window * width, width) + carry;
      carry = digit > (1 << (width - 1)) ? 1 : 0;
      digit -= carry << width;
      digits[window * items.size() + i] = static_cast<std::int16_t>(digit);
    }
  }
  return digits;
}

// The buckets of some windows: bucket d of window w at w 2^(width - 1) + d - 1.
template <class C>
std::vector<Point> Buckets(std::span<const Item> items, std::span<const std::int16_t> digits,
                           unsigned width) {
  const std::size_t windows = digits.size() / items.size();
  const std::size_t each = std::size_t{1} << (width - 1);
  std::vector<std::uint32_t> sizes(windows * each);
  const auto bucket_of = [&](std::size_t entry) {
    return entry / items.size() * each + static_cast<std::size_t>(std::abs(digits[entry])) - 1;
  };
  for (std::size_t entry = 0; entry < digits.size(); ++entry) {
    if (digits[entry] != 0) ++sizes[bucket_of(entry)];
  }
  std::vector<std::size_t> next(sizes.size());
  std::size_t total = 0;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    next[i] = total;
    total += sizes[i];
  }
  std::vector<Point> points(total);
  for (std::size_t entry = 0; entry < digits.size(); ++entry) {
    if (digits[entry] == 0) continue;
    const Point& point = items[entry % items.size()].point;
    points[next[bucket_of(entry)]++] = digits[entry] < 0 ? Negated<C>(point) : point;
  }
  return SumRuns<C>(std::move(points), std::move(sizes));
}

// For each window and each bit of its digits, the lowest first, the sum of the buckets whose
// number has that bit: together they are the window's sum, one point a bit.
template <class C>
std::vector<Point> SumsByBit(std::span<const Point> buckets, unsigned width) {
  const std::size_t each = std::size_t{1} << (width - 1);
  std::vector<Point> points;
  std::vector<std::uint32_t> sizes;
  for (std::size_t first = 0; first < buckets.size(); first += each) {
    for (unsigned bit = 0; bit < width; ++bit) {
      const std::size_t before = points.size();
      for (std::size_t number = 1; number <= each; ++number) {
        const Point& bucket = buckets[first + number - 1];
        if ((number >> bit & 1) != 0 && !bucket.IsInfinity()) points.push_back(bucket);
      }
      sizes.push_back(static_cast<std::uint32_t>(points.size() - before));
    }
  }
  return SumRuns<C>(std::move(points), std::move(sizes));
}

struct Jacobian {  // x / z^2, y / z^3; z = 0: infinity
  Limbs x = {}, y = {}, z = {};
};

template <class C>
Jacobian Doubled(const Jacobian& p) {
  using F = typename C::Field;
  const Limbs delta = F::Square(p.z);
  const Limbs gamma = F::Square(p.y);
  const Limbs beta = F::Multiply(p.x, gamma);
  const Limbs third = F::Multiply(F::Subtract(p.x, delta), F::Add(p.x, delta));
  const Limbs alpha = F::Add(F::Add(third, third), third);
  const Limbs beta2 = F::Add(beta, beta);
  const Limbs beta4 = F::Add(beta2, beta2);
  const Limbs x = F::Subtract(F::Square(alpha), F::Add(beta4, beta4));
  const Limbs yz = F::Multiply(p.y, p.z);
  const Limbs gamma2 = F::Add(gamma, gamma);
  const Limbs gamma_square4 = F::Square(gamma2);
  return {
      x,
      F::Subtract(F::Multiply(alpha, F::Subtract(beta4, x)), F::Add(gamma_square4, gamma_square4)),
      F::Add(yz, yz)};
}

template <class C>
Jacobian Plus(const Jacobian& p, const Point& q) {
  using F = typename C::Field;
  if (q.IsInfinity()) return p;
  if (p.z == F::kZero) return {q.x, q.y, F::kOne};
  const Limbs zz = F::Square(p.z);
  const Limbs h = F::Subtract(F::Multiply(q.x, zz), p.x);
  const Limbs r = F::Subtract(F::Multiply(F::Multiply(q.y, p.z), zz), p.y);
  if (h == F::kZero) return r == F::kZero ? Doubled<C>(p) : Jacobian{};
  const Limbs hh = F::Square(h);
  const Limbs hhh = F::Multiply(h, hh);
  const Limbs v = F::Multiply(p.x, hh);
  const Limbs x = F::Subtract(F::Subtract(F::Square(r), hhh), F::Add(v, v));
  return {x, F::Subtract(F::Multiply(r, F::Subtract(v, x)), F::Multiply(p.y, hhh)),
          F::Multiply(p.z, h)};
}

template <class C>
Point ToAffine(const Jacobian& p) {
  using F = typename C::Field;
  if (p.z == F::kZero) return {};
  const Limbs inverse = F::Invert(p.z);
  const Limbs square = F::Square(inverse);
  return {F::Multiply(p.x, square), F::Multiply(p.y, F::Multiply(square, inverse))};
}

}  // namespace

template <class C>
Point SumOfProducts(std::span<const Term> terms) {
  const std::vector<Item> items = ItemsOf<C>(terms);
  if (items.empty()) return {};
  const unsigned most_bits = std::ranges::max(items, {}, &Item::bits).bits;
  const unsigned width = BestWidth(items, most_bits);
  const unsigned windows = DigitsOf(most_bits, width);
  const std::vector<std::int16_t> digits = Digits(items, width, windows);
  std::vector<Point> by_bit;  // of window w and bit b at w width + b
  const std::size_t at_once = std::max<std::size_t>(1, kMostEntries / items.size());
  for (std::size_t window = 0; window < windows; window += at_once) {
    const std::size_t count = std::min<std::size_t>(at_once, windows - window) * items.size();
    const auto chunk = std::span(digits).subspan(window * items.size(), count);
    const auto sums = SumsByBit<C>(Buckets<C>(items, chunk, width), width);
    by_bit.insert(by_bit.end(), sums.begin(), sums.end());
  }
  Jacobian total;
  for (std::size_t i = by_bit.size(); i > 0; --i) {
    total = Plus<C>(Doubled<C>(total), by_bit[i - 1]);
  }
  return ToAffine<C>(total);
}

template Point SumOfProducts<P256Curve>(std::span<const Term>);
template Point SumOfProducts<Sm2Curve>(std::span<const Term>);

}  // namespace plenary::crypto
