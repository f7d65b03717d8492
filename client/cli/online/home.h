// Where a person's key store lies, and what opens it.
#ifndef PLENARY_CLIENT_CLI_ONLINE_HOME_H_
#define PLENARY_CLIENT_CLI_ONLINE_HOME_H_

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "client/cli/context.h"
#include "client/link/key_store.h"
#include "core/crypto/secret.h"

namespace plenary::cli {

struct HomeOptions {
  std::string home;             // --home; else $PLENARY_HOME, else a folder of the user's
  std::string passphrase_file;  // --passphrase-file; else $PLENARY_PASSPHRASE_FILE
};

// --home and --passphrase-file. The options outlive the command's action.
void AddHomeOptions(CLI::App& command, const Context& context, HomeOptions& options);

// kInvalidArgument if nothing says where.
Result<std::filesystem::path, Complaint> HomeFolder(const Context& context,
                                                    const HomeOptions& options);

// The first line of the passphrase file; none if no file is named.
Result<std::optional<crypto::SecretBytes>, Complaint> FilePassphrase(const Context& context,
                                                                     const HomeOptions& options);
// Asked for on the terminal, without echo; none if there is no terminal. `twice`: a new one.
Result<std::optional<crypto::SecretBytes>, Complaint> AskPassphrase(const Context& context,
                                                                    bool twice);

// With the passphrase of the file, or none, or the one that the person types. kNotFound
// and kConflict are explained: what to run first, and that another program uses it.
Result<std::unique_ptr<link::KeyStore>, Complaint> OpenStore(const Context& context,
                                                             const HomeOptions& options);

struct NewStore {
  crypto::Suite suite = crypto::Suite::kP256;
  bool is_unattended = false;  // no passphrase
};
// A new key store with the passphrase of the file, or one that the person types twice.
Result<std::unique_ptr<link::KeyStore>, Complaint> MakeStore(const Context& context,
                                                             const HomeOptions& options,
                                                             const NewStore& terms);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENT_CLI_ONLINE_HOME_H_
