#include "core/base/time.h"

#include <gtest/gtest.h>

namespace plenary {
namespace {

TEST(CivilDate, ParsesOnlyExistingDaysInOneForm) {
  EXPECT_EQ(*ParseCivilDate("2023-03-28"), (CivilDate{2023, 3, 28}));
  EXPECT_TRUE(ParseCivilDate("2024-02-29"));
  for (const char* wrong : {"2023-02-29", "2023-13-01", "2023-3-28", "2023/03/28", "0000-01-01",
                            "2023-03-28 ", "+023-03-28", ""}) {
    EXPECT_FALSE(ParseCivilDate(wrong)) << wrong;
  }
}

TEST(CivilDate, IsoRoundTrips) { EXPECT_EQ(ParseCivilDate("2023-01-09")->Iso(), "2023-01-09"); }

TEST(DaysBetween, CrossesLeapDays) {
  EXPECT_EQ(DaysBetween({2024, 2, 28}, {2024, 3, 1}), 2);
  EXPECT_EQ(DaysBetween({2024, 3, 1}, {2024, 2, 28}), -2);
}

TEST(IsoUtc, ShowsMillisecondsAndUtc) {
  EXPECT_EQ(IsoUtc({1'679'965'323'456}), "2023-03-28T01:02:03.456Z");
  EXPECT_EQ(IsoUtc({-1}), "1969-12-31T23:59:59.999Z");
}

}  // namespace
}  // namespace plenary
