#include "client/script/child.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <thread>
#include <utility>

namespace plenary::script {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kPatience{15'000};
constexpr std::chrono::milliseconds kPause{5};

// Between fork and exec: only what is safe there.
[[noreturn]] void Become(char* const* arguments, int log, bool outlives_us, pid_t parent) {
  if (outlives_us) {
    ::setsid();
  } else {
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != parent) ::_exit(127);  // it has ended already
  }
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  const int nothing = ::open("/dev/null", O_RDONLY);
  if (nothing >= 0) ::dup2(nothing, STDIN_FILENO);
  ::dup2(log, STDOUT_FILENO);
  ::dup2(log, STDERR_FILENO);
  ::execv(arguments[0], arguments);
  ::_exit(127);
}

}  // namespace

Result<Child> Child::Start(const ChildTerms& terms) {
  const int log = ::open(terms.log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (log < 0) {
    return Fail(ErrorCode::kInternal, terms.log.string() + ": " + std::strerror(errno));
  }
  std::vector<std::string> command = terms.command;
  std::vector<char*> arguments;
  for (std::string& word : command) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid == 0) Become(arguments.data(), log, terms.outlives_us, parent);
  ::close(log);
  if (pid < 0) return Fail(ErrorCode::kInternal, std::string("fork: ") + std::strerror(errno));
  return Child(pid);
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, 0)), exited_(std::exchange(other.exited_, {})) {}

Child::~Child() { Stop(); }

std::optional<int> Child::Wait(std::chrono::milliseconds timeout) {
  const auto until = Clock::now() + timeout;
  while (pid_ != 0 && !exited_) {
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == pid_) {
      exited_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
      pid_ = 0;
    } else if (Clock::now() >= until) {
      break;
    } else {
      std::this_thread::sleep_for(kPause);
    }
  }
  return exited_;
}

void Child::Stop() {
  if (pid_ == 0) return;
  ::kill(pid_, SIGTERM);
  if (Wait(kPatience)) return;
  ::kill(pid_, SIGKILL);
  Wait(kPatience);
}

void Child::LetGo() { pid_ = 0; }

}  // namespace plenary::script
