// Questions to the person at the terminal.
#ifndef PLENARY_CLIENT_CLI_ONLINE_ASK_H_
#define PLENARY_CLIENT_CLI_ONLINE_ASK_H_

#include <optional>
#include <string>

#include "client/cli/context.h"

namespace plenary::cli {

// --yes: answers what AskYes would ask.
void AddYes(CLI::App& command, const Context& context, bool& yes);

// Nothing if `yes` is set or the person types yes. "not-confirmed" for any other answer, and
// a usage error where there is no terminal: say --yes.
Result<void, Complaint> AskYes(const Context& context, bool yes, text::Text question);

// One line, trimmed. A usage error, saying that `option` is missing, without a terminal or
// an answer.
Result<std::string, Complaint> AskLine(const Context& context, text::Text question,
                                       const std::string& option);

// One line, trimmed; none at the end of what is typed. At a terminal.
std::optional<std::string> AskAgain(const Context& context, text::Text question);

// Progress that a person waits for: on standard error if --json keeps the other to itself.
void TellNow(const Context& context, const std::string& text);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENT_CLI_ONLINE_ASK_H_
