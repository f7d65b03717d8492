#include "core/crypto/suite.h"

#include <gtest/gtest.h>

namespace plenary::crypto {
namespace {

TEST(Suite, HasOneNameAndOneNumberForEver) {
  EXPECT_EQ(SuiteName(Suite::kP256), "p256");
  EXPECT_EQ(SuiteName(Suite::kSm2), "sm2");
  EXPECT_EQ(*SuiteFromNumber(1), Suite::kP256);
  EXPECT_EQ(*SuiteFromNumber(2), Suite::kSm2);
}

TEST(Suite, ParsesItsNamesAlone) {
  EXPECT_EQ(*ParseSuite("p256"), Suite::kP256);
  EXPECT_EQ(*ParseSuite("sm2"), Suite::kSm2);
  for (const char* wrong : {"", "P256", "sm2 ", "sm3", "1"}) EXPECT_FALSE(ParseSuite(wrong));
  for (const std::uint32_t wrong : {0u, 3u, 257u, 0xffffffffu}) {
    EXPECT_FALSE(SuiteFromNumber(wrong));
  }
}

}  // namespace
}  // namespace plenary::crypto
