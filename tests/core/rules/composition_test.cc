#include "core/rules/composition.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace plenary::rules {
namespace {

constexpr std::uint32_t kMost = std::numeric_limits<std::uint32_t>::max();

struct AttendanceCase {
  const char* name;
  Attendance attendance;
  bool valid;
};

class AttendanceFigures : public testing::TestWithParam<AttendanceCase> {};

TEST_P(AttendanceFigures, AddUp) {
  const auto got = Validate(GetParam().attendance);
  EXPECT_EQ(got.has_value(), GetParam().valid);
  if (!got) {
    EXPECT_EQ(got.error().code, ErrorCode::kInvalidArgument);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Cases, AttendanceFigures,
    testing::Values(AttendanceCase{"Everybody", {35, 35, 0, 0, 0}, true},
                    AttendanceCase{"LeaveAndAbsence", {35, 32, 1, 2, 1}, true},
                    AttendanceCase{"AllRecused", {3, 3, 3, 0, 0}, true},
                    AttendanceCase{"NobodyInOffice", {0, 0, 0, 0, 0}, true},
                    AttendanceCase{"OneMissing", {35, 32, 0, 1, 1}, false},
                    AttendanceCase{"OneTooMany", {35, 34, 0, 1, 1}, false},
                    AttendanceCase{"RecusedOnTopOfPresent", {35, 34, 1, 0, 0}, false},
                    AttendanceCase{"MoreRecusedThanPresent", {35, 2, 3, 33, 0}, false},
                    AttendanceCase{"Most", {kMost, kMost, kMost, 0, 0}, true},
                    AttendanceCase{"SumWrapsToComposition", {1, kMost, 0, 2, 0}, false},
                    AttendanceCase{"SumWrapsTwice", {kMost - 2, kMost, 0, kMost, kMost}, false}),
    [](const auto& row) { return row.param.name; });

TEST(Roll, IsThePresentLessTheRecused) {
  EXPECT_EQ(Roll({35, 33, 0, 1, 1}), 33u);
  EXPECT_EQ(Roll({35, 33, 2, 1, 1}), 31u);
  EXPECT_EQ(Roll({3, 3, 3, 0, 0}), 0u);
}

struct QuorumCase {
  std::uint32_t composition;
  std::uint32_t want;
};

class QuorumOf : public testing::TestWithParam<QuorumCase> {};

TEST_P(QuorumOf, IsMoreThanHalf) { EXPECT_EQ(Quorum(GetParam().composition), GetParam().want); }

INSTANTIATE_TEST_SUITE_P(Cases, QuorumOf,
                         testing::Values(QuorumCase{0, 1}, QuorumCase{1, 1}, QuorumCase{2, 2},
                                         QuorumCase{15, 8}, QuorumCase{34, 18}, QuorumCase{35, 18},
                                         QuorumCase{45, 23}, QuorumCase{175, 88},
                                         QuorumCase{3'000, 1'501}, QuorumCase{kMost, 1u << 31}),
                         [](const auto& row) { return std::to_string(row.param.composition); });

TEST(HasQuorum, TurnsAtTheQuorum) {
  EXPECT_FALSE(HasQuorum({35, 17, 0, 18, 0}));
  EXPECT_TRUE(HasQuorum({35, 18, 0, 17, 0}));
  EXPECT_FALSE(HasQuorum({34, 17, 0, 17, 0}));
  EXPECT_TRUE(HasQuorum({34, 18, 0, 16, 0}));
}

TEST(HasQuorum, CountsTheRecused) { EXPECT_TRUE(HasQuorum({35, 18, 5, 17, 0})); }

TEST(HasQuorum, DoesNotCountVacantSeats) {
  EXPECT_FALSE(HasQuorum({35, 17, 0, 18, 0}));
  EXPECT_TRUE(HasQuorum({33, 17, 0, 16, 0}));  // two of the 35 seats have fallen vacant
}

TEST(HasQuorum, IsNeverThatOfNobody) {
  EXPECT_FALSE(HasQuorum({0, 0, 0, 0, 0}));
  EXPECT_FALSE(HasQuorum({0, 0, 0, 0, 0}, {1, 2, false}));
}

TEST(HasQuorum, FollowsTheCommittee) {
  EXPECT_FALSE(HasQuorum({35, 23, 0, 12, 0}, kTwoThirds));
  EXPECT_TRUE(HasQuorum({35, 24, 0, 11, 0}, kTwoThirds));
}

}  // namespace
}  // namespace plenary::rules
