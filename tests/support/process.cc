#include "tests/support/process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <thread>
#include <utility>

#include "core/base/check.h"

namespace plenary::testing {
namespace {

constexpr std::size_t kPipeHolds = std::size_t{64} << 10;

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::vector<std::string> Environment(const std::map<std::string, std::string>& more) {
  std::vector<std::string> all;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text(*variable);
    if (!more.contains(std::string(text.substr(0, text.find('='))))) all.emplace_back(text);
  }
  for (const auto& [name, value] : more) all.push_back(name + "=" + value);
  return all;
}

int OpenOutput(const std::filesystem::path& file) {
  const std::string path = file.empty() ? "/dev/null" : file.string();
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  PLENARY_CHECK(descriptor >= 0);
  return descriptor;
}

// The reading end of a pipe that holds all of `input` already.
int OpenInput(std::string_view input) {
  PLENARY_CHECK(input.size() <= kPipeHolds);
  int ends[2];
  PLENARY_CHECK(::pipe2(ends, O_CLOEXEC) == 0);
  PLENARY_CHECK(::write(ends[1], input.data(), input.size()) == static_cast<ssize_t>(input.size()));
  ::close(ends[1]);
  return ends[0];
}

[[noreturn]] void BecomeProgram(const int (&streams)[3], char** arguments, char** environment) {
  // Between fork and exec: nothing but system calls.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  for (int i = 0; i < 3; ++i) {
    if (::dup2(streams[i], i) < 0) ::_exit(126);
  }
  ::execve(arguments[0], arguments, environment);
  ::_exit(127);
}

int ExitCode(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

std::filesystem::path Program(std::string_view name) {
  const char* folder = std::getenv("PLENARY_BIN_DIR");
  PLENARY_CHECK(folder != nullptr);
  return std::filesystem::path(folder) / name;
}

std::string ReadText(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void WriteText(const std::filesystem::path& file, std::string_view text) {
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  stream << text;
  stream.close();
  PLENARY_CHECK(stream.good());
}

TempFolder::TempFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "plenary-test-XXXXXX").string();
  PLENARY_CHECK(::mkdtemp(name.data()) != nullptr);
  path_ = name;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Process Process::Start(const ProcessTerms& terms) {
  std::vector<std::string> command = terms.command;
  std::map<std::string, std::string> own = terms.environment;
  // A program may end while a thread of gRPC still holds what OpenSSL keeps for each. The
  // tests themselves look for leaks in the same code.
  own.emplace("ASAN_OPTIONS", "detect_leaks=0");
  std::vector<std::string> environment = Environment(own);
  const std::vector<char*> arguments = Pointers(command);
  const std::vector<char*> variables = Pointers(environment);
  const int streams[3] = {OpenInput(terms.input), OpenOutput(terms.output),
                          OpenOutput(terms.errors)};
  const pid_t pid = ::fork();
  PLENARY_CHECK(pid >= 0);
  if (pid == 0)
    BecomeProgram(streams, const_cast<char**>(arguments.data()),
                  const_cast<char**>(variables.data()));
  for (const int stream : streams) ::close(stream);
  return Process(pid);
}

Process::Process(Process&& other) noexcept
    : pid_(std::exchange(other.pid_, 0)), exited_(other.exited_) {}

Process::~Process() {
  if (pid_ == 0 || exited_) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

bool Process::IsRunning() {
  if (exited_) return false;
  int status = 0;
  const pid_t ended = ::waitpid(pid_, &status, WNOHANG);
  if (ended == pid_) exited_ = ExitCode(status);
  return !exited_;
}

void Process::Signal(int signal) {
  if (IsRunning()) ::kill(pid_, signal);
}

std::optional<int> Process::Wait(std::chrono::milliseconds timeout) {
  WaitFor([this] { return !IsRunning(); }, timeout);
  return exited_;
}

std::ostream& operator<<(std::ostream& stream, const Ran& ran) {
  return stream << "exit code " << ran.code << "\nstdout:\n" << ran.out << "\nstderr:\n" << ran.err;
}

Ran Run(const std::vector<std::string>& command, std::string_view input,
        const std::map<std::string, std::string>& environment, std::chrono::milliseconds timeout) {
  const TempFolder folder;
  Process process = Process::Start({.command = command,
                                    .environment = environment,
                                    .output = folder / "out",
                                    .errors = folder / "err",
                                    .input = std::string(input)});
  const auto code = process.Wait(timeout);
  return {code.value_or(-1), ReadText(folder / "out"), ReadText(folder / "err")};
}

void Pause() { std::this_thread::sleep_for(std::chrono::milliseconds(2)); }

}  // namespace plenary::testing
