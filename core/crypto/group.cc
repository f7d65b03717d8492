#include "core/crypto/group.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/crypto/curve.h"
#include "core/crypto/hash.h"

namespace plenary::crypto {
namespace {

std::span<const Byte, 32> Half(ByteView bytes, std::size_t at) {
  return bytes.subspan(at).first<32>();
}

std::span<Byte, 32> Half(std::array<Byte, kPointSize>& bytes, std::size_t at) {
  return std::span<Byte>(bytes).subspan(at).first<32>();
}

std::unexpected<Error> NoPoint() {
  return Fail(ErrorCode::kInvalidArgument, "not a point of the suite's curve");
}

// The two hashes of Hq, one after the other.
std::array<Byte, 64> WideHash(Suite suite, std::string_view tag,
                              std::initializer_list<ByteView> fields) {
  std::array<Byte, 64> wide{};
  for (Byte number = 1; number <= 2; ++number) {
    Hasher hasher = Hasher::Tagged(suite, tag);
    hasher.Field(ByteView(&number, 1));
    for (const ByteView field : fields) hasher.Field(field);
    const Digest digest = std::move(hasher).Finish();
    std::ranges::copy(digest.bytes, wide.begin() + 32 * (number - 1));
  }
  return wide;
}

}  // namespace

Result<Point> Group::DecodePoint(ByteView encoded) const {
  if (encoded.size() != kPointSize || encoded[0] != 4) return NoPoint();
  return WithCurve(suite_, [&]<class C>(C) -> Result<Point> {
    const auto x = C::Field::Decode(Half(encoded, 1));
    const auto y = C::Field::Decode(Half(encoded, 33));
    if (!x || !y || !IsOnCurve<C>(*x, *y)) return NoPoint();
    return Point{*x, *y};
  });
}

std::array<Byte, kPointSize> Group::Encode(const Point& point) const {
  PLENARY_CHECK(!point.IsInfinity());
  std::array<Byte, kPointSize> out{4};
  WithCurve(suite_, [&]<class C>(C) {
    C::Field::Encode(point.x, Half(out, 1));
    C::Field::Encode(point.y, Half(out, 33));
  });
  return out;
}

void Group::Put(Bytes& out, const Point& point) const { PutRaw(out, Encode(point)); }

Point Group::Generator() const {
  return WithCurve(suite_, []<class C>(C) { return C::kGenerator; });
}

Point Group::Add(const Point& a, const Point& b) const {
  return WithCurve(suite_, [&]<class C>(C) {
    Point sum = a;
    crypto::AddToAll<C>(std::span(&sum, 1), b);
    return sum;
  });
}

Point Group::Negate(const Point& point) const {
  return WithCurve(suite_, [&]<class C>(C) { return Negated<C>(point); });
}

Point Group::Sum(std::span<const Point> points) const {
  return SumRuns({points.begin(), points.end()}, {static_cast<std::uint32_t>(points.size())})[0];
}

std::vector<Point> Group::SumRuns(std::vector<Point> points,
                                  std::vector<std::uint32_t> sizes) const {
  return WithCurve(
      suite_, [&]<class C>(C) { return crypto::SumRuns<C>(std::move(points), std::move(sizes)); });
}

void Group::AddToAll(std::span<Point> points, const Point& step) const {
  WithCurve(suite_, [&]<class C>(C) { crypto::AddToAll<C>(points, step); });
}

Point Group::SumOfProducts(std::span<const Term> terms) const {
  return WithCurve(suite_, [&]<class C>(C) { return crypto::SumOfProducts<C>(terms); });
}

Result<Scalar> Group::DecodeScalar(ByteView encoded) const {
  if (encoded.size() == kScalarSize) {
    const auto form =
        WithCurve(suite_, [&]<class C>(C) { return C::Order::Decode(Half(encoded, 0)); });
    if (form) return Scalar{*form};
  }
  return Fail(ErrorCode::kInvalidArgument, "not a number below the group's order");
}

std::array<Byte, kScalarSize> Group::Encode(const Scalar& scalar) const {
  std::array<Byte, kScalarSize> out{};
  WithCurve(suite_, [&]<class C>(C) { C::Order::Encode(scalar.form, out); });
  return out;
}

void Group::Put(Bytes& out, const Scalar& scalar) const { PutRaw(out, Encode(scalar)); }

Scalar Group::Integer(std::uint64_t value) const {
  return WithCurve(suite_, [&]<class C>(C) { return Scalar{C::Order::ToForm({value})}; });
}

Scalar Group::Integer128(std::span<const Byte, 16> big_endian) const {
  std::array<Byte, 32> padded{};
  std::ranges::copy(big_endian, padded.begin() + 16);
  return WithCurve(
      suite_, [&]<class C>(C) { return Scalar{C::Order::ToForm(limbs::FromBigEndian(padded))}; });
}

Scalar Group::HashToScalar(std::string_view tag, std::initializer_list<ByteView> fields) const {
  const std::array<Byte, 64> wide = WideHash(suite_, tag, fields);
  return WithCurve(suite_, [&]<class C>(C) {
    using Order = typename C::Order;
    const auto part = [&](std::size_t at) {
      return limbs::Reduce(limbs::FromBigEndian(Half(wide, at)), 0, Order::kModulus);
    };
    // 2^256 is the radix of Montgomery's form: to the form twice is times 2^256.
    return Scalar{Order::Add(Order::ToForm(Order::ToForm(part(0))), Order::ToForm(part(32)))};
  });
}

Scalar Group::Add(const Scalar& a, const Scalar& b) const {
  return WithCurve(suite_, [&]<class C>(C) { return Scalar{C::Order::Add(a.form, b.form)}; });
}

Scalar Group::Subtract(const Scalar& a, const Scalar& b) const {
  return WithCurve(suite_, [&]<class C>(C) { return Scalar{C::Order::Subtract(a.form, b.form)}; });
}

Scalar Group::Multiply(const Scalar& a, const Scalar& b) const {
  return WithCurve(suite_, [&]<class C>(C) { return Scalar{C::Order::Multiply(a.form, b.form)}; });
}

Scalar Group::Invert(const Scalar& a) const {
  return WithCurve(suite_, [&]<class C>(C) { return Scalar{C::Order::Invert(a.form)}; });
}

Scalar Group::Reveal(const SecretScalar& scalar) const {
  return *DecodeScalar(scalar.bytes_.view());
}

SecretScalar Group::Conceal(const Scalar& scalar) const {
  return SecretScalar(SecretBytes::CopyOf(Encode(scalar)));
}

SecretBytes Group::EncodeSecret(const SecretScalar& scalar) const {
  return SecretBytes::CopyOf(scalar.bytes_.view());
}

Result<SecretScalar> Group::DecodeSecret(ByteView encoded) const {
  if (const auto checked = DecodeScalar(encoded); !checked) {
    return std::unexpected(checked.error());
  }
  return SecretScalar(SecretBytes::CopyOf(encoded));
}

}  // namespace plenary::crypto
