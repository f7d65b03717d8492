// Many equations between points, checked as one.
#ifndef PLENARY_CORE_BALLOT_EQUATIONS_H_
#define PLENARY_CORE_BALLOT_EQUATIONS_H_

#include <cstddef>
#include <functional>
#include <vector>

#include "core/base/bytes.h"
#include "core/crypto/group.h"

namespace plenary::ballot {

inline constexpr std::size_t kCoefficientSize = 16;

// `count` coefficients for what is `checked`, none of which its maker can foresee. `secret`: 32
// bytes that nobody outside this process knows.
Bytes DeriveCoefficients(crypto::Suite suite, ByteView secret, ByteView checked, std::size_t count);

// Sums terms that ought to be infinity for each of several equations, each equation times a
// coefficient of its own; so a false one goes unseen with probability 2^-128.
class Equations {
 public:
  // `random`: kCoefficientSize bytes for each equation, drawn after all that is checked was
  // fixed, unknown to whoever made it; borrowed. Asking for more coefficients is a bug.
  Equations(const crypto::Group& group, const crypto::Point& key, ByteView random)
      : group_(group), key_(key), random_(random) {}

  // The next equation's coefficient. Every term of that equation is multiplied by it.
  crypto::Scalar NextCoefficient();
  void AddTerm(const crypto::Scalar& scalar, const crypto::Point& point) {
    terms_.push_back({scalar, point});
  }
  void AddGenerator(const crypto::Scalar& scalar) { generator_ = group_.Add(generator_, scalar); }
  void AddKey(const crypto::Scalar& scalar) { key_scalar_ = group_.Add(key_scalar_, scalar); }

  bool Hold() &&;

 private:
  crypto::Group group_;
  crypto::Point key_;
  ByteView random_;
  crypto::Scalar generator_;
  crypto::Scalar key_scalar_;
  std::vector<crypto::Term> terms_;
};

// Which of `count` things do not hold, ascending. `holds` is asked of all of them, then of ever
// smaller halves; so few false ones among many cost little.
std::vector<std::size_t> FalseAmong(
    std::size_t count, const std::function<bool(std::size_t first, std::size_t count)>& holds);

}  // namespace plenary::ballot

#endif  // PLENARY_CORE_BALLOT_EQUATIONS_H_
