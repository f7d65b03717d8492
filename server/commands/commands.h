// What plenaryd can be told to do. Each returns what the operator is shown on failure;
// nothing is printed but to `out`.
#ifndef PLENARY_SERVER_COMMANDS_COMMANDS_H_
#define PLENARY_SERVER_COMMANDS_COMMANDS_H_

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "server/language.h"

namespace plenary::server {

struct Console {
  std::ostream& out;
  Speech say;
};

struct InitOptions {
  std::filesystem::path data;
  std::string listen = "[::]:7420";
  std::vector<std::string> names;
  std::string suite = "p256";
};
Result<void> RunInit(const InitOptions& options, const Console& console);

struct ImportOptions {
  std::filesystem::path data;
  std::filesystem::path founding;  // the bytes of a plenary.v1.SignedCommand
};
Result<void> RunImport(const ImportOptions& options, const Console& console);

// What is empty comes from the file, or is the default.
struct ServeOptions {
  std::filesystem::path config;
  std::filesystem::path data;
  std::string listen;
  std::filesystem::path port_file;
  std::string log_level;
};
// Serves until SIGTERM or SIGINT. Call it before there are threads.
Result<void> RunServe(const ServeOptions& options);

// Verifies every log of the store.
Result<void> RunCheck(const std::filesystem::path& data, const Console& console);

struct RenewOptions {
  std::filesystem::path data;
  std::vector<std::string> names;  // none: as before
};
// A new certificate for the server, in use from its next start on.
Result<void> RunRenew(const RenewOptions& options, const Console& console);

struct RevokeOptions {
  std::filesystem::path data;
  std::string key;  // key id
};
// Shuts out the connection certificates that a key has; it can ask for a new one. A
// running server notices within a second.
Result<void> RunRevokeCertificates(const RevokeOptions& options, const Console& console);

}  // namespace plenary::server

#endif  // PLENARY_SERVER_COMMANDS_COMMANDS_H_
