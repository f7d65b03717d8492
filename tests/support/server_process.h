// A real plenaryd with a folder of its own: started on a free port, stopped, killed, and
// started again where its clients look for it.
//
// What goes wrong here is a bug of the test, or of the server's start, and aborts with
// the server's own words on stderr.
#ifndef PLENARY_TESTS_SUPPORT_SERVER_PROCESS_H_
#define PLENARY_TESTS_SUPPORT_SERVER_PROCESS_H_

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/process.h"

namespace plenary::testing {

// One thread at a time.
class ServerProcess {
 public:
  // Runs `plenaryd init` for 127.0.0.1; `folder` is absent or empty. Nothing serves yet.
  explicit ServerProcess(std::filesystem::path folder, std::string_view suite = "p256");

  std::filesystem::path node_file() const { return folder_ / "node.json"; }
  std::filesystem::path config_file() const { return folder_ / "plenaryd.toml"; }
  const std::filesystem::path& folder() const { return folder_; }

  // `plenaryd import`. The file is what `plenary committee cosign` has written.
  void Import(const std::filesystem::path& founding);
  // Any other subcommand, with --data.
  Ran Do(std::string_view subcommand, const std::vector<std::string>& arguments = {});

  // Returns when it serves: on a free port the first time, on the same one afterwards.
  void Start(const std::vector<std::string>& arguments = {});
  bool IsRunning() { return process_ && process_->IsRunning(); }
  void Stop();                  // SIGTERM; it must exit with 0 within 30 s
  void Kill(int signal = 9);    // and waits until it is gone
  void Signal(int signal);      // SIGSTOP, SIGCONT
  pid_t pid() const;            // while it runs
  std::string address() const;  // "127.0.0.1:34567", once it was started
  std::string Log() const;      // all that it has logged so far

 private:
  std::filesystem::path folder_;
  std::filesystem::path log_;
  std::string port_;  // empty before the first start
  std::optional<Process> process_;
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_SUPPORT_SERVER_PROCESS_H_
