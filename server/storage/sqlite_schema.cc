#include "server/storage/sqlite_schema.h"

#include <array>
#include <string>

namespace plenary::storage {
namespace {

constexpr std::int64_t kApplicationId = 0x504c4e59;  // "PLNY"

// Number i brings version i to i + 1. Append only: files of every version exist.
constexpr std::array kMigrations = {
    R"sql(
CREATE TABLE logs (
  id INTEGER PRIMARY KEY,
  committee BLOB NOT NULL CHECK (length(committee) = 32),
  session BLOB NOT NULL CHECK (length(session) = 16),
  size INTEGER NOT NULL CHECK (size >= 0),
  head BLOB NOT NULL,
  UNIQUE (committee, session)
) STRICT;
CREATE TABLE entries (
  log INTEGER NOT NULL REFERENCES logs (id),
  position INTEGER NOT NULL CHECK (position >= 0),
  entry BLOB NOT NULL CHECK (length(entry) > 0),
  PRIMARY KEY (log, position)
) STRICT;
CREATE TABLE uploads (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  size INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE chunks (
  upload INTEGER NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
  start INTEGER NOT NULL,
  data BLOB NOT NULL CHECK (length(data) > 0),
  PRIMARY KEY (upload, start)
) STRICT;
CREATE TABLE documents (
  hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
  upload INTEGER NOT NULL UNIQUE REFERENCES uploads (id)
) STRICT;
CREATE TABLE offers (
  code BLOB NOT NULL PRIMARY KEY,
  person BLOB NOT NULL CHECK (length(person) = 16),
  expires INTEGER NOT NULL
) STRICT;
CREATE TABLE requests (
  id INTEGER PRIMARY KEY,
  code BLOB NOT NULL REFERENCES offers (code) ON DELETE CASCADE,
  request BLOB NOT NULL,
  UNIQUE (code, request)
) STRICT;
CREATE TABLE certificates (
  serial TEXT NOT NULL PRIMARY KEY,
  key BLOB NOT NULL CHECK (length(key) = 32),
  not_after INTEGER NOT NULL,
  revoked INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX certificates_by_key ON certificates (key);
)sql"};

constexpr auto kVersion = static_cast<std::int64_t>(kMigrations.size());

struct Found {
  std::int64_t application = 0;
  std::int64_t version = 0;
  std::int64_t objects = 0;
};

Result<Found> LookAt(Connection& connection) {
  const auto objects = connection.Ask("SELECT count(*) FROM sqlite_schema");
  if (!objects) return std::unexpected(objects.error());
  const auto application = connection.Ask("PRAGMA application_id");
  if (!application) return std::unexpected(application.error());
  const auto version = connection.Ask("PRAGMA user_version");
  if (!version) return std::unexpected(version.error());
  return Found{*application, *version, *objects};
}

Result<void> CheckOurs(const Found& found) {
  const bool empty = found.application == 0 && found.version == 0 && found.objects == 0;
  if (!empty && found.application != kApplicationId) {
    return Fail(ErrorCode::kInvalidArgument,
                "store: the file belongs to another program; name another file");
  }
  if (found.version > kVersion) {
    return Fail(ErrorCode::kInvalidArgument,
                "store: the file has version " + std::to_string(found.version) +
                    ", and this program knows versions up to " + std::to_string(kVersion) +
                    "; run the newer plenaryd that wrote it");
  }
  return {};
}

}  // namespace

Result<void> Migrate(Connection& connection) {
  const auto before = LookAt(connection);
  if (!before) {
    if (before.error().code != ErrorCode::kCorrupt) return std::unexpected(before.error());
    return Fail(ErrorCode::kCorrupt,
                "store: not an SQLite file, or its first page is damaged; "
                "name another file or restore it from a backup");
  }
  PLENARY_TRY(CheckOurs(*before));
  PLENARY_TRY(connection.Execute("PRAGMA journal_mode = WAL"));
  auto transaction = Transaction::Begin(connection);
  if (!transaction) return std::unexpected(transaction.error());
  const auto found = LookAt(connection);  // another process may have been quicker
  if (!found) return std::unexpected(found.error());
  PLENARY_TRY(CheckOurs(*found));
  if (found->version == kVersion) return {};
  for (auto version = found->version; version < kVersion; ++version) {
    PLENARY_TRY(connection.Execute(kMigrations[static_cast<std::size_t>(version)]));
  }
  PLENARY_TRY(connection.Execute("PRAGMA application_id = " + std::to_string(kApplicationId)));
  PLENARY_TRY(connection.Execute("PRAGMA user_version = " + std::to_string(kVersion)));
  return transaction->Commit();
}

Result<void> CheckTables(Connection& connection) {
  for (const char* sql :
       {"PRAGMA quick_check(logs)", "PRAGMA quick_check(entries)", "PRAGMA quick_check(offers)",
        "PRAGMA quick_check(requests)", "PRAGMA quick_check(certificates)"}) {
    auto query = connection.Prepare(sql);
    if (!query) return std::unexpected(query.error());
    const auto row = query->Step();
    if (!row) return std::unexpected(row.error());
    if (!*row || query->Text(0) != "ok") {
      return Fail(ErrorCode::kCorrupt, "store: the file is damaged (" +
                                           (*row ? query->Text(0) : std::string("no answer")) +
                                           "); restore it from a backup");
    }
  }
  return {};
}

}  // namespace plenary::storage
