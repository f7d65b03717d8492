// Runs of leaves as they travel.
#include <gtest/gtest.h>

#include "core/wire/proto.h"

namespace plenary::wire {
namespace {

v1::Run Good() {
  v1::Run run;
  run.set_first(4);
  run.set_count(12);
  run.set_hashes(std::string(32, 'a') + std::string(32, 'b'));
  return run;
}

bool Refuses(const v1::Run& run) {
  const auto read = FromProto(run);
  return !read && read.error().code == ErrorCode::kInvalidArgument;
}

TEST(RunMessage, IsReadBack) {
  const auto run = FromProto(Good());
  ASSERT_TRUE(run);
  EXPECT_EQ(run->first, 4u);
  EXPECT_EQ(run->end(), 16u);
  ASSERT_EQ(run->hashes.size(), 2u);
  EXPECT_EQ(run->hashes[1].bytes[31], 'b');
  EXPECT_EQ(ToProto(*run).SerializeAsString(), Good().SerializeAsString());
}

TEST(RunMessage, IsRefusedIfItIsNone) {
  v1::Run run = Good();
  run.set_count(0);
  EXPECT_TRUE(Refuses(run));
  run.set_count((std::uint64_t{1} << 62) + 1);
  EXPECT_TRUE(Refuses(run));
  run = Good();
  run.set_first(~std::uint64_t{0});
  EXPECT_TRUE(Refuses(run));
  run = Good();
  run.clear_hashes();
  EXPECT_TRUE(Refuses(run));
  run.set_hashes(std::string(63, 'a'));
  EXPECT_TRUE(Refuses(run));
  run.set_hashes(std::string(125 * 32, 'a'));
  EXPECT_TRUE(Refuses(run));
  run.set_hashes(std::string(124 * 32, 'a'));
  EXPECT_FALSE(Refuses(run));
}

}  // namespace
}  // namespace plenary::wire
