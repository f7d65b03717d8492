#include "server/storage/sqlite_store.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "server/storage/sqlite_connections.h"
#include "server/storage/sqlite_schema.h"

namespace plenary::storage {
namespace {

class FileDescriptor {
 public:
  explicit FileDescriptor(int number) : number_(number) {}
  ~FileDescriptor() {
    if (number_ >= 0) close(number_);
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

std::unexpected<Error> SystemFail(const std::string& what, const std::filesystem::path& path,
                                  int system_error) {
  const ErrorCode code = system_error == ENOENT ? ErrorCode::kNotFound
                         : system_error == ENOSPC || system_error == EDQUOT
                             ? ErrorCode::kExhausted
                             : ErrorCode::kPermissionDenied;
  return Fail(code, "store: cannot " + what + " " + path.string() + ": " +
                        std::system_category().message(system_error));
}

// SQLite would create it with the rights that the umask leaves, and its log and index
// files take the rights of this one.
Result<void> CreateFile(const std::filesystem::path& file) {
  const FileDescriptor created(
      open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (created.number() < 0) {
    if (errno == EEXIST) return {};
    return SystemFail("create", file, errno);
  }
  const auto folder = std::filesystem::absolute(file).parent_path();
  const FileDescriptor parent(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (parent.number() < 0 || fsync(parent.number()) != 0) return SystemFail("sync", folder, errno);
  return {};
}

Error Named(const std::filesystem::path& file, const Error& error) {
  return Error{error.code, file.string() + ": " + error.message};
}

struct LogRow {
  std::int64_t id;
  StoredLog log;
};

Result<std::optional<LogRow>> FindRow(Connection& connection, const LogId& log) {
  auto query =
      connection.Prepare("SELECT id, size, head FROM logs WHERE committee = ? AND session = ?");
  if (!query) return std::unexpected(query.error());
  const auto row = query->Bind(log.committee.view()).Bind(log.session.view()).Step();
  if (!row) return std::unexpected(row.error());
  if (!*row) return std::optional<LogRow>();
  return LogRow{query->Integer(0),
                {log, static_cast<std::uint64_t>(query->Integer(1)), query->Blob(2)}};
}

Result<std::int64_t> AddLog(Connection& connection, const LogId& log) {
  auto query =
      connection.Prepare("INSERT INTO logs (committee, session, size, head) VALUES (?, ?, 0, x'')");
  if (!query) return std::unexpected(query.error());
  PLENARY_TRY(query->Bind(log.committee.view()).Bind(log.session.view()).Run());
  return connection.last_row();
}

Result<void> AddEntries(Connection& connection, std::int64_t id, const AppendGroup& group) {
  auto index = static_cast<std::int64_t>(group.first_index);
  for (const SharedBytes& entry : group.entries) {
    auto insert = connection.Prepare("INSERT INTO entries (log, position, entry) VALUES (?, ?, ?)");
    if (!insert) return std::unexpected(insert.error());
    PLENARY_TRY(insert->Bind(id).Bind(index++).Bind(ByteView(*entry)).Run());
  }
  auto update = connection.Prepare("UPDATE logs SET size = ?, head = ? WHERE id = ?");
  if (!update) return std::unexpected(update.error());
  return update->Bind(index).Bind(ByteView(group.head)).Bind(id).Run();
}

Result<void> AppendOne(Connection& connection, const AppendGroup& group) {
  const auto row = FindRow(connection, group.log);
  if (!row) return std::unexpected(row.error());
  const std::uint64_t size = *row ? (*row)->log.size : 0;
  if (size != group.first_index) {
    return Fail(ErrorCode::kConflict, "store: the log has " + std::to_string(size) +
                                          " entries, not " + std::to_string(group.first_index));
  }
  if (*row) return AddEntries(connection, (*row)->id, group);
  const auto id = AddLog(connection, group.log);
  if (!id) return std::unexpected(id.error());
  return AddEntries(connection, *id, group);
}

}  // namespace

SqliteStore::SqliteStore(std::unique_ptr<Connections> connections)
    : connections_(std::move(connections)) {}

SqliteStore::~SqliteStore() = default;

Result<std::unique_ptr<SqliteStore>> SqliteStore::Open(SqliteOptions options) {
  const std::filesystem::path file = options.file;
  PLENARY_TRY(CreateFile(file));
  auto connections = std::make_unique<Connections>(std::move(options));
  {
    auto connection = connections->Borrow();
    if (!connection) return std::unexpected(Named(file, connection.error()));
    const auto migrated = Migrate(**connection);
    if (!migrated) return std::unexpected(Named(file, migrated.error()));
    const auto sound = CheckTables(**connection);
    if (!sound) return std::unexpected(Named(file, sound.error()));
  }
  return std::unique_ptr<SqliteStore>(new SqliteStore(std::move(connections)));
}

Result<void> SqliteStore::Append(std::span<const AppendGroup> groups) {
  PLENARY_TRY(CheckGroups(groups));
  auto connection = connections_->Borrow();
  if (!connection) return std::unexpected(connection.error());
  auto transaction = Transaction::Begin(**connection);
  if (!transaction) return std::unexpected(transaction.error());
  for (const AppendGroup& group : groups) PLENARY_TRY(AppendOne(**connection, group));
  return transaction->Commit();
}

Result<std::vector<Bytes>> SqliteStore::Read(const LogId& log, std::uint64_t from,
                                             ReadLimit limit) const {
  auto connection = connections_->Borrow();
  if (!connection) return std::unexpected(connection.error());
  const auto row = FindRow(**connection, log);
  if (!row) return std::unexpected(row.error());
  std::vector<Bytes> entries;
  if (!*row) return entries;
  auto query = (*connection)
                   ->Prepare(
                       "SELECT position, entry FROM entries WHERE log = ? AND position >= ? ORDER "
                       "BY position");
  if (!query) return std::unexpected(query.error());
  query->Bind((*row)->id).Bind(static_cast<std::int64_t>(from));
  std::size_t bytes = 0;
  for (std::uint64_t index = from; index < (*row)->log.size; ++index) {
    const auto step = query->Step();
    if (!step) return std::unexpected(step.error());
    if (!*step || static_cast<std::uint64_t>(query->Integer(0)) != index) {
      return Fail(ErrorCode::kCorrupt, "store: entry " + std::to_string(index) + " is missing");
    }
    Bytes entry = query->Blob(1);
    bytes += entry.size();
    if (!entries.empty() && (entries.size() >= limit.entries || bytes > limit.bytes)) break;
    entries.push_back(std::move(entry));
  }
  return entries;
}

Result<std::optional<StoredLog>> SqliteStore::Find(const LogId& log) const {
  auto connection = connections_->Borrow();
  if (!connection) return std::unexpected(connection.error());
  auto row = FindRow(**connection, log);
  if (!row) return std::unexpected(row.error());
  if (!*row) return std::optional<StoredLog>();
  return std::move((*row)->log);
}

Result<std::vector<StoredLog>> SqliteStore::Logs() const {
  auto connection = connections_->Borrow();
  if (!connection) return std::unexpected(connection.error());
  auto query =
      (*connection)
          ->Prepare("SELECT committee, session, size, head FROM logs ORDER BY committee, session");
  if (!query) return std::unexpected(query.error());
  std::vector<StoredLog> logs;
  for (;;) {
    const auto row = query->Step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return logs;
    const auto committee = CommitteeId::From(query->Blob(0));
    const auto session = SessionId::From(query->Blob(1));
    if (!committee || !session) return Fail(ErrorCode::kCorrupt, "store: a log without a name");
    logs.push_back(
        {{*committee, *session}, static_cast<std::uint64_t>(query->Integer(2)), query->Blob(3)});
  }
}

}  // namespace plenary::storage
