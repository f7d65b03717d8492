// The vectors of tests/vectors, as tests read them.
#ifndef PLENARY_TESTS_SUPPORT_VECTOR_FILES_H_
#define PLENARY_TESTS_SUPPORT_VECTOR_FILES_H_

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "core/base/bytes.h"
#include "core/base/ids.h"

namespace plenary::testing {

// `name`: below tests/vectors, "log/rfc9162.json".
inline nlohmann::json LoadVectors(const std::string& name) {
  const char* folder = std::getenv("PLENARY_TEST_DATA");
  EXPECT_NE(folder, nullptr) << "run by ctest, which sets PLENARY_TEST_DATA";
  std::ifstream file(std::string(folder ? folder : "tests") + "/vectors/" + name);
  EXPECT_TRUE(file) << name;
  return nlohmann::json::parse(file);
}

inline Bytes BytesOf(const nlohmann::json& hex) {
  const auto bytes = FromHex(hex.get<std::string>());
  EXPECT_TRUE(bytes) << hex;
  return *bytes;
}

template <class IdT = Digest>
IdT IdOf(const nlohmann::json& hex) {
  const auto id = IdT::FromHexText(hex.get<std::string>());
  EXPECT_TRUE(id) << hex;
  return *id;
}

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_SUPPORT_VECTOR_FILES_H_
