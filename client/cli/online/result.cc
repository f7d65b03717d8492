#include <CLI/CLI.hpp>
#include <memory>
#include <ranges>

#include "client/cli/online/commands.h"
#include "client/cli/online/own_ballot.h"
#include "client/cli/online/poll.h"

namespace plenary::cli {
namespace {

std::unexpected<Complaint> ComplainNoResult(const Context& context) {
  return std::unexpected(Complaint{
      Exit::kRefused, "no-result",
      context.Say({"还没有结果：记名表决在截止后、无记名表决在封存并开票后、举手和票决在两名监票人"
                   "确认计数后得出结果。",
                   "There is no result yet: a recorded poll has one once it is closed, a secret "
                   "one once it is sealed and opened, a show of hands or paper once two "
                   "scrutineers have counted the same."})});
}

// The last poll with a result, if none is named.
Sought<PollId> ChooseResult(const Desk& desk, std::string_view word) {
  if (!word.empty()) return desk.Poll(word);
  const auto session = desk.session();
  for (const PollId& id : session->poll_order | std::views::reverse) {
    if (!session->polls.at(id).results.empty()) return id;
  }
  return ComplainNoResult(desk.context());
}

Outcome ShowResult(Desk& desk, const PollOptions& options) {
  const auto id = ChooseResult(desk, options.poll);
  if (!id) return std::unexpected(id.error());
  const auto session = desk.session();
  if (session->polls.at(*id).results.empty()) return ComplainNoResult(desk.context());
  const auto page = PageOf(desk, *id);
  if (!page) return std::unexpected(page.error());
  desk.context().Print(
      page->text +
          desk.context().Say({"（由本机核验的会议记录算出）\n",
                              "(Computed from the log that this machine has verified.)\n"}),
      page->json);
  return Exit::kDone;
}

}  // namespace

void AddResult(CLI::App& root, Context& context) {
  const auto options = std::make_shared<PollOptions>();
  CLI::App& command =
      AddSessionCommand(root, context, "result",
                        {"表决结果：由本机核验的记录算出，不问服务器",
                         "A poll's result, computed from the log that this machine has verified"},
                        *options);
  command
      .add_option("POLL", options->poll,
                  context.Say({"表决；省略则取最近有结果的一次",
                               "The poll; left out: the last one that has a result"}))
      ->type_name("POLL");
  AddLightOption(command, context, *options);
  OnSessionDesk<PollOptions>(command, context, options, ShowResult);
}

}  // namespace plenary::cli
