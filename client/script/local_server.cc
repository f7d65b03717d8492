#include "client/script/local_server.h"

#include <chrono>
#include <thread>
#include <utility>

#include "client/link/files.h"
#include "core/wire/entry.h"

namespace plenary::script {
namespace {

constexpr std::chrono::seconds kCommand{60};
constexpr std::chrono::seconds kStart{60};
constexpr std::chrono::milliseconds kPause{5};
constexpr std::size_t kMaxFile = std::size_t{1} << 20;
constexpr std::size_t kMaxWords = 2000;  // of its log, in a failure

// Not ReadWhole: what plenaryd writes may be read by others too.
Result<std::string> ReadPublic(const std::filesystem::path& file) {
  std::error_code error;
  std::filesystem::permissions(file, std::filesystem::perms(0600), error);
  const auto bytes = link::ReadWhole(file, kMaxFile);
  if (!bytes) return std::unexpected(bytes.error());
  return std::string(AsText(*bytes));
}

}  // namespace

Result<void> LocalServer::Init(std::string_view suite) {
  PLENARY_TRY(link::MakePrivateFolder(folder_));
  return Do({"init", "--data", Data().string(), "--name", "127.0.0.1", "--listen", "127.0.0.1:0",
             "--suite", std::string(suite)});
}

Result<std::string> LocalServer::NodeFile() const { return ReadPublic(Data() / "node.json"); }

Result<void> LocalServer::Import(const log::SignedCommand& founding) {
  const auto file = folder_ / "founding";
  PLENARY_TRY(
      link::WriteWhole(file, wire::EncodeSignedCommand(founding), link::Durability::kProcess));
  return Do({"import", "--data", Data().string(), file.string()});
}

Result<void> LocalServer::Serve(bool outlives_us) {
  const auto port_file = folder_ / "port";
  std::error_code ignored;
  std::filesystem::remove(port_file, ignored);
  auto child =
      Child::Start({.command = {program_.string(), "serve", "--data", Data().string(), "--listen",
                                "127.0.0.1:0", "--port-file", port_file.string()},
                    .log = Log(),
                    .outlives_us = outlives_us});
  if (!child) return std::unexpected(child.error());
  process_.emplace(std::move(*child));
  return AwaitPort(port_file);
}

Result<void> LocalServer::AwaitPort(const std::filesystem::path& port_file) {
  const auto until = std::chrono::steady_clock::now() + kStart;
  while (std::chrono::steady_clock::now() < until) {
    const auto port = std::filesystem::exists(port_file) ? ReadPublic(port_file) : std::string();
    if (port && port->ends_with('\n')) {
      address_ = "127.0.0.1:" + port->substr(0, port->size() - 1);
      return {};
    }
    if (process_->Wait(kPause)) break;
  }
  return Fail(ErrorCode::kUnavailable, "plenaryd did not start; see " + Log().string());
}

void LocalServer::Stop() {
  if (process_) process_->Stop();
}

void LocalServer::LetGo() {
  if (process_) process_->LetGo();
}

std::optional<pid_t> LocalServer::pid() const {
  if (!process_ || process_->pid() == 0) return std::nullopt;
  return process_->pid();
}

Result<void> LocalServer::Do(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), program_.string());
  auto child = Child::Start({.command = arguments, .log = Log()});
  if (!child) return std::unexpected(child.error());
  const auto code = child->Wait(kCommand);
  if (code == 0) return {};
  const auto said = ReadPublic(Log());
  const std::string words = said ? *said : std::string();
  return Fail(ErrorCode::kInternal,
              "plenaryd " + arguments[1] + ": " +
                  words.substr(words.size() - std::min(words.size(), kMaxWords)));
}

}  // namespace plenary::script
