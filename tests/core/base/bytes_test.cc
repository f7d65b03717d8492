#include "core/base/bytes.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace plenary {
namespace {

RC_GTEST_PROP(Hex, RoundTrips, (const Bytes& bytes)) { RC_ASSERT(*FromHex(ToHex(bytes)) == bytes); }

TEST(Hex, RefusesASecondFormOfTheSameBytes) {
  EXPECT_TRUE(FromHex("0aff"));
  EXPECT_FALSE(FromHex("0AFF"));
  EXPECT_FALSE(FromHex("0af"));
  EXPECT_FALSE(FromHex("0x0a"));
}

RC_GTEST_PROP(ByteReader, TakesWhatWasPut,
              (std::uint8_t a, std::uint32_t b, std::uint64_t c, const Bytes& d)) {
  Bytes out;
  PutU8(out, a);
  PutU32(out, b);
  PutU64(out, c);
  PutString(out, d);
  ByteReader reader(out);
  RC_ASSERT(*reader.U8() == a);
  RC_ASSERT(*reader.U32() == b);
  RC_ASSERT(*reader.U64() == c);
  RC_ASSERT(Equal(*reader.String(d.size()), d));
  RC_ASSERT(reader.AtEnd());
}

TEST(ByteReader, TakesNothingWhenItFails) {
  const Bytes bytes = {0, 0, 0, 9, 1};
  ByteReader reader(bytes);
  EXPECT_FALSE(reader.U64());
  EXPECT_FALSE(reader.String(100));  // announces nine bytes, has one
  EXPECT_FALSE(reader.String(8));    // over the limit
  EXPECT_EQ(reader.rest().size(), 5u);
}

}  // namespace
}  // namespace plenary
