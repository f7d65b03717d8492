#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <utility>

#include "client/actions/polls.h"
#include "client/cli/online/poll.h"
#include "client/cli/options.h"
#include "client/report/poll.h"
#include "core/crypto/random.h"

namespace plenary::cli {
namespace {

struct DraftOptions : DeskOptions {
  std::string question;
  std::string item;
  std::string method = "secret";
  std::string subject;
  std::string other;
  std::string again;
  std::vector<std::string> contests;
  std::vector<std::string> proposals;
  std::vector<std::string> candidates;
  std::uint32_t posts = 1;
  bool merge = false;
  bool write_in = false;
  bool test = false;
};

Result<void, Complaint> CheckTogether(const Context& context, const DraftOptions& options) {
  const int kinds = static_cast<int>(!options.contests.empty()) +
                    static_cast<int>(!options.proposals.empty()) +
                    static_cast<int>(!options.candidates.empty());
  if (kinds > 1) {
    return ComplainUsage(context.Say({"--contest、--proposal、--candidate 只能用其中一种",
                                      "--contest, --proposal and --candidate do not go together"}));
  }
  if (options.again.empty() && options.item.empty() && !options.test) {
    return ComplainUsage(context.Say({"请用 --item 指明议题；测试表决用 --test",
                                      "Name the agenda item with --item, or say --test"}));
  }
  return {};
}

Result<std::vector<actions::ContestPlan>, Complaint> PlanContests(const Desk& desk,
                                                                  const DraftOptions& options) {
  const auto other = text::Parse<rules::OptionKind>(options.other);
  std::vector<actions::ContestPlan> plans;
  for (const std::string& title : options.contests) plans.push_back({.title = title});
  for (const std::string& word : options.proposals) {
    const auto proposal = desk.Proposal(word);
    if (!proposal) return std::unexpected(proposal.error());
    if (plans.empty() || !options.merge) plans.emplace_back();
    plans.back().proposals.push_back(*proposal);
  }
  if (!options.candidates.empty()) {
    plans.push_back({.title = options.question,
                     .candidates = options.candidates,
                     .posts = options.posts,
                     .write_in = options.write_in});
  }
  for (actions::ContestPlan& plan : plans) {
    if (other) plan.other = *other;
  }
  return plans;
}

// Where nobody says what is asked: the proposal's or the item's own title.
std::string QuestionFor(const Desk& desk, const actions::PollPlan& plan) {
  const auto session = desk.session();
  if (plan.again) return {};
  if (plan.contests.size() == 1 && plan.contests.front().proposals.size() == 1) {
    return text::TitleOf(session->proposals.at(plan.contests.front().proposals.front()).proposal,
                         desk.context().language);
  }
  if (plan.item) return session->items.at(*plan.item).item.title;
  return desk.context().Say({"测试表决", "Test poll"});
}

Result<actions::PollPlan, Complaint> Plan(const Desk& desk, const DraftOptions& options) {
  const auto id = crypto::RandomId<PollId>();
  if (!id) return Complain(desk.context(), id.error());
  actions::PollPlan plan{.id = *id,
                         .subject = text::Parse<session::PollSubject>(options.subject),
                         .method = *text::Parse<session::Method>(options.method),
                         .test = options.test,
                         .question = options.question};
  if (!options.again.empty()) {
    const auto again = desk.Poll(options.again);
    if (!again) return std::unexpected(again.error());
    plan.again = *again;
  }
  if (!options.item.empty()) {
    const auto item = desk.Item(options.item);
    if (!item) return std::unexpected(item.error());
    plan.item = *item;
  }
  auto contests = PlanContests(desk, options);
  if (!contests) return std::unexpected(contests.error());
  plan.contests = *std::move(contests);
  if (plan.question.empty()) plan.question = QuestionFor(desk, plan);
  return plan;
}

Outcome Draft(Desk& desk, const DraftOptions& options) {
  const auto plan = Plan(desk, options);
  if (!plan) return std::unexpected(plan.error());
  auto draft = actions::MakePoll(*desk.session(), *plan, desk.context().language);
  if (!draft) return Complain(desk.context(), draft.error());
  const std::size_t number = desk.session()->poll_order.size() + 1;
  return desk.Say(*std::move(draft), {{"poll", number}, {"poll_id", plan->id.hex()}});
}

void AddContestOptions(CLI::App& command, const Context& context, DraftOptions& options) {
  const auto several = [&](const char* name, std::vector<std::string>& values,
                           text::Text description) {
    command.add_option(name, values, context.Say(description))->allow_extra_args(false);
  };
  several("--proposal", options.proposals,
          {"人事提请（可多次）：每人单独表决",
           "A proposal of appointment (several times): each by itself"});
  command.add_flag("--merge", options.merge,
                   context.Say({"把各项提请合并表决", "Put the proposals together as one"}));
  several("--contest", options.contests,
          {"一个事项的名称（可多次）：测评的每个对象",
           "The title of a contest (several times): each official to be evaluated"});
  several("--candidate", options.candidates,
          {"选举的候选人（可多次）", "A candidate (several times)"});
  command
      .add_option("--posts", options.posts, context.Say({"应选名额", "How many are to be elected"}))
      ->default_val(1)
      ->check(CLI::Range(1, 1000));
  command.add_flag("--write-in", options.write_in,
                   context.Say({"票上可另选他人", "Papers have a line for other persons"}));
  OneOf(
      *command.add_option("--other", options.other,
                          context.Say({"测评的最后一个选项", "The last option of an evaluation"})),
      context,
      {text::Code(rules::OptionKind::kAbstain), text::Code(rules::OptionKind::kNotAcquainted)});
}

}  // namespace

void AddPollDraft(CLI::App& group, Context& context) {
  const auto options = std::make_shared<DraftOptions>();
  CLI::App& command =
      AddSessionCommand(group, context, "draft", {"拟定一项表决", "Draft a poll"}, *options);
  command
      .add_option("QUESTION", options->question,
                  context.Say({"表决事项；省略则用提请或议题的名称",
                               "What is asked; left out: the title of the proposal or the item"}))
      ->type_name("QUESTION");
  command.add_option("--item", options->item, context.Say({"议题", "The agenda item"}));
  OneOfEnum<session::Method>(
      *command
           .add_option("--method", options->method, context.Say({"表决方式", "How it is voted"}))
           ->default_val("secret"),
      context);
  OneOfEnum<session::PollSubject>(
      *command.add_option("--subject", options->subject,
                          context.Say({"表决的性质；省略则按议题确定",
                                       "What it is about; left out: as the item has it"})),
      context);
  AddContestOptions(command, context, *options);
  command.add_flag("--test", options->test,
                   context.Say({"测试表决，不计结果", "A test poll: counts for nothing"}));
  command.add_option(
      "--again", options->again,
      context.Say({"重新表决的那一次（已作废）", "The voided poll that this repeats"}));
  OnSessionDesk<DraftOptions>(command, context, options,
                              [](Desk& desk, const DraftOptions& chosen) -> Outcome {
                                PLENARY_TRY(CheckTogether(desk.context(), chosen));
                                return Draft(desk, chosen);
                              });
}

}  // namespace plenary::cli
