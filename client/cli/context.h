// What every command of `plenary` is given, and what it hands back.
//
// A command group is a function `void AddXxx(CLI::App& root, Context& context)` in a file
// of its own. It adds its commands with AddCommand and says with OnRun what each does;
// nothing is done until the whole command line has been read.
#ifndef PLENARY_CLIENT_CLI_CONTEXT_H_
#define PLENARY_CLIENT_CLI_CONTEXT_H_

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include "client/report/json.h"
#include "client/text/language.h"
#include "core/base/result.h"
#include "core/session/refusal.h"

namespace CLI {
class App;
}

namespace plenary::cli {

// The program's exit codes: docs/cli.md.
enum class Exit : int {
  kDone = 0,
  kRefused = 1,      // refused, invalid, or not as expected
  kUsage = 2,        // the command line makes no sense
  kUnreachable = 3,  // no server could be reached
};

// Why a command was not done: printed once, by whoever ran it. With --json it goes to
// standard output as {"error": {"code": ..., "message": ...}}, else to standard error.
struct Complaint {
  Exit exit = Exit::kRefused;
  std::string code;     // "not-found", or a refusal's name: "NotOnRoll"
  std::string message;  // a sentence in the person's language: what happened, what to do
};

// The exit code; kRefused without complaint if the output says it already.
using Outcome = Result<Exit, Complaint>;
using Action = std::function<Outcome()>;

// A variable of the environment; none if it is not set.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

// Outlives the CLI::App made with it. Not thread-safe.
struct Context {
  Context(text::Language spoken, Environment variables, std::ostream& output, std::ostream& errors)
      : language(spoken), environment(std::move(variables)), out(output), err(errors) {}

  text::Language language;
  bool json = false;  // --json: standard output holds JSON and nothing else
  Environment environment;
  std::ostream& out;  // results
  std::ostream& err;  // complaints and progress
  Action action;      // of the command that was called

  std::string Say(text::Text text) const { return text::Say(language, text); }
  std::string Say(text::Text text, std::initializer_list<std::string_view> arguments) const {
    return text::Say(language, text, arguments);
  }
  // One document, indented, and a line feed.
  void Print(const report::Json& document) const;
  // The text as it is, or, with --json, the document.
  void Print(const std::string& text, const report::Json& document) const;
};

// A command, with --json and --lang of its own so that they may stand after it.
CLI::App& AddCommand(CLI::App& parent, Context& context, const std::string& name,
                     text::Text description);
// A command that only holds others: `plenary poll open`. One of them is required.
CLI::App& AddGroup(CLI::App& parent, Context& context, const std::string& name,
                   text::Text description);
// What the command does once the command line has been read. Its options' variables must
// live as long: hold them in a std::shared_ptr that the action shares.
void OnRun(CLI::App& command, Context& context, Action action);

// A failure as a complaint: kUnavailable exits with kUnreachable, all others with kRefused.
std::unexpected<Complaint> Complain(const Context& context, const Error& error);
std::unexpected<Complaint> Complain(const Context& context, session::Refusal refusal);
// The arguments make no sense together.
std::unexpected<Complaint> ComplainUsage(std::string message);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENT_CLI_CONTEXT_H_
