// Polls, and that ballots, counts and expectations fit them.
#include <algorithm>
#include <array>

#include "client/script/check_parts.h"

namespace plenary::script {
namespace {

using session::PollSubject;
using text::Text;

constexpr std::array kChoices = {
    "for",           "against",       "abstain", "satisfied", "basically-satisfied",
    "not-satisfied", "not-acquainted"};
constexpr std::array kForms = {"contests", "proposals", "merged", "officials", "again"};

constexpr Text kIdTwice = {"标识“{0}”已经用过；请换一个",
                           "the id \"{0}\" is taken already; choose another"};
constexpr Text kTwoForms = {"{0} 与 {1} 不能同时写", "{0} and {1} cannot stand together"};
constexpr Text kTestOfItem = {"测试表决不属于任何议题；请删去“{0}”",
                              "a test poll belongs to no item; remove \"{0}\""};
constexpr Text kNoItem = {"除测试表决外，表决必须属于一项议题；请写 item",
                          "a poll belongs to an item, unless it is a test; add item"};
constexpr Text kOtherAlone = {"other 只用于测评：请同时写 officials",
                              "other is for evaluations: it needs officials"};
constexpr Text kTooFewNames = {"候选人少于职位数", "fewer candidates than posts"};
constexpr Text kSameName = {"候选人“{0}”写了两次", "the candidate \"{0}\" stands here twice"};
constexpr Text kNotCounted = {"这次表决用表决器，票数自动汇总；counts 只用于举手和纸质表决",
                              "this poll is cast by device: counts are for show of hands and "
                              "paper"};
constexpr Text kCounted = {"这次表决由监票人计票，请写 counts，不写每个人的选择",
                           "this poll is counted by the scrutineers: give counts, not who chose "
                           "what"};
constexpr Text kCountsMissing = {"由监票人计票的表决须有 counts",
                                 "a poll counted by the scrutineers needs counts"};
constexpr Text kWrongNumber = {"这次表决有 {0} 项，这里写了 {1} 项",
                               "the poll has {0} contests, here are {1}"};
constexpr Text kWrongVotes = {"每项有 {0} 个选项，这里有 {1} 个数",
                              "a contest has {0} options, here are {1} figures"};
constexpr Text kNoContest = {"这次表决只有 {0} 项", "the poll has {0} contests only"};
constexpr Text kWrongChoice = {"这次表决没有“{0}”这个选项", "this poll has no option \"{0}\""};
constexpr Text kNamedTwice = {"“{0}”已列在 {1}", "\"{0}\" stands under {1} already"};
constexpr Text kRestTwice = {"rest 只能写一次，已用于 {0}", "rest stands under {0} already"};
constexpr Text kElectionByDevice = {
    "有候选人的选举由监票人计票：method 请写 paper 或 show-of-hands",
    "an election between candidates is counted: its method is "
    "paper or show-of-hands"};

bool Chooses(const PollFacts& poll, std::string_view choice) {
  if (poll.subject == PollSubject::kElection) return false;
  if (poll.subject != PollSubject::kEvaluation) {
    return choice == "for" || choice == "against" || choice == "abstain";
  }
  return choice == "satisfied" || choice == "basically-satisfied" || choice == "not-satisfied" ||
         choice == poll.other;
}

class PollChecker {
 public:
  PollChecker(const Value& poll, SessionFacts& facts, Faults& faults)
      : poll_(poll), facts_(facts), faults_(faults) {}

  PollFacts Check() {
    CheckForms();
    CheckItem();
    if (poll_.Has("other") && !poll_.Has("officials")) Add(poll_.At("other"), kOtherAlone);
    ReadFacts();
    for (const Value& contest : poll_.ItemsOf("contests")) CheckContest(contest);
    return poll_facts_;
  }

 private:
  void Add(const Value& value, Text text, std::initializer_list<std::string_view> arguments = {}) {
    faults_.push_back(value.Wrong(Say(text, arguments)));
  }

  void CheckForms() {
    std::string first;
    for (const char* form : kForms) {
      const Value* value = poll_.Find(form);
      if (value == nullptr) continue;
      if (!first.empty()) Add(*value, kTwoForms, {first, form});
      first = form;
    }
  }

