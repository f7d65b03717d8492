#include "client/cli/online/poll.h"

#include <CLI/CLI.hpp>
#include <cstdint>
#include <memory>
#include <ranges>

#include "client/actions/polls.h"
#include "client/cli/online/commands.h"
#include "client/cli/online/listing.h"
#include "client/cli/online/own_ballot.h"
#include "client/report/figures.h"
#include "client/report/layout.h"
#include "client/report/poll.h"
#include "client/text/terms.h"

namespace plenary::cli {
namespace {

using session::PollState;

// What ChoosePoll makes of no word is never a poll that is still to be opened.
enum class Which : std::uint8_t { kGoingOn, kDrafted };

// Puts what is said of a poll into a command: `make` has the poll's id and the desk.
void AddStep(CLI::App& group, Context& context, Which which, const std::string& name,
             text::Text description,
             std::function<Result<session::Body>(const Desk&, const PollId&)> make) {
  const auto options = std::make_shared<PollOptions>();
  CLI::App& command = AddSessionCommand(group, context, name, description, *options);
  if (which == Which::kDrafted) {
    AddNamedPoll(command, context, options->poll);
  } else {
    AddPollWord(command, context, options->poll);
  }
  OnSessionDesk<PollOptions>(
      command, context, options, [make](Desk& desk, const PollOptions& chosen) -> Outcome {
        const auto poll = ChoosePoll(desk, chosen.poll);
        if (!poll) return std::unexpected(poll.error());
        auto body = make(desk, *poll);
        if (!body) return Complain(desk.context(), body.error());
        return desk.Say(*std::move(body), {{"poll", report::NumberOf(*desk.session(), *poll)}});
      });
}

struct ReasonOptions : PollOptions {
  std::string reason;
};

void AddVoid(CLI::App& group, Context& context) {
  const auto options = std::make_shared<ReasonOptions>();
  CLI::App& command = AddSessionCommand(
      group, context, "void",
      {"宣布表决作废（主持人），可重新表决", "Void a poll (the chair); it can be put again"},
      *options);
  AddPollWord(command, context, options->poll);
  command
      .add_option("--reason", options->reason,
                  context.Say({"作废的原因，记入会议记录", "Why, for the record"}))
      ->required();
  OnSessionDesk<ReasonOptions>(command, context, options,
                               [](Desk& desk, const ReasonOptions& chosen) -> Outcome {
                                 const auto poll = ChoosePoll(desk, chosen.poll);
                                 if (!poll) return std::unexpected(poll.error());
                                 return desk.Say(session::VoidPoll{*poll, chosen.reason});
                               });
}

void AddObject(CLI::App& group, Context& context) {
  const auto options = std::make_shared<ReasonOptions>();
  CLI::App& command =
      AddSessionCommand(group, context, "object",
                        {"反对合并表决（组成人员，在表决开始之前）",
                         "Object to putting several as one (a member, before the poll is opened)"},
                        *options);
  AddNamedPoll(command, context, options->poll);
  command.add_option("--reason", options->reason, context.Say({"理由", "Why"}));
  OnSessionDesk<ReasonOptions>(command, context, options,
                               [](Desk& desk, const ReasonOptions& chosen) -> Outcome {
                                 const auto poll = desk.Poll(chosen.poll);
                                 if (!poll) return std::unexpected(poll.error());
                                 return desk.Say(session::ObjectToMerge{*poll, chosen.reason});
                               });
}

std::string ProgressOf(const Context& context, const session::PollRecord& poll) {
  if (poll.state != PollState::kOpen) return report::OutcomeOf(context.language, poll);
  const std::string state = context.Say(text::NameOf(poll.state).text);
  const bool is_counted_here = poll.secret ? poll.secret->whole  // else one's own alone
                                           : poll.draft.method == session::Method::kRecorded;
  if (!is_counted_here) return state;
  return context.Say(
      {"{0}（{1}/{2}）", "{0} ({1}/{2})"},
      {state, std::to_string(poll.ballots.size()), std::to_string(poll.roll.size())});
}

Outcome ListPolls(Desk& desk) {
  const Context& context = desk.context();
  const auto session = desk.session();
  std::vector<report::Cells> rows;
  for (const PollId& id : session->poll_order) {
    const session::PollRecord& poll = session->polls.at(id);
    rows.push_back({std::to_string(rows.size() + 1), poll.draft.question,
                    context.Say(text::NameOf(poll.draft.method).text) +
                        (poll.draft.test ? context.Say({"，测试", ", test"}) : ""),
                    ProgressOf(context, poll)});
  }
  const auto heading = [&](text::Text text, report::Side side = report::Side::kLeft) {
    return report::Column{context.Say(text), side};
  };
  context.Print(rows.empty() ? context.Say({"还没有表决。\n", "There are no polls yet.\n"})
                             : report::FormatTable(
                                   {heading({"序号", "No."}, report::Side::kRight),
                                    heading({"表决事项", "Question"}), heading({"方式", "Method"}),
                                    heading({"状态、结果", "State or outcome"})},
                                   rows),
                report::PollsJson(context.language, *session));
  return Exit::kDone;
}

}  // namespace

void AddPollWord(CLI::App& command, const Context& context, std::string& word) {
  command
      .add_option("POLL", word,
                  context.Say({"表决：序号、事项或编号开头；省略则取正在进行或最近截止的一次",
                               "The poll: its number, its question, or the beginning of its id; "
                               "left out: the one that is going on, or was closed last"}))
      ->type_name("POLL");
}

void AddNamedPoll(CLI::App& command, const Context& context, std::string& word) {
  command
      .add_option("POLL", word,
                  context.Say({"表决：序号、事项或编号开头",
                               "The poll: its number, its question, or the beginning of its id"}))
      ->type_name("POLL")
      ->required();
}

Sought<PollId> ChoosePoll(const Desk& desk, std::string_view word) {
  if (!word.empty()) return desk.Poll(word);
  const auto session = desk.session();
  if (session->open_poll) return *session->open_poll;
  for (const PollId& id : session->poll_order | std::views::reverse) {
    const PollState state = session->polls.at(id).state;
    if (state == PollState::kClosed || state == PollState::kTallied) return id;
  }
  return std::unexpected(Complaint{
      Exit::kRefused, "no-open-poll",
      desk.context().Say(
          {"没有正在进行的表决，什么都没有改变；请指明表决，“plenary poll list”列出全部。",
           "No poll is going on, and nothing was changed; name one: \"plenary poll "
           "list\" shows them all."})});
}

void AddPollSteps(CLI::App& group, Context& context) {
  AddStep(group, context, Which::kDrafted, "discard",
          {"放弃一项未开始的表决", "Discard a poll that was never opened"},
          [](const Desk&, const PollId& poll) { return session::DiscardPoll{poll}; });
  AddObject(group, context);
  AddStep(group, context, Which::kDrafted, "open",
          {"开始表决（主持人）", "Open a poll (the chair)"},
          [](const Desk&, const PollId& poll) { return session::OpenPoll{poll}; });
  AddStep(group, context, Which::kGoingOn, "close",
          {"结束表决（主持人）", "Close a poll (the chair)"},
          [](const Desk&, const PollId& poll) { return session::ClosePoll{poll}; });
  AddStep(group, context, Which::kGoingOn, "certify",
          {"签署本机算出的结果（总监票人）",
           "Sign the result as this machine computes it (the chief scrutineer)"},
          [](const Desk& desk, const PollId& poll) -> Result<session::Body> {
            return actions::MakeCertificate(*desk.session(), poll);
          });
  AddStep(group, context, Which::kGoingOn, "announce",
          {"当场宣布本机算出的结果（主持人）",
           "Announce the result as this machine computes it (the chair)"},
          [](const Desk& desk, const PollId& poll) -> Result<session::Body> {
            return actions::MakeAnnouncement(*desk.session(), poll);
          });
  AddVoid(group, context);
}

void AddPollViews(CLI::App& group, Context& context) {
  AddSessionAction(group, context, "list", {"列出会议的全部表决", "List the session's polls"},
                   [](Desk& desk, const DeskOptions&) { return ListPolls(desk); });
  const auto one = std::make_shared<PollOptions>();
  CLI::App& show =
      AddSessionCommand(group, context, "show",
                        {"显示一项表决", "Show a poll: what is put, and how it stands"}, *one);
  AddPollWord(show, context, one->poll);
  AddLightOption(show, context, *one);
  OnSessionDesk<PollOptions>(show, context, one,
                             [](Desk& desk, const PollOptions& chosen) -> Outcome {
                               const auto poll = ChoosePoll(desk, chosen.poll);
                               if (!poll) return std::unexpected(poll.error());
                               return ShowPoll(desk, *poll);
                             });
}

void AddPoll(CLI::App& root, Context& context) {
  CLI::App& group = AddGroup(
      root, context, "poll",
      {"表决：拟定、开始、结束、计票、宣布", "Polls: draft, open, close, count, announce"});
  AddPollDraft(group, context);
  AddPollSteps(group, context);
  AddPollCounts(group, context);
  AddPollSecret(group, context);
  AddPollViews(group, context);
}

}  // namespace plenary::cli
