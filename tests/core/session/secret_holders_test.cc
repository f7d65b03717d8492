// How many holders must be there before a secret poll opens, and what becomes of one that too few
// are left to open.
#include <gtest/gtest.h>

#include "tests/core/session/secret_hall.h"

namespace plenary::session {
namespace {

constexpr std::uint8_t kChief = kMember;

CommitteeRules Rules(KeyHolders holders, std::uint32_t margin) {
  CommitteeRules rules;
  rules.key_holding.holders = holders;
  rules.key_holding.margin = margin;
  return rules;
}

std::uint8_t NthMember(std::uint32_t n) { return static_cast<std::uint8_t>(kDirector + n); }

// ---- the margin

struct MarginCase {
  const char* name;
  std::uint8_t members;
  std::uint8_t holders;  // present at the ceremony; the others come afterwards
  std::uint32_t margin;
  std::uint32_t threshold;
  std::uint32_t needed;
};

class Margin : public testing::TestWithParam<MarginCase> {};

TEST_P(Margin, OfHoldersOpensAPollAndOneFewerDoesNot) {
  const MarginCase& c = GetParam();
  SecretHall hall(c.members, Rules(KeyHolders::kBody, c.margin));
  hall.Begin(c.holders);
  hall.MakeKey(1);
  ASSERT_EQ(hall.session().holders_key->threshold, c.threshold);
  ASSERT_EQ(HoldersNeeded(hall.session()), c.needed);
  DraftPoll draft = MakeDraft(1, 1);
  draft.method = Method::kSecret;
  hall.Draft(draft);
  for (std::uint32_t i = c.holders; i < c.members; ++i) {
    ASSERT_TRUE(hall.Say(NthMember(i), SignIn{}));  // present, and no holder
  }
  for (std::uint32_t i = c.needed - 1; i < c.holders; ++i) {
    ASSERT_TRUE(hall.Say(NthMember(i), RecordDeparture{P(NthMember(i))}));
  }
  ASSERT_EQ(HoldersPresent(hall.session()), c.needed - 1);
  ASSERT_TRUE(rules::HasQuorum(hall.session().CountAttendance()));
  EXPECT_EQ(Answer(hall.Say(kDirector, OpenPoll{Q(1)})), Refusal::kTooFewHolders);
  ASSERT_TRUE(hall.Say(NthMember(c.needed - 1), SignIn{}));
  EXPECT_EQ(HoldersPresent(hall.session()), c.needed);
  EXPECT_TRUE(hall.Say(kDirector, OpenPoll{Q(1)}));
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Margin,
    testing::Values(MarginCase{"TwoByDefault", 9, 9, KeyHolding{}.margin, 5, 7},
                    MarginCase{"TwoWhereAllOfThemAreNeeded", 9, 7, 2, 5, 7},
                    MarginCase{"TwoWhereOnlyOneIsBeyondTheThreshold", 9, 6, 2, 5, 6},
                    MarginCase{"TwoWhereNobodyIsBeyondTheThreshold", 9, 5, 2, 5, 5},
                    MarginCase{"One", 9, 8, 1, 5, 6}, MarginCase{"None", 9, 6, 0, 5, 5},
                    MarginCase{"MoreThanThereCanBe", 9, 8, 100, 5, 8}),
    [](const auto& row) { return row.param.name; });

TEST(ScrutineersMargin, IsAllThreeByDefaultAndTwoWithoutAMargin) {
  for (const std::uint32_t margin : {KeyHolding{}.margin, 0U}) {
    SecretHall hall(7, Rules(KeyHolders::kScrutineers, margin));
    hall.Begin(7);
    hall.MakeKey(1);
    DraftPoll draft = MakeDraft(1, 1);
    draft.method = Method::kSecret;
    hall.Draft(draft);
    ASSERT_TRUE(hall.Say(kSecretary, RecordDeparture{P(kChief + 2)}));
    const auto said = Answer(hall.Say(kDirector, OpenPoll{Q(1)}));
    EXPECT_EQ(said, margin == 0 ? std::nullopt : std::optional(Refusal::kTooFewHolders));
  }
}

TEST(LateMembers, VoteAtOnceAndHoldFromTheNextCeremonyOn) {
  SecretHall hall(9, Rules(KeyHolders::kBody, 2));
  hall.Begin(7);
  hall.MakeKey(1);
  ASSERT_TRUE(hall.Say(NthMember(7), SignIn{}));
  EXPECT_FALSE(hall.session().holders_key->NumberOf(P(NthMember(7))));
  EXPECT_EQ(HoldersPresent(hall.session()), 7u);
  hall.OpenSecret(1);
  for (std::uint32_t i = 5; i < 8; ++i) {
    EXPECT_TRUE(hall.Say(NthMember(i), hall.MakeSecret(1, NthMember(i), 0)));
  }
  EXPECT_EQ(Answer(hall.Say(kDirector, hall.NextCeremony(2))), Refusal::kPollsUnfinished);
  hall.CloseAndSeal(1);
  EXPECT_EQ(Answer(hall.Say(NthMember(7), AnswerOpening{Q(1), Bytes(227, 4)})),
            Refusal::kNotYourRole);
  for (std::uint32_t i = 0; i < 5; ++i) ASSERT_TRUE(hall.Answer(1, NthMember(i)));
  hall.State(1);
  ASSERT_TRUE(hall.Certify(1));
  ASSERT_TRUE(hall.Announce(1));
  hall.MakeKey(2);
  EXPECT_EQ(hall.session().holders_key->NumberOf(P(NthMember(7))), 8u);
  EXPECT_EQ(HoldersPresent(hall.session()), 8u);
}

// Who has answered falsely is present, and not to be counted on.
TEST(HoldersAtFault, AreNotAmongThoseWhoMustBePresent) {
  SecretHall hall;
  hall.Begin(7);
  hall.MakeKey(1);
  hall.OpenSecret(1);
  for (std::uint32_t i = 0; i < 4; ++i) {
    ASSERT_TRUE(hall.Say(NthMember(i), hall.MakeSecret(1, NthMember(i), 0)));
  }
  hall.CloseAndSeal(1);
  EXPECT_EQ(HoldersPresent(hall.session()), 3u);
  const AnswerOpening anothers =
      MakeOpeningAnswer(hall.session(), Q(1), P(kChief + 2), hall.ShareOf(kChief), Bytes(32, 1));
  ASSERT_TRUE(hall.Say(kChief + 2, anothers));
  EXPECT_EQ(HoldersPresent(hall.session()), 2u);
  ASSERT_TRUE(hall.Answer(1, kChief));
  ASSERT_TRUE(hall.Answer(1, kChief + 1));
  hall.State(1);
  ASSERT_TRUE(hall.Certify(1));
  ASSERT_TRUE(hall.Announce(1));
  DraftPoll draft = MakeDraft(2, 1);
  draft.method = Method::kSecret;
  draft.subject = PollSubject::kProcedure;
  hall.Draft(draft);
  EXPECT_EQ(Answer(hall.Say(kDirector, OpenPoll{Q(2)})), Refusal::kTooFewHolders);
  hall.MakeKey(2);
  EXPECT_EQ(hall.session().holders_key->holders, (std::vector{P(kChief), P(kChief + 1)}));
  EXPECT_TRUE(hall.Say(kDirector, OpenPoll{Q(2)}));
}

class HoldersOfThree : public testing::Test {
 protected:
  HoldersOfThree() {
    EXPECT_TRUE(hall_.EnterConfirmed(AdmitKey{P(kChief + 1), ToBytes(KeyOf(77).encoded())}));
    hall_.Begin(7);
    hall_.MakeKey(1);
    DraftPoll draft = MakeDraft(1, 1);
    draft.method = Method::kSecret;
    hall_.Draft(draft);
    EXPECT_EQ(HoldersPresent(hall_.session()), 3u);
  }

