#include "server/storage/sqlite_connections.h"

#include <string>
#include <utility>

namespace plenary::storage {

Result<SqliteStore::Connections::Lease> SqliteStore::Connections::Borrow() {
  {
    const MutexLock lock(mutex_);
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return Lease(*this, std::move(connection));
    }
  }
  auto opened = OpenOne();
  if (!opened) return std::unexpected(opened.error());
  return Lease(*this, std::move(*opened));
}

Result<std::unique_ptr<Connection>> SqliteStore::Connections::OpenOne() const {
  auto opened = Connection::Open(options_.file, options_.busy_timeout);
  if (!opened) return opened;
  Connection& connection = **opened;
  PLENARY_TRY(
      connection.Execute("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
                         "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
                         "PRAGMA journal_size_limit = 67108864"));
  if (options_.max_bytes > 0) {
    const auto page_size = connection.Ask("PRAGMA page_size");
    if (!page_size) return std::unexpected(page_size.error());
    const std::uint64_t pages = options_.max_bytes / static_cast<std::uint64_t>(*page_size);
    PLENARY_TRY(connection.Execute("PRAGMA max_page_count = " + std::to_string(pages)));
  }
  return opened;
}

void SqliteStore::Connections::Return(std::unique_ptr<Connection> connection) {
  if (connection->InTransaction()) return;
  const MutexLock lock(mutex_);
  if (idle_.size() < kMaxIdle) idle_.push_back(std::move(connection));
}

}  // namespace plenary::storage
