#include <gtest/gtest.h>

#include <array>

#include "core/session/session.h"
#include "tests/core/session/hall.h"

namespace plenary::session {
namespace {

class Appointments : public testing::Test {
 protected:
  void SetUp() override {
    hall.Convene();
    hall.Open(7);
    hall.StartItem(1, ItemKind::kAppointments);
  }
  void Propose(std::uint8_t proposal, const std::string& nominee) {
    ASSERT_TRUE(hall.Say(kSecretary, ProposeAppointment{MakeProposal(proposal, 1, nominee)}));
    Prepare(proposal);
  }
  void Prepare(std::uint8_t proposal) {
    for (const Prerequisite met :
         {Prerequisite::kMaterials, Prerequisite::kExamination, Prerequisite::kStatement}) {
      ASSERT_TRUE(hall.Say(kSecretary, RecordPrerequisite{R(proposal), met, {2023, 4, 20}}));
    }
  }
  void Vote(std::uint8_t poll, std::vector<std::vector<std::uint8_t>> contests, int for_,
            int against) {
    const std::size_t count = contests.size();
    hall.Draft(MakeAppointmentDraft(poll, 1, std::move(contests)));
    ASSERT_TRUE(hall.Say(kDirector, OpenPoll{Q(poll)}));
    for (int i = 0; i < for_ + against; ++i) {
      CastBallot ballot{Q(poll), {}, {}};
      ballot.choices.assign(count, rules::Choice{{i < for_ ? 0u : 1u}});
      ASSERT_TRUE(hall.Say(static_cast<std::uint8_t>(kDirector + i), ballot));
    }
    ASSERT_TRUE(hall.Say(kDirector, ClosePoll{Q(poll)}));
    ASSERT_TRUE(hall.Certify(poll));
    ASSERT_TRUE(hall.Announce(poll));
  }
  ProposalState StateOf(std::uint8_t proposal) const {
    return hall.session().proposals.at(R(proposal)).state;
  }
  Hall hall;
};

TEST_F(Appointments, PassOneByOne) {
  Propose(1, "李明");
  Propose(2, "王芳");
  Vote(1, {{1}, {2}}, 4, 3);
  EXPECT_EQ(StateOf(1), ProposalState::kPassed);
  EXPECT_EQ(StateOf(2), ProposalState::kPassed);
  EXPECT_TRUE(hall.Say(kDirector, ConcludeItem{I(1), Ending::kVoted, ""}));
}

TEST_F(Appointments, FailShortOfMoreThanHalfOfAll) {
  Propose(1, "李明");
  Vote(1, {{1}}, 3, 0);  // four did not vote
  EXPECT_EQ(StateOf(1), ProposalState::kFailed);
}

TEST_F(Appointments, MustBeReadyForTheVote) {
  ASSERT_TRUE(hall.Say(kSecretary, ProposeAppointment{MakeProposal(1, 1, "李明")}));
  hall.Draft(MakeAppointmentDraft(1, 1, {{1}}));
  EXPECT_EQ(Answer(hall.Say(kDirector, OpenPoll{Q(1)})), Refusal::kPrerequisitesMissing);
  ASSERT_TRUE(
      hall.Say(kSecretary, RecordPrerequisite{R(1), Prerequisite::kMaterials, {2023, 4, 20}}));
  ASSERT_TRUE(
      hall.Say(kSecretary, RecordPrerequisite{R(1), Prerequisite::kExamination, {2023, 4, 20}}));
  EXPECT_EQ(Answer(hall.Say(kDirector, OpenPoll{Q(1)})), Refusal::kPrerequisitesMissing);
  ASSERT_TRUE(
      hall.Say(kSecretary, RecordPrerequisite{R(1), Prerequisite::kStatement, {2023, 4, 27}}));
  EXPECT_EQ(Answer(hall.Say(kSecretary,
                            RecordPrerequisite{R(1), Prerequisite::kStatement, {2023, 4, 27}})),
            Refusal::kKnownAlready);
  EXPECT_TRUE(hall.Say(kDirector, OpenPoll{Q(1)}));
}

TEST_F(Appointments, ARemovalNeedsMaterialsOnly) {
  Proposal removal = MakeProposal(1, 1, "白志勇");
  removal.action = Action::kDecideToRemove;
  ASSERT_TRUE(hall.Say(kSecretary, ProposeAppointment{removal}));
  ASSERT_TRUE(
      hall.Say(kSecretary, RecordPrerequisite{R(1), Prerequisite::kMaterials, {2023, 4, 20}}));
  hall.Draft(MakeAppointmentDraft(1, 1, {{1}}));
  EXPECT_TRUE(hall.Say(kDirector, OpenPoll{Q(1)}));
}

TEST_F(Appointments, MergeUnlessSomebodyObjects) {
  Propose(1, "李明");
  Propose(2, "王芳");
  hall.Draft(MakeAppointmentDraft(1, 1, {{1, 2}}));
  ASSERT_TRUE(hall.Say(kMember, ObjectToMerge{Q(1), ""}));
  EXPECT_EQ(Answer(hall.Say(kMember, ObjectToMerge{Q(1), ""})), Refusal::kKnownAlready);
  EXPECT_EQ(Answer(hall.Say(kDirector, OpenPoll{Q(1)})), Refusal::kMergeObjected);
  ASSERT_TRUE(hall.Say(kDirector, DiscardPoll{Q(1)}));
  Vote(2, {{1, 2}}, 7, 0);  // another merged poll, nobody objects
  EXPECT_EQ(StateOf(1), ProposalState::kPassed);
  EXPECT_EQ(StateOf(2), ProposalState::kPassed);
  EXPECT_EQ(Answer(hall.Say(kDirector, DiscardPoll{Q(2)})), Refusal::kPollState);
}

TEST(AppointmentsRule, NoMergingWhereTheCommitteeForbidsIt) {
  CommitteeRules rules;
  rules.merged_polls = false;
  Hall hall(7, rules);
  hall.Convene();
  hall.Open(7);
  hall.StartItem(1, ItemKind::kAppointments);
  for (const std::uint8_t proposal : std::array<std::uint8_t, 2>{1, 2}) {
    ASSERT_TRUE(hall.Say(kSecretary,
                         ProposeAppointment{MakeProposal(proposal, 1, std::to_string(proposal))}));
  }
  EXPECT_EQ(Answer(hall.Say(kSecretary, MakeAppointmentDraft(1, 1, {{1, 2}}))),
            Refusal::kMergeNotAllowed);
}

TEST_F(Appointments, OfTheSameNominationAreLimited) {
  Propose(1, "李明");
  EXPECT_EQ(Answer(hall.Say(kSecretary, ProposeAppointment{MakeProposal(2, 1, "李明")})),
            Refusal::kProposalExists);
  Vote(1, {{1}}, 0, 7);
  EXPECT_EQ(Answer(hall.Say(kSecretary, ProposeAppointment{MakeProposal(2, 1, "李明")})),
            Refusal::kReasonsMissing);
  Proposal again = MakeProposal(2, 1, "李明");
  again.reasons = "补充考察";
  ASSERT_TRUE(hall.Say(kSecretary, ProposeAppointment{again}));
  Prepare(2);
  Vote(2, {{2}}, 0, 7);
  again.id = R(3);
  EXPECT_EQ(Answer(hall.Say(kSecretary, ProposeAppointment{again})), Refusal::kTooManyFailures);
  again.post = "副局长";  // another post
  EXPECT_TRUE(hall.Say(kSecretary, ProposeAppointment{again}));
}

TEST_F(Appointments, CountFailuresOfEarlierSessions) {
  Proposal again = MakeProposal(1, 1, "李明");
  again.reasons = "补充考察";
  again.earlier = {{MakeId<SessionId>(7), R(70)}, {MakeId<SessionId>(8), R(80)}};
  EXPECT_EQ(Answer(hall.Say(kSecretary, ProposeAppointment{again})), Refusal::kTooManyFailures);
  again.earlier = {{MakeId<SessionId>(50), R(70)}};  // this very session
  EXPECT_EQ(Answer(hall.Say(kSecretary, ProposeAppointment{again})), Refusal::kUnknownProposal);
  again.earlier = {{MakeId<SessionId>(7), R(70)}};
  EXPECT_TRUE(hall.Say(kSecretary, ProposeAppointment{again}));
}

TEST_F(Appointments, AreNotWithdrawnWhileVotedOn) {
  Propose(1, "李明");
  hall.Draft(MakeAppointmentDraft(1, 1, {{1}}));
  ASSERT_TRUE(hall.Say(kDirector, OpenPoll{Q(1)}));
  EXPECT_EQ(Answer(hall.Say(kSecretary, WithdrawProposal{R(1), "x"})), Refusal::kProposalState);
  ASSERT_TRUE(hall.Say(kDirector, VoidPoll{Q(1), "程序有误"}));
  EXPECT_TRUE(hall.Say(kSecretary, WithdrawProposal{R(1), "x"}));
}

TEST_F(Appointments, FollowUpOnlyWhatPassed) {
  Propose(1, "李明");
  EXPECT_EQ(Answer(hall.Say(kSecretary, RecordFollowUp{R(1), FollowUp::kOath, {2023, 4, 27}})),
            Refusal::kProposalState);
  Vote(1, {{1}}, 7, 0);
  EXPECT_TRUE(hall.Say(kSecretary, RecordFollowUp{R(1), FollowUp::kOath, {2023, 4, 27}}));
}

TEST_F(Appointments, OpenNoEndWhileOneWaits) {
  Propose(1, "李明");
  Propose(2, "王芳");
  Vote(1, {{1}}, 7, 0);
  EXPECT_EQ(Answer(hall.Say(kDirector, ConcludeItem{I(1), Ending::kVoted, ""})),
            Refusal::kPollsUnfinished);
}

TEST_F(Appointments, LeaveTheRecusedOutOfTheRollButNotOfTheComposition) {
  Propose(1, "李明");
  Propose(2, "王芳");
  ASSERT_TRUE(hall.Say(kDirector, Recuse{P(16), I(1), R(1), "亲属"}));
  EXPECT_EQ(Answer(hall.Say(16, Recuse{P(16), I(1), R(1), "亲属"})), Refusal::kKnownAlready);
  EXPECT_EQ(Answer(hall.Say(kDirector, Recuse{P(16), I(1), R(9), "x"})), Refusal::kUnknownProposal);
  EXPECT_EQ(Answer(hall.Say(kMember, Recuse{P(16), I(1), std::nullopt, "x"})),
            Refusal::kNotYourRole);
  hall.Draft(MakeAppointmentDraft(1, 1, {{1}}));
  ASSERT_TRUE(hall.Say(kDirector, OpenPoll{Q(1)}));
  EXPECT_EQ(hall.poll(1).attendance, (rules::Attendance{7, 7, 1, 0, 0}));
  EXPECT_EQ(Answer(hall.Say(16, CastBallot{Q(1), {rules::Choice{{0}}}, {}})), Refusal::kNotOnRoll);
  ASSERT_TRUE(hall.Say(kDirector, VoidPoll{Q(1), "x"}));
  hall.Draft(MakeAppointmentDraft(2, 1, {{2}}));
  ASSERT_TRUE(hall.Say(kDirector, OpenPoll{Q(2)}));
  EXPECT_TRUE(hall.poll(2).roll.contains(P(16)));  // the other proposal is not theirs
}

TEST_F(Appointments, AreNotCountedByWhomTheyConcern) {
  Propose(1, "李明");
  ASSERT_TRUE(hall.Say(kDirector, Recuse{P(kMember), I(1), R(1), "亲属"}));  // chief scrutineer
  hall.Draft(MakeAppointmentDraft(1, 1, {{1}}));
  EXPECT_EQ(Answer(hall.Say(kDirector, OpenPoll{Q(1)})), Refusal::kScrutineerConcerned);
  ASSERT_TRUE(hall.Say(kDirector, NameScrutineers{{P(13), P(14)}}));
  EXPECT_TRUE(hall.Say(kDirector, OpenPoll{Q(1)}));
}

}  // namespace
}  // namespace plenary::session
