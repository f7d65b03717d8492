// Archives that were written once are valid for ever. docs/archive-format.md shows one.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "core/archive/edition.h"
#include "core/archive/verify.h"
#include "tests/support/check_secret.h"

namespace plenary::archive {
namespace {

struct Vector {
  const char* file;
  crypto::Suite suite;
};

class ArchiveVectors : public testing::TestWithParam<Vector> {};

Bytes ReadVector(const char* file) {
  const char* tests = std::getenv("PLENARY_TEST_DATA");
  std::ifstream in(std::string(tests) + "/vectors/archive/" + file, std::ios::binary);
  const std::string content{std::istreambuf_iterator<char>(in), {}};
  return ToBytes(AsBytes(content));
}

TEST_P(ArchiveVectors, Verify) {
  const Bytes bytes = ReadVector(GetParam().file);

  const auto verified = Verify(bytes, kTestSecret);

  ASSERT_TRUE(verified) << verified.error().Message();
  EXPECT_EQ(verified->suite, GetParam().suite);
  EXPECT_EQ(verified->registry_head.size, 6u);
  EXPECT_EQ(verified->head.size, 9u);
  const auto contents = Read(bytes);
  ASSERT_TRUE(contents);
  EXPECT_EQ(Write(*contents), bytes);
}

TEST_P(ArchiveVectors, VerifyAsEditions) {
  const char* file =
      GetParam().suite == crypto::Suite::kP256 ? "p256-edition.plenary" : "sm2-edition.plenary";
  const Bytes bytes = ReadVector(file);

  const auto verified = VerifyEdition(bytes, kTestSecret);

  ASSERT_TRUE(verified) << verified.error().Message();
  EXPECT_EQ(verified->suite, GetParam().suite);
  EXPECT_EQ(verified->redacted.size(), 6u);
  EXPECT_EQ(WriteEdition(ReadEdition(bytes).value()), bytes);
}

INSTANTIATE_TEST_SUITE_P(Files, ArchiveVectors,
                         testing::Values(Vector{"p256.plenary", crypto::Suite::kP256},
                                         Vector{"sm2.plenary", crypto::Suite::kSm2}),
                         [](const auto& row) {
                           return row.param.suite == crypto::Suite::kP256 ? "P256" : "Sm2";
                         });

}  // namespace
}  // namespace plenary::archive
