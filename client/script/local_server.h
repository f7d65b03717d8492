// A plenaryd of one's own: made ready, founded, served on a free port of this machine.
#ifndef PLENARY_CLIENT_SCRIPT_LOCAL_SERVER_H_
#define PLENARY_CLIENT_SCRIPT_LOCAL_SERVER_H_

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "client/script/child.h"
#include "core/log/entry.h"

namespace plenary::script {

// In one folder: data/ (plenaryd's own), plenaryd.log, founding, port. One thread at a time.
class LocalServer {
 public:
  LocalServer(std::filesystem::path program, std::filesystem::path folder)
      : program_(std::move(program)), folder_(std::move(folder)) {}

  // Failures name plenaryd's own words, or its log.
  Result<void> Init(std::string_view suite);
  Result<std::string> NodeFile() const;  // what node.json says
  Result<void> Import(const log::SignedCommand& founding);
  // Returns when it serves.
  Result<void> Serve(bool outlives_us);
  void Stop();
  void LetGo();

  const std::string& address() const { return address_; }  // "127.0.0.1:34567"
  std::optional<pid_t> pid() const;                        // while it runs

 private:
  std::filesystem::path Data() const { return folder_ / "data"; }
  std::filesystem::path Log() const { return folder_ / "plenaryd.log"; }
  Result<void> Do(std::vector<std::string> arguments);
  Result<void> AwaitPort(const std::filesystem::path& port_file);

  std::filesystem::path program_;
  std::filesystem::path folder_;
  std::string address_;
  std::optional<Child> process_;
};

}  // namespace plenary::script

#endif  // PLENARY_CLIENT_SCRIPT_LOCAL_SERVER_H_
