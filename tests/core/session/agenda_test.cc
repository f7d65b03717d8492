#include <gtest/gtest.h>

#include "core/session/item_kinds.h"
#include "core/session/session.h"
#include "tests/core/session/hall.h"

namespace plenary::session {
namespace {

class Agenda : public testing::Test {
 protected:
  void SetUp() override {
    hall.Convene();
    hall.Open(7);
  }
  Hall hall;
};

TEST_F(Agenda, KeepsItsOrder) {
  ASSERT_TRUE(hall.Say(kDirector, AddItem{MakeItem(1, ItemKind::kStudy), 0}));
  ASSERT_TRUE(hall.Say(kDirector, AddItem{MakeItem(2, ItemKind::kWorkReport), 0}));
  ASSERT_TRUE(hall.Say(kDirector, AddItem{MakeItem(3, ItemKind::kDecision), 1}));
  EXPECT_EQ(hall.session().agenda, (std::vector{I(2), I(3), I(1)}));
  ASSERT_TRUE(hall.Say(kDirector, MoveItem{I(1), 0}));
  EXPECT_EQ(hall.session().agenda, (std::vector{I(1), I(2), I(3)}));
  EXPECT_EQ(Answer(hall.Say(kDirector, MoveItem{I(1), 3})), Refusal::kBadPosition);
  EXPECT_EQ(Answer(hall.Say(kDirector, AddItem{MakeItem(4, ItemKind::kStudy), 4})),
            Refusal::kBadPosition);
  EXPECT_EQ(Answer(hall.Say(kDirector, AddItem{MakeItem(1, ItemKind::kStudy), 0})),
            Refusal::kItemExists);
}

TEST_F(Agenda, BelongsToTheChairOnceAdopted) {
  EXPECT_EQ(Answer(hall.Say(kSecretary, AddItem{MakeItem(1, ItemKind::kStudy), 0})),
            Refusal::kNotYourRole);
  EXPECT_EQ(Answer(hall.Say(kDirector, AdoptAgenda{})), Refusal::kKnownAlready);
}

TEST(AgendaBefore, IsTheSecretariats) {
  Hall hall;
  hall.Convene();
  ASSERT_TRUE(hall.Say(kSecretary, AddItem{MakeItem(1, ItemKind::kStudy), 0}));
  AgendaItem amended = MakeItem(1, ItemKind::kStudy);
  amended.title = "学习";
  ASSERT_TRUE(hall.Say(kSecretary, AmendItem{amended}));
  EXPECT_EQ(hall.session().items.at(I(1)).item.title, "学习");
  amended.kind = ItemKind::kDecision;
  EXPECT_EQ(Answer(hall.Say(kSecretary, AmendItem{amended})), Refusal::kItemExists);
}

TEST_F(Agenda, TakesJointMotionsOnlyFromEnoughMembers) {
  AgendaItem item = MakeItem(1, ItemKind::kInterpellation);
  item.mover = {MoverKind::kMembers, {P(kDirector), P(kVice)}, ""};
  EXPECT_EQ(Answer(hall.Say(kDirector, AddItem{item, 0})), Refusal::kBadMover);
  item.mover.members.push_back(P(kGuest));  // three, one of them no member
  EXPECT_EQ(Answer(hall.Say(kDirector, AddItem{item, 0})), Refusal::kBadMover);
  item.mover.members.back() = P(kMember);
  EXPECT_TRUE(hall.Say(kDirector, AddItem{item, 0}));
}

TEST_F(Agenda, HasOneItemUnderWay) {
  hall.StartItem(1, ItemKind::kWorkReport);
  ASSERT_TRUE(hall.Say(kDirector, AddItem{MakeItem(2, ItemKind::kStudy), 0}));
  EXPECT_EQ(Answer(hall.Say(kDirector, StartItem{I(2)})), Refusal::kAnotherItemStarted);
  EXPECT_EQ(Answer(hall.Say(kDirector, StartItem{I(1)})), Refusal::kItemState);
  EXPECT_EQ(Answer(hall.Say(kDirector, StartItem{I(9)})), Refusal::kUnknownItem);
}

TEST_F(Agenda, LetsAnItemBeWithdrawnOrDeferredButNotTwice) {
  hall.StartItem(1, ItemKind::kDecision);
  ASSERT_TRUE(hall.Say(kDirector, DeferItem{I(1), "暂不交付表决"}));
  EXPECT_EQ(Answer(hall.Say(kDirector, WithdrawItem{I(1), "x"})), Refusal::kItemState);
  hall.StartItem(2, ItemKind::kDecision);
  hall.OpenPoll(1, 2);
  EXPECT_EQ(Answer(hall.Say(kSecretary, WithdrawItem{I(2), "x"})), Refusal::kPollsUnfinished);
}

TEST_F(Agenda, ADocumentIsLaidBeforeAnItemOnce) {
  const AttachDocument document{std::nullopt, DocumentKind::kMinutes, "纪要", "text/plain",
                                10,           MakeId<Digest>(1)};
  ASSERT_TRUE(hall.Say(kSecretary, document));
  EXPECT_EQ(Answer(hall.Say(kSecretary, document)), Refusal::kDocumentExists);
  AttachDocument other = document;
  other.item = I(5);
  EXPECT_EQ(Answer(hall.Say(kSecretary, other)), Refusal::kUnknownItem);
}

struct EndingCase {
  ItemKind kind;
  Ending ending;
  std::optional<Refusal> want;
};

class Endings : public testing::TestWithParam<EndingCase> {};

TEST_P(Endings, WithoutAnyVote) {
  Hall hall;
  hall.Convene();
  hall.Open(7);
  hall.StartItem(1, GetParam().kind);
  EXPECT_EQ(Answer(hall.Say(kDirector, ConcludeItem{I(1), GetParam().ending, ""})),
            GetParam().want);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Endings,
    testing::Values(
        EndingCase{ItemKind::kWorkReport, Ending::kHeard, std::nullopt},
        EndingCase{ItemKind::kWorkReport, Ending::kNoted, Refusal::kWrongEnding},
        EndingCase{ItemKind::kDecision, Ending::kHeard, Refusal::kWrongEnding},
        EndingCase{ItemKind::kDecision, Ending::kAdopted, Refusal::kEndingWithoutVote},
        EndingCase{ItemKind::kDecision, Ending::kNotAdopted, Refusal::kEndingWithoutVote},
        EndingCase{ItemKind::kMidTermEvaluation, Ending::kEvaluated, Refusal::kEndingWithoutVote},
        EndingCase{ItemKind::kAppointments, Ending::kVoted, Refusal::kEndingWithoutVote},
        EndingCase{ItemKind::kSpecialInquiry, Ending::kHeld, std::nullopt},
        EndingCase{ItemKind::kGroupInspection, Ending::kNoted, std::nullopt}));

TEST_F(Agenda, EndsAnItemAsItsVoteSays) {
  hall.StartItem(1, ItemKind::kDecision);
  hall.OpenPoll(1, 1);
  hall.Conclude(1, 3, 4, 0);
  EXPECT_EQ(Answer(hall.Say(kDirector, ConcludeItem{I(1), Ending::kAdopted, ""})),
            Refusal::kEndingWithoutVote);
  EXPECT_TRUE(hall.Say(kDirector, ConcludeItem{I(1), Ending::kNotAdopted, ""}));
}

TEST_F(Agenda, GlossesOverNoVote) {
  hall.StartItem(1, ItemKind::kWorkReport);
  hall.OpenPoll(1, 1);
  hall.Conclude(1, 7, 0, 0);
  EXPECT_EQ(Answer(hall.Say(kDirector, ConcludeItem{I(1), Ending::kHeard, ""})),
            Refusal::kEndingWithoutVote);
  EXPECT_TRUE(hall.Say(kDirector, ConcludeItem{I(1), Ending::kAdopted, ""}));
}

TEST(ItemKinds, EachCanEnd) {
  for (std::uint8_t kind = 1; kind <= 31; ++kind) {
    EXPECT_FALSE(TraitsOf(static_cast<ItemKind>(kind)).endings.IsEmpty()) << int{kind};
  }
}

}  // namespace
}  // namespace plenary::session
