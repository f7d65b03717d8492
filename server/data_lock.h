// One process at a time works on a data folder.
#ifndef PLENARY_SERVER_DATA_LOCK_H_
#define PLENARY_SERVER_DATA_LOCK_H_

#include <filesystem>

#include "core/base/result.h"

namespace plenary::server {

// Held while it lives, and given up by the system if the process dies. Move-only.
class DataLock {
 public:
  // kConflict if another process holds it; kNotFound if there is no such folder.
  static Result<DataLock> Take(const std::filesystem::path& data);
  DataLock(DataLock&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  DataLock& operator=(DataLock&&) = delete;
  ~DataLock();

 private:
  explicit DataLock(int fd) : fd_(fd) {}
  int fd_;
};

}  // namespace plenary::server

#endif  // PLENARY_SERVER_DATA_LOCK_H_
