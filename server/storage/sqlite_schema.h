// The tables, and their way from version to version. For the sqlite_*.cc of this folder.
#ifndef PLENARY_SERVER_STORAGE_SQLITE_SCHEMA_H_
#define PLENARY_SERVER_STORAGE_SQLITE_SCHEMA_H_

#include "core/base/result.h"
#include "server/storage/sqlite.h"

namespace plenary::storage {

// Brings an empty file or an older version to the newest, in one transaction. On
// failure the file is as before. Fails as SqliteStore::Open does.
Result<void> Migrate(Connection& connection);

// kCorrupt unless the pages of the logs' and enrolments' tables are sound. Documents are
// left out: they may be large, and whoever reads one checks its hash.
Result<void> CheckTables(Connection& connection);

}  // namespace plenary::storage

#endif  // PLENARY_SERVER_STORAGE_SQLITE_SCHEMA_H_
