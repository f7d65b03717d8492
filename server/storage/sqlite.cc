#include "server/storage/sqlite.h"

#include <cerrno>
#include <utility>

#include "core/base/check.h"

namespace plenary::storage {
namespace {

ErrorCode CodeOf(sqlite3* database, int failure) {
  const int system_error = sqlite3_system_errno(database);
  switch (failure & 0xff) {
    case SQLITE_FULL:
      return ErrorCode::kExhausted;
    case SQLITE_IOERR:
      return system_error == ENOSPC || system_error == EDQUOT ? ErrorCode::kExhausted
                                                              : ErrorCode::kInternal;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorCode::kUnavailable;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return ErrorCode::kCorrupt;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return ErrorCode::kPermissionDenied;
    case SQLITE_CONSTRAINT:
      return ErrorCode::kConflict;
    case SQLITE_TOOBIG:
      return ErrorCode::kInvalidArgument;
    default:
      return ErrorCode::kInternal;
  }
}

std::string_view Advice(ErrorCode code) {
  switch (code) {
    case ErrorCode::kExhausted:
      return "; make room on the disk or raise the store's limit: nothing was written";
    case ErrorCode::kCorrupt:
      return "; stop the server and restore the file from a backup";
    case ErrorCode::kPermissionDenied:
      return "; give the server's user leave to write the file and its folder";
    case ErrorCode::kUnavailable:
      return "; another process holds the file";
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kBadSignature:
    case ErrorCode::kNotFound:
    case ErrorCode::kAlreadyExists:
    case ErrorCode::kConflict:
    case ErrorCode::kInternal:
      return "";
  }
  return "";
}

std::unexpected<Error> SqliteFail(sqlite3* database, int failure) {
  const ErrorCode code = CodeOf(database, failure);
  std::string message = "store: ";
  message += sqlite3_errstr(failure);
  message += " (SQLite " + std::to_string(failure) + ")";
  message += Advice(code);
  return Fail(code, std::move(message));
}

}  // namespace

Query::~Query() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);  // repeats the failure that Step has returned
  sqlite3_clear_bindings(statement_);
}

Query::Query(Query&& other) noexcept
    : database_(other.database_),
      statement_(std::exchange(other.statement_, nullptr)),
      parameter_(other.parameter_),
      failure_(other.failure_) {}

Query& Query::Bind(std::int64_t value) {
  const int code = sqlite3_bind_int64(statement_, ++parameter_, value);
  if (failure_ == SQLITE_OK) failure_ = code;
  return *this;
}

Query& Query::Bind(ByteView blob) {
  const int code = blob.empty() ? sqlite3_bind_zeroblob(statement_, ++parameter_, 0)
                                : sqlite3_bind_blob64(statement_, ++parameter_, blob.data(),
                                                      blob.size(), SQLITE_STATIC);
  if (failure_ == SQLITE_OK) failure_ = code;
  return *this;
}

Query& Query::Bind(std::string_view text) {
  const char* data = text.empty() ? "" : text.data();
  const int code =
      sqlite3_bind_text64(statement_, ++parameter_, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (failure_ == SQLITE_OK) failure_ = code;
  return *this;
}

Result<bool> Query::Step() {
  if (failure_ != SQLITE_OK) return SqliteFail(database_, failure_);
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return SqliteFail(database_, code);
}

Result<void> Query::Run() {
  const auto row = Step();
  if (!row) return std::unexpected(row.error());
  PLENARY_CHECK(!*row);
  return {};
}

std::int64_t Query::Integer(int column) const { return sqlite3_column_int64(statement_, column); }

Bytes Query::Blob(int column) const {
  const auto* data = static_cast<const Byte*>(sqlite3_column_blob(statement_, column));
  const int size = sqlite3_column_bytes(statement_, column);
  return data == nullptr ? Bytes() : Bytes(data, data + size);
}

std::string Query::Text(int column) const {
  const Bytes bytes = Blob(column);
  return std::string(AsText(bytes));
}

Result<std::unique_ptr<Connection>> Connection::Open(const std::filesystem::path& file,
                                                     std::chrono::milliseconds busy_timeout) {
  sqlite3* raw = nullptr;
  const int code =
      sqlite3_open_v2(file.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  DatabasePtr database(raw);
  if (code != SQLITE_OK) return SqliteFail(raw, code);
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_busy_timeout(raw, static_cast<int>(busy_timeout.count()));
  if (sqlite3_db_readonly(raw, "main") != 0) return SqliteFail(raw, SQLITE_READONLY);
  return std::unique_ptr<Connection>(new Connection(std::move(database)));
}

Result<Query> Connection::Prepare(std::string_view sql) {
  auto& statement = statements_[sql];
  if (!statement) {
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    statement.reset(raw);
    if (code != SQLITE_OK) return SqliteFail(database_.get(), code);
  }
  return Query(database_.get(), statement.get());
}

Result<void> Connection::Execute(const std::string& sql) {
  const int code = sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return SqliteFail(database_.get(), code);
  return {};
}

Result<std::int64_t> Connection::Ask(std::string_view sql) {
  auto query = Prepare(sql);
  if (!query) return std::unexpected(query.error());
  const auto row = query->Step();
  if (!row) return std::unexpected(row.error());
  return *row ? query->Integer(0) : 0;
}

Result<Transaction> Transaction::Begin(Connection& connection) {
  PLENARY_TRY(connection.Execute("BEGIN IMMEDIATE"));
  return Transaction(connection);
}

Transaction::~Transaction() {
  if (connection_ == nullptr || !connection_->InTransaction()) return;
  // A connection that cannot even undo stays in its transaction, and is closed for it.
  const auto undone = connection_->Execute("ROLLBACK");
  static_cast<void>(undone);
}

Transaction::Transaction(Transaction&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)) {}

Result<void> Transaction::Commit() {
  PLENARY_TRY(connection_->Execute("COMMIT"));
  connection_ = nullptr;
  return {};
}

}  // namespace plenary::storage
