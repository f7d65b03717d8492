// What was tried against other systems' secret polls, tried in a session.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/core/session/secret_hall.h"

namespace plenary::session {
namespace {

constexpr std::uint8_t kFirst = kMember;  // the holders; the first is chief scrutineer
constexpr std::uint8_t kSecond = kMember + 1;
constexpr std::uint8_t kThird = kMember + 2;

class SecretAttacks : public testing::Test {
 protected:
  SecretAttacks() { hall_.Begin(7); }

  // An open poll in which the first `voters` have voted, for, against and abstaining in turn.
  void OpenWithBallots(std::uint8_t voters) {
    hall_.MakeKey(1);
    hall_.OpenSecret(1);
    for (std::uint8_t i = 0; i < voters; ++i) {
      const std::uint8_t person = kDirector + i;
      ASSERT_TRUE(hall_.Say(person, hall_.MakeSecret(1, person, i % 3)));
    }
  }
  void Revoke(std::uint8_t person) {
    ASSERT_TRUE(hall_.Say(kOfficer, RevokeKey{KeyOf(person).id(), "遗失"}));
  }
  // What the holder's machine would say next in the ceremony.
  Body NextOf(std::uint8_t holder) const {
    auto step = NextCeremonyStep(hall_.session(), P(holder), hall_.SeedOf(holder));
    EXPECT_TRUE(step);
    return step ? std::move(step->body) : Body(Recess{});
  }
  Seal RightSeal() const { return *hall_.poll(1).secret->expected; }
  AnswerOpening AnswerOf(std::uint8_t poll, std::uint8_t holder) {
    return MakeOpeningAnswer(hall_.session(), Q(poll), P(holder), hall_.ShareOf(holder),
                             Bytes(32, holder));
  }

