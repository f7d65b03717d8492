#include "core/crypto/random.h"

#include <gtest/gtest.h>

#include <set>

#include "core/base/ids.h"

namespace plenary::crypto {
namespace {

TEST(RandomBytes, FillsAllOfTheRange) {
  Bytes seen(64);
  for (int i = 0; i < 20; ++i) {  // a byte that stays zero: once in 2^160
    Bytes bytes(seen.size());
    ASSERT_TRUE(RandomBytes(bytes));
    for (std::size_t at = 0; at < bytes.size(); ++at) seen[at] |= bytes[at];
  }
  for (const Byte byte : seen) EXPECT_NE(byte, 0);
}

TEST(RandomBytes, TakesAnEmptyRange) { EXPECT_TRUE(RandomBytes({})); }

TEST(RandomId, DoesNotRepeat) {
  std::set<PollId> ids;
  for (int i = 0; i < 1000; ++i) ids.insert(*RandomId<PollId>());
  EXPECT_EQ(ids.size(), 1000u);
}

}  // namespace
}  // namespace plenary::crypto
