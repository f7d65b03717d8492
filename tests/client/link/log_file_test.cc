#include "client/link/log_file.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/small_committee.h"

namespace plenary::link {
namespace {

using plenary::testing::Attendee;
using plenary::testing::Ledger;
using plenary::testing::SmallCommittee;

class LogFileTest : public ::testing::Test {
 protected:
  LogFileTest() : ledger_(committee_.ledger()), log_(ledger_.session(1)) {
    for (std::uint8_t i = 0; i < 4; ++i) {
      last_ = ledger_.Say(committee_.secretary().key(), log_, Attendee(i));
    }
  }
  std::filesystem::path File() const { return committee_.folder() / "copy"; }
  LogFile::Opened Open() {
    auto opened = LogFile::Open(File(), log_, Durability::kProcess);
    EXPECT_TRUE(opened) << opened.error().message;
    return std::move(*opened);
  }
  void WriteAll() {
    LogFile file = std::move(Open().file);
    for (const auto& entry : ledger_.Log(log_).entries) file.Append(entry);
    file.Append(ledger_.Head(log_));
    ASSERT_TRUE(file.Write());
    ASSERT_TRUE(file.Append(Promise{{}, ledger_.Log(log_).tree.Leaf(4), last_}));
  }

  SmallCommittee committee_;
  Ledger ledger_;
  LogId log_;
  log::Receipt last_;
};

TEST_F(LogFileTest, GivesBackWhatWasWritten) {
  WriteAll();
  const auto opened = Open();
  ASSERT_EQ(opened.content.entries.size(), 5u);
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(opened.content.entries[i].command, ledger_.Log(log_).entries[i].command);
  }
  ASSERT_EQ(opened.content.heads.size(), 1u);
  EXPECT_EQ(opened.content.heads[0].head, ledger_.Newest(log_));
  ASSERT_EQ(opened.content.promises.size(), 1u);
  EXPECT_EQ(opened.content.promises[0].receipt, last_);
}

TEST_F(LogFileTest, CutsATornTailWhereverItWasTorn) {
  WriteAll();
  const Bytes whole = ReadWhole(File(), 1 << 20).value();
  std::size_t entries_before = 0;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    ASSERT_TRUE(WriteWhole(File(), ByteView(whole).first(size), Durability::kProcess));
    auto opened = Open();
    EXPECT_GE(opened.content.entries.size(), entries_before) << size;
    EXPECT_LE(opened.content.entries.size(), 5u);
    entries_before = opened.content.entries.size();
    // What is written next is found again.
    opened.file.Append(ledger_.Head(log_));
    ASSERT_TRUE(opened.file.Write());
    EXPECT_EQ(Open().content.heads.size(), opened.content.heads.size() + 1) << size;
  }
  EXPECT_EQ(entries_before, 5u);
}

TEST_F(LogFileTest, CutsAtAFlippedByte) {
  WriteAll();
  const Bytes whole = ReadWhole(File(), 1 << 20).value();
  for (std::size_t at = 56; at < whole.size(); at += 17) {
    Bytes flipped = whole;
    flipped[at] ^= 0x20;
    ASSERT_TRUE(WriteWhole(File(), flipped, Durability::kProcess));
    const auto opened = Open();
    const std::size_t records = opened.content.entries.size() + opened.content.heads.size() +
                                opened.content.promises.size();
    EXPECT_LT(records, 7u) << at;
  }
}

// Entries 0 and 3 of the ledger's five whole, the others in runs.
class LightLogFile : public LogFileTest {
 protected:
  LightLogFile() {
    const auto& tree = ledger_.Log(log_).tree;
    before_ = {1, 2, tree.RunHashes(1, 3)};
    behind_ = {4, 1, tree.RunHashes(4, 5)};
    const auto& entries = ledger_.Log(log_).entries;
    LogFile file = std::move(Open().file);
    file.Append(entries[0]);
    file.Append(before_);
    file.Append(entries[3]);
    file.Append(behind_);
    file.Append(ledger_.Head(log_));
    EXPECT_TRUE(file.Write());
  }

  log::Run before_;
  log::Run behind_;
};

TEST_F(LightLogFile, GivesBackRuns) {
  const auto content = Open().content;
  EXPECT_EQ(content.entries.size(), 2u);
  EXPECT_EQ(content.runs, (std::vector{before_, behind_}));
  EXPECT_EQ(content.heads.size(), 1u);
}

TEST_F(LightLogFile, CutsAtAFlippedByteOfARun) {
  const Bytes whole = ReadWhole(File(), 1 << 20).value();
  const Bytes hash = ToBytes(behind_.hashes[0].view());
  const auto at = std::search(whole.begin(), whole.end(), hash.begin(), hash.end());
  ASSERT_NE(at, whole.end());
  Bytes flipped = whole;
  flipped[static_cast<std::size_t>(at - whole.begin())] ^= 1;
  ASSERT_TRUE(WriteWhole(File(), flipped, Durability::kProcess));
  const auto content = Open().content;
  EXPECT_EQ(content.entries.size(), 2u);
  EXPECT_EQ(content.runs, std::vector{before_});
  EXPECT_TRUE(content.heads.empty());
}

TEST_F(LightLogFile, RewritesWhatLiesBeforeAnIndex) {
  const auto first = Open().content;
  struct Case {
    std::uint64_t end;
    std::size_t entries;
    std::size_t runs;
  };
  for (const Case& c : {Case{0, 0, 0}, {1, 1, 0}, {2, 1, 0}, {3, 1, 1}, {4, 2, 1}, {5, 2, 2}}) {
    ASSERT_TRUE(Open().file.Rewrite(first, c.end));
    const auto content = Open().content;
    EXPECT_EQ(content.entries.size(), c.entries) << c.end;
    EXPECT_EQ(content.runs.size(), c.runs) << c.end;
    EXPECT_EQ(content.heads.size(), 1u);
  }
}

TEST_F(LogFileTest, BelongsToOneLog) {
  WriteAll();
  const auto opened = LogFile::Open(File(), ledger_.registry(), Durability::kProcess);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt);
}

TEST_F(LogFileTest, RewritesWithFewerEntries) {
  WriteAll();
  auto opened = Open();
  ASSERT_TRUE(opened.file.Rewrite(opened.content, 2));
  opened.file.Append(opened.content.entries[2]);
  ASSERT_TRUE(opened.file.Write());
  const auto again = Open();
  EXPECT_EQ(again.content.entries.size(), 3u);
  EXPECT_EQ(again.content.heads.size(), 1u);
  EXPECT_EQ(again.content.promises.size(), 1u);
}

}  // namespace
}  // namespace plenary::link