  SecretHall hall_;
};

TEST_F(HoldersOfThree, AreNotCountedOnOnceAnotherIsScrutineer) {
  ASSERT_TRUE(hall_.Say(kDirector, NameScrutineers{{P(kChief), P(kChief + 1), P(kVice)}}));
  EXPECT_EQ(HoldersPresent(hall_.session()), 2u);
  EXPECT_EQ(Answer(hall_.Say(kDirector, OpenPoll{Q(1)})), Refusal::kTooFewHolders);
  hall_.MakeKey(2);
  EXPECT_EQ(hall_.session().holders_key->holders,
            (std::vector{P(kChief), P(kChief + 1), P(kVice)}));
  EXPECT_TRUE(hall_.Say(kDirector, OpenPoll{Q(1)}));
}

TEST_F(HoldersOfThree, AreNotCountedOnOnceTheirLastKeyIsRevoked) {
  ASSERT_TRUE(hall_.Say(kOfficer, RevokeKey{KeyOf(kChief + 1).id(), "遗失"}));
  EXPECT_EQ(HoldersPresent(hall_.session()), 3u);  // on another machine
  ASSERT_TRUE(hall_.Say(kOfficer, RevokeKey{KeyOf(77).id(), "遗失"}));
  EXPECT_EQ(HoldersPresent(hall_.session()), 2u);
  EXPECT_EQ(Answer(hall_.Say(kDirector, OpenPoll{Q(1)})), Refusal::kTooFewHolders);
  ASSERT_TRUE(hall_.Say(kDirector, hall_.NextCeremony(2)));
  ASSERT_TRUE(hall_.Step({kChief + 1}));
  BeginCeremony begin = hall_.NextCeremony(3);
  std::erase(begin.holders, P(kChief + 1));
  ASSERT_TRUE(hall_.Say(kDirector, begin));
  while (hall_.Step()) continue;
  EXPECT_TRUE(hall_.Say(kDirector, OpenPoll{Q(1)}));
}

// ---- too few are left

// A poll of seven members that is sealed, and of whose three holders two have left.
class Unopened : public testing::Test {
 protected:
  Unopened() {
    hall_.Begin(7);
    hall_.MakeKey(1);
    hall_.OpenSecret(1);
    for (std::uint32_t i = 0; i < 7; ++i) {
      EXPECT_TRUE(hall_.Say(NthMember(i), hall_.MakeSecret(1, NthMember(i), i < 4 ? 0 : 1)));
    }
    hall_.CloseAndSeal(1);
    for (const std::uint32_t gone : {3u, 4u}) {
      EXPECT_TRUE(hall_.Say(kSecretary, RecordDeparture{P(NthMember(gone))}));
    }
    EXPECT_TRUE(hall_.Answer(1, kChief));
  }
  // As the chair does, with the reason; the poll is repeated by this method.
  void VoidAndDraftAgain(Method method) {
    hall_.VoidAndDraftAgain(1, 2, "密钥持有人不足，无法开票", method);
  }
  void ExpectFirstPollVoid() {
    EXPECT_EQ(hall_.poll(1).state, PollState::kVoided);
    EXPECT_EQ(hall_.poll(1).void_reason, "密钥持有人不足，无法开票");
    EXPECT_TRUE(hall_.poll(1).results.empty());
  }

