#include <gtest/gtest.h>

#include "core/session/session.h"
#include "tests/core/session/hall.h"

namespace plenary::session {
namespace {

class Polls : public testing::Test {
 protected:
  void SetUp() override {
    hall.Convene();
    hall.Open(7);
    hall.StartItem(1, ItemKind::kDecision);
  }
  CommandId LastBallot(std::uint8_t poll, std::uint8_t member) const {
    return hall.poll(poll).ballots.at(P(member)).id;
  }
  Hall hall;
};

TEST_F(Polls, AreAdoptedByMoreThanHalfOfAll) {
  hall.OpenPoll(1, 1);
  hall.Conclude(1, 4, 1, 1);
  const rules::ContestResult& result = hall.poll(1).results.front();
  EXPECT_EQ(result.outcome, rules::Outcome::kAdopted);
  EXPECT_EQ(result.threshold, (rules::Threshold{7, 4, 4}));
  EXPECT_EQ(result.count.votes, (std::vector<std::uint32_t>{4, 1, 1}));
  EXPECT_EQ(result.count.not_voting, 1u);
}

TEST_F(Polls, CountTheLastPressOfEachMember) {
  hall.OpenPoll(1, 1);
  hall.Cast(1, 4, 0, 0);
  EXPECT_EQ(Answer(hall.Say(kDirector, MakeBallot(1, 1))), Refusal::kNotTheLast);
  const CommandId first = LastBallot(1, kDirector);
  ASSERT_TRUE(hall.Say(kDirector, MakeBallot(1, 1, first)));
  EXPECT_EQ(Answer(hall.Say(kDirector, MakeBallot(1, 2, first))), Refusal::kNotTheLast);
  EXPECT_EQ(Answer(hall.Say(kVice, MakeBallot(1, 1, LastBallot(1, kDirector)))),
            Refusal::kNotTheLast);
  EXPECT_EQ(Answer(hall.Say(16, MakeBallot(1, 1, first))), Refusal::kNotTheLast);
  ASSERT_TRUE(hall.Say(kDirector, ClosePoll{Q(1)}));
  EXPECT_EQ(hall.poll(1).results.front().count.votes, (std::vector<std::uint32_t>{3, 1, 0}));
  EXPECT_EQ(hall.poll(1).ballots.at(P(kDirector)).presses, 2u);
}

TEST(PollsRule, TheFirstBallotIsFinalWhereTheCommitteeSaysSo) {
  CommitteeRules rules;
  rules.last_ballot_counts = false;
  Hall hall(7, rules);
  hall.Convene();
  hall.Open(7);
  hall.StartItem(1, ItemKind::kDecision);
  hall.OpenPoll(1, 1);
  hall.Cast(1, 1, 0, 0);
  EXPECT_EQ(Answer(hall.Say(kDirector, MakeBallot(1, 1, hall.poll(1).ballots.at(P(kDirector)).id))),
            Refusal::kBallotIsFinal);
}

TEST_F(Polls, TakeNoBallotFromLatecomersAttendeesOrTheDeparted) {
  ASSERT_TRUE(hall.Say(16, RecordDeparture{P(16)}));
  hall.OpenPoll(1, 1);
  ASSERT_TRUE(hall.Say(16, SignIn{}));
  EXPECT_EQ(Answer(hall.Say(16, MakeBallot(1, 0))), Refusal::kNotOnRoll);
  EXPECT_EQ(Answer(hall.Say(kGuest, MakeBallot(1, 0))), Refusal::kNotYourRole);
  ASSERT_TRUE(hall.Say(15, RecordDeparture{P(15)}));
  EXPECT_EQ(Answer(hall.Say(15, MakeBallot(1, 0))), Refusal::kNotPresent);
  hall.Conclude(1, 5, 0, 0);
  EXPECT_EQ(hall.poll(1).results.front().count.not_voting, 1u);  // who left without a ballot
}

TEST_F(Polls, TakeNoBallotBeforeOpeningOrAfterClosing) {
  hall.Draft(MakeDraft(1, 1));
  EXPECT_EQ(Answer(hall.Say(kDirector, MakeBallot(1, 0))), Refusal::kPollState);
  ASSERT_TRUE(hall.Say(kDirector, OpenPoll{Q(1)}));
  ASSERT_TRUE(hall.Say(kDirector, ClosePoll{Q(1)}));
  EXPECT_EQ(Answer(hall.Say(kDirector, MakeBallot(1, 0))), Refusal::kPollState);
  EXPECT_EQ(Answer(hall.Say(kDirector, MakeBallot(9, 0))), Refusal::kUnknownPoll);
}

TEST_F(Polls, RefuseChoicesThatTheContestDoesNotOffer) {
  hall.OpenPoll(1, 1);
  EXPECT_EQ(Answer(hall.Say(kDirector, MakeBallot(1, 3))), Refusal::kWrongChoice);
  EXPECT_EQ(Answer(hall.Say(kDirector, CastBallot{Q(1), {}, {}})), Refusal::kWrongChoice);
  EXPECT_EQ(Answer(hall.Say(kDirector, CastBallot{Q(1), {rules::Choice{{0, 1}}}, {}})),
            Refusal::kWrongChoice);
  EXPECT_EQ(Answer(hall.Say(kDirector, CastBallot{Q(1), {rules::Choice{}}, {}})),
            Refusal::kWrongChoice);
}

TEST_F(Polls, OpenOneAtATimeWithAQuorum) {
  hall.OpenPoll(1, 1);
  hall.Draft(MakeDraft(2, 1));
  EXPECT_EQ(Answer(hall.Say(kDirector, OpenPoll{Q(2)})), Refusal::kPollsUnfinished);
  ASSERT_TRUE(hall.Say(kDirector, VoidPoll{Q(1), "程序有误"}));
  for (std::uint8_t person = 13; person <= 16; ++person) {
    ASSERT_TRUE(hall.Say(kSecretary, RecordDeparture{P(person)}));
  }
  EXPECT_EQ(Answer(hall.Say(kDirector, OpenPoll{Q(2)})), Refusal::kNoQuorum);
}

TEST_F(Polls, NeedTheItemStartedAndTwoScrutineers) {
  ASSERT_TRUE(hall.Say(kDirector, AddItem{MakeItem(2, ItemKind::kDecision), 0}));
  hall.Draft(MakeDraft(1, 2));
  EXPECT_EQ(Answer(hall.Say(kDirector, OpenPoll{Q(1)})), Refusal::kItemState);
  hall.Draft(MakeDraft(2, 1));
  ASSERT_TRUE(hall.Say(kMember, RecordDeparture{P(kMember)}));
  EXPECT_EQ(Answer(hall.Say(kDirector, OpenPoll{Q(2)})), Refusal::kTooFewScrutineers);
}

TEST_F(Polls, ATestPollCountsForNothing) {
  DraftPoll draft = MakeDraft(1, 1);
  draft.test = true;
  EXPECT_EQ(Answer(hall.Say(kSecretary, draft)), Refusal::kWrongContest);  // names an item
  draft.item.reset();
  draft.subject = PollSubject::kProcedure;
  ASSERT_TRUE(hall.Say(kSecretary, draft));
  ASSERT_TRUE(hall.Say(kDirector, OpenPoll{Q(1)}));
  hall.Cast(1, 7, 0, 0);
  ASSERT_TRUE(hall.Say(kDirector, ClosePoll{Q(1)}));
  ASSERT_TRUE(hall.Announce(1));  // needs no scrutineer
  EXPECT_EQ(Answer(hall.Say(kDirector, ConcludeItem{I(1), Ending::kAdopted, ""})),
            Refusal::kEndingWithoutVote);
}

TEST_F(Polls, AreVoidedWithAReasonAndPutAgainAsTheyWere) {
  hall.OpenPoll(1, 1);
  hall.Cast(1, 2, 0, 0);
  DraftPoll again = MakeDraft(2, 1);
  again.again = Q(1);
  EXPECT_EQ(Answer(hall.Say(kSecretary, again)), Refusal::kNotARepetition);  // not voided
  ASSERT_TRUE(hall.Say(kDirector, VoidPoll{Q(1), "宣读有误"}));
  again.contests[0].title = "另一个";
  EXPECT_EQ(Answer(hall.Say(kSecretary, again)), Refusal::kNotARepetition);
  again.contests[0].title = MakeDraft(2, 1).contests[0].title;
  ASSERT_TRUE(hall.Say(kSecretary, again));
  ASSERT_TRUE(hall.Say(kDirector, OpenPoll{Q(2)}));
  EXPECT_TRUE(hall.poll(2).ballots.empty());
  hall.Conclude(2, 7, 0, 0);
  EXPECT_TRUE(hall.Say(kDirector, ConcludeItem{I(1), Ending::kAdopted, ""}));
  EXPECT_EQ(Answer(hall.Say(kDirector, VoidPoll{Q(2), "x"})), Refusal::kItemState);
}

TEST_F(Polls, AnAnnouncedVoteIsNotRepeatedUnlessVoided) {
  hall.OpenPoll(1, 1);
  hall.Conclude(1, 3, 4, 0);
  hall.Draft(MakeDraft(2, 1));
  EXPECT_EQ(Answer(hall.Say(kDirector, OpenPoll{Q(2)})), Refusal::kOrderOfPolls);
  ASSERT_TRUE(hall.Say(kDirector, VoidPoll{Q(1), "程序有误"}));
  EXPECT_TRUE(hall.Say(kDirector, OpenPoll{Q(2)}));
}

TEST_F(Polls, AmendmentsComeBeforeTheDraft) {
  DraftPoll amendment = MakeDraft(1, 1);
  amendment.subject = PollSubject::kAmendment;
  hall.Draft(amendment);
  hall.Draft(MakeDraft(2, 1));
  EXPECT_EQ(Answer(hall.Say(kDirector, OpenPoll{Q(2)})), Refusal::kOrderOfPolls);
  ASSERT_TRUE(hall.Say(kDirector, OpenPoll{Q(1)}));
  hall.Conclude(1, 2, 5, 0);
  ASSERT_TRUE(hall.Say(kDirector, OpenPoll{Q(2)}));
  hall.Conclude(2, 7, 0, 0);
  amendment.poll = Q(3);
  hall.Draft(amendment);
  EXPECT_EQ(Answer(hall.Say(kDirector, OpenPoll{Q(3)})), Refusal::kOrderOfPolls);
}

TEST_F(Polls, TakeTheRuleOfTheCommitteeOnly) {
  DraftPoll draft = MakeDraft(1, 1);
  draft.contests[0].terms = rules::MajorityContest(rules::kMoreThanHalfOfPresent);
  EXPECT_EQ(Answer(hall.Say(kSecretary, draft)), Refusal::kWrongRule);
  draft.contests[0].terms = rules::EvaluationContest();
  EXPECT_EQ(Answer(hall.Say(kSecretary, draft)), Refusal::kWrongContest);
  draft = MakeDraft(1, 1);
  draft.subject = PollSubject::kAppointment;  // a decision decides no appointment
  EXPECT_EQ(Answer(hall.Say(kSecretary, draft)), Refusal::kWrongContest);
}

TEST(PollsRule, TwoThirdsWhereTheCommitteeSetsIt) {
  CommitteeRules rules;
  rules.majorities = {{ItemKind::kDecision, rules::kTwoThirdsOfAll}};
  Hall hall(7, rules);
  hall.Convene();
  hall.Open(7);
  hall.StartItem(1, ItemKind::kDecision);
  EXPECT_EQ(Answer(hall.Say(kSecretary, MakeDraft(1, 1))), Refusal::kWrongRule);
  DraftPoll draft = MakeDraft(1, 1);
  draft.contests[0].terms = rules::MajorityContest(rules::kTwoThirdsOfAll);
  hall.Draft(draft);
  ASSERT_TRUE(hall.Say(kDirector, OpenPoll{Q(1)}));
  hall.Conclude(1, 4, 3, 0);
  EXPECT_EQ(hall.poll(1).results.front().threshold, (rules::Threshold{7, 5, 4}));
  EXPECT_EQ(hall.poll(1).results.front().outcome, rules::Outcome::kNotAdopted);
}

TEST_F(Polls, StateOnlyTheResultThatEverybodyComputes) {
  hall.OpenPoll(1, 1);
  hall.Cast(1, 4, 3, 0);
  ASSERT_TRUE(hall.Say(kDirector, ClosePoll{Q(1)}));
  EXPECT_EQ(Answer(hall.Announce(1)), Refusal::kPollState);  // not certified
  auto stated = StateResults(hall.poll(1));
  stated[0].votes[0] = 5;
  EXPECT_EQ(Answer(hall.Say(kMember, CertifyResult{Q(1), stated})), Refusal::kResultDiffers);
  EXPECT_EQ(Answer(hall.Say(kMember, CertifyResult{Q(1), {}})), Refusal::kResultDiffers);
  ASSERT_TRUE(hall.Certify(1));
  stated[0].votes[0] = 4;
  stated[0].outcome = rules::Outcome::kNotAdopted;
  EXPECT_EQ(Answer(hall.Say(kDirector, AnnounceResult{Q(1), stated})), Refusal::kResultDiffers);
  EXPECT_TRUE(hall.Announce(1));
}

class CountedPolls : public Polls {
 protected:
  void OpenCounted(Method method) {
    DraftPoll draft = MakeDraft(1, 1);
    draft.method = method;
    hall.Draft(draft);
    ASSERT_TRUE(hall.Say(kDirector, OpenPoll{Q(1)}));
    EXPECT_EQ(Answer(hall.Say(kDirector, MakeBallot(1, 0))), Refusal::kWrongMethod);
    ASSERT_TRUE(hall.Say(kDirector, ClosePoll{Q(1)}));
  }
  static std::vector<rules::PaperCount> Hands(std::vector<std::uint32_t> votes) {
    rules::PaperCount count;
    count.votes = std::move(votes);
    return {count};
  }
  static std::vector<rules::PaperCount> Papers(std::uint32_t issued, std::uint32_t returned,
                                               std::vector<std::uint32_t> votes) {
    rules::PaperCount count;
    count.issued = issued;
    count.returned = returned;
    for (const std::uint32_t number : votes) count.valid += number;
    count.invalid = returned - count.valid;
    count.votes = std::move(votes);
    return {count};
  }
};

TEST_F(CountedPolls, NeedTwoScrutineersWithTheSameFigures) {
  OpenCounted(Method::kShowOfHands);
  const std::uint8_t second = kMember + 1;
  EXPECT_EQ(Answer(hall.Say(second, ConfirmCount{Q(1), Hands({5, 1, 1})})), Refusal::kPollState);
  EXPECT_EQ(Answer(hall.Say(kMember, EnterCount{Q(1), Hands({5, 2, 1})})), Refusal::kWrongCount);
  EXPECT_EQ(Answer(hall.Say(kMember, EnterCount{Q(1), {}})), Refusal::kWrongCount);
  EXPECT_EQ(Answer(hall.Say(15, EnterCount{Q(1), Hands({5, 1, 1})})), Refusal::kNotYourRole);
  ASSERT_TRUE(hall.Say(kMember, EnterCount{Q(1), Hands({4, 1, 1})}));
  EXPECT_EQ(Answer(hall.Say(kMember, ConfirmCount{Q(1), Hands({4, 1, 1})})),
            Refusal::kSameScrutineer);
  EXPECT_EQ(Answer(hall.Say(second, ConfirmCount{Q(1), Hands({5, 1, 1})})), Refusal::kCountsDiffer);
  ASSERT_TRUE(hall.Say(kMember, EnterCount{Q(1), Hands({5, 1, 1})}));  // counted again
  ASSERT_TRUE(hall.Say(second, ConfirmCount{Q(1), Hands({5, 1, 1})}));
  EXPECT_EQ(Answer(hall.Say(kMember, EnterCount{Q(1), Hands({4, 1, 1})})), Refusal::kPollState);
  ASSERT_TRUE(hall.Certify(1));
  ASSERT_TRUE(hall.Announce(1));
  EXPECT_EQ(hall.poll(1).results.front().count.votes, (std::vector<std::uint32_t>{5, 1, 1}));
}

TEST_F(CountedPolls, MorePapersReturnedThanIssuedVoidTheVote) {
  OpenCounted(Method::kPaper);
  EXPECT_EQ(Answer(hall.Say(kMember, EnterCount{Q(1), Papers(6, 7, {5, 1, 1})})),
            Refusal::kMoreReturnedThanIssued);
  EXPECT_EQ(Answer(hall.Say(kMember, EnterCount{Q(1), Papers(8, 7, {5, 1, 1})})),
            Refusal::kWrongCount);
  ASSERT_TRUE(hall.Say(kMember, EnterCount{Q(1), Papers(7, 6, {4, 1, 0})}));
  ASSERT_TRUE(hall.Say(kMember + 1, ConfirmCount{Q(1), Papers(7, 6, {4, 1, 0})}));
  EXPECT_EQ(hall.poll(1).results.front().count.invalid, 1u);
  EXPECT_EQ(hall.poll(1).results.front().count.not_voting, 1u);
}

TEST(Evaluation, PutsManyOfficialsOnOneBallot) {
  Hall hall;
  hall.Convene();
  hall.Open(7);
  hall.StartItem(1, ItemKind::kMidTermEvaluation);
  DraftPoll draft = MakeDraft(1, 1);
  draft.subject = PollSubject::kEvaluation;
  draft.contests.clear();
  for (int official = 0; official < 21; ++official) {
    draft.contests.push_back({"局长" + std::to_string(official), {}, rules::EvaluationContest()});
  }
  hall.Draft(draft);
  ASSERT_TRUE(hall.Say(kDirector, OpenPoll{Q(1)}));
  CastBallot ballot{Q(1), std::vector<rules::Choice>(20, rules::Choice{{0}}), {}};
  EXPECT_EQ(Answer(hall.Say(kDirector, ballot)), Refusal::kWrongChoice);  // one forgotten
  ballot.choices.push_back(rules::Choice{{2}});
  for (std::uint8_t i = 0; i < 7; ++i) {
    ASSERT_TRUE(hall.Say(static_cast<std::uint8_t>(kDirector + i), ballot));
  }
  ASSERT_TRUE(hall.Say(kDirector, ClosePoll{Q(1)}));
  EXPECT_EQ(hall.poll(1).results[0].outcome, rules::Outcome::kExcellent);
  EXPECT_EQ(hall.poll(1).results[20].outcome, rules::Outcome::kNotSatisfied);
  ASSERT_TRUE(hall.Certify(1));
  ASSERT_TRUE(hall.Announce(1));
  EXPECT_TRUE(hall.Say(kDirector, ConcludeItem{I(1), Ending::kEvaluated, ""}));
}

TEST_F(Polls, MustHaveBeenSeenOpenByWhoCasts) {
  hall.Draft(MakeDraft(1, 1));
  EXPECT_EQ(NeedsSeen(hall.session(), OpenPoll{Q(1)}), hall.poll(1).drafted + 1);
  ASSERT_TRUE(hall.Say(kDirector, OpenPoll{Q(1)}));
  hall.Cast(1, 3, 0, 0);
  EXPECT_EQ(NeedsSeen(hall.session(), MakeBallot(1, 0)), hall.poll(1).opened + 1);
  EXPECT_EQ(NeedsSeen(hall.session(), ClosePoll{Q(1)}), hall.poll(1).opened + 1);
}

}  // namespace
}  // namespace plenary::session
