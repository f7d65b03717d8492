// A folder of a test's own, gone with it.
#ifndef PLENARY_TESTS_SERVER_STORAGE_TEMPORARY_FOLDER_H_
#define PLENARY_TESTS_SERVER_STORAGE_TEMPORARY_FOLDER_H_

#include <stdlib.h>

#include <filesystem>
#include <string>
#include <system_error>

#include "core/base/check.h"

namespace plenary {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "plenary-XXXXXX").string();
    PLENARY_CHECK(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace plenary

#endif  // PLENARY_TESTS_SERVER_STORAGE_TEMPORARY_FOLDER_H_
