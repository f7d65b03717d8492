// Every field of commands about polls, out of its bounds.
#include "tests/core/wire/field_case.h"

namespace plenary::wire {
namespace {

using enum session::CommandKind;

class PollField : public FieldTest {};

TEST_P(PollField, IsChecked) { ExpectMessage(); }

// ---- polls

// Contest 0 with these options, and for, against, abstain otherwise.
v1::Contest& Contest(v1::Command& m) {
  auto& draft = *m.mutable_draft_poll();
  draft.clear_contests();
  v1::Contest& contest = *draft.add_contests();
  for (std::uint32_t kind = 1; kind <= 3; ++kind) contest.add_options()->set_kind(kind);
  auto& majority = *contest.mutable_rule()->mutable_majority();
  majority.set_base(1);
  majority.mutable_share()->set_numerator(1);
  majority.mutable_share()->set_denominator(2);
  majority.mutable_share()->set_strict(true);
  contest.set_min_choices(1);
  contest.set_max_choices(1);
  return contest;
}

v1::PaperCount& Count(v1::Command& m) {
  m.mutable_enter_count()->clear_counts();
  v1::PaperCount& count = *m.mutable_enter_count()->add_counts();
  count.add_votes(3);
  return count;
}

const FieldCase kPolls[] = {
    {"Valid", kDraftPoll, [](auto& m) { Contest(m); }, ""},
    {"PollMissing", kDraftPoll, [](auto& m) { m.mutable_draft_poll()->clear_poll(); },
     "draft_poll.poll: bytes: 0, not 16"},
    {"SubjectUnknown", kDraftPoll, [](auto& m) { m.mutable_draft_poll()->set_subject(8); },
     "draft_poll.subject: unknown value 8"},
    {"MethodUnknown", kDraftPoll, [](auto& m) { m.mutable_draft_poll()->set_method(5); },
     "draft_poll.method: unknown value 5"},
    {"QuestionMissing", kDraftPoll, [](auto& m) { m.mutable_draft_poll()->clear_question(); },
     "draft_poll.question: is missing"},
    {"NoContest", kDraftPoll, [](auto& m) { m.mutable_draft_poll()->clear_contests(); },
     "draft_poll.contests: elements: 0, not 1 to 300"},
    {"Contests", kDraftPoll,
     [](auto& m) {
       for (int i = 0; i < 301; ++i) m.mutable_draft_poll()->add_contests();
       while (m.draft_poll().contests_size() > 301) {
         m.mutable_draft_poll()->mutable_contests()->RemoveLast();
       }
     },
     "draft_poll.contests: elements: 301, not 1 to 300"},
    {"AgainZero", kDraftPoll,
     [](auto& m) { m.mutable_draft_poll()->set_again(std::string(16, '\0')); },
     "draft_poll.again: zero"},
    {"OptionUnknown", kDraftPoll,
     [](auto& m) {
       const v1::Contest contest = Contest(m);
       for (int i = 0; i < 3; ++i) *m.mutable_draft_poll()->add_contests() = contest;
       m.mutable_draft_poll()->mutable_contests(3)->mutable_options(0)->set_kind(77);
     },
     "draft_poll.contests[3].options[0].kind: unknown value 77"},
    {"LabelLong", kDraftPoll,
     [](auto& m) { Contest(m).mutable_options(2)->set_label(std::string(201, 'x')); },
     "draft_poll.contests[0].options[2].label: 201 bytes, at most 200"},
    {"NoOption", kDraftPoll, [](auto& m) { Contest(m).clear_options(); },
     "draft_poll.contests[0].options: elements: 0, not 1 to 1000"},
    {"OrderOfOptions", kDraftPoll,
     [](auto& m) { Contest(m).mutable_options()->SwapElements(0, 1); },
     "draft_poll.contests[0]: a majority needs the options for, against, abstain"},
    {"RuleMissing", kDraftPoll, [](auto& m) { Contest(m).clear_rule(); },
     "draft_poll.contests[0].rule: is missing"},
    {"Half", kDraftPoll,
     [](auto& m) {
       Contest(m).mutable_rule()->mutable_majority()->mutable_share()->set_strict(false);
     },
     "draft_poll.contests[0]: a majority that a tie would reach"},
    {"ThresholdUnknown", kDraftPoll,
     [](auto& m) { Contest(m).mutable_rule()->mutable_election()->mutable_threshold(); },
     "draft_poll.contests[0].rule.election.threshold.base: unknown value 0"},
    {"GradeUnknown", kDraftPoll, [](auto& m) { Contest(m).mutable_rule()->mutable_evaluation(); },
     "draft_poll.contests[0].rule.evaluation.satisfied.base: unknown value 0"},
    {"MaxChoices", kDraftPoll, [](auto& m) { Contest(m).set_max_choices(2); },
     "draft_poll.contests[0]: max_choices does not fit the rule"},
    {"MergedTwice", kDraftPoll,
     [](auto& m) {
       v1::Contest& contest = Contest(m);
       for (const int i : {1, 2, 2}) contest.add_proposals(Id(i));
     },
     "draft_poll.contests[0].proposals[2]: there already"},
    {"PollZero", kOpenPoll, [](auto& m) { m.mutable_open_poll()->set_poll(std::string(16, '\0')); },
     "open_poll.poll: zero"},
    {"PollMissing", kDiscardPoll, [](auto& m) { m.mutable_discard_poll()->clear_poll(); },
     "discard_poll.poll: bytes: 0, not 16"},
    {"ReasonEmpty", kObjectToMerge, [](auto& m) { m.mutable_object_to_merge()->clear_reason(); },
     ""},
    {"NoChoice", kCastBallot, [](auto& m) { m.mutable_cast_ballot()->clear_choices(); },
     "cast_ballot.choices: elements: 0, not 1 to 300"},
    {"Blank", kCastBallot,
     [](auto& m) {
       m.mutable_cast_ballot()->clear_choices();
       m.mutable_cast_ballot()->add_choices();
     },
     ""},
    {"ChoicesDescend", kCastBallot,
     [](auto& m) {
       m.mutable_cast_ballot()->clear_choices();
       v1::Choice& choice = *m.mutable_cast_ballot()->add_choices();
       for (const std::uint32_t i : {4u, 3u}) choice.add_options(i);
     },
     "cast_ballot.choices[0].options[1]: not ascending"},
    {"ReplacesShort", kCastBallot, [](auto& m) { m.mutable_cast_ballot()->set_replaces("x"); },
     "cast_ballot.replaces: bytes: 1, not 16"},
    {"PollMissing", kClosePoll, [](auto& m) { m.mutable_close_poll()->clear_poll(); },
     "close_poll.poll: bytes: 0, not 16"},
    {"NoCount", kEnterCount, [](auto& m) { m.mutable_enter_count()->clear_counts(); },
     "enter_count.counts: elements: 0, not 1 to 300"},
    {"NoVotes", kEnterCount, [](auto& m) { Count(m).clear_votes(); },
     "enter_count.counts[0].votes: elements: 0, not 1 to 1000"},
    {"WriteInsOfTheSameName", kEnterCount,
     [](auto& m) {
       v1::PaperCount& count = Count(m);
       for (int i = 0; i < 2; ++i) count.add_write_ins()->set_name("王");
     },
     "enter_count.counts[0].write_ins[1]: not ascending"},
    {"WriteInMissing", kEnterCount, [](auto& m) { Count(m).add_write_ins(); },
     "enter_count.counts[0].write_ins[0].name: is missing"},
    {"NoCount", kConfirmCount, [](auto& m) { m.mutable_confirm_count()->clear_counts(); },
     "confirm_count.counts: elements: 0, not 1 to 300"},
    {"OutcomeUnknown", kCertifyResult,
     [](auto& m) { m.mutable_certify_result()->mutable_results(0)->set_outcome(9); },
     "certify_result.results[0].outcome: unknown value 9"},
    {"NoResult", kAnnounceResult, [](auto& m) { m.mutable_announce_result()->clear_results(); },
     "announce_result.results: elements: 0, not 1 to 300"},
    {"ReasonMissing", kVoidPoll, [](auto& m) { m.mutable_void_poll()->clear_reason(); },
     "void_poll.reason: is missing"},
};
INSTANTIATE_TEST_SUITE_P(Polls, PollField, ::testing::ValuesIn(kPolls), NameOfCase);

}  // namespace
}  // namespace plenary::wire
