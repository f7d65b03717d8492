// SQLite's handles as owners, its codes as errors. For the sqlite_*.cc of this folder alone.
#ifndef PLENARY_SERVER_STORAGE_SQLITE_H_
#define PLENARY_SERVER_STORAGE_SQLITE_H_

#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace plenary::storage {

template <auto Free>
struct SqliteDeleter {
  template <class T>
  void operator()(T* p) const {
    Free(p);  // both close calls report what an earlier call has reported
  }
};
using DatabasePtr = std::unique_ptr<sqlite3, SqliteDeleter<sqlite3_close_v2>>;
using StatementPtr = std::unique_ptr<sqlite3_stmt, SqliteDeleter<sqlite3_finalize>>;

// One use of a prepared statement. What is bound is borrowed until the query is gone.
class Query {
 public:
  Query(sqlite3* database, sqlite3_stmt* statement) : database_(database), statement_(statement) {}
  ~Query();
  Query(Query&& other) noexcept;
  Query& operator=(Query&&) = delete;

  // The next parameter. A failure is kept, and returned by Step.
  Query& Bind(std::int64_t value);
  Query& Bind(ByteView blob);
  Query& Bind(std::string_view text);

  Result<bool> Step();  // true: on a row; false: done
  Result<void> Run();   // for what gives no rows

  // Of the row that Step is on, columns from 0. Blobs and texts are copied.
  std::int64_t Integer(int column) const;
  Bytes Blob(int column) const;
  std::string Text(int column) const;

 private:
  sqlite3* database_;
  sqlite3_stmt* statement_;
  int parameter_ = 0;
  int failure_ = SQLITE_OK;
};

// One thread at a time.
class Connection {
 public:
  // To an existing file. kPermissionDenied if it cannot be opened for writing.
  static Result<std::unique_ptr<Connection>> Open(const std::filesystem::path& file,
                                                  std::chrono::milliseconds busy_timeout);

  // Prepared once a connection and text; `sql` is a literal. One query a text at a time.
  Result<Query> Prepare(std::string_view sql);
  // Statements without parameters and results.
  Result<void> Execute(const std::string& sql);
  // The one integer that a query without parameters gives.
  Result<std::int64_t> Ask(std::string_view sql);

  std::int64_t changes() const { return sqlite3_changes64(database_.get()); }
  std::int64_t last_row() const { return sqlite3_last_insert_rowid(database_.get()); }
  bool InTransaction() const { return sqlite3_get_autocommit(database_.get()) == 0; }

 private:
  explicit Connection(DatabasePtr database) : database_(std::move(database)) {}

  DatabasePtr database_;
  std::map<std::string_view, StatementPtr> statements_;  // gone before the database
};

// A writing transaction, undone unless Commit succeeds.
class Transaction {
 public:
  static Result<Transaction> Begin(Connection& connection);
  ~Transaction();
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;

  Result<void> Commit();

 private:
  explicit Transaction(Connection& connection) : connection_(&connection) {}
  Connection* connection_;  // null: over
};

}  // namespace plenary::storage

#endif  // PLENARY_SERVER_STORAGE_SQLITE_H_
