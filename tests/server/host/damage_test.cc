// A store whose bytes are not what was acknowledged: the host does not start on it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "tests/server/host/hall.h"
#include "tests/server/storage/memory_store.h"

namespace plenary::host {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

const TestCommittee& Committee() {
  static const TestCommittee committee(1);
  return committee;
}

class DamagedStore : public ::testing::Test {
 protected:
  DamagedStore() {
    hall_.Seat();
    session_ = hall_.OpenSession(1);
    for (const LogId& log : {registry_, session_}) good_[log] = store_.LogAsKept(log);
  }
  // What Open says of the log with this change; the store is mended afterwards.
  Error OpenWith(const LogId& log, storage::MemoryStore::Log damaged) {
    store_.Replace(log, std::move(damaged));
    const auto opened = hall_.TryRestart();
    store_.Replace(log, good_[log]);
    return opened ? Error{ErrorCode{}, "opened"} : opened.error();
  }

  const LogId registry_ = Committee().registry();
  LogId session_;
  storage::MemoryStore store_;
  Hall hall_{Committee(), {store_, store_, store_}};
  std::map<LogId, storage::MemoryStore::Log> good_;
};

TEST_F(DamagedStore, IsRefusedForEveryFlippedByte) {
  for (const auto& [log, good] : good_) {
    for (std::size_t entry = 0; entry < good.entries.size(); ++entry) {
      for (std::size_t at = 0; at < good.entries[entry].size(); at += 11) {
        auto damaged = good;
        damaged.entries[entry][at] ^= static_cast<Byte>(1u << (at % 8));
        const Error error = OpenWith(log, std::move(damaged));
        ASSERT_EQ(error.code, ErrorCode::kCorrupt) << entry << " at " << at << error.message;
        ASSERT_THAT(error.message, HasSubstr("backup"));
      }
    }
  }
}

TEST_F(DamagedStore, IsRefusedForEveryFlippedByteOfAHead) {
  for (const auto& [log, good] : good_) {
    for (std::size_t at = 0; at < good.head.size(); ++at) {
      auto damaged = good;
      damaged.head[at] ^= 0x10;
      ASSERT_EQ(OpenWith(log, std::move(damaged)).code, ErrorCode::kCorrupt) << at;
    }
  }
}

TEST_F(DamagedStore, IsRefusedForEveryMissingEntry) {
  for (const auto& [log, good] : good_) {
    for (std::size_t entry = 0; entry < good.entries.size(); ++entry) {
      auto damaged = good;
      damaged.entries.erase(damaged.entries.begin() + static_cast<std::ptrdiff_t>(entry));
      ASSERT_EQ(OpenWith(log, std::move(damaged)).code, ErrorCode::kCorrupt) << entry;
    }
  }
}

TEST_F(DamagedStore, IsRefusedForEverySwap) {
  for (const auto& [log, good] : good_) {
    for (std::size_t a = 0; a < good.entries.size(); ++a) {
      for (std::size_t b = a + 1; b < good.entries.size(); ++b) {
        auto damaged = good;
        std::swap(damaged.entries[a], damaged.entries[b]);
        ASSERT_EQ(OpenWith(log, std::move(damaged)).code, ErrorCode::kCorrupt) << a << ' ' << b;
      }
    }
  }
}

TEST_F(DamagedStore, IsRefusedForAnEntryTwice) {
  auto damaged = good_[session_];
  damaged.entries.push_back(damaged.entries.back());
  EXPECT_EQ(OpenWith(session_, std::move(damaged)).code, ErrorCode::kCorrupt);
}

TEST_F(DamagedStore, NamesLogAndEntry) {
  auto damaged = good_[session_];
  damaged.entries[2].back() ^= 1;  // in a signature
  EXPECT_THAT(OpenWith(session_, std::move(damaged)).message,
              AllOf(HasSubstr("session " + session_.session.hex()), HasSubstr("entry 2"),
                    HasSubstr("BadSignature")));
  damaged = good_[registry_];
  damaged.entries[0].back() ^= 1;
  EXPECT_THAT(OpenWith(registry_, std::move(damaged)).message,
              AllOf(HasSubstr("registry"), HasSubstr("entry 0")));
}

TEST_F(DamagedStore, IsNotAnotherCommittees) {
  const TestCommittee other(1);
  TestWorld world;
  const auto imported = [&] {
    storage::MemoryStore fresh;
    const auto id =
        ImportFounding(fresh, other.NodeKey(), world.environment(), other.founding()).value();
    return fresh.LogAsKept({id, {}});
  }();
  store_.Replace(other.registry(), imported);
  EXPECT_THAT(hall_.TryRestart().error().message, HasSubstr("more than one committee"));
}

}  // namespace
}  // namespace plenary::host
