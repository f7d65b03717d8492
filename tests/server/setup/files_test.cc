#include "server/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/support/temporary_folder.h"

namespace plenary::server {
namespace {

using ::testing::HasSubstr;

mode_t ModeOf(const std::filesystem::path& path) {
  struct stat status{};
  EXPECT_EQ(::stat(path.c_str(), &status), 0);
  return status.st_mode & 07777;
}

TEST(WriteNewFile, MakesAFileThatOnlyTheOwnerReads) {
  const testing::TemporaryFolder folder;
  const auto file = folder.path() / "key";
  ASSERT_TRUE(WriteNewFile(file, AsBytes("secret"), Readers::kOwner));
  EXPECT_EQ(ModeOf(file), 0600u);
  const auto read = ReadPrivateFile(file);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->text(), "secret");
}

TEST(WriteNewFile, NeverOverwrites) {
  const testing::TemporaryFolder folder;
  const auto file = folder.path() / "key";
  ASSERT_TRUE(WriteNewFile(file, AsBytes("first"), Readers::kOwner));
  const auto again = WriteNewFile(file, AsBytes("second"), Readers::kOwner);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::kAlreadyExists);
  EXPECT_EQ(AsText(ReadFile(file, 100).value()), "first");
}

TEST(ReplaceFile, PutsTheNewContentInPlace) {
  const testing::TemporaryFolder folder;
  const auto file = folder.path() / "node.json";
  ASSERT_TRUE(ReplaceFile(file, AsBytes("first"), Readers::kEverybody));
  ASSERT_TRUE(ReplaceFile(file, AsBytes("second"), Readers::kEverybody));
  EXPECT_EQ(AsText(ReadFile(file, 100).value()), "second");
  EXPECT_EQ(ModeOf(file), 0644u);
}

class OpenModes : public ::testing::TestWithParam<mode_t> {};

TEST_P(OpenModes, AreRefusedForKeys) {
  const testing::TemporaryFolder folder;
  const auto file = folder.path() / "key";
  ASSERT_TRUE(WriteNewFile(file, AsBytes("secret"), Readers::kOwner));
  ASSERT_EQ(::chmod(file.c_str(), GetParam()), 0);
  const auto read = ReadPrivateFile(file);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::kPermissionDenied);
  EXPECT_THAT(read.error().message, HasSubstr("chmod 600"));
}

INSTANTIATE_TEST_SUITE_P(Modes, OpenModes, ::testing::Values(0640, 0604, 0620, 0601, 0644, 0777));

TEST(ReadPrivateFile, FollowsNoLink) {
  const testing::TemporaryFolder folder;
  ASSERT_TRUE(WriteNewFile(folder.path() / "key", AsBytes("secret"), Readers::kOwner));
  std::filesystem::create_symlink(folder.path() / "key", folder.path() / "link");
  EXPECT_FALSE(ReadPrivateFile(folder.path() / "link"));
  EXPECT_FALSE(ReadPrivateFile(folder.path()));
}

TEST(ReadFile, IsBounded) {
  const testing::TemporaryFolder folder;
  const auto file = folder.path() / "file";
  ASSERT_TRUE(WriteNewFile(file, AsBytes("12345"), Readers::kEverybody));
  EXPECT_TRUE(ReadFile(file, 5));
  const auto read = ReadFile(file, 4);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::kExhausted);
}

TEST(MakePrivateFolder, MakesItsParentsToo) {
  const testing::TemporaryFolder folder;
  const auto deep = folder.path() / "a" / "b";
  ASSERT_TRUE(MakePrivateFolder(deep));
  EXPECT_EQ(ModeOf(deep), 0700u);
  EXPECT_EQ(ModeOf(deep.parent_path()), 0700u);
  EXPECT_TRUE(MakePrivateFolder(deep));
}

}  // namespace
}  // namespace plenary::server
