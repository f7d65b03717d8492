// Secret polls, from the opening to the result, and what is refused on the way.
#include <gtest/gtest.h>

#include "tests/core/session/secret_hall.h"

namespace plenary::session {
namespace {

class SecretPolls : public testing::Test {
 protected:
  SecretPolls() {
    hall_.Begin(7);
    hall_.MakeKey(1);
  }

  SecretHall hall_;
};

TEST_F(SecretPolls, CountWhatWasCastAndNothingElse) {
  hall_.OpenSecret(1);
  const std::uint32_t votes[] = {0, 0, 1, 2, 0, 1};
  for (std::uint8_t i = 0; i < 6; ++i) {
    const std::uint8_t person = kDirector + i;
    ASSERT_TRUE(hall_.Say(person, hall_.MakeSecret(1, person, votes[i])));
  }
  hall_.CloseAndSeal(1);
  ASSERT_TRUE(hall_.Answer(1, kMember));
  EXPECT_EQ(FindPollTotals(hall_.session(), Q(1)), std::nullopt);
  ASSERT_TRUE(hall_.Answer(1, kMember + 2));
  hall_.State(1);
  const auto& results = hall_.poll(1).results;
  ASSERT_EQ(results.size(), 1u);
  EXPECT_EQ(results[0].count.votes, (std::vector<std::uint32_t>{3, 2, 1}));
  EXPECT_EQ(results[0].count.not_voting, 1u);
  ASSERT_TRUE(hall_.Certify(1));
  ASSERT_TRUE(hall_.Announce(1));
}

TEST_F(SecretPolls, CountTheLastBallotOfEachPerson) {
  hall_.OpenSecret(1);
  for (std::uint8_t i = 0; i < 3; ++i) {
    const std::uint8_t person = kDirector + i;
    ASSERT_TRUE(hall_.Say(person, hall_.MakeSecret(1, person, 0)));
  }
  const CommandId first = hall_.poll(1).ballots.at(P(kDirector)).id;
  EXPECT_EQ(Answer(hall_.Say(kDirector, hall_.MakeSecret(1, kDirector, 1, {}, 1))),
            Refusal::kNotTheLast);
  ASSERT_TRUE(hall_.Say(kDirector, hall_.MakeSecret(1, kDirector, 1, first, 1)));
  hall_.CloseAndSeal(1);
  ASSERT_TRUE(hall_.Answer(1, kMember));
  ASSERT_TRUE(hall_.Answer(1, kMember + 1));
  hall_.State(1);
  EXPECT_EQ(hall_.poll(1).results[0].count.votes, (std::vector<std::uint32_t>{2, 1, 0}));
}

struct BallotCase {
  const char* name;
  void (*change)(SecretHall&, CastSecretBallot&);
  Refusal want;
};

class SecretBallotRefused : public SecretPolls, public testing::WithParamInterface<BallotCase> {};

TEST_P(SecretBallotRefused, AndThePollStaysAsItWas) {
  hall_.OpenSecret(1);
  ASSERT_TRUE(hall_.Say(kVice, hall_.MakeSecret(1, kVice, 0)));
  CastSecretBallot cast = hall_.MakeSecret(1, kDirector, 0);
  GetParam().change(hall_, cast);
  EXPECT_EQ(Answer(hall_.Say(kDirector, cast)), GetParam().want);
  EXPECT_EQ(hall_.poll(1).ballots.size(), 1u);
  EXPECT_TRUE(hall_.Say(kDirector, hall_.MakeSecret(1, kDirector, 0)));
}

// With the code that belongs to the bytes, so that the code is not what is refused.
void Recode(SecretHall& hall, CastSecretBallot& cast) {
  cast.code = ballot::BallotCode(*hall.poll(1).secret->terms, P(kDirector), cast.ballot);
}

INSTANTIATE_TEST_SUITE_P(Cases, SecretBallotRefused,
                         testing::Values(BallotCase{"CodeOfAnother",
                                                    [](SecretHall&, CastSecretBallot& c) {
                                                      c.code.bytes[0] ^= 1;
                                                    },
                                                    Refusal::kCodeDiffers},
                                         BallotCase{"Short",
                                                    [](SecretHall& h, CastSecretBallot& c) {
                                                      c.ballot.pop_back();
                                                      Recode(h, c);
                                                    },
                                                    Refusal::kBadBallot},
                                         BallotCase{"OffTheCurve",
                                                    [](SecretHall& h, CastSecretBallot& c) {
                                                      c.ballot[40] ^= 1;
                                                      Recode(h, c);
                                                    },
                                                    Refusal::kBadBallot},
                                         BallotCase{"ResponseChanged",
                                                    [](SecretHall& h, CastSecretBallot& c) {
                                                      c.ballot.back() ^= 1;
                                                      Recode(h, c);
                                                    },
                                                    Refusal::kFalseBallot},
                                         BallotCase{"CopiedFromAnother",
                                                    [](SecretHall& h, CastSecretBallot& c) {
                                                      c.ballot = h.BallotOf(1, kVice, 0);
                                                      Recode(h, c);
                                                    },
                                                    Refusal::kFalseBallot}),
                         [](const auto& row) { return row.param.name; });

TEST_F(SecretPolls, RefuseTheSameBallotTwice) {
  hall_.OpenSecret(1);
  CastSecretBallot cast = hall_.MakeSecret(1, kDirector, 0);
  ASSERT_TRUE(hall_.Say(kDirector, cast));
  cast.replaces = hall_.poll(1).ballots.at(P(kDirector)).id;
  EXPECT_EQ(Answer(hall_.Say(kDirector, cast)), Refusal::kBallotSeen);
}

TEST_F(SecretPolls, NeverCountAChallengedBallot) {
  hall_.OpenSecret(1);
  const CastSecretBallot cast = hall_.MakeSecret(1, kDirector, 0);
  ASSERT_TRUE(hall_.Say(kDirector, ChallengeBallot{Q(1), cast.ballot, cast.code}));
  EXPECT_EQ(Answer(hall_.Say(kDirector, cast)), Refusal::kBallotSpent);
  EXPECT_EQ(Answer(hall_.Say(kDirector, ChallengeBallot{Q(1), cast.ballot, cast.code})),
            Refusal::kBallotSpent);
  EXPECT_TRUE(hall_.poll(1).ballots.empty());
  // Another choice from the same seed shares no randomness, yet is another ballot; the same
  // choice under the same seed is the same one.
  EXPECT_TRUE(hall_.Say(kDirector, hall_.MakeSecret(1, kDirector, 0, {}, 1)));
}

TEST_F(SecretPolls, AllowTwentyChallengesAPerson) {
  hall_.OpenSecret(1);
  for (std::uint8_t i = 0; i < kMostChallenges; ++i) {
    const CastSecretBallot made = hall_.MakeSecret(1, kDirector, 0, {}, i);
    ASSERT_TRUE(hall_.Say(kDirector, ChallengeBallot{Q(1), made.ballot, made.code}));
  }
  const CastSecretBallot made = hall_.MakeSecret(1, kDirector, 0, {}, kMostChallenges);
  EXPECT_EQ(Answer(hall_.Say(kDirector, ChallengeBallot{Q(1), made.ballot, made.code})),
            Refusal::kTooManyChallenges);
  EXPECT_TRUE(hall_.Say(kDirector, made));
}

TEST_F(SecretPolls, RefuseABallotOfThePollThatTheyRepeat) {
  hall_.OpenSecret(1);
  const CastSecretBallot old = hall_.MakeSecret(1, kDirector, 0);
  ASSERT_TRUE(hall_.Say(kDirector, old));
  hall_.VoidAndDraftAgain(1, 2, "设备故障");
  ASSERT_TRUE(hall_.Say(kDirector, OpenPoll{Q(2)}));
  CastSecretBallot replayed = old;
  EXPECT_EQ(Answer(hall_.Say(kDirector, replayed)), Refusal::kPollState);
  replayed.poll = Q(2);
  EXPECT_EQ(Answer(hall_.Say(kDirector, replayed)), Refusal::kCodeDiffers);
  replayed.code = ballot::BallotCode(*hall_.poll(2).secret->terms, P(kDirector), old.ballot);
  EXPECT_EQ(Answer(hall_.Say(kDirector, replayed)), Refusal::kFalseBallot);
}

TEST_F(SecretPolls, RefuseBallotsOfOtherMethods) {
  hall_.OpenSecret(1);
  EXPECT_EQ(Answer(hall_.Say(kDirector, MakeBallot(1, 0))), Refusal::kWrongMethod);
}

TEST(SecretPollOpening, NeedsAKey) {
  SecretHall hall;
  hall.Begin(7);
  DraftPoll draft = MakeDraft(1, 1);
  draft.method = Method::kSecret;
  hall.Draft(draft);
  EXPECT_EQ(Answer(hall.Say(kDirector, OpenPoll{Q(1)})), Refusal::kSecretNeedsKey);
}

TEST(SecretPollOpening, NeedsTheMarginOfHoldersPresent) {
  CommitteeRules rules;
  rules.key_holding.holders = KeyHolders::kBody;
  rules.key_holding.margin = 1;
  SecretHall hall(7, rules);
  hall.Begin(6);
  hall.MakeKey(1);  // any 4 of 6
  DraftPoll draft = MakeDraft(1, 1);
  draft.method = Method::kSecret;
  hall.Draft(draft);
  ASSERT_TRUE(hall.Say(kDirector + 6, SignIn{}));
  ASSERT_TRUE(hall.Say(kDirector + 6, RecordDeparture{P(kDirector + 6)}));
  ASSERT_TRUE(hall.Say(kSecretary, RecordDeparture{P(kDirector + 5)}));
  EXPECT_EQ(HoldersPresent(hall.session()), 5u);
  ASSERT_TRUE(hall.Say(kDirector + 6, SignIn{}));
  ASSERT_TRUE(hall.Say(kSecretary, RecordDeparture{P(kVice)}));
  EXPECT_EQ(Answer(hall.Say(kDirector, OpenPoll{Q(1)})), Refusal::kTooFewHolders);
  hall.MakeKey(2);  // one click, between polls
  EXPECT_TRUE(hall.Say(kDirector, OpenPoll{Q(1)}));
}

TEST_F(SecretPolls, WaitForACeremonyThatRuns) {
  DraftPoll draft = MakeDraft(1, 1);
  draft.method = Method::kSecret;
  hall_.Draft(draft);
  ASSERT_TRUE(hall_.Say(kDirector, hall_.NextCeremony(2)));
  EXPECT_EQ(Answer(hall_.Say(kDirector, OpenPoll{Q(1)})), Refusal::kCeremonyState);
  while (hall_.Step()) continue;
  EXPECT_TRUE(hall_.Say(kDirector, OpenPoll{Q(1)}));
}

TEST(SecretPollOpening, NeedsAsManyVotersAsASecretTakes) {
  CommitteeRules rules;
  rules.key_holding.least_ballots = 8;
  SecretHall hall(7, rules);
  hall.Begin(7);
  hall.MakeKey(1);
  DraftPoll draft = MakeDraft(1, 1);
  draft.method = Method::kSecret;
  hall.Draft(draft);
  EXPECT_EQ(Answer(hall.Say(kDirector, OpenPoll{Q(1)})), Refusal::kTooFewBallots);
}

TEST_F(SecretPolls, AreNotOpenedWithFewerBallotsThanASecretTakes) {
  hall_.OpenSecret(1);
  ASSERT_TRUE(hall_.Say(kDirector, hall_.MakeSecret(1, kDirector, 0)));
  ASSERT_TRUE(hall_.Say(kVice, hall_.MakeSecret(1, kVice, 0)));
  ASSERT_TRUE(hall_.Say(kDirector, ClosePoll{Q(1)}));
  EXPECT_EQ(NextSeal(hall_.session(), Q(1), P(kDirector)), std::nullopt);
  EXPECT_EQ(Answer(hall_.Say(kDirector, SealPoll{Q(1), *hall_.poll(1).secret->expected})),
            Refusal::kTooFewBallots);
  EXPECT_TRUE(hall_.Say(kDirector, VoidPoll{Q(1), "票数过少"}));
}

struct LeastCase {
  const char* name;
  std::uint8_t ballots;
  std::uint32_t later;  // the least number by rules that are set after the close
  std::optional<Refusal> want;
};

class LeastBallots : public SecretPolls, public testing::WithParamInterface<LeastCase> {};

TEST_P(LeastBallots, AreThoseOfTheRulesThatThePollWasOpenedUnder) {
  hall_.OpenSecret(1);
  EXPECT_EQ(hall_.poll(1).secret->least_ballots, 3u);
  for (std::uint8_t i = 0; i < GetParam().ballots; ++i) {
    const std::uint8_t person = kDirector + i;
    ASSERT_TRUE(hall_.Say(person, hall_.MakeSecret(1, person, 0)));
  }
  ASSERT_TRUE(hall_.Say(kDirector, ClosePoll{Q(1)}));
  CommitteeRules rules;
  rules.key_holding.least_ballots = GetParam().later;
  ASSERT_TRUE(hall_.EnterConfirmed(SetRules{rules}));
  ASSERT_TRUE(hall_.Say(kSecretary, AdvanceRegistry{hall_.RegistryHead()}));
  EXPECT_EQ(NextSeal(hall_.session(), Q(1), P(kDirector)).has_value(), !GetParam().want);
  EXPECT_EQ(Answer(hall_.Say(kDirector, SealPoll{Q(1), *hall_.poll(1).secret->expected})),
            GetParam().want);
}

INSTANTIATE_TEST_SUITE_P(Cases, LeastBallots,
                         testing::Values(LeastCase{"Lowered", 2, 2, Refusal::kTooFewBallots},
                                         LeastCase{"Raised", 3, 8, std::nullopt}),
                         [](const auto& row) { return row.param.name; });

class SealedPoll : public SecretPolls {
 protected:
  SealedPoll() {
    hall_.OpenSecret(1);
    for (std::uint8_t i = 0; i < 5; ++i) {
      const std::uint8_t person = kDirector + i;
      EXPECT_TRUE(hall_.Say(person, hall_.MakeSecret(1, person, i % 3)));
    }
    EXPECT_TRUE(hall_.Say(kDirector, ClosePoll{Q(1)}));
  }
  Seal Right() const { return *hall_.poll(1).secret->expected; }
};

TEST_F(SealedPoll, TakesNoOtherSealThanTheLogGives) {
  for (const auto change :
       {+[](Seal& s) { s.head.root.bytes[0] ^= 1; }, +[](Seal& s) { --s.head.size; },
        +[](Seal& s) { --s.ballots; }, +[](Seal& s) { s.aggregates.pop_back(); }}) {
    Seal seal = Right();
    change(seal);
    EXPECT_EQ(Answer(hall_.Say(kDirector, SealPoll{Q(1), seal})), Refusal::kSealDiffers);
  }
}

TEST_F(SealedPoll, IsSealedByChairAndChiefScrutineer) {
  EXPECT_EQ(Answer(hall_.Say(kVice, SealPoll{Q(1), Right()})), Refusal::kNotYourRole);
  EXPECT_EQ(Answer(hall_.Say(kMember + 1, SealPoll{Q(1), Right()})), Refusal::kNotYourRole);
  ASSERT_TRUE(hall_.Say(kDirector, SealPoll{Q(1), Right()}));
  EXPECT_EQ(Answer(hall_.Say(kDirector, SealPoll{Q(1), Right()})), Refusal::kSaidAlready);
  EXPECT_FALSE(AnswerIsWanted(hall_.session(), Q(1), P(kMember)));
  ASSERT_TRUE(hall_.Say(kDirector, HandOverChair{P(kVice)}));  // a second chair is no scrutineer
  EXPECT_EQ(Answer(hall_.Say(kVice, SealPoll{Q(1), Right()})), Refusal::kSaidAlready);
  ASSERT_TRUE(hall_.Say(kMember, SealPoll{Q(1), Right()}));
  EXPECT_TRUE(AnswerIsWanted(hall_.session(), Q(1), P(kMember)));
}

TEST_F(SealedPoll, TakesNoAnswerBeforeBothHaveSealed) {
  ASSERT_TRUE(hall_.Say(kDirector, SealPoll{Q(1), Right()}));
  EXPECT_EQ(Answer(hall_.Say(kMember, AnswerOpening{Q(1), Bytes(227, 4)})), Refusal::kNotSealed);
}

TEST_F(SealedPoll, NamesAFalseAnswerAndIgnoresIt) {
  ASSERT_TRUE(hall_.Say(kDirector, SealPoll{Q(1), Right()}));
  ASSERT_TRUE(hall_.Say(kMember, SealPoll{Q(1), Right()}));
  EXPECT_EQ(Answer(hall_.Say(kDirector, AnswerOpening{Q(1), Bytes(227, 4)})),
            Refusal::kNotYourRole);
  EXPECT_EQ(Answer(hall_.Say(kMember, AnswerOpening{Q(1), Bytes(227, 4)})), Refusal::kBadAnswer);
  AnswerOpening wrong = MakeOpeningAnswer(hall_.session(), Q(1), P(kMember),
                                          hall_.ShareOf(kMember + 1), Bytes(32, 1));
  ASSERT_TRUE(hall_.Say(kMember, wrong));
  EXPECT_EQ(hall_.poll(1).secret->false_answers, std::set{P(kMember)});
  EXPECT_TRUE(hall_.session().excluded.contains(P(kMember)));
  EXPECT_EQ(Answer(hall_.Say(kMember, wrong)), Refusal::kSaidAlready);
  ASSERT_TRUE(hall_.Answer(1, kMember + 1));
  EXPECT_EQ(Answer(hall_.Say(kSecretary, StateTotals{Q(1), {{{5, 0, 0}, 0}}})),
            Refusal::kTooFewAnswers);
  ASSERT_TRUE(hall_.Answer(1, kMember + 2));
  EXPECT_EQ(Answer(hall_.Say(kSecretary, StateTotals{Q(1), {{{5, 0, 0}, 0}}})),
            Refusal::kTotalsDiffer);
  hall_.State(1);
  EXPECT_EQ(hall_.poll(1).results[0].count.votes, (std::vector<std::uint32_t>{2, 2, 1}));
  EXPECT_EQ(Answer(hall_.Say(kSecretary, StateTotals{Q(1), {{{2, 2, 1}, 0}}})),
            Refusal::kSaidAlready);
}

TEST_F(SealedPoll, IsAnsweredNoMoreOnceItIsVoid) {
  ASSERT_TRUE(hall_.Say(kDirector, SealPoll{Q(1), Right()}));
  ASSERT_TRUE(hall_.Say(kMember, SealPoll{Q(1), Right()}));
  const AnswerOpening answer =
      MakeOpeningAnswer(hall_.session(), Q(1), P(kMember), hall_.ShareOf(kMember), Bytes(32, 1));
  ASSERT_TRUE(hall_.Say(kDirector, VoidPoll{Q(1), "持有人不足"}));
  EXPECT_FALSE(AnswerIsWanted(hall_.session(), Q(1), P(kMember)));
  EXPECT_EQ(Answer(hall_.Say(kMember, answer)), Refusal::kPollState);
}

}  // namespace
}  // namespace plenary::session
