// Shell completions, written from the tree of commands: never out of step with it.
#ifndef PLENARY_CLIENT_CLI_COMPLETION_H_
#define PLENARY_CLIENT_CLI_COMPLETION_H_

#include <optional>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace plenary::cli {

enum class Shell { kBash, kZsh, kFish };

std::optional<Shell> ParseShell(std::string_view name);  // "bash", "zsh", "fish"

// A script for the shell that completes every command and option of `app`.
std::string CompletionScript(const CLI::App& app, Shell shell);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENT_CLI_COMPLETION_H_
