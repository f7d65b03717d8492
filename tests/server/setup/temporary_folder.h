// A folder that goes with the test.
#ifndef PLENARY_TESTS_SERVER_SETUP_TEMPORARY_FOLDER_H_
#define PLENARY_TESTS_SERVER_SETUP_TEMPORARY_FOLDER_H_

#include <stdlib.h>

#include <filesystem>
#include <string>
#include <system_error>

#include "core/base/check.h"

namespace plenary::server {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "plenary-XXXXXX").string();
    PLENARY_CHECK(::mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
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

}  // namespace plenary::server

#endif  // PLENARY_TESTS_SERVER_SETUP_TEMPORARY_FOLDER_H_
