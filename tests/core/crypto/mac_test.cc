#include "core/crypto/mac.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <nlohmann/json.hpp>

#include "core/crypto/raw_mac.h"
#include "tests/core/crypto/fixtures.h"

namespace plenary::crypto {
namespace {

TEST(MacRaw, IsAsPublished) {
  const auto cases = ReadVectors("published.json")["hmac_sha256"];
  ASSERT_FALSE(cases.empty());
  for (const auto& row : cases) {
    const Bytes text = Text(row["text"].get<std::string>());
    EXPECT_EQ(MacRaw(Suite::kP256, Unhex(row["key"]), text).hex(), row["mac"].get<std::string>())
        << row["source"];
  }
}

RC_GTEST_PROP(Mac, DependsOnKeyTagAndEachField, (const Bytes& key, const Bytes& a)) {
  Bytes other_key = key;
  other_key.push_back(1);  // a zero would only pad it
  for (const Suite suite : {Suite::kP256, Suite::kSm2}) {
    const Digest mac = Mac(suite, key, "plenary/v1/test", {a});
    RC_ASSERT(mac == Mac(suite, key, "plenary/v1/test", {a}));
    RC_ASSERT(mac != Mac(suite, other_key, "plenary/v1/test", {a}));
    RC_ASSERT(mac != Mac(suite, key, "plenary/v1/other", {a}));
    RC_ASSERT(mac != Mac(suite, key, "plenary/v1/test", {a, {}}));
  }
}

RC_GTEST_PROP(EqualSecret, IsEquality, (const Bytes& a, const Bytes& b)) {
  RC_ASSERT(EqualSecret(a, b) == (a == b));
  RC_ASSERT(EqualSecret(a, Bytes(a)));
}

}  // namespace
}  // namespace plenary::crypto
