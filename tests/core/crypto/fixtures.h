// What the tests of core/crypto share.
#ifndef PLENARY_TESTS_CORE_CRYPTO_FIXTURES_H_
#define PLENARY_TESTS_CORE_CRYPTO_FIXTURES_H_

#include <gtest/gtest.h>

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <utility>

#include "core/base/bytes.h"
#include "core/crypto/keys.h"

namespace plenary::crypto {

// tests/vectors/crypto/<name>, or null with a failure recorded.
nlohmann::json ReadVectors(const std::string& name);

Bytes Unhex(const nlohmann::json& text);
Bytes Text(std::string_view text);

// One key pair for each suite and number, made at first use and kept: making SM2
// keys is slow.
const PrivateKey& TestKey(Suite suite, int number = 0);

// The error's code, or a failure recorded and kInternal.
template <class T>
ErrorCode CodeOf(const Result<T>& result) {
  if (result) {
    ADD_FAILURE() << "succeeded";
    return ErrorCode::kInternal;
  }
  return result.error().code;
}

// Runs a test for each suite.
class InEachSuite : public testing::TestWithParam<Suite> {};

std::string NameOfSuite(const testing::TestParamInfo<Suite>& row);

}  // namespace plenary::crypto

#define PLENARY_IN_EACH_SUITE(Name)                                                               \
  INSTANTIATE_TEST_SUITE_P(                                                                       \
      Suites, Name, testing::Values(plenary::crypto::Suite::kP256, plenary::crypto::Suite::kSm2), \
      plenary::crypto::NameOfSuite)

#endif  // PLENARY_TESTS_CORE_CRYPTO_FIXTURES_H_
