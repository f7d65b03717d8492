// Real programs for functional tests: started, spoken to, killed.
//
// A program that cannot be started is a bug of the test and aborts it. Nothing started
// here outlives the test: the system kills it when the test's thread ends.
#ifndef PLENARY_TESTS_SUPPORT_PROCESS_H_
#define PLENARY_TESTS_SUPPORT_PROCESS_H_

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace plenary::testing {

// A program of this build, from PLENARY_BIN_DIR: "plenaryd".
std::filesystem::path Program(std::string_view name);

std::string ReadText(const std::filesystem::path& file);  // empty if there is none
void WriteText(const std::filesystem::path& file, std::string_view text);

// Of mode 0700, under TMPDIR; removed with all it holds.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

struct ProcessTerms {
  std::vector<std::string> command;                // the program's path first
  std::map<std::string, std::string> environment;  // beside the test's own
  std::filesystem::path output;                    // a file for stdout, appended to
  std::filesystem::path errors;                    // likewise for stderr; may be the same
  std::string input;                               // all of stdin, at most 64 KiB
};

// Owns a child process. One thread at a time.
class Process {
 public:
  static Process Start(const ProcessTerms& terms);
  Process(Process&& other) noexcept;
  Process& operator=(Process&&) = delete;
  ~Process();  // kills it with SIGKILL if it runs

  pid_t pid() const { return pid_; }
  bool IsRunning();
  void Signal(int signal);
  // What it exited with, 128 + the signal that ended it, or nothing when the time is over.
  std::optional<int> Wait(std::chrono::milliseconds timeout);

 private:
  explicit Process(pid_t pid) : pid_(pid) {}

  pid_t pid_;  // 0: moved from
  std::optional<int> exited_;
};

// What a program that ran to its end has said.
struct Ran {
  int code = 0;  // as Process::Wait; -1: killed by us when the time was over
  std::string out;
  std::string err;
};
std::ostream& operator<<(std::ostream& stream, const Ran& ran);

Ran Run(const std::vector<std::string>& command, std::string_view input = {},
        const std::map<std::string, std::string>& environment = {},
        std::chrono::milliseconds timeout = std::chrono::seconds(120));

// Asks again every few milliseconds until `condition()` or the time is over.
template <class Condition>
bool WaitFor(Condition condition, std::chrono::milliseconds timeout);

void Pause();  // between two questions

template <class Condition>
bool WaitFor(Condition condition, std::chrono::milliseconds timeout) {
  const auto until = std::chrono::steady_clock::now() + timeout;
  while (!condition()) {
    if (std::chrono::steady_clock::now() >= until) return false;
    Pause();
  }
  return true;
}

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_SUPPORT_PROCESS_H_