  void CheckItem() {
    const bool is_test = poll_.BoolOr("test", false);
    if (!is_test && !poll_.Has("item")) Add(poll_, kNoItem);
    for (const char* field : {"item", "proposals", "merged"}) {
      if (is_test && poll_.Has(field)) Add(poll_.At(field), kTestOfItem, {field});
    }
  }

  void ReadFacts() {
    const std::string method = poll_.TextOr("method", "secret");
    poll_facts_.counted = method == "show-of-hands" || method == "paper";
    poll_facts_.other = poll_.TextOr("other", "abstain");
    if (poll_.Has("again")) {
      const auto first = facts_.polls.find(poll_.At("again").Text());
      const bool counted = poll_facts_.counted;
      if (first != facts_.polls.end()) poll_facts_ = first->second;
      poll_facts_.counted = counted;
    } else if (poll_.Has("proposals")) {
      poll_facts_.subject = PollSubject::kAppointment;
      poll_facts_.contests = poll_.At("proposals").Items().size();
    } else if (poll_.Has("merged")) {
      poll_facts_.subject = PollSubject::kAppointment;
    } else if (poll_.Has("officials")) {
      poll_facts_.subject = PollSubject::kEvaluation;
      poll_facts_.contests = poll_.At("officials").Items().size();
      poll_facts_.options = 4;
    } else if (poll_.Has("contests")) {
      poll_facts_.contests = poll_.At("contests").Items().size();
      ReadContestFacts(poll_.At("contests").Items().front());
    } else if (poll_.TextOr("subject", "") == "evaluation") {
      poll_facts_.subject = PollSubject::kEvaluation;
      poll_facts_.options = 4;
    }
  }

  void ReadContestFacts(const Value& contest) {
    if (contest.Has("candidates")) {
      poll_facts_.subject = PollSubject::kElection;
      poll_facts_.options = 0;
    } else if (contest.Has("other")) {
      poll_facts_.subject = PollSubject::kEvaluation;
      poll_facts_.other = contest.At("other").Text();
      poll_facts_.options = 4;
    } else if (contest.Has("proposals")) {
      poll_facts_.subject = PollSubject::kAppointment;
    }
  }

  void CheckContest(const Value& contest) {
    std::string first;
    for (const char* form : {"proposals", "candidates", "other"}) {
      const Value* value = contest.Find(form);
      if (value == nullptr) continue;
      if (!first.empty()) Add(*value, kTwoForms, {first, form});
      first = form;
    }
    if (const Value* candidates = contest.Find("candidates")) CheckCandidates(*candidates);
  }

  void CheckCandidates(const Value& candidates) {
    if (!poll_facts_.counted) Add(candidates, kElectionByDevice);
    const List& names = candidates.At("names").Items();
    if (static_cast<std::int64_t>(names.size()) < candidates.At("posts").Integer()) {
      Add(candidates.At("posts"), kTooFewNames);
    }
    std::set<std::string> seen;
    for (const Value& name : names) {
      if (!seen.insert(name.Text()).second) Add(name, kSameName, {name.Text()});
    }
  }

