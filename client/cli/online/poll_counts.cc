// What scrutineers have counted: entered by one, confirmed by a second.
#include <CLI/CLI.hpp>
#include <memory>
#include <utility>

#include "client/actions/polls.h"
#include "client/cli/online/poll.h"
#include "client/report/figures.h"

namespace plenary::cli {
namespace {

struct CountOptions : PollOptions {
  std::vector<std::string> counts;
};

// One text a contest; the parts of a single contest may be words of their own.
Result<std::vector<rules::PaperCount>, Complaint> ReadCounts(const Desk& desk, const PollId& id,
                                                             std::vector<std::string> words) {
  const session::PollRecord& poll = desk.session()->polls.at(id);
  const std::size_t contests = poll.draft.contests.size();
  if (contests == 1) {
    std::string all;
    for (const std::string& word : words) all += word + " ";
    words = {all};
  }
  if (words.size() != contests) {
    return ComplainUsage(desk.context().Say(
        {"本次表决有 {0} 个事项，给了 {1} 个计数：请每个事项写一个（含空格时加引号）",
         "{0} contests are put and {1} counts given: give one a contest, in quotes if it has "
         "spaces"},
        {std::to_string(contests), std::to_string(words.size())}));
  }
  std::vector<rules::PaperCount> counts;
  for (std::size_t i = 0; i < contests; ++i) {
    auto count = actions::ParseCount(poll, i, words[i]);
    if (!count) return Complain(desk.context(), count.error());
    counts.push_back(*std::move(count));
  }
  return counts;
}

template <class Body>
void AddCount(CLI::App& group, Context& context, const std::string& name, text::Text description) {
  const auto options = std::make_shared<CountOptions>();
  CLI::App& command = AddSessionCommand(group, context, name, description, *options);
  AddNamedPoll(command, context, options->poll);
  command
      .add_option("COUNT", options->counts,
                  context.Say({"每个事项一个，各选项按顺序：“15,3,1”；票决还可写 issued=19 "
                               "returned=19 valid=18 invalid=1 blank=0 write-in=姓名:票数",
                               "One a contest, its options in order: \"15,3,1\"; on paper also "
                               "issued=19 returned=19 valid=18 invalid=1 blank=0 "
                               "write-in=NAME:VOTES"}))
      ->type_name("COUNT")
      ->required();
  OnSessionDesk<CountOptions>(command, context, options,
                              [](Desk& desk, const CountOptions& chosen) -> Outcome {
                                const auto poll = desk.Poll(chosen.poll);
                                if (!poll) return std::unexpected(poll.error());
                                auto counts = ReadCounts(desk, *poll, chosen.counts);
                                if (!counts) return std::unexpected(counts.error());
                                return desk.Say(Body{*poll, *std::move(counts)});
                              });
}

}  // namespace

void AddPollCounts(CLI::App& group, Context& context) {
  AddCount<session::EnterCount>(
      group, context, "count",
      {"录入举手或票决的计数（监票人）", "Enter a count of hands or papers (a scrutineer)"});
  AddCount<session::ConfirmCount>(group, context, "confirm",
                                  {"另一名监票人自己的计数，相同则确认",
                                   "The second scrutineer's own count; confirms an equal one"});
}

}  // namespace plenary::cli
