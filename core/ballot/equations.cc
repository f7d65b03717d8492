#include "core/ballot/equations.h"

#include "core/base/check.h"

namespace plenary::ballot {

crypto::Scalar Equations::NextCoefficient() {
  PLENARY_CHECK(random_.size() >= kCoefficientSize);
  const auto bytes = random_.first<kCoefficientSize>();
  random_ = random_.subspan(kCoefficientSize);
  return group_.Integer128(bytes);
}

bool Equations::Hold() && {
  AddTerm(generator_, group_.Generator());
  AddTerm(key_scalar_, key_);
  return group_.SumOfProducts(terms_).IsInfinity();
}

}  // namespace plenary::ballot
