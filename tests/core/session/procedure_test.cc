// From convening to close: who may, when, with which quorum.
#include <gtest/gtest.h>

#include "core/session/session.h"
#include "tests/core/session/hall.h"

namespace plenary::session {
namespace {

constexpr std::uint8_t kLast = kDirector + 6;  // of seven members

TEST(Convene, NamesARegistryHeadAndAChairOfTheDirectorate) {
  Hall hall;
  Convene convene;
  convene.kind = SessionKind::kCommittee;
  convene.term = 17;
  convene.number = 1;
  convene.date = {2023, 4, 27};
  convene.chair = P(kDirector);
  convene.registry = {9999, {}};
  EXPECT_EQ(Answer(hall.Say(kSecretary, convene)), Refusal::kRegistryUnknown);
  convene.registry = hall.RegistryHead();
  convene.chair = P(kMember);
  EXPECT_EQ(Answer(hall.Say(kSecretary, convene)), Refusal::kNotAMember);
  convene.chair = P(kVice);
  convene.term = 16;
  EXPECT_EQ(Answer(hall.Say(kSecretary, convene)), Refusal::kBadTerm);
  convene.term = 17;
  EXPECT_EQ(Answer(hall.Say(kDirector, convene)), Refusal::kNotYourRole);
  EXPECT_EQ(Answer(hall.Say(kSecretary, SignIn{})), Refusal::kLogIsEmpty);
  EXPECT_EQ(Answer(hall.Say(kSecretary, convene)), std::nullopt);
  EXPECT_EQ(Answer(hall.Say(kSecretary, convene)), Refusal::kLogIsFounded);
}

TEST(Notice, MustBeAsEarlyAsTheCommitteeSet) {
  CommitteeRules rules;
  rules.notice_days = 7;
  Hall hall(7, rules);
  Convene convene;
  convene.kind = SessionKind::kCommittee;
  convene.term = 17;
  convene.number = 1;
  convene.date = {2023, 4, 27};
  convene.chair = P(kDirector);
  convene.registry = hall.RegistryHead();
  ASSERT_TRUE(hall.Say(kSecretary, convene));
  EXPECT_EQ(Answer(hall.Say(kSecretary, GiveNotice{{2023, 4, 21}})), Refusal::kNoticeTooShort);
  EXPECT_EQ(Answer(hall.Say(kSecretary, GiveNotice{{2023, 4, 28}})), Refusal::kBadDate);
  for (std::uint8_t i = 0; i < 7; ++i) {
    ASSERT_TRUE(hall.Say(static_cast<std::uint8_t>(kDirector + i), SignIn{}));
  }
  EXPECT_EQ(Answer(hall.Say(kDirector, OpenSession{})), Refusal::kNoNotice);
  EXPECT_TRUE(hall.Say(kSecretary, GiveNotice{{2023, 4, 20}}));
  EXPECT_TRUE(hall.Say(kDirector, OpenSession{}));
}

TEST(OpenSession, NeedsMoreThanHalfOfTheComposition) {
  Hall hall(8);
  hall.Convene();
  for (std::uint8_t i = 0; i < 4; ++i) {
    ASSERT_TRUE(hall.Say(static_cast<std::uint8_t>(kDirector + i), SignIn{}));
  }
  EXPECT_EQ(Answer(hall.Say(kDirector, OpenSession{})), Refusal::kNoQuorum);  // 4 of 8
  ASSERT_TRUE(hall.Say(kDirector + 4, SignIn{}));
  EXPECT_TRUE(hall.Say(kDirector, OpenSession{}));
}

TEST(OpenSession, NeedsTheChairInTheHall) {
  Hall hall;
  hall.Convene();
  for (std::uint8_t i = 1; i < 7; ++i) {
    ASSERT_TRUE(hall.Say(static_cast<std::uint8_t>(kDirector + i), SignIn{}));
  }
  EXPECT_EQ(Answer(hall.Say(kDirector, OpenSession{})), Refusal::kNotPresent);
  ASSERT_TRUE(hall.Say(kVice, HandOverChair{P(kVice)}));
  EXPECT_TRUE(hall.Say(kVice, OpenSession{}));
}

TEST(Council, IsABodyOfItsOwn) {
  Hall hall(7);
  hall.Convene(SessionKind::kCouncil);
  ASSERT_TRUE(hall.Say(kDirector, SignIn{}));
  EXPECT_EQ(Answer(hall.Say(kDirector, OpenSession{})), Refusal::kNoQuorum);  // 1 of 2
  ASSERT_TRUE(hall.Say(kVice, SignIn{}));
  ASSERT_TRUE(hall.Say(kMember, SignIn{}));  // sits in
  ASSERT_TRUE(hall.Say(kDirector, OpenSession{}));
  EXPECT_EQ(hall.session().CountAttendance().composition, 2u);
  EXPECT_EQ(hall.session().CountAttendance().present, 2u);
  EXPECT_TRUE(hall.session().attendees.contains(P(kMember)));
}

TEST(Attendance, CountsEveryMemberOnce) {
  Hall hall(7);
  hall.Convene();
  ASSERT_TRUE(hall.Say(kSecretary, GrantLeave{P(kLast), "出差"}));
  EXPECT_EQ(Answer(hall.Say(kSecretary, GrantLeave{P(kLast), "出差"})), Refusal::kOnLeave);
  EXPECT_EQ(Answer(hall.Say(kSecretary, GrantLeave{P(kGuest), "x"})), Refusal::kNotAMember);
  hall.Open(5);
  EXPECT_EQ(hall.session().CountAttendance(), (rules::Attendance{7, 5, 0, 1, 1}));
  ASSERT_TRUE(hall.Say(kLast - 1, SignIn{}));
  EXPECT_TRUE(hall.session().members.at(P(kLast - 1)).late);
  EXPECT_EQ(Answer(hall.Say(kLast - 1, SignIn{})), Refusal::kPresentAlready);
  EXPECT_EQ(Answer(hall.Say(kSecretary, GrantLeave{P(kLast - 1), "x"})), Refusal::kPresentAlready);
  ASSERT_TRUE(hall.Say(kLast - 1, RecordDeparture{P(kLast - 1)}));
  EXPECT_EQ(hall.session().CountAttendance(), (rules::Attendance{7, 5, 0, 1, 1}));
  EXPECT_EQ(Answer(hall.Say(kSecretary, RecordDeparture{P(kLast - 1)})), Refusal::kNotPresent);
  EXPECT_EQ(Answer(hall.Say(kMember, RecordDeparture{P(kDirector)})), Refusal::kNotYourRole);
}

TEST(Attendance, OfAttendeesIsApart) {
  Hall hall;
  hall.Convene();
  ASSERT_TRUE(hall.Say(kSecretary,
                       RecordAttendee{P(70), AttendeeKind::kGrassRootsDeputy, "董春生", "古绛镇"}));
  EXPECT_EQ(Answer(hall.Say(kSecretary, RecordAttendee{P(70), AttendeeKind::kGrassRootsDeputy,
                                                       "董春生", "古绛镇"})),
            Refusal::kPresentAlready);
  EXPECT_EQ(
      Answer(hall.Say(kSecretary, RecordAttendee{P(kMember), AttendeeKind::kInvited, "x", ""})),
      Refusal::kPresentAlready);
  ASSERT_TRUE(hall.Say(kGuest, SignIn{}));
  EXPECT_EQ(hall.session().attendees.size(), 2u);
  EXPECT_EQ(hall.session().CountAttendance().present, 0u);
}

TEST(Recess, GivesWayToAnotherDayAndAnotherChair) {
  Hall hall;
  hall.Convene();
  hall.Open(7);
  ASSERT_TRUE(hall.Say(kDirector, Recess{}));
  EXPECT_EQ(Answer(hall.Say(kDirector, StartItem{I(1)})), Refusal::kNotInThisPhase);
  ASSERT_TRUE(hall.Say(kDirector, RecordDeparture{P(kDirector)}));
  ASSERT_TRUE(hall.Say(kDirector, HandOverChair{P(kVice)}));
  EXPECT_EQ(Answer(hall.Say(kVice, Resume{{2023, 4, 26}})), Refusal::kBadDate);
  ASSERT_TRUE(hall.Say(kVice, Resume{{2023, 4, 28}}));
  EXPECT_EQ(hall.session().sittings, 2u);
  EXPECT_EQ(hall.session().today, (CivilDate{2023, 4, 28}));
}

TEST(Resume, NeedsAQuorumAgain) {
  Hall hall(7);
  hall.Convene();
  hall.Open(4);
  ASSERT_TRUE(hall.Say(kDirector, Recess{}));
  ASSERT_TRUE(hall.Say(kSecretary, RecordDeparture{P(kVice)}));
  EXPECT_EQ(Answer(hall.Say(kDirector, Resume{{2023, 4, 28}})), Refusal::kNoQuorum);
}

TEST(Scrutineers, AreMembersPresentAndNotTheChair) {
  Hall hall(7);
  hall.Convene();
  hall.Open(6);
  EXPECT_EQ(Answer(hall.Say(kDirector, NameScrutineers{{P(kMember), P(kMember)}})),
            Refusal::kTooFewScrutineers);
  EXPECT_EQ(Answer(hall.Say(kDirector, NameScrutineers{{P(kMember), P(kGuest)}})),
            Refusal::kNotAMember);
  EXPECT_EQ(Answer(hall.Say(kDirector, NameScrutineers{{P(kMember), P(kLast)}})),
            Refusal::kNotPresent);
  EXPECT_EQ(Answer(hall.Say(kDirector, NameScrutineers{{P(kMember), P(kDirector)}})),
            Refusal::kScrutineerConcerned);
}

TEST(AdvanceRegistry, GoesForwardAndNeverDuringAnOpenPoll) {
  Hall hall;
  hall.Convene();
  hall.Open(7);
  const log::Head before = hall.RegistryHead();
  EXPECT_EQ(Answer(hall.Say(kSecretary, AdvanceRegistry{before})), Refusal::kRegistryBackwards);
  ASSERT_TRUE(hall.EnterConfirmed(VacateSeat{MakeId<SeatId>(kLast), {2023, 4, 1}, "调离"}));
  EXPECT_EQ(hall.session().CountAttendance().composition, 7u);  // the session has not moved yet
  hall.StartItem(1, ItemKind::kDecision);
  hall.OpenPoll(1, 1);
  EXPECT_EQ(Answer(hall.Say(kSecretary, AdvanceRegistry{hall.RegistryHead()})),
            Refusal::kPollIsOpen);
  hall.Conclude(1, 7, 0, 0);
  EXPECT_EQ(Answer(hall.Say(kSecretary, AdvanceRegistry{{9999, {}}})), Refusal::kRegistryUnknown);
  ASSERT_TRUE(hall.Say(kSecretary, AdvanceRegistry{hall.RegistryHead()}));
  EXPECT_EQ(hall.session().CountAttendance().composition, 6u);
}

// The session would never learn the key of the secretary's next machine otherwise.
TEST(AdvanceRegistry, IsForTheOtherOfficerTooIfTheSecretarysKeyIsGone) {
  Hall hall;
  hall.Convene();
  hall.Open(7);
  ASSERT_TRUE(hall.EnterConfirmed(VacateSeat{MakeId<SeatId>(kLast), {2023, 4, 1}, "调离"}));
  ASSERT_TRUE(hall.Say(kOfficer, RevokeKey{KeyOf(kSecretary).id(), "遗失"}));
  EXPECT_EQ(Answer(hall.Say(kSecretary, AdvanceRegistry{hall.RegistryHead()})),
            Refusal::kRevokedKey);
  ASSERT_TRUE(hall.Say(kOfficer, AdvanceRegistry{hall.RegistryHead()}));
  EXPECT_EQ(hall.session().CountAttendance().composition, 6u);
}

TEST(Revocation, ActsAtOnceInTheSession) {
  Hall hall;
  hall.Convene();
  hall.Open(7);
  hall.StartItem(1, ItemKind::kDecision);
  hall.OpenPoll(1, 1);
  ASSERT_TRUE(hall.Say(kOfficer, RevokeKey{KeyOf(kLast).id(), "被盗"}));
  EXPECT_EQ(Answer(hall.Say(kLast, MakeBallot(1, 0))), Refusal::kRevokedKey);
  EXPECT_EQ(Answer(hall.Say(kOfficer, RevokeKey{KeyOf(kLast).id(), "被盗"})), Refusal::kRevokedKey);
  EXPECT_TRUE(hall.poll(1).roll.contains(P(kLast)));  // the roll stands; they did not vote
}

TEST(Revocation, OutlivesAnAdvanceToAnOlderRegistryThanItself) {
  Hall hall;
  hall.Convene();
  ASSERT_TRUE(hall.Enter(kSecretary, PutPerson{P(80), "新人", ""}));
  const log::Head before = hall.RegistryHead();
  ASSERT_TRUE(hall.Enter(kOfficer, RevokeKey{KeyOf(kLast).id(), "被盗"}));
  ASSERT_TRUE(hall.Say(kOfficer, RevokeKey{KeyOf(kLast).id(), "被盗"}));
  ASSERT_TRUE(hall.Say(kSecretary, AdvanceRegistry{before}));
  EXPECT_EQ(Answer(hall.Say(kLast, SignIn{})), Refusal::kRevokedKey);
}

TEST(CloseSession, WaitsForEveryItem) {
  Hall hall;
  hall.Convene();
  hall.Open(7);
  hall.StartItem(1, ItemKind::kWorkReport);
  EXPECT_EQ(Answer(hall.Say(kDirector, CloseSession{})), Refusal::kItemsUnfinished);
  ASSERT_TRUE(hall.Say(kDirector, ConcludeItem{I(1), Ending::kHeard, ""}));
  ASSERT_TRUE(hall.Say(kDirector, CloseSession{}));
  EXPECT_EQ(Answer(hall.Say(kLast, RecordDeparture{P(kLast)})), Refusal::kNotInThisPhase);
  EXPECT_EQ(Answer(hall.Say(kOfficer, RevokeKey{KeyOf(kLast).id(), "x"})),
            Refusal::kNotInThisPhase);
}

}  // namespace
}  // namespace plenary::session
