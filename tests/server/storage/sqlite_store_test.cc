// What SqliteStore does besides: durability, versions, damage, full disks.
#include "server/storage/sqlite_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "tests/server/storage/samples.h"
#include "tests/support/temporary_folder.h"

namespace plenary::storage {
namespace {

using ::testing::HasSubstr;

class SqliteStoreFile : public ::testing::Test {
 protected:
  std::filesystem::path file() const { return folder_.path() / "plenary.db"; }
  Result<std::unique_ptr<SqliteStore>> Open(std::uint64_t max_bytes = 0) const {
    return SqliteStore::Open({.file = file(), .max_bytes = max_bytes});
  }
  // As another program would.
  void Run(const std::string& sql) const {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(file().c_str(), &database), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(database);
    sqlite3_close(database);
  }
  void FillWith(std::uint64_t entries) const {
    const auto store = Open().value();
    ASSERT_TRUE(AppendOne(*store, Group(TestLog(1), 0, entries)));
  }
  const plenary::testing::TemporaryFolder folder_;
};

TEST_F(SqliteStoreFile, IsReadableByItsOwnerAlone) {
  FillWith(1);
  struct stat status{};
  ASSERT_EQ(stat(file().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777u, 0600u);
}

TEST_F(SqliteStoreFile, KeepsEverythingWhenReopened) {
  FillWith(3);
  const auto store = Open().value();
  EXPECT_EQ(store->Read(TestLog(1), 0, {}).value().size(), 3u);
  EXPECT_EQ(AsText(store->Find(TestLog(1)).value()->head), "head of 3");
}

// A child appends and reports each entry only after Append has returned; it is killed at
// some point. Whatever it reported must be there, and nothing half.
TEST_F(SqliteStoreFile, LosesNothingAcknowledgedWhenKilled) {
  for (int round = 0; round < 5; ++round) {
    const auto before = Open().value()->Find(TestLog(1)).value();
    const std::uint64_t start = before ? before->size : 0;
    int pipe_ends[2];
    ASSERT_EQ(pipe(pipe_ends), 0);
    const pid_t child = fork();
    if (child == 0) {
      const auto store = Open().value();
      for (std::uint64_t i = start;; i += 2) {
        const std::vector<AppendGroup> both{Group(TestLog(1), i, 2), Group(TestLog(2), i, 2)};
        if (!store->Append(both)) _exit(1);
        if (write(pipe_ends[1], "x", 1) != 1) _exit(1);
      }
    }
    close(pipe_ends[1]);
    std::uint64_t acknowledged = 0;
    char byte = 0;
    while (acknowledged < 5 + static_cast<std::uint64_t>(round) * 3 &&
           read(pipe_ends[0], &byte, 1) == 1) {
      ++acknowledged;
    }
    ASSERT_EQ(kill(child, SIGKILL), 0);
    while (read(pipe_ends[0], &byte, 1) == 1) ++acknowledged;
    close(pipe_ends[0]);
    ASSERT_EQ(waitpid(child, nullptr, 0), child);

    const auto store = Open().value();
    const std::uint64_t size = store->Find(TestLog(1)).value()->size;
    EXPECT_GE(size, start + 2 * acknowledged);
    EXPECT_EQ(store->Find(TestLog(2)).value()->size, size);
    EXPECT_EQ(store->Read(TestLog(1), 0, {}).value().size(), size);
  }
}

TEST_F(SqliteStoreFile, RefusesANewerVersion) {
  FillWith(1);
  Run("PRAGMA user_version = 99");
  const auto got = Open();
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(got.error().message, HasSubstr("version 99"));
}

TEST_F(SqliteStoreFile, RefusesAnotherProgramsFileAndLeavesItAlone) {
  Run("CREATE TABLE songs (title TEXT); INSERT INTO songs VALUES ('a')");
  const auto size = std::filesystem::file_size(file());
  const auto got = Open();
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(got.error().message, HasSubstr("another program"));
  EXPECT_EQ(std::filesystem::file_size(file()), size);
}

TEST_F(SqliteStoreFile, RefusesAFileThatIsNoDatabase) {
  std::ofstream(file()) << std::string(5000, 'x');
  const auto got = Open();
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, ErrorCode::kCorrupt);
  EXPECT_THAT(got.error().message, HasSubstr(file().string()));
}

TEST_F(SqliteStoreFile, NamesAFolderThatDoesNotExist) {
  const auto got = SqliteStore::Open({.file = folder_.path() / "missing" / "plenary.db"});
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, ErrorCode::kNotFound);
}

TEST_F(SqliteStoreFile, RefusesAFileThatItCannotWrite) {
  FillWith(1);
  const pid_t child = fork();
  if (child == 0) {  // root writes whatever the rights say
    std::filesystem::permissions(folder_.path(), std::filesystem::perms(0755));
    std::filesystem::permissions(file(), std::filesystem::perms(0444));
    if (geteuid() == 0 && seteuid(65534) != 0) _exit(2);
    const auto got = Open();
    _exit(!got && got.error().code == ErrorCode::kPermissionDenied ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

// Every page of the logs' tables, its header destroyed.
TEST_F(SqliteStoreFile, RefusesADamagedPage) {
  FillWith(500);
  const auto size = std::filesystem::file_size(file());
  int refused = 0;
  for (std::uintmax_t page = 4096; page < size; page += 4096) {
    const auto copy = folder_.path() / "copy.db";
    std::filesystem::copy_file(file(), copy, std::filesystem::copy_options::overwrite_existing);
    std::fstream(copy, std::ios::in | std::ios::out | std::ios::binary)
        .seekp(static_cast<std::streamoff>(page))
        .write("\x77\x77\x77\x77\x77\x77\x77\x77", 8);
    const auto got = SqliteStore::Open({.file = copy});
    if (!got) {
      EXPECT_EQ(got.error().code, ErrorCode::kCorrupt) << got.error().message;
      EXPECT_THAT(got.error().message, HasSubstr("backup"));
      ++refused;
    }
    std::filesystem::remove(folder_.path() / "copy.db-wal");
    std::filesystem::remove(folder_.path() / "copy.db-shm");
  }
  EXPECT_GE(refused, 6);  // the pages of documents are not looked at
}

TEST_F(SqliteStoreFile, NoticesAMissingEntry) {
  FillWith(5);
  Run("DELETE FROM entries WHERE position = 2");
  EXPECT_EQ(Open().value()->Read(TestLog(1), 0, {}).error().code, ErrorCode::kCorrupt);
}

TEST_F(SqliteStoreFile, NoticesAMissingLastEntry) {
  FillWith(5);
  Run("DELETE FROM entries WHERE position = 4");
  EXPECT_EQ(Open().value()->Read(TestLog(1), 0, {}).error().code, ErrorCode::kCorrupt);
}

TEST_F(SqliteStoreFile, WritesNothingWhenFullAndGoesOnWhenThereIsRoom) {
  FillWith(1);
  const std::uint64_t limit = std::filesystem::file_size(file()) + 16 * 4096;
  {
    const auto store = Open(limit).value();
    const std::vector<AppendGroup> small_then_large{Group(TestLog(2), 0, 1),
                                                    Group(TestLog(1), 1, 20000)};
    const auto got = store->Append(small_then_large);
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().code, ErrorCode::kExhausted);
    EXPECT_THAT(got.error().message, HasSubstr("make room"));
    EXPECT_FALSE(store->Find(TestLog(2)).value().has_value());
    EXPECT_EQ(store->Find(TestLog(1)).value()->size, 1u);
    EXPECT_TRUE(AppendOne(*store, Group(TestLog(1), 1, 1)));

    const UploadId upload = store->BeginUpload().value();
    EXPECT_EQ(store->AppendChunk(upload, Bytes(kMaxChunkBytes)).error().code,
              ErrorCode::kExhausted);
  }
  const auto store = Open().value();
  EXPECT_TRUE(AppendOne(*store, Group(TestLog(1), 2, 20000)));
}

TEST_F(SqliteStoreFile, WaitsForAnotherProcessOnlySoLong) {
  FillWith(1);
  const auto store =
      SqliteStore::Open({.file = file(), .busy_timeout = std::chrono::milliseconds(20)}).value();
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(file().c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  EXPECT_EQ(AppendOne(*store, Group(TestLog(1), 1, 1)).error().code, ErrorCode::kUnavailable);
  ASSERT_EQ(sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(other);
  EXPECT_TRUE(AppendOne(*store, Group(TestLog(1), 1, 1)));
}

}  // namespace
}  // namespace plenary::storage
