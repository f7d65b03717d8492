#include "core/ballot/equations.h"

#include "core/ballot/encoding.h"
#include "core/base/check.h"
#include "core/crypto/hash.h"

namespace plenary::ballot {
namespace {

using HoldsFunction = std::function<bool(std::size_t, std::size_t)>;

void AddFalse(std::size_t first, std::size_t count, const HoldsFunction& holds,
              std::vector<std::size_t>& found) {
  if (count == 0 || holds(first, count)) return;
  if (count == 1) {
    found.push_back(first);
    return;
  }
  AddFalse(first, count / 2, holds, found);
  AddFalse(first + count / 2, count - count / 2, holds, found);
}

}  // namespace

Bytes DeriveCoefficients(crypto::Suite suite, ByteView secret, ByteView checked,
                         std::size_t count) {
  Bytes random;
  random.reserve(count * kCoefficientSize + Digest::kSize);
  const Digest key =
      crypto::HashTagged(suite, "plenary/v1/coefficients", {secret, U64(checked.size()), checked});
  for (std::uint64_t i = 0; random.size() < count * kCoefficientSize; ++i) {
    PutRaw(random,
           crypto::HashTagged(suite, "plenary/v1/coefficients", {key.view(), U64(i)}).view());
  }
  random.resize(count * kCoefficientSize);
  return random;
}

crypto::Scalar Equations::NextCoefficient() {
  PLENARY_CHECK(random_.size() >= kCoefficientSize);
  const auto bytes = random_.first<kCoefficientSize>();
  random_ = random_.subspan(kCoefficientSize);
  return group_.Integer128(bytes);
}

std::vector<std::size_t> FalseAmong(std::size_t count, const HoldsFunction& holds) {
  std::vector<std::size_t> found;
  AddFalse(0, count, holds, found);
  return found;
}

bool Equations::Hold() && {
  AddTerm(generator_, group_.Generator());
  AddTerm(key_scalar_, key_);
  return group_.SumOfProducts(terms_).IsInfinity();
}

}  // namespace plenary::ballot
