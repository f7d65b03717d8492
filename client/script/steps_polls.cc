// Polls from draft to announcement.
#include <algorithm>
#include <optional>
#include <utility>

#include "client/actions/polls.h"
#include "client/script/reading.h"
#include "client/script/step_parts.h"

namespace plenary::script {
namespace {

using session::PollSubject;
using text::Text;

constexpr text::Language kOfTheLog = text::Language::kChinese;

constexpr Text kNoResult = {"“{0}”还没有结果：要先截止，由监票人计票的还要计票、核对",
                            "\"{0}\" has no result yet: it must be closed, and counted twice "
                            "where scrutineers count"};

std::vector<ProposalId> ProposalsOf(const Stage& stage, const List& proposals) {
  std::vector<ProposalId> ids;
  for (const Value& proposal : proposals) ids.push_back(Known(stage.names.proposals, proposal));
  return ids;
}

rules::OptionKind OtherOf(const Value& poll) {
  const Value* other = poll.Find("other");
  return other == nullptr ? rules::OptionKind::kAbstain : EnumOf<rules::OptionKind>(*other);
}

actions::ContestPlan ContestOf(const Stage& stage, const Value& contest) {
  actions::ContestPlan plan{.title = contest.At("title").Text(),
                            .proposals = ProposalsOf(stage, contest.ItemsOf("proposals")),
                            .other = OtherOf(contest)};
  if (const Value* candidates = contest.Find("candidates")) {
    plan.candidates = candidates->TextsOf("names");
    plan.posts = NumberOf(candidates->At("posts"));
    plan.write_in = candidates->BoolOr("write-in", false);
  }
  return plan;
}

std::vector<actions::ContestPlan> ContestsOf(const Stage& stage, const Value& poll) {
  std::vector<actions::ContestPlan> contests;
  for (const Value& contest : poll.ItemsOf("contests")) {
    contests.push_back(ContestOf(stage, contest));
  }
  for (const Value& proposal : poll.ItemsOf("proposals")) {
    contests.push_back({.title = "", .proposals = {Known(stage.names.proposals, proposal)}});
  }
  if (poll.Has("merged")) {
    contests.push_back({.title = "", .proposals = ProposalsOf(stage, poll.ItemsOf("merged"))});
  }
  for (const Value& official : poll.ItemsOf("officials")) {
    contests.push_back({.title = official.Text(), .other = OtherOf(poll)});
  }
  return contests;
}

// As the script's checks take it: an evaluation is one in its form, or says so.
std::optional<PollSubject> SubjectOf(const session::Session& session, const Value& poll,
                                     const actions::PollPlan& plan) {
  if (const Value* subject = poll.Find("subject")) return EnumOf<PollSubject>(*subject);
  const bool grades = poll.Has("officials") ||
                      std::ranges::any_of(poll.ItemsOf("contests"), [](const Value& contest) {
                        return contest.Has("other");
                      });
  if (grades) return PollSubject::kEvaluation;
  if (!plan.item) return std::nullopt;
  const auto subject = actions::SubjectFor(session.items.at(*plan.item).item.kind, plan.contests);
  return subject == PollSubject::kEvaluation ? PollSubject::kProcedure : subject;
}

actions::PollPlan PlanOf(const Stage& stage, const session::Session& session, const Value& poll) {
  actions::PollPlan plan{.id = NewId<PollId>(),
                         .test = poll.BoolOr("test", false),
                         .question = poll.At("question").Text(),
                         .contests = ContestsOf(stage, poll)};
  if (const Value* item = poll.Find("item")) plan.item = Known(stage.names.items, *item);
  if (const Value* method = poll.Find("method")) plan.method = EnumOf<session::Method>(*method);
  if (const Value* again = poll.Find("again")) plan.again = Known(stage.names.polls, *again);
  plan.subject = SubjectOf(session, poll, plan);
  return plan;
}

// The record of a poll that has been drafted, as `client` has verified it.
Played<session::PollRecord> RecordOf(Stage& stage, Client& client, const Value& poll) {
  const auto seen = stage.See(client, poll);
  if (!seen) return std::unexpected(seen.error());
  return (*seen)->polls.at(Known(stage.names.polls, poll));
}

bool IsSecret(Stage& stage, const Value& poll) {
  const auto record = RecordOf(stage, stage.secretary(), poll);
  return record && record->draft.method == session::Method::kSecret;
}

// What the client states of the result that its own machine computed.
template <class Make>
Played<> State(Stage& stage, Client& client, const Value& poll, Make make) {
  Client& speaker = stage.by.empty() ? client : stage.people().At(stage.by);
  const auto seen = stage.See(speaker, poll);
  if (!seen) return std::unexpected(seen.error());
  auto body = make(**seen, Known(stage.names.polls, poll));
  if (!body) return Stop(&poll, Say(kNoResult, {poll.Text()}));
  return stage.Say(client, *std::move(body), poll);
}

Played<> AnnouncePoll(Stage& stage, const Value& poll, const Value* expected) {
  const auto chair = stage.Chair(poll);
  if (!chair) return std::unexpected(chair.error());
  PLENARY_TRY(State(stage, **chair, poll, actions::MakeAnnouncement));
  if (expected == nullptr) return {};
  const auto record = RecordOf(stage, stage.secretary(), poll);
  if (!record) return std::unexpected(record.error());
  return CheckResults(*record, *expected);
}

}  // namespace

Played<> DraftPoll(Stage& stage, const Value& poll) {
  const auto seen = stage.See(stage.secretary(), poll);
  if (!seen) return std::unexpected(seen.error());
  const actions::PollPlan plan = PlanOf(stage, **seen, poll);
  auto draft = actions::MakePoll(**seen, plan, kOfTheLog);
  if (!draft) return Stop(&poll, draft.error());
  PLENARY_TRY(stage.SaySecretary(*std::move(draft), poll));
  stage.names.polls.insert_or_assign(poll.At("id").Text(), plan.id);
  return {};
}

Played<> DiscardPoll(Stage& stage, const Value& poll) {
  return stage.SaySecretary(session::DiscardPoll{Known(stage.names.polls, poll)}, poll);
}

Played<> ObjectToMerge(Stage& stage, const Value& objection) {
  return stage.Say(stage.people().At(objection.At("person").Text()),
                   session::ObjectToMerge{Known(stage.names.polls, objection.At("poll")),
                                          objection.TextOr("reason", "")},
                   objection);
}

Played<> OpenPoll(Stage& stage, const Value& poll) {
  if (stage.by.empty() && IsSecret(stage, poll)) PLENARY_TRY(EnsureKey(stage, poll));
  return stage.SayChair(session::OpenPoll{Known(stage.names.polls, poll)}, poll);
}

Played<> ClosePoll(Stage& stage, const Value& poll) {
  return stage.SayChair(session::ClosePoll{Known(stage.names.polls, poll)}, poll);
}

Played<> Certify(Stage& stage, const Value& poll) {
  const auto scrutineers = stage.Scrutineers(poll);
  if (!scrutineers) return std::unexpected(scrutineers.error());
  Client& chief = scrutineers->empty() ? stage.secretary() : *scrutineers->front();
  return State(stage, chief, poll, actions::MakeCertificate);
}

Played<> Announce(Stage& stage, const Value& announcement) {
  return AnnouncePoll(stage, announcement.At("poll"), announcement.Find("expect"));
}

Played<> VoidPoll(Stage& stage, const Value& voiding) {
  return stage.SayChair(
      session::VoidPoll{Known(stage.names.polls, voiding.At("poll")), voiding.At("reason").Text()},
      voiding);
}

Played<> Vote(Stage& stage, const Value& vote) {
  const Value& poll = vote.At("poll");
  PLENARY_TRY(OpenPoll(stage, poll));
  PLENARY_TRY(Cast(stage, vote));
  if (const Value* again = vote.Find("again")) {
    PLENARY_TRY(Press(stage, Known(stage.names.polls, poll), *again));
  }
  PLENARY_TRY(ClosePoll(stage, poll));
  if (IsSecret(stage, poll)) PLENARY_TRY(OpenSealed(stage, poll));
  if (vote.Has("counts")) PLENARY_TRY(Count(stage, vote));
  const auto record = RecordOf(stage, stage.secretary(), poll);
  if (!record) return std::unexpected(record.error());
  if (!record->draft.test) PLENARY_TRY(Certify(stage, poll));
  return AnnouncePoll(stage, poll, vote.Find("expect"));
}

}  // namespace plenary::script
