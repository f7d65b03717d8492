#include "core/base/ids.h"

#include <gtest/gtest.h>

namespace plenary {
namespace {

TEST(Id, ComesFromExactlyItsLength) {
  EXPECT_TRUE(PollId::From(Bytes(16, Byte{1})));
  EXPECT_FALSE(PollId::From(Bytes(15, Byte{1})));
  EXPECT_FALSE(PollId::From(Bytes(17, Byte{1})));
}

TEST(Id, HexRoundTrips) {
  const PollId id = *PollId::From(Bytes(16, Byte{0xab}));
  EXPECT_EQ(*PollId::FromHexText(id.hex()), id);
}

TEST(LogId, OfSessionZeroIsTheRegistry) {
  EXPECT_TRUE(LogId{}.IsRegistry());
  EXPECT_FALSE((LogId{{}, *SessionId::From(Bytes(16, Byte{1}))}.IsRegistry()));
}

}  // namespace
}  // namespace plenary