  const Value& poll_;
  SessionFacts& facts_;
  Faults& faults_;
  PollFacts poll_facts_;
};

void CheckPresses(const Value& presses, const PollFacts& poll, Faults& faults) {
  for (const Value& press : presses.Items()) {
    const Value& choice = press.At("choice");
    if (!Chooses(poll, choice.Text())) {
      faults.push_back(choice.Wrong(Say(kWrongChoice, {choice.Text()})));
    }
    const Value* contest = press.Find("contest");
    if (contest == nullptr || contest->Integer() <= static_cast<std::int64_t>(poll.contests)) {
      continue;
    }
    faults.push_back(contest->Wrong(Say(kNoContest, {std::to_string(poll.contests)})));
  }
}

// Who chooses what: options of the poll, everybody once, the rest once.
void CheckWho(const Value& step, const PollFacts& poll, Faults& faults) {
  std::map<std::string, std::string> named;
  const auto note = [&](const Value& who, const std::string& under, Text twice) {
    const auto [first, is_new] = named.emplace(who.Text(), under);
    if (!is_new) faults.push_back(who.Wrong(Say(twice, {who.Text(), first->second})));
  };
  for (const char* choice : kChoices) {
    const Value* who = step.Find(choice);
    if (who == nullptr) continue;
    if (!Chooses(poll, choice)) faults.push_back(who->Wrong(Say(kWrongChoice, {choice})));
    if (who->IsText()) {
      const auto [first, is_new] = named.emplace("rest ", choice);
      if (!is_new) faults.push_back(who->Wrong(Say(kRestTwice, {first->second})));
      continue;
    }
    for (const Value& person : who->Items()) note(person, choice, kNamedTwice);
  }
  for (const Value& person : step.ItemsOf("silent")) note(person, "silent", kNamedTwice);
}

const Value* FirstBallot(const Value& step) {
  for (const char* field : kChoices) {
    if (const Value* value = step.Find(field)) return value;
  }
  for (const char* field : {"silent", "differ", "again"}) {
    if (const Value* value = step.Find(field)) return value;
  }
  return nullptr;
}

}  // namespace

void CheckPoll(const Value& poll, bool is_refused, SessionFacts& facts, Faults& faults) {
  const PollFacts read = PollChecker(poll, facts, faults).Check();
  const Value& id = poll.At("id");
  if (facts.polls.contains(id.Text())) {
    faults.push_back(id.Wrong(Say(kIdTwice, {id.Text()})));
  } else if (!is_refused) {
    facts.polls.emplace(id.Text(), read);
  }
}

void CheckVote(const Value& vote, const SessionFacts& facts, Faults& faults) {
  const auto found = facts.polls.find(vote.At("poll").Text());
  if (found == facts.polls.end()) return;
  const PollFacts& poll = found->second;
  const Value* counts = vote.Find("counts");
  if (poll.counted) {
    const Value* ballot = FirstBallot(vote);
    if (ballot != nullptr) faults.push_back(ballot->Wrong(Say(kCounted)));
    if (ballot == nullptr && counts == nullptr) faults.push_back(vote.Wrong(Say(kCountsMissing)));
    if (counts != nullptr) CheckCounts(*counts, poll, faults);
  } else {
    if (counts != nullptr) faults.push_back(counts->Wrong(Say(kNotCounted)));
    CheckWho(vote, poll, faults);
    for (const char* presses : {"differ", "again"}) {
      if (vote.Has(presses)) CheckPresses(vote.At(presses), poll, faults);
    }
  }
  if (const Value* expected = vote.Find("expect")) CheckExpected(*expected, poll, faults);
}

void CheckCast(const Value& cast, const SessionFacts& facts, Faults& faults) {
  const auto poll = facts.polls.find(cast.At("poll").Text());
  if (poll != facts.polls.end()) CheckWho(cast, poll->second, faults);
}

void CheckCounts(const Value& counts, const PollFacts& poll, Faults& faults) {
  const std::size_t given = counts.Items().size();
  if (given != poll.contests) {
    faults.push_back(
        counts.Wrong(Say(kWrongNumber, {std::to_string(poll.contests), std::to_string(given)})));
  }
  for (const Value& count : counts.Items()) {
    const std::size_t figures = count.At("votes").Items().size();
    if (poll.options == 0 || figures == poll.options) continue;
    faults.push_back(count.At("votes").Wrong(
        Say(kWrongVotes, {std::to_string(poll.options), std::to_string(figures)})));
  }
}

void CheckExpected(const Value& expected, const PollFacts& poll, Faults& faults) {
  if (expected.IsList()) {
    for (const Value& one : expected.Items()) CheckExpected(one, poll, faults);
    return;
  }
  const Value* contest = expected.Find("contest");
  if (contest != nullptr && contest->Integer() > static_cast<std::int64_t>(poll.contests)) {
    faults.push_back(contest->Wrong(Say(kNoContest, {std::to_string(poll.contests)})));
  }
  const Value* votes = expected.Find("votes");
  if (votes != nullptr && poll.options != 0 && votes->Items().size() != poll.options) {
    faults.push_back(votes->Wrong(
        Say(kWrongVotes, {std::to_string(poll.options), std::to_string(votes->Items().size())})));
  }
  for (const char* option : {"for", "against", "abstain"}) {
    const Value* value = expected.Find(option);
    if (value != nullptr && !Chooses(poll, option)) {
      faults.push_back(value->Wrong(Say(kWrongChoice, {option})));
    }
  }
}

}  // namespace plenary::script
