// Arithmetic in the group of a suite's curve, of prime order.
//
// Public numbers take the quick way. Secret ones go through OpenSSL's constant-time
// multiplication; their arithmetic modulo the order too. A group is a name for the suite's
// constants: copy it freely, use it from any thread.
#ifndef PLENARY_CORE_CRYPTO_GROUP_H_
#define PLENARY_CORE_CRYPTO_GROUP_H_

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/crypto/point.h"
#include "core/crypto/suite.h"

namespace plenary::crypto {

class Group {
 public:
  explicit Group(Suite suite) : suite_(suite) {}

  Suite suite() const { return suite_; }

  // kInvalidArgument unless it is 0x04 || x || y of a point on the curve, both coordinates
  // below the prime. Infinity has no encoding.
  Result<Point> DecodePoint(ByteView encoded) const;
  // Appends kPointSize bytes. Infinity: a bug.
  void Put(Bytes& out, const Point& point) const;
  std::array<Byte, kPointSize> Encode(const Point& point) const;

  Point Generator() const;
  Point Add(const Point& a, const Point& b) const;
  Point Negate(const Point& point) const;
  Point Sum(std::span<const Point> points) const;
  // The sum of each run of `sizes[i]` points, the runs one after the other.
  std::vector<Point> SumRuns(std::vector<Point> points, std::vector<std::uint32_t> sizes) const;
  void AddToAll(std::span<Point> points, const Point& step) const;
  // The sum of scalar times point.
  Point SumOfProducts(std::span<const Term> terms) const;

  // kInvalidArgument unless it is kScalarSize bytes below the order.
  Result<Scalar> DecodeScalar(ByteView encoded) const;
  void Put(Bytes& out, const Scalar& scalar) const;
  std::array<Byte, kScalarSize> Encode(const Scalar& scalar) const;

  Scalar Integer(std::uint64_t value) const;
  Scalar Integer128(std::span<const Byte, 16> big_endian) const;
  // (H(tag, {u8 1, fields}) || H(tag, {u8 2, fields})) modulo the order.
  Scalar HashToScalar(std::string_view tag, std::initializer_list<ByteView> fields) const;
  Scalar Add(const Scalar& a, const Scalar& b) const;
  Scalar Subtract(const Scalar& a, const Scalar& b) const;
  Scalar Multiply(const Scalar& a, const Scalar& b) const;
  Scalar Invert(const Scalar& a) const;  // 0 gives 0

  // As HashToScalar; `fields` may hold secrets.
  SecretScalar HashToSecret(std::string_view tag, std::initializer_list<ByteView> fields) const;
  SecretScalar Conceal(const Scalar& scalar) const;
  Scalar Reveal(const SecretScalar& scalar) const;
  // a b + c.
  SecretScalar MultiplyAdd(const SecretScalar& a, const SecretScalar& b,
                           const SecretScalar& c) const;
  // To keep it, under whatever encryption the caller has.
  SecretBytes EncodeSecret(const SecretScalar& scalar) const;
  Result<SecretScalar> DecodeSecret(ByteView encoded) const;  // as DecodeScalar

  Point MultiplyGenerator(const SecretScalar& scalar) const;
  Point Multiply(const SecretScalar& scalar, const Point& point) const;

 private:
  Suite suite_;
};

}  // namespace plenary::crypto

#endif  // PLENARY_CORE_CRYPTO_GROUP_H_
