#include "core/crypto/hash.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/core/crypto/fixtures.h"

namespace plenary::crypto {
namespace {

class PublishedHash : public testing::TestWithParam<std::pair<Suite, const char*>> {};

TEST_P(PublishedHash, IsWhatWeCompute) {
  const auto [suite, name] = GetParam();
  const auto cases = ReadVectors("published.json")[name];
  ASSERT_FALSE(cases.empty());
  for (const auto& row : cases) {
    const Bytes text = Text(row["text"].get<std::string>());
    Hasher hasher(suite);
    for (int i = row["times"]; i > 0; --i) hasher.Update(text);
    EXPECT_EQ(std::move(hasher).Finish().hex(), row["digest"].get<std::string>()) << row["source"];
  }
}

INSTANTIATE_TEST_SUITE_P(Standards, PublishedHash,
                         testing::Values(std::pair(Suite::kP256, "sha256"),
                                         std::pair(Suite::kSm2, "sm3")),
                         [](const auto& row) { return std::string(row.param.second); });

RC_GTEST_PROP(HashRaw, DependsOnTheConcatenationAlone, (const Bytes& a, const Bytes& b)) {
  Bytes both = a;
  PutRaw(both, b);
  for (const Suite suite : {Suite::kP256, Suite::kSm2}) {
    RC_ASSERT(HashRaw(suite, {a, b}) == HashRaw(suite, {both}));
  }
}

RC_GTEST_PROP(HashTagged, TellsFieldsApart, (const Bytes& a, const Bytes& b)) {
  Bytes both = a;
  PutRaw(both, b);
  for (const Suite suite : {Suite::kP256, Suite::kSm2}) {
    const Digest two = HashTagged(suite, "plenary/v1/test", {a, b});
    RC_ASSERT(two != HashTagged(suite, "plenary/v1/test", {both}));
    RC_ASSERT(two != HashTagged(suite, "plenary/v1/test", {a, b, {}}));
    RC_ASSERT(two != HashTagged(suite, "plenary/v1/tes", {a, b}));
    RC_ASSERT((two == HashTagged(suite, "plenary/v1/test", {b, a})) == (a == b));
  }
}

RC_GTEST_PROP(Hasher, TaggedGivesHashTagged, (const std::vector<Bytes>& fields)) {
  Hasher hasher = Hasher::Tagged(Suite::kSm2, "plenary/v1/test");
  for (const Bytes& field : fields) hasher.Field(field);
  const std::vector<ByteView> views(fields.begin(), fields.end());
  RC_ASSERT(std::move(hasher).Finish() == HashTagged(Suite::kSm2, "plenary/v1/test", views));
}

TEST(Hasher, TakesOverWhatItWasMovedFrom) {
  Hasher first(Suite::kP256);
  first.Update(Text("ab"));
  Hasher second = std::move(first);
  second.Update(Text("c"));
  EXPECT_EQ(std::move(second).Finish(), HashRaw(Suite::kP256, {Text("abc")}));
}

}  // namespace
}  // namespace plenary::crypto
