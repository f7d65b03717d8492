#include <CLI/CLI.hpp>
#include <memory>
#include <utility>

#include "client/actions/polls.h"
#include "client/cli/online/commands.h"
#include "client/cli/online/own_ballot.h"
#include "client/cli/online/poll.h"
#include "client/cli/online/vote_secret.h"
#include "client/report/figures.h"
#include "client/report/names.h"
#include "client/report/poll.h"
#include "client/text/terms.h"

namespace plenary::cli {
namespace {

struct VoteOptions : PollOptions {
  std::vector<std::string> choices;
  bool cast = false;
  bool challenge = false;
  bool keep = false;
};

// What may be chosen in the first contest, in the person's words.
std::string Choosable(const Context& context, const session::PollRecord& poll) {
  const rules::ContestTerms& terms = poll.draft.contests.front().terms;
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < terms.options.size(); ++i) {
    if (terms.options[i].kind == rules::OptionKind::kWriteIn) continue;
    names.push_back(report::ChosenOf(context.language, terms, {{i}}));
  }
  if (terms.min_choices == 0) names.push_back(report::ChosenOf(context.language, terms, {}));
  return report::Listed(context.language, names);
}

std::unexpected<Complaint> ComplainChoices(const Context& context, const session::PollRecord& poll,
                                           std::size_t given) {
  return std::unexpected(Complaint{
      Exit::kRefused, "invalid-choice",
      context.Say(
          {"没有投票：给了 {0} 个选择。本次表决有 {1} 个事项，请每个事项写一个选择，或只写一个用于"
           "全部。可选：{2}",
           "No ballot was cast: {0} choices were given. The poll has {1} contests: give one "
           "choice a contest, or one for all of them. To choose from: {2}"},
          {std::to_string(given), std::to_string(poll.draft.contests.size()),
           Choosable(context, poll)})});
}

std::string BallotText(const Context& context, const session::PollRecord& poll,
                       const std::vector<rules::Choice>& choices) {
  std::string text;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const session::Contest& contest = poll.draft.contests[i];
    text += context.Say({"  {0}：{1}\n", "  {0}: {1}\n"},
                        {contest.title.empty() ? poll.draft.question : contest.title,
                         report::ChosenOf(context.language, contest.terms, choices[i])});
  }
  return text;
}

report::Json BallotJson(const session::Session& session, const PollId& id,
                        const std::vector<rules::Choice>& choices) {
  const session::PollRecord& poll = session.polls.at(id);
  report::Json json{{"poll", report::NumberOf(session, id)}, {"choices", report::Json::array()}};
  for (std::size_t i = 0; i < choices.size(); ++i) {
    report::Json chosen = report::Json::array();
    for (const std::uint32_t option : choices[i].options) {
      const rules::Option& marked = poll.draft.contests[i].terms.options.at(option);
      chosen.push_back(marked.label.empty() ? text::Code(marked.kind) : marked.label);
    }
    json["choices"].push_back(std::move(chosen));
  }
  json["replaces_earlier"] = false;
  return json;
}

AfterCode AfterCodeOf(const VoteOptions& options) {
  if (options.challenge) return AfterCode::kChallenge;
  if (options.keep) return AfterCode::kKeep;
  return options.cast ? AfterCode::kCast : AfterCode::kAsk;
}

Outcome VoteSecretly(Desk& desk, const PollId& id, const VoteOptions& options) {
  const auto session = desk.session();
  const session::PollRecord& poll = session->polls.at(id);
  const AfterCode after = AfterCodeOf(options);
  if (options.choices.empty() && after != AfterCode::kAsk) {
    return VoteInSecret(desk, id, {}, after);
  }
  auto choices = actions::ParseChoices(poll, options.choices);
  if (!choices) return ComplainChoices(desk.context(), poll, options.choices.size());
  return VoteInSecret(desk, id, *choices, after);
}

Outcome Vote(Desk& desk, const VoteOptions& options) {
  const Context& context = desk.context();
  const auto id = ChoosePoll(desk, options.poll);
  if (!id) return std::unexpected(id.error());
  const auto session = desk.session();
  const session::PollRecord& poll = session->polls.at(*id);
  if (poll.draft.method == session::Method::kSecret) return VoteSecretly(desk, *id, options);
  auto choices = actions::ParseChoices(poll, options.choices);
  if (!choices) return ComplainChoices(context, poll, options.choices.size());
  auto ballot = actions::MakeBallot(*session, *id, desk.me(), *choices);
  if (!ballot) return Complain(context, ballot.error());
  report::Json more = BallotJson(*session, *id, *choices);
  more["replaces_earlier"] = ballot->replaces.has_value();
  const Outcome said = desk.Say(*std::move(ballot), std::move(more));
  if (!said && said.error().code == session::NameOf(session::Refusal::kPollState)) {
    return ComplainLate(desk, *id, "");
  }
  if (said && !context.json) context.Print(BallotText(context, poll, *choices), {});
  return said;
}

}  // namespace

void AddVote(CLI::App& root, Context& context) {
  const auto options = std::make_shared<VoteOptions>();
  CLI::App& command =
      AddSessionCommand(root, context, "vote",
                        {"在正在进行的表决中投票；规则允许的，截止之前可以再投，以最后"
                         "一次为准",
                         "Cast a ballot in the open poll; where the rules allow it "
                         "you may cast again until the close, and the last "
                         "counts"},
                        *options);
  command
      .add_option(
          "CHOICE", options->choices,
          context.Say({"赞成、反对、弃权，满意一类的等次，候选人姓名（几个之间用逗号），或空白；"
                       "每个事项一个，或一个用于全部",
                       "for, against, abstain, a grade, candidates' names with commas "
                       "between, or blank: one a contest, or one for all of them"}))
      ->type_name("CHOICE");
  const auto add = [&](const char* name, bool& value, text::Text text) {
    return command.add_flag(name, value, context.Say(text));
  };
  CLI::Option* cast =
      add("--cast", options->cast,
          {"无记名表决：看到选票编码后投出（不写选择则投出本机待投的选票）；先看编码再"
           "决定，才能抽验程序本身",
           "In a secret poll: cast it once the code was shown; without a choice, "
           "the ballot in hand; only a choice made after the code was shown tests "
           "the program"});
  CLI::Option* challenge =
      add("--challenge", options->challenge,
          {"无记名表决：抽验，选票作废并公开其内容以供核对；先看编码再决定，才能"
           "抽验程序本身",
           "In a secret poll: challenge it, so that it is spent and can be "
           "opened on another machine; only a choice made after the code was "
           "shown tests the program"});
  CLI::Option* keep =
      add("--keep", options->keep,
          {"无记名表决：留在本机，以后决定", "In a secret poll: keep it in hand, to decide later"});
  cast->excludes(challenge)->excludes(keep);
  challenge->excludes(keep);
  command
      .add_option(
          "--poll", options->poll,
          context.Say({"哪一次表决；省略则取正在进行的", "Which poll; left out: the open one"}))
      ->type_name("POLL");
  AddLightOption(command, context, *options);
  OnSessionDesk<VoteOptions>(command, context, options, Vote);
}

}  // namespace plenary::cli
