// The parts of `plenary poll`.
#ifndef PLENARY_CLIENT_CLI_ONLINE_POLL_H_
#define PLENARY_CLIENT_CLI_ONLINE_POLL_H_

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>

#include "client/cli/online/desk.h"

namespace plenary::cli {

struct PollOptions : DeskOptions {
  std::string poll;  // empty: see ChoosePoll
};

// The positional argument POLL.
void AddPollWord(CLI::App& command, const Context& context, std::string& word);
// The same, required: ChoosePoll would never choose the one that is meant.
void AddNamedPoll(CLI::App& command, const Context& context, std::string& word);

// The poll of that word; for an empty word the open one, or else the last that was opened and is
// neither announced nor voided. A complaint if there is none.
Sought<PollId> ChoosePoll(const Desk& desk, std::string_view word);

void AddPollDraft(CLI::App& group, Context& context);
void AddPollSteps(CLI::App& group, Context& context);   // from open to announce or void
void AddPollCounts(CLI::App& group, Context& context);  // what scrutineers have counted
void AddPollSecret(CLI::App& group, Context& context);  // seal, answer
void AddPollViews(CLI::App& group, Context& context);   // list, show

}  // namespace plenary::cli

#endif  // PLENARY_CLIENT_CLI_ONLINE_POLL_H_
