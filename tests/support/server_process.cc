#include "tests/support/server_process.h"

#include <signal.h>

#include <chrono>
#include <iostream>
#include <utility>

#include "core/base/check.h"

namespace plenary::testing {
namespace {

constexpr std::chrono::seconds kStart{60};
constexpr std::chrono::seconds kStop{30};

void Require(bool condition, std::string_view what, const std::string& said) {
  if (condition) return;
  std::cerr << "plenaryd " << what << ":\n" << said << '\n';
  PLENARY_CHECK(condition);
}

}  // namespace

ServerProcess::ServerProcess(std::filesystem::path folder, std::string_view suite)
    : folder_(std::move(folder)), log_(folder_.string() + ".log") {
  const Ran ran =
      Do("init", {"--name", "127.0.0.1", "--listen", "127.0.0.1:0", "--suite", std::string(suite)});
  Require(ran.code == 0, "init", ran.err);
}

Ran ServerProcess::Do(std::string_view subcommand, const std::vector<std::string>& arguments) {
  std::vector<std::string> command = {Program("plenaryd").string(), std::string(subcommand),
                                      "--data", folder_.string()};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return Run(command);
}

void ServerProcess::Import(const std::filesystem::path& founding) {
  const Ran ran = Do("import", {founding.string()});
  Require(ran.code == 0, "import", ran.err);
}

void ServerProcess::Start(const std::vector<std::string>& arguments) {
  PLENARY_CHECK(!IsRunning());
  const std::filesystem::path port_file = folder_.string() + ".port";
  std::filesystem::remove(port_file);
  std::vector<std::string> command = {Program("plenaryd").string(),
                                      "serve",
                                      "--data",
                                      folder_.string(),
                                      "--listen",
                                      "127.0.0.1:" + (port_.empty() ? "0" : port_),
                                      "--port-file",
                                      port_file.string()};
  command.insert(command.end(), arguments.begin(), arguments.end());
  process_.reset();
  process_.emplace(Process::Start(
      {.command = command, .environment = {}, .output = log_, .errors = log_, .input = {}}));
  const auto serves = [&] { return ReadText(port_file).ends_with('\n') || !IsRunning(); };
  Require(WaitFor(serves, kStart) && IsRunning(), "serve", Log());
  port_ = ReadText(port_file);
  port_.pop_back();
}

void ServerProcess::Stop() {
  PLENARY_CHECK(process_.has_value());
  process_->Signal(SIGTERM);
  Require(process_->Wait(kStop) == 0, "stops", Log());
  process_.reset();
}

void ServerProcess::Kill(int signal) {
  PLENARY_CHECK(process_.has_value());
  process_->Signal(signal);
  Require(process_->Wait(kStop).has_value(), "is killed", Log());
  process_.reset();
}

void ServerProcess::Signal(int signal) {
  PLENARY_CHECK(process_.has_value());
  process_->Signal(signal);
}

pid_t ServerProcess::pid() const {
  PLENARY_CHECK(process_.has_value());
  return process_->pid();
}

std::string ServerProcess::address() const {
  PLENARY_CHECK(!port_.empty());
  return "127.0.0.1:" + port_;
}

std::string ServerProcess::Log() const { return ReadText(log_); }

}  // namespace plenary::testing
