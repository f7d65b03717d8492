// Points and scalars of a suite's curve, as values. Only a Group makes and reads them.
#ifndef PLENARY_CORE_CRYPTO_POINT_H_
#define PLENARY_CORE_CRYPTO_POINT_H_

#include <cstddef>
#include <utility>

#include "core/crypto/residue.h"
#include "core/crypto/secret.h"

namespace plenary::crypto {

inline constexpr std::size_t kPointSize = 65;   // 0x04 || x || y
inline constexpr std::size_t kScalarSize = 32;  // big-endian, below the order

// On the curve, or infinity. Known to everybody.
struct Point {
  Limbs x = {};  // both zero, which is on neither curve: infinity
  Limbs y = {};

  bool operator==(const Point&) const = default;
  bool IsInfinity() const { return *this == Point{}; }
};

// Below the group's order. Known to everybody.
struct Scalar {
  Limbs form = {};

  bool operator==(const Scalar&) const = default;
};

struct Term {
  Scalar scalar;
  Point point;
};

// Below the group's order, and nobody else's business. Move-only, overwritten at its end.
class SecretScalar {
 public:
  SecretScalar() : bytes_(kScalarSize) {}  // 0

 private:
  friend class Group;
  explicit SecretScalar(SecretBytes bytes) : bytes_(std::move(bytes)) {}

  SecretBytes bytes_;  // big-endian
};

}  // namespace plenary::crypto

#endif  // PLENARY_CORE_CRYPTO_POINT_H_
