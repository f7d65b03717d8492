// The connections of one store, lent to one caller at a time each.
#ifndef PLENARY_SERVER_STORAGE_SQLITE_CONNECTIONS_H_
#define PLENARY_SERVER_STORAGE_SQLITE_CONNECTIONS_H_

#include <memory>
#include <vector>

#include "core/base/mutex.h"
#include "core/base/result.h"
#include "server/storage/sqlite.h"
#include "server/storage/sqlite_store.h"

namespace plenary::storage {

class SqliteStore::Connections {
 public:
  // Goes back when it is destroyed, or is closed if it is stuck in a transaction.
  class Lease {
   public:
    Lease(Connections& owner, std::unique_ptr<Connection> connection)
        : owner_(&owner), connection_(std::move(connection)) {}
    ~Lease() {
      if (connection_) owner_->Return(std::move(connection_));
    }
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;

    Connection* operator->() const { return connection_.get(); }
    Connection& operator*() const { return *connection_; }

   private:
    Connections* owner_;
    std::unique_ptr<Connection> connection_;
  };

  explicit Connections(SqliteOptions options) : options_(std::move(options)) {}

  Result<Lease> Borrow();

 private:
  static constexpr std::size_t kMaxIdle = 16;

  Result<std::unique_ptr<Connection>> OpenOne() const;
  void Return(std::unique_ptr<Connection> connection);

  const SqliteOptions options_;
  Mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_ PLENARY_GUARDED_BY(mutex_);
};

}  // namespace plenary::storage

#endif  // PLENARY_SERVER_STORAGE_SQLITE_CONNECTIONS_H_
