#include "core/crypto/file_seal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/core/crypto/fixtures.h"

namespace plenary::crypto {
namespace {

constexpr int kFew = 2;  // iterations: these tests make many
constexpr std::size_t kIterationsAt = 7;

RC_GTEST_PROP(Seal, OpensUnderItsPassphraseAlone, (const Bytes& plaintext)) {
  const auto sealed = Seal("right", plaintext, kFew);
  RC_ASSERT(sealed.has_value());
  const auto opened = Open("right", *sealed);
  RC_ASSERT(opened.has_value());
  RC_ASSERT(Equal(opened->view(), plaintext));
  RC_ASSERT(CodeOf(Open("Right", *sealed)) == ErrorCode::kPermissionDenied);
  RC_ASSERT(CodeOf(Open("", *sealed)) == ErrorCode::kPermissionDenied);
}

TEST(Seal, GivesAnotherFileEachTime) {
  EXPECT_NE(*Seal("x", Text("same"), kFew), *Seal("x", Text("same"), kFew));
}

TEST(Seal, RefusesWhatItCannotKeepSafe) {
  EXPECT_EQ(CodeOf(Seal("", Text("a"), kFew)), ErrorCode::kInvalidArgument);
  EXPECT_EQ(CodeOf(Seal("x", Text("a"), 0)), ErrorCode::kInvalidArgument);
  EXPECT_EQ(CodeOf(Seal("x", Text("a"), kMaxIterations + 1)), ErrorCode::kInvalidArgument);
  EXPECT_EQ(CodeOf(Seal("x", Bytes(kMaxSealedSize + 1), kFew)), ErrorCode::kInvalidArgument);
}

TEST(Open, RefusesEveryFlippedByte) {
  const Bytes sealed = *Seal("x", Text("plaintext"), kFew);
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    if (at >= kIterationsAt && at < kIterationsAt + 2) continue;  // asks for millions: slow
    Bytes altered = sealed;
    altered[at] ^= 1;
    EXPECT_FALSE(Open("x", altered)) << at;
  }
}

TEST(Open, RefusesEveryCutAndWhatIsAppended) {
  Bytes sealed = *Seal("x", Text("plaintext"), kFew);
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_FALSE(Open("x", ByteView(sealed).first(size))) << size;
  }
  sealed.push_back(0);
  EXPECT_EQ(CodeOf(Open("x", sealed)), ErrorCode::kPermissionDenied);
}

TEST(Open, RefusesAFileThatWouldTakeAnHour) {
  Bytes sealed = *Seal("x", Text("plaintext"), kFew);
  sealed[kIterationsAt] = 0x7f;
  EXPECT_EQ(CodeOf(Open("x", sealed)), ErrorCode::kInvalidArgument);
}

TEST(Open, ReadsWhatAnotherProgramSealed) {
  const auto row = ReadVectors("reference.json")["seal"];
  const auto opened = Open(row["passphrase"].get<std::string>(), Unhex(row["sealed"]));
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_TRUE(Equal(opened->view(), Unhex(row["plaintext"])));
}

}  // namespace
}  // namespace plenary::crypto