  SecretHall hall_;
};

// ---- revoked keys

TEST_F(SecretAttacks, ARevokedKeyCastsNoBallotAndChallengesNone) {
  OpenWithBallots(1);
  const CastSecretBallot cast = hall_.MakeSecret(1, kVice, 0);
  Revoke(kVice);
  EXPECT_EQ(Answer(hall_.Say(kVice, cast)), Refusal::kRevokedKey);
  EXPECT_EQ(Answer(hall_.Say(kVice, ChallengeBallot{Q(1), cast.ballot, cast.code})),
            Refusal::kRevokedKey);
  EXPECT_EQ(hall_.poll(1).ballots.size(), 1u);
  EXPECT_TRUE(hall_.poll(1).secret->spent.empty());
}

TEST_F(SecretAttacks, ARevokedKeyTakesNoStepOfACeremony) {
  ASSERT_TRUE(hall_.Say(kDirector, hall_.NextCeremony(1)));
  const Body commitment = NextOf(kThird);
  SecretHall committing = hall_;
  ASSERT_TRUE(committing.Say(kOfficer, RevokeKey{KeyOf(kThird).id(), "遗失"}));
  EXPECT_EQ(Answer(committing.Say(kThird, commitment)), Refusal::kRevokedKey);

  ASSERT_TRUE(hall_.Step());
  SecretHall dealing = hall_;
  const Body deal = NextOf(kThird);
  ASSERT_TRUE(dealing.Say(kOfficer, RevokeKey{KeyOf(kThird).id(), "遗失"}));
  EXPECT_EQ(Answer(dealing.Say(kThird, deal)), Refusal::kRevokedKey);

  ASSERT_TRUE(hall_.Step());
  const Body acceptance = NextOf(kThird);
  ASSERT_TRUE(std::holds_alternative<AcceptDeals>(acceptance));
  const ComplainOfDeal complaint{MakeId<CeremonyId>(1), P(kFirst), Bytes(ballot::kComplaintSize)};
  Revoke(kThird);
  EXPECT_EQ(Answer(hall_.Say(kThird, acceptance)), Refusal::kRevokedKey);
  EXPECT_EQ(Answer(hall_.Say(kThird, complaint)), Refusal::kRevokedKey);
}

TEST_F(SecretAttacks, ACeremonyBeginsAnewWithoutAHolderWhoseKeyIsRevoked) {
  ASSERT_TRUE(hall_.Say(kDirector, hall_.NextCeremony(1)));
  Revoke(kThird);
  ASSERT_TRUE(hall_.Step({kThird}));
  BeginCeremony begin = hall_.NextCeremony(2);
  std::erase(begin.holders, P(kThird));
  ASSERT_TRUE(hall_.Say(kDirector, begin));
  while (hall_.Step()) continue;
  EXPECT_EQ(hall_.session().holders_key->holders, (std::vector{P(kFirst), P(kSecond)}));
}

TEST_F(SecretAttacks, ARevokedKeySealsAnswersAndStatesNothing) {
  OpenWithBallots(5);
  ASSERT_TRUE(hall_.Say(kDirector, ClosePoll{Q(1)}));
  SecretHall closed = hall_;
  ASSERT_TRUE(closed.Say(kOfficer, RevokeKey{KeyOf(kFirst).id(), "遗失"}));
  EXPECT_EQ(Answer(closed.Say(kFirst, SealPoll{Q(1), RightSeal()})), Refusal::kRevokedKey);

  ASSERT_TRUE(hall_.Say(kDirector, SealPoll{Q(1), RightSeal()}));
  ASSERT_TRUE(hall_.Say(kFirst, SealPoll{Q(1), RightSeal()}));
  const AnswerOpening answer = AnswerOf(1, kThird);
  Revoke(kThird);
  EXPECT_EQ(Answer(hall_.Say(kThird, answer)), Refusal::kRevokedKey);
  EXPECT_TRUE(hall_.poll(1).secret->answers.empty());
  ASSERT_TRUE(hall_.Answer(1, kFirst));
  ASSERT_TRUE(hall_.Answer(1, kSecond));  // the others open it
  const StateTotals totals = *FindPollTotals(hall_.session(), Q(1));
  EXPECT_EQ(Answer(hall_.Say(kThird, totals)), Refusal::kRevokedKey);
  EXPECT_TRUE(hall_.Say(kSecond, totals));
}

// ---- ballots that do not belong here

TEST_F(SecretAttacks, ABallotAfterTheCloseIsNeitherCastNorSpent) {
  OpenWithBallots(5);
  const CastSecretBallot late = hall_.MakeSecret(1, kDirector + 5, 0);
  CastSecretBallot changed = hall_.MakeSecret(1, kDirector, 1, {}, 1);
  changed.replaces = hall_.poll(1).ballots.at(P(kDirector)).id;
  ASSERT_TRUE(hall_.Say(kDirector, ClosePoll{Q(1)}));
  const Seal sealed = RightSeal();
  EXPECT_EQ(Answer(hall_.Say(kDirector + 5, late)), Refusal::kPollState);
  EXPECT_EQ(Answer(hall_.Say(kDirector, changed)), Refusal::kPollState);
  EXPECT_EQ(Answer(hall_.Say(kDirector + 5, ChallengeBallot{Q(1), late.ballot, late.code})),
            Refusal::kPollState);
  EXPECT_EQ(hall_.poll(1).ballots.size(), 5u);
  EXPECT_EQ(RightSeal(), sealed);
}

TEST_F(SecretAttacks, ABallotIsNoneOfTheNextPollWithTheSameContests) {
  const auto open = [&](std::uint8_t poll) {
    DraftPoll draft = MakeDraft(poll, 1);
    draft.method = Method::kSecret;
    draft.subject = PollSubject::kProcedure;
    hall_.Draft(draft);
    ASSERT_TRUE(hall_.Say(kDirector, OpenPoll{Q(poll)}));
  };
  hall_.MakeKey(1);
  open(1);
  const CastSecretBallot old = hall_.MakeSecret(1, kDirector, 0);
  ASSERT_TRUE(hall_.Say(kDirector, old));
  for (std::uint8_t i = 1; i < 4; ++i) {
    const std::uint8_t person = kDirector + i;
    ASSERT_TRUE(hall_.Say(person, hall_.MakeSecret(1, person, 0)));
  }
  hall_.CloseAndSeal(1);
  ASSERT_TRUE(hall_.Answer(1, kFirst));
  ASSERT_TRUE(hall_.Answer(1, kSecond));
  hall_.State(1);
  ASSERT_TRUE(hall_.Certify(1));
  ASSERT_TRUE(hall_.Announce(1));
  open(2);
  CastSecretBallot replayed = old;
  EXPECT_EQ(Answer(hall_.Say(kDirector, replayed)), Refusal::kPollState);
  replayed.poll = Q(2);
  EXPECT_EQ(Answer(hall_.Say(kDirector, replayed)), Refusal::kCodeDiffers);
  replayed.code = ballot::BallotCode(*hall_.poll(2).secret->terms, P(kDirector), old.ballot);
  EXPECT_EQ(Answer(hall_.Say(kDirector, replayed)), Refusal::kFalseBallot);
  EXPECT_EQ(Answer(hall_.Say(kDirector, ChallengeBallot{Q(2), replayed.ballot, replayed.code})),
            Refusal::kFalseBallot);
}

// A clash: one code shown to two voters, so that one ballot passes for both.
TEST_F(SecretAttacks, NoCodeServesTwoVoters) {
  OpenWithBallots(0);
  const CastSecretBallot first = hall_.MakeSecret(1, kDirector, 0);
  ASSERT_TRUE(hall_.Say(kDirector, first));
  CastSecretBallot second = hall_.MakeSecret(1, kVice, 0);
  const Digest own = std::exchange(second.code, first.code);
  EXPECT_NE(own, first.code);
  EXPECT_EQ(Answer(hall_.Say(kVice, second)), Refusal::kCodeDiffers);
  second.ballot = first.ballot;
  EXPECT_EQ(Answer(hall_.Say(kVice, second)), Refusal::kCodeDiffers);
  second.code = ballot::BallotCode(*hall_.poll(1).secret->terms, P(kVice), first.ballot);
  EXPECT_NE(second.code, first.code);
  EXPECT_EQ(Answer(hall_.Say(kVice, second)), Refusal::kFalseBallot);
  EXPECT_EQ(Answer(hall_.Say(kVice, ChallengeBallot{Q(1), second.ballot, second.code})),
            Refusal::kFalseBallot);
}

// Spending another's ballot would keep it out: only its maker's can be.
TEST_F(SecretAttacks, NobodySpendsAnothersBallot) {
  OpenWithBallots(0);
  const CastSecretBallot cast = hall_.MakeSecret(1, kDirector, 0);
  EXPECT_EQ(Answer(hall_.Say(kVice, ChallengeBallot{Q(1), cast.ballot, cast.code})),
            Refusal::kCodeDiffers);
  EXPECT_TRUE(hall_.Say(kDirector, cast));
}

// ---- ceremonies

// Nothing that a holder said in a ceremony helps in the one that follows.
TEST_F(SecretAttacks, WhatWasSaidInACeremonyIsNothingInTheNext) {
  ASSERT_TRUE(hall_.Say(kDirector, hall_.NextCeremony(1)));
  auto commitment = std::get<CommitToCeremony>(NextOf(kFirst));
  ASSERT_TRUE(hall_.Step());
  auto deal = std::get<DealShares>(NextOf(kFirst));
  ASSERT_TRUE(hall_.Step({kThird}));
  BeginCeremony begin = hall_.NextCeremony(2);
  std::erase(begin.holders, P(kThird));
  ASSERT_TRUE(hall_.Say(kDirector, begin));
  EXPECT_EQ(Answer(hall_.Say(kFirst, commitment)), Refusal::kCeremonyState);
  commitment.ceremony = MakeId<CeremonyId>(2);
  EXPECT_EQ(Answer(hall_.Say(kFirst, commitment)), Refusal::kBadCeremonyMessage);
  ASSERT_TRUE(hall_.Step());
  EXPECT_EQ(Answer(hall_.Say(kFirst, deal)), Refusal::kCeremonyState);
  deal.ceremony = MakeId<CeremonyId>(2);
  EXPECT_EQ(Answer(hall_.Say(kFirst, deal)), Refusal::kBadCeremonyMessage);
  EXPECT_EQ(Answer(hall_.Say(kThird, deal)), Refusal::kNotYourRole);
  while (hall_.Step()) continue;
  EXPECT_EQ(hall_.session().holders_key->ceremony, MakeId<CeremonyId>(2));
}

// The same holders, with seeds that were not drawn anew: even then the id is in every number.
TEST_F(SecretAttacks, ASeedUsedAgainMakesOtherPolynomials) {
  ASSERT_TRUE(hall_.Say(kDirector, hall_.NextCeremony(1)));
  const crypto::SecretBytes seed = hall_.SeedOf(kFirst);
  const auto first = NextCeremonyStep(hall_.session(), P(kFirst), seed);
  ASSERT_TRUE(hall_.Say(kDirector, hall_.NextCeremony(2)));
  const auto second = NextCeremonyStep(hall_.session(), P(kFirst), seed);
  ASSERT_TRUE(first && second);
  EXPECT_NE(std::get<CommitToCeremony>(first->body).commitment,
            std::get<CommitToCeremony>(second->body).commitment);
}

// ---- sealing and opening

// Opening the sum with and without one ballot opens that ballot.
TEST_F(SecretAttacks, ASealThatLeavesOneBallotOutIsRefused) {
  OpenWithBallots(5);
  SecretHall other = hall_;
  ASSERT_TRUE(other.Say(kSecretary, RecordDeparture{P(kDirector + 6)}));  // another entry, as long
  ASSERT_TRUE(hall_.Say(kDirector + 5, hall_.MakeSecret(1, kDirector + 5, 0)));
  ASSERT_TRUE(hall_.Say(kDirector, ClosePoll{Q(1)}));
  ASSERT_TRUE(other.Say(kDirector, ClosePoll{Q(1)}));
  Seal without = *other.poll(1).secret->expected;
  EXPECT_EQ(without.ballots + 1, RightSeal().ballots);
  EXPECT_EQ(without.head, RightSeal().head);  // as if the server had made both roots the same
  EXPECT_EQ(Answer(hall_.Say(kDirector, SealPoll{Q(1), without})), Refusal::kSealDiffers);
  without.ballots = RightSeal().ballots;
  EXPECT_EQ(Answer(hall_.Say(kDirector, SealPoll{Q(1), without})), Refusal::kSealDiffers);
  EXPECT_FALSE(hall_.poll(1).secret->seal);
}

TEST_F(SecretAttacks, NoChangedByteOfASealIsTaken) {
  OpenWithBallots(4);
  ASSERT_TRUE(hall_.Say(kDirector, ClosePoll{Q(1)}));
  const Seal right = RightSeal();
  const auto refused = [&](const Seal& seal) {
    return Answer(hall_.Say(kDirector, SealPoll{Q(1), seal})) == Refusal::kSealDiffers;
  };
  for (std::size_t i = 0; i < right.aggregates.size(); ++i) {
    Seal seal = right;
    seal.aggregates[i] = static_cast<Byte>(seal.aggregates[i] ^ 1u << i % 8);
    EXPECT_TRUE(refused(seal)) << i;
  }
  for (std::size_t i = 0; i < right.head.root.bytes.size(); ++i) {
    Seal seal = right;
    seal.head.root.bytes[i] = static_cast<Byte>(seal.head.root.bytes[i] ^ 1u << i % 8);
    EXPECT_TRUE(refused(seal)) << i;
  }
  for (unsigned bit = 0; bit < 32; ++bit) {
    Seal size = right;
    size.head.size ^= std::uint64_t{1} << bit;
    EXPECT_TRUE(refused(size)) << bit;
    Seal number = right;
    number.ballots ^= 1u << bit;
    EXPECT_TRUE(refused(number)) << bit;
  }
  EXPECT_TRUE(hall_.Say(kDirector, SealPoll{Q(1), right}));
}

TEST_F(SecretAttacks, AnOpenOrVoidedPollIsNotSealed) {
  OpenWithBallots(4);
  SecretHall closed = hall_;
  ASSERT_TRUE(closed.Say(kDirector, ClosePoll{Q(1)}));
  const SealPoll early{Q(1), *closed.poll(1).secret->expected};
  EXPECT_EQ(NextSeal(hall_.session(), Q(1), P(kDirector)), std::nullopt);
  EXPECT_EQ(Answer(hall_.Say(kDirector, early)), Refusal::kPollState);
  ASSERT_TRUE(hall_.Say(kDirector, VoidPoll{Q(1), "设备故障"}));
  EXPECT_EQ(NextSeal(hall_.session(), Q(1), P(kDirector)), std::nullopt);
  EXPECT_EQ(Answer(hall_.Say(kDirector, early)), Refusal::kPollState);
}

// What a holder answered of a voided poll proves nothing of the one that repeats it.
TEST_F(SecretAttacks, AnAnswerServesItsOwnPollAlone) {
  OpenWithBallots(5);
  hall_.CloseAndSeal(1);
  AnswerOpening old = AnswerOf(1, kFirst);
  ASSERT_TRUE(hall_.Say(kFirst, old));
  hall_.VoidAndDraftAgain(1, 2, "持有人不足");
  ASSERT_TRUE(hall_.Say(kDirector, OpenPoll{Q(2)}));
  for (std::uint8_t i = 0; i < 5; ++i) {
    const std::uint8_t person = kDirector + i;
    ASSERT_TRUE(hall_.Say(person, hall_.MakeSecret(2, person, i % 3)));
  }
  hall_.CloseAndSeal(2);
  old.poll = Q(2);
  ASSERT_TRUE(hall_.Say(kFirst, old));  // kept as evidence
  EXPECT_EQ(hall_.poll(2).secret->false_answers, std::set{P(kFirst)});
  EXPECT_TRUE(hall_.poll(2).secret->answers.empty());
  ASSERT_TRUE(hall_.Answer(2, kSecond));
  ASSERT_TRUE(hall_.Answer(2, kThird));
  hall_.State(2);
  EXPECT_EQ(hall_.poll(2).results[0].count.votes, (std::vector<std::uint32_t>{2, 2, 1}));
}

// Of seven on the roll an option packs in steps of eight: eight of one option are one of the next.
TEST_F(SecretAttacks, TotalsThatAreTheSameNumberAreNotTheSameVotes) {
  OpenWithBallots(5);
  hall_.CloseAndSeal(1);
  ASSERT_TRUE(hall_.Answer(1, kFirst));
  ASSERT_TRUE(hall_.Answer(1, kSecond));
  const std::vector<std::vector<std::uint32_t>> falsely = {
      {10, 1, 1}, {2, 10, 0}, {3, 1, 1}, {2, 2}, {2, 2, 1, 0}, {}, {1, 2, 1}, {0, 0, 5}};
  for (const auto& votes : falsely) {
    EXPECT_EQ(Answer(hall_.Say(kDirector, StateTotals{Q(1), {{votes, 0}}})),
              Refusal::kTotalsDiffer);
  }
  EXPECT_EQ(Answer(hall_.Say(kDirector, StateTotals{Q(1), {{{2, 2, 0}, 1}}})),
            Refusal::kTotalsDiffer);
  EXPECT_EQ(Answer(hall_.Say(kDirector, StateTotals{Q(1), {}})), Refusal::kTotalsDiffer);
  EXPECT_TRUE(hall_.poll(1).results.empty());
  EXPECT_TRUE(hall_.Say(kDirector, StateTotals{Q(1), {{{2, 2, 1}, 0}}}));
}

TEST_F(SecretAttacks, NobodyCertifiesOrAnnouncesAnotherResult) {
  OpenWithBallots(5);
  hall_.CloseAndSeal(1);
  EXPECT_EQ(Answer(hall_.Say(kFirst, CertifyResult{Q(1), {}})), Refusal::kPollState);
  ASSERT_TRUE(hall_.Answer(1, kFirst));
  ASSERT_TRUE(hall_.Answer(1, kSecond));
  hall_.State(1);
  auto stated = StateResults(hall_.poll(1));
  std::swap(stated[0].votes[0], stated[0].votes[2]);
  EXPECT_EQ(Answer(hall_.Say(kFirst, CertifyResult{Q(1), stated})), Refusal::kResultDiffers);
  ASSERT_TRUE(hall_.Certify(1));
  EXPECT_EQ(Answer(hall_.Say(kDirector, AnnounceResult{Q(1), stated})), Refusal::kResultDiffers);
}

}  // namespace
}  // namespace plenary::session
