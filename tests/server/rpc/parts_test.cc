// The smaller parts by themselves: limits, workers, statuses.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "server/rpc/long_calls.h"
#include "server/rpc/rate_limit.h"
#include "server/rpc/status.h"
#include "server/rpc/workers.h"

namespace plenary::rpc {
namespace {

using std::chrono::milliseconds;

Instant At(std::int64_t seconds) { return {seconds * 1000}; }

TEST(RateLimit, GivesABurstAndThenARate) {
  RateLimit limit(3, 60);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limit.Take("a", At(0)));
  EXPECT_FALSE(limit.Take("a", At(0)));
  EXPECT_FALSE(limit.Has("a", At(0)));
  EXPECT_TRUE(limit.Take("b", At(0)));
  EXPECT_TRUE(limit.Take("a", At(1)));
  EXPECT_FALSE(limit.Take("a", At(1)));
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limit.Take("a", At(1000)));
  EXPECT_FALSE(limit.Take("a", At(1000)));
}

TEST(RateLimit, NeverRefillsWithoutARate) {
  RateLimit limit(1, 0);
  EXPECT_TRUE(limit.Take("a", At(0)));
  EXPECT_FALSE(limit.Take("a", At(1'000'000)));
}

TEST(RateLimit, GivesNothingToAClockThatGoesBack) {
  RateLimit limit(1, 60);
  EXPECT_TRUE(limit.Take("a", At(100)));
  EXPECT_FALSE(limit.Take("a", At(50)));
  EXPECT_FALSE(limit.Take("a", At(100)));
  EXPECT_TRUE(limit.Take("a", At(101)));
}

struct AddressCase {
  const char* name;
  const char* peer;
  const char* want;
};

class Addresses : public ::testing::TestWithParam<AddressCase> {};

TEST_P(Addresses, AreLimitedTogether) {
  EXPECT_EQ(LimitedAddress(GetParam().peer), GetParam().want);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Addresses,
    ::testing::Values(
        AddressCase{"Ipv4", "ipv4:10.0.0.1:5000", "10.0.0.1"},
        AddressCase{"Ipv6", "ipv6:%5B2001:db8:1:2:3:4:5:6%5D:5000", "20010db800010002"},
        AddressCase{"Brackets", "ipv6:[2001:db8:1:2::9]:5000", "20010db800010002"},
        AddressCase{"Interface", "ipv6:%5Bfe80::1%25eth0%5D:5000", "fe80000000000000"},
        AddressCase{"Mapped", "ipv6:%5B::ffff:10.0.0.1%5D:5000",
                    "00000000000000000000ffff0a000001"},
        AddressCase{"Other", "unix:/run/x", "unix:/run/x"},
        AddressCase{"Odd", "ipv6:odd", "ipv6:odd"}),
    [](const auto& row) { return row.param.name; });

TEST(Workers, DoWhatWaitsBeforeTheyStop) {
  std::atomic<int> done = 0;
  Workers workers(2, 100);
  for (int i = 0; i < 50; ++i) ASSERT_TRUE(workers.Post([&] { ++done; }));
  workers.Stop();
  EXPECT_EQ(done, 50);
  EXPECT_FALSE(workers.Post([] {}));
}

TEST(Workers, RefuseWhenTooMuchWaits) {
  std::mutex gate;
  gate.lock();
  Workers workers(1, 1);
  std::atomic<bool> started = false;
  ASSERT_TRUE(workers.Post([&] {
    started = true;
    started.notify_all();
    const std::lock_guard wait(gate);
  }));
  started.wait(false);
  EXPECT_TRUE(workers.Post([] {}));
  EXPECT_FALSE(workers.Post([] {}));
  gate.unlock();
}

class CountedCall : public LongCall {
 public:
  void Inspect() override { Count(inspected_); }
  void Stop() override { Count(stopped_); }
  void WaitInspected(int times) { Wait(inspected_, times); }
  int stopped() const { return stopped_; }

 private:
  static void Count(std::atomic<int>& counter) {
    ++counter;
    counter.notify_all();
  }
  static void Wait(const std::atomic<int>& counter, int times) {
    for (int now = counter; now < times; now = counter) counter.wait(now);
  }
  std::atomic<int> inspected_ = 0;
  std::atomic<int> stopped_ = 0;
};

TEST(LongCalls, AreInspectedNowAndThen) {
  LongCalls calls{milliseconds(1)};
  const auto call = std::make_shared<CountedCall>();
  calls.Add(call);
  call->WaitInspected(3);
}

TEST(LongCalls, AreInspectedAtOnceWhenAsked) {
  LongCalls calls{std::chrono::hours(1)};
  const auto call = std::make_shared<CountedCall>();
  calls.Add(call);
  calls.InspectSoon();
  call->WaitInspected(1);
}

TEST(LongCalls, AreStoppedWhenTheyComeTooLate) {
  LongCalls calls{std::chrono::hours(1)};
  calls.Stop();
  const auto call = std::make_shared<CountedCall>();
  calls.Add(call);
  EXPECT_EQ(call->stopped(), 1);
}

TEST(LongCalls, DoNotKeepACallAlive) {
  LongCalls calls{std::chrono::hours(1)};
  auto call = std::make_shared<CountedCall>();
  const std::weak_ptr<CountedCall> weak = call;
  calls.Add(call);
  call.reset();
  EXPECT_TRUE(weak.expired());
}

TEST(ToStatus, ShowsNoDetailOfOurFailures) {
  for (const ErrorCode code : {ErrorCode::kInternal, ErrorCode::kCorrupt}) {
    EXPECT_THAT(ToStatus(Error{code, "/var/lib/plenary/keys"}).error_message(),
                ::testing::Not(::testing::HasSubstr("/var")));
  }
}

struct StatusCase {
  ErrorCode code;
  grpc::StatusCode want;
};

class Statuses : public ::testing::TestWithParam<StatusCase> {};

TEST_P(Statuses, AreMappedOnce) {
  EXPECT_EQ(ToStatus(Error{GetParam().code, "why"}).error_code(), GetParam().want);
}

INSTANTIATE_TEST_SUITE_P(
    Codes, Statuses,
    ::testing::Values(StatusCase{ErrorCode::kInvalidArgument, grpc::StatusCode::INVALID_ARGUMENT},
                      StatusCase{ErrorCode::kBadSignature, grpc::StatusCode::PERMISSION_DENIED},
                      StatusCase{ErrorCode::kNotFound, grpc::StatusCode::NOT_FOUND},
                      StatusCase{ErrorCode::kAlreadyExists, grpc::StatusCode::ALREADY_EXISTS},
                      StatusCase{ErrorCode::kPermissionDenied, grpc::StatusCode::PERMISSION_DENIED},
                      StatusCase{ErrorCode::kConflict, grpc::StatusCode::ABORTED},
                      StatusCase{ErrorCode::kCorrupt, grpc::StatusCode::DATA_LOSS},
                      StatusCase{ErrorCode::kUnavailable, grpc::StatusCode::UNAVAILABLE},
                      StatusCase{ErrorCode::kExhausted, grpc::StatusCode::RESOURCE_EXHAUSTED},
                      StatusCase{ErrorCode::kInternal, grpc::StatusCode::INTERNAL}));

}  // namespace
}  // namespace plenary::rpc