  SecretHall hall_;
};

TEST_F(Unopened, PollHasNoResultAndHoldsUpTheSession) {
  EXPECT_EQ(FindPollTotals(hall_.session(), Q(1)), std::nullopt);
  EXPECT_EQ(Answer(hall_.Say(kSecretary, StateTotals{Q(1), {{{4, 3, 0}, 0}}})),
            Refusal::kTooFewAnswers);
  EXPECT_EQ(Answer(hall_.Say(kDirector, AnnounceResult{Q(1), {}})), Refusal::kPollState);
  EXPECT_EQ(Answer(hall_.Say(kDirector, hall_.NextCeremony(2))), Refusal::kPollsUnfinished);
  EXPECT_EQ(Answer(hall_.Say(kDirector, VoidPoll{Q(9), "密钥持有人不足"})), Refusal::kUnknownPoll);
}

// Who comes back, or only lost the connection, still answers.
TEST_F(Unopened, PollIsOpenedWhenAHolderIsBack) {
  ASSERT_TRUE(hall_.Answer(1, kChief + 1));
  hall_.State(1);
  EXPECT_EQ(hall_.poll(1).results[0].count.votes, (std::vector<std::uint32_t>{4, 3, 0}));
}

TEST_F(Unopened, PollIsVoidedAndPutAgainUnderANewKey) {
  VoidAndDraftAgain(Method::kSecret);
  EXPECT_EQ(Answer(hall_.Say(kDirector, OpenPoll{Q(2)})), Refusal::kTooFewScrutineers);
  ASSERT_TRUE(hall_.Say(kDirector, NameScrutineers{{P(kChief), P(kVice)}}));
  EXPECT_EQ(Answer(hall_.Say(kDirector, OpenPoll{Q(2)})), Refusal::kTooFewHolders);
  hall_.MakeKey(2);
  ASSERT_TRUE(hall_.Say(kDirector, OpenPoll{Q(2)}));
  EXPECT_NE(hall_.poll(2).secret->key->key, hall_.poll(1).secret->key->key);
  for (const std::uint32_t i : {0u, 1u, 2u, 5u, 6u}) {
    ASSERT_TRUE(hall_.Say(NthMember(i), hall_.MakeSecret(2, NthMember(i), i < 4 ? 0 : 1)));
  }
  hall_.CloseAndSeal(2);
  ASSERT_TRUE(hall_.Answer(2, kVice));
  ASSERT_TRUE(hall_.Answer(2, kChief));
  hall_.State(2);
  EXPECT_EQ(hall_.poll(2).results[0].count.votes, (std::vector<std::uint32_t>{3, 2, 0}));
  ASSERT_TRUE(hall_.Certify(2));
  ASSERT_TRUE(hall_.Announce(2));
  ASSERT_TRUE(hall_.Say(kDirector, ConcludeItem{I(1), Ending::kNotAdopted, ""}));
  ExpectFirstPollVoid();
}

TEST_F(Unopened, PollIsVoidedAndCountedOnPaper) {
  VoidAndDraftAgain(Method::kPaper);
  ASSERT_TRUE(hall_.Say(kDirector, NameScrutineers{{P(kChief), P(kVice)}}));
  ASSERT_TRUE(hall_.Say(kDirector, OpenPoll{Q(2)}));
  EXPECT_EQ(Answer(hall_.Say(kVice, CastSecretBallot{Q(2), Bytes(680), {}, {}})),
            Refusal::kWrongMethod);
  ASSERT_TRUE(hall_.Say(kDirector, ClosePoll{Q(2)}));
  EXPECT_EQ(Answer(hall_.Say(kDirector, SealPoll{Q(2), *hall_.poll(1).secret->seal})),
            Refusal::kWrongMethod);
  rules::PaperCount count;
  count.issued = 5;
  count.returned = 5;
  count.valid = 5;
  count.votes = {4, 1, 0};
  ASSERT_TRUE(hall_.Say(kVice, EnterCount{Q(2), {count}}));
  ASSERT_TRUE(hall_.Say(kChief, ConfirmCount{Q(2), {count}}));
  ASSERT_TRUE(hall_.Certify(2));
  ASSERT_TRUE(hall_.Announce(2));
  ASSERT_TRUE(hall_.Say(kDirector, ConcludeItem{I(1), Ending::kAdopted, ""}));
  ExpectFirstPollVoid();
}

}  // namespace
}  // namespace plenary::session
