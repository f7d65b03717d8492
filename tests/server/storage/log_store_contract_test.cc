// What every LogStore must do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/server/storage/samples.h"
#include "tests/server/storage/store_contract.h"

namespace plenary::storage {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

template <class Kind>
class LogStoreContract : public ::testing::Test {
 protected:
  LogStore& store() { return kind_.store; }
  std::vector<std::string> All(const LogId& log) { return Texts(store().Read(log, 0, {}).value()); }

 private:
  Kind kind_;
};
TYPED_TEST_SUITE(LogStoreContract, StoreKinds, StoreKindNames);

TYPED_TEST(LogStoreContract, StartsEmpty) {
  EXPECT_THAT(this->store().Logs().value(), IsEmpty());
  EXPECT_FALSE(this->store().Find(TestLog(1)).value().has_value());
  EXPECT_THAT(this->store().Read(TestLog(1), 0, {}).value(), IsEmpty());
}

TYPED_TEST(LogStoreContract, GivesBackWhatWasAppended) {
  ASSERT_TRUE(AppendOne(this->store(), Group(TestLog(1), 0, 2)));
  ASSERT_TRUE(AppendOne(this->store(), Group(TestLog(1), 2, 1)));

  EXPECT_THAT(this->All(TestLog(1)), ElementsAre("entry 0", "entry 1", "entry 2"));
  const auto log = this->store().Find(TestLog(1)).value();
  ASSERT_TRUE(log);
  EXPECT_EQ(log->size, 3u);
  EXPECT_EQ(AsText(log->head), "head of 3");
}

TYPED_TEST(LogStoreContract, KeepsEveryByteOfAnEntry) {
  Bytes bytes(70000);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<Byte>(i * 7);
  AppendGroup group = Group(TestLog(1), 0, 0);
  group.entries = {std::make_shared<const Bytes>(bytes)};
  ASSERT_TRUE(AppendOne(this->store(), std::move(group)));
  EXPECT_THAT(this->store().Read(TestLog(1), 0, {}).value(), ElementsAre(bytes));
}

TYPED_TEST(LogStoreContract, ListsRegistriesBeforeSessions) {
  ASSERT_TRUE(AppendOne(this->store(), Group(TestLog(2), 0, 1)));
  ASSERT_TRUE(AppendOne(this->store(), Group(TestLog(0), 0, 3)));
  const auto logs = this->store().Logs().value();
  ASSERT_EQ(logs.size(), 2u);
  EXPECT_EQ(logs[0].log, TestLog(0));
  EXPECT_EQ(logs[0].size, 3u);
  EXPECT_EQ(logs[1].log, TestLog(2));
}

TYPED_TEST(LogStoreContract, RefusesATakenIndexAndKeepsTheFirst) {
  ASSERT_TRUE(AppendOne(this->store(), Group(TestLog(1), 0, 2)));
  AppendGroup again = Group(TestLog(1), 1, 1);
  again.entries[0] = Shared("another");

  const auto got = AppendOne(this->store(), std::move(again));

  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, ErrorCode::kConflict);
  EXPECT_THAT(this->All(TestLog(1)), ElementsAre("entry 0", "entry 1"));
}

TYPED_TEST(LogStoreContract, RefusesAGap) {
  EXPECT_EQ(AppendOne(this->store(), Group(TestLog(1), 1, 1)).error().code, ErrorCode::kConflict);
  EXPECT_THAT(this->store().Logs().value(), IsEmpty());
}

TYPED_TEST(LogStoreContract, WritesAllGroupsOrNone) {
  ASSERT_TRUE(AppendOne(this->store(), Group(TestLog(1), 0, 1)));
  const std::vector<AppendGroup> conflict{Group(TestLog(2), 0, 2), Group(TestLog(1), 0, 1)};
  EXPECT_EQ(this->store().Append(conflict).error().code, ErrorCode::kConflict);
  EXPECT_THAT(this->All(TestLog(2)), IsEmpty());
  EXPECT_FALSE(this->store().Find(TestLog(2)).value().has_value());

  const std::vector<AppendGroup> good{Group(TestLog(2), 0, 2), Group(TestLog(1), 1, 1)};
  ASSERT_TRUE(this->store().Append(good));
  EXPECT_THAT(this->All(TestLog(2)), ElementsAre("entry 0", "entry 1"));
  EXPECT_THAT(this->All(TestLog(1)), ElementsAre("entry 0", "entry 1"));
}

TYPED_TEST(LogStoreContract, RefusesWhatIsOutOfBounds) {
  std::vector<std::vector<AppendGroup>> cases(7);
  cases[1] = {Group(TestLog(1), 0, 1), Group(TestLog(1), 1, 1)};  // one log twice
  for (std::size_t i = 2; i < cases.size(); ++i) cases[i] = {Group(TestLog(1), 0, 1)};
  cases[2][0].entries.clear();
  cases[3][0].entries = {Shared("")};
  cases[4][0].entries = {std::make_shared<const Bytes>(kMaxEntryBytes + 1)};
  cases[5][0].head.clear();
  cases[6][0].head.resize(kMaxHeadBytes + 1);
  for (const auto& groups : cases) {
    EXPECT_EQ(this->store().Append(groups).error().code, ErrorCode::kInvalidArgument);
  }
  EXPECT_THAT(this->store().Logs().value(), IsEmpty());
}

TYPED_TEST(LogStoreContract, ReadsWithinLimitsAndAlwaysOneEntry) {
  ASSERT_TRUE(AppendOne(this->store(), Group(TestLog(1), 0, 5)));
  const auto read = [&](std::uint64_t from, ReadLimit limit) {
    return Texts(this->store().Read(TestLog(1), from, limit).value());
  };
  EXPECT_THAT(read(1, {.entries = 2}), ElementsAre("entry 1", "entry 2"));
  EXPECT_THAT(read(3, {.entries = 9}), ElementsAre("entry 3", "entry 4"));
  EXPECT_THAT(read(0, {.bytes = 15}), ElementsAre("entry 0", "entry 1"));
  EXPECT_THAT(read(0, {.bytes = 1}), ElementsAre("entry 0"));
  EXPECT_THAT(read(5, {}), IsEmpty());
  EXPECT_THAT(read(500, {}), IsEmpty());
}

TYPED_TEST(LogStoreContract, OneOfManyWritersWinsEachIndex) {
  constexpr int kWriters = 4;
  constexpr std::uint64_t kEntries = 20;
  std::atomic<int> wins = 0;
  std::vector<std::thread> writers;
  for (int w = 0; w < kWriters; ++w) {
    writers.emplace_back([&] {
      for (std::uint64_t i = 0; i < kEntries; ++i) {
        const auto got = AppendOne(this->store(), Group(TestLog(1), i, 1));
        if (got) {
          ++wins;
        } else {
          EXPECT_EQ(got.error().code, ErrorCode::kConflict) << got.error().message;
        }
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  const std::size_t size = this->All(TestLog(1)).size();
  EXPECT_EQ(static_cast<std::size_t>(wins), size);
  EXPECT_GT(size, 0u);
}

}  // namespace
}  // namespace plenary::storage
