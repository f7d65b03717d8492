// Another program, run from this one.
#ifndef PLENARY_CLIENT_SCRIPT_CHILD_H_
#define PLENARY_CLIENT_SCRIPT_CHILD_H_

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace plenary::script {

struct ChildTerms {
  std::vector<std::string> command;  // the program's path first
  std::filesystem::path log;         // what it prints is appended here
  // Whether it lives on when this program ends, however that comes about.
  bool outlives_us = false;
};

// Owns a running program, in a process group of its own: what is typed at our terminal
// does not reach it. One thread at a time; the thread that starts it must live as long.
class Child {
 public:
  static Result<Child> Start(const ChildTerms& terms);
  Child(Child&& other) noexcept;
  Child& operator=(Child&&) = delete;
  ~Child();  // stops it, unless it was let go

  pid_t pid() const { return pid_; }
  // What it exited with, 128 + the signal that ended it, or nothing when the time is over.
  std::optional<int> Wait(std::chrono::milliseconds timeout);
  void Stop();   // SIGTERM, and SIGKILL if it has not ended after 15 s
  void LetGo();  // it runs on

 private:
  explicit Child(pid_t pid) : pid_(pid) {}

  pid_t pid_;  // 0: none, or gone
  std::optional<int> exited_;
};

}  // namespace plenary::script

#endif  // PLENARY_CLIENT_SCRIPT_CHILD_H_
