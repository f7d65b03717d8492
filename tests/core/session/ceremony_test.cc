// How the key of secret polls is made in the log, and who is named when it is not.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/ballot/holder.h"
#include "tests/core/session/secret_hall.h"

namespace plenary::session {
namespace {

constexpr std::uint8_t kFirst = kMember;  // the holders of most tests
constexpr std::uint8_t kSecond = kMember + 1;
constexpr std::uint8_t kThird = kMember + 2;

CommitteeRules HeldByBody() {
  CommitteeRules rules;
  rules.key_holding.holders = KeyHolders::kBody;
  return rules;
}

TEST(KeyCeremony, OfThreeScrutineersMakesAKeyThatAnyTwoOpen) {
  SecretHall hall;
  hall.Begin(7);
  hall.MakeKey(1);
  EXPECT_EQ(hall.session().holders_key->threshold, 2u);
  EXPECT_EQ(hall.session().holders_key->holders, (std::vector{P(kFirst), P(kSecond), P(kThird)}));
  EXPECT_TRUE(hall.session().excluded.empty());
}

TEST(KeyCeremony, OfTheBodyNeedsAQuorumToOpen) {
  SecretHall hall(7, HeldByBody());
  hall.Begin(6);
  hall.MakeKey(1);
  EXPECT_EQ(hall.session().holders_key->threshold, 4u);
  EXPECT_EQ(hall.session().holders_key->holders.size(), 6u);
}

TEST(KeyCeremony, LateMembersJoinTheNext) {
  SecretHall hall(7, HeldByBody());
  hall.Begin(5);
  hall.MakeKey(1);
  ASSERT_TRUE(hall.Say(kDirector + 6, SignIn{}));
  EXPECT_EQ(hall.session().holders_key->holders.size(), 5u);
  hall.MakeKey(2);
  EXPECT_EQ(hall.session().holders_key->holders.size(), 6u);
}

TEST(KeyCeremony, KeepsTheOldKeyUntilTheNewOneStands) {
  SecretHall hall;
  hall.Begin(7);
  hall.MakeKey(1);
  ASSERT_TRUE(hall.Say(kDirector, hall.NextCeremony(2)));
  EXPECT_EQ(hall.session().holders_key->ceremony, MakeId<CeremonyId>(1));
}

struct BeginCase {
  const char* name;
  void (*change)(BeginCeremony&);
  Refusal want;
};

class KeyCeremonyRefuses : public testing::TestWithParam<BeginCase> {};

TEST_P(KeyCeremonyRefuses, OtherHoldersThanTheRulesHave) {
  SecretHall hall;
  hall.Begin(7);
  hall.MakeKey(1);
  BeginCeremony begin = hall.NextCeremony(2);
  GetParam().change(begin);
  EXPECT_EQ(Answer(hall.Say(kDirector, begin)), GetParam().want);
  EXPECT_EQ(hall.session().ceremony->id, MakeId<CeremonyId>(1));
}

INSTANTIATE_TEST_SUITE_P(
    Cases, KeyCeremonyRefuses,
    testing::Values(
        BeginCase{"IdUsed", [](BeginCeremony& b) { b.ceremony = MakeId<CeremonyId>(1); },
                  Refusal::kCeremonyExists},
        BeginCase{"OneLeftOut", [](BeginCeremony& b) { b.holders.pop_back(); },
                  Refusal::kWrongHolders},
        BeginCase{"OneTooMany", [](BeginCeremony& b) { b.holders.push_back(P(kDirector)); },
                  Refusal::kWrongHolders},
        BeginCase{"AnotherOrder", [](BeginCeremony& b) { std::swap(b.holders[0], b.holders[1]); },
                  Refusal::kWrongHolders},
        BeginCase{"AllMustOpen", [](BeginCeremony& b) { b.threshold = 3; }, Refusal::kWrongHolders},
        BeginCase{"OneOpens", [](BeginCeremony& b) { b.threshold = 1; }, Refusal::kWrongHolders}),
    [](const auto& row) { return row.param.name; });

TEST(KeyCeremony, NeedsTwoHolders) {
  SecretHall hall;
  hall.Begin(7);
  ASSERT_TRUE(hall.Say(kSecretary, RecordDeparture{P(kSecond)}));
  ASSERT_TRUE(hall.Say(kSecretary, RecordDeparture{P(kThird)}));
  EXPECT_EQ(Answer(hall.Say(kDirector, hall.NextCeremony(1))), Refusal::kTooFewHolders);
}

// Whoever holds by new rules: a key says who holds it.
TEST(KeyCeremony, RemembersWhetherTheBodyHolds) {
  SecretHall hall;
  hall.Begin(7);
  ASSERT_TRUE(hall.Say(kDirector, hall.NextCeremony(1)));
  ASSERT_TRUE(hall.EnterConfirmed(SetRules{HeldByBody()}));
  ASSERT_TRUE(hall.Say(kSecretary, AdvanceRegistry{hall.RegistryHead()}));
  while (hall.Step()) continue;
  ASSERT_NE(hall.session().holders_key, nullptr);
  EXPECT_EQ(hall.session().holders_key->held_by, KeyHolders::kScrutineers);
  hall.MakeKey(2);
  EXPECT_EQ(hall.session().holders_key->held_by, KeyHolders::kBody);
  EXPECT_EQ(hall.session().holders_key->holders.size(), 7u);
}

TEST(KeyCeremony, WaitsForPollsToEnd) {
  SecretHall hall;
  hall.Begin(7);
  hall.OpenPoll(9, 1);
  EXPECT_EQ(Answer(hall.Say(kDirector, hall.NextCeremony(1))), Refusal::kPollsUnfinished);
}

TEST(KeyCeremony, TakesEachStepOnceAndOnlyFromHolders) {
  SecretHall hall;
  hall.Begin(7);
  ASSERT_TRUE(hall.Say(kDirector, hall.NextCeremony(1)));
  const auto step = NextCeremonyStep(hall.session(), P(kFirst), hall.SeedOf(kFirst));
  ASSERT_TRUE(step);
  EXPECT_EQ(Answer(hall.Say(kDirector, step->body)), Refusal::kNotYourRole);
  EXPECT_EQ(Answer(hall.Say(kSecond, step->body)), Refusal::kBadCeremonyMessage);  // another's
  ASSERT_TRUE(hall.Say(kFirst, step->body));
  EXPECT_EQ(Answer(hall.Say(kFirst, step->body)), Refusal::kSaidAlready);
  EXPECT_EQ(NextCeremonyStep(hall.session(), P(kFirst), hall.SeedOf(kFirst)), std::nullopt);
  EXPECT_EQ(Answer(hall.Say(kSecond, AcceptDeals{MakeId<CeremonyId>(1), {}})),
            Refusal::kCeremonyState);
  EXPECT_EQ(Answer(hall.Say(kSecond, AcceptDeals{MakeId<CeremonyId>(7), {}})),
            Refusal::kUnknownCeremony);
}

TEST(KeyCeremony, RefusesADealThatIsNotWhatWasCommittedTo) {
  SecretHall hall;
  hall.Begin(7);
  ASSERT_TRUE(hall.Say(kDirector, hall.NextCeremony(1)));
  ASSERT_TRUE(hall.Step());
  const CeremonyRecord& ceremony = *hall.session().ceremony;
  std::vector<ballot::Commitment> commitments;
  for (const auto& commitment : ceremony.commitments) commitments.push_back(*commitment);
  const ballot::Holder other(ceremony.terms, 1, crypto::SecretBytes::CopyOf(Bytes(32, 9)));
  const DealShares another{ceremony.id, other.MakeDeal(ceremony.round, commitments)};
  EXPECT_EQ(Answer(hall.Say(kFirst, another)), Refusal::kBadCeremonyMessage);
  auto step = NextCeremonyStep(hall.session(), P(kFirst), hall.SeedOf(kFirst));
  auto deal = std::get<DealShares>(step->body);
  deal.deal[70] ^= 1;
  EXPECT_EQ(Answer(hall.Say(kFirst, deal)), Refusal::kBadCeremonyMessage);
  EXPECT_TRUE(hall.Say(kFirst, step->body));
}

// A second machine of a holder, with a seed of its own, keeps out of what the first has begun:
// what it would say were a fault of the person.
TEST(KeyCeremony, IsGoneOnWithByTheMachineThatCommitted) {
  SecretHall hall;
  hall.Begin(7);
  ASSERT_TRUE(hall.Say(kDirector, hall.NextCeremony(1)));
  const auto second = crypto::SecretBytes::CopyOf(Bytes(32, 9));
  EXPECT_NE(NextCeremonyStep(hall.session(), P(kFirst), second), std::nullopt);
  int steps = 0;
  while (hall.Step()) {
    EXPECT_EQ(NextCeremonyStep(hall.session(), P(kFirst), second), std::nullopt) << ++steps;
  }
  EXPECT_EQ(hall.session().ceremony->state, CeremonyState::kComplete);
  EXPECT_TRUE(hall.session().excluded.empty());
}

TEST(KeyCeremony, BeginsAnewWithoutTheSilentAndOnlyWithoutThem) {
  CommitteeRules rules = HeldByBody();
  SecretHall hall(7, rules);
  hall.Begin(7);
  ASSERT_TRUE(hall.Say(kDirector, hall.NextCeremony(1)));
  ASSERT_TRUE(hall.Step({kThird}));
  EXPECT_EQ(hall.session().ceremony->Silent(), std::vector{P(kThird)});
  BeginCeremony begin = hall.NextCeremony(2);
  std::erase(begin.holders, P(kSecond));
  EXPECT_EQ(Answer(hall.Say(kDirector, begin)), Refusal::kWrongHolders);
  begin = hall.NextCeremony(2);
  std::erase(begin.holders, P(kThird));
  ASSERT_TRUE(hall.Say(kDirector, begin));
  while (hall.Step()) continue;
  EXPECT_EQ(hall.session().ceremony->state, CeremonyState::kComplete);
  EXPECT_TRUE(hall.session().excluded.empty());
}

// kFirst deals wrongly to kSecond: the last masked share of it is changed after the proofs.
void DealWrongly(SecretHall& hall) {
  ASSERT_TRUE(hall.Say(kDirector, hall.NextCeremony(1)));
  ASSERT_TRUE(hall.Step());
  auto step = NextCeremonyStep(hall.session(), P(kFirst), hall.SeedOf(kFirst));
  auto deal = std::get<DealShares>(step->body);
  deal.deal[deal.deal.size() - 40] ^= 1;  // in the share of holder 2
  ASSERT_TRUE(hall.Say(kFirst, deal));
  ASSERT_TRUE(hall.Step({kFirst}));
  ASSERT_EQ(hall.session().ceremony->state, CeremonyState::kAccepting);
}

TEST(KeyCeremony, NamesADealerWhoDealtWrongly) {
  SecretHall hall;
  hall.Begin(7);
  DealWrongly(hall);
  auto step = NextCeremonyStep(hall.session(), P(kSecond), hall.SeedOf(kSecond));
  ASSERT_TRUE(step && std::holds_alternative<ComplainOfDeal>(step->body));
  ASSERT_TRUE(hall.Say(kSecond, step->body));
  EXPECT_EQ(hall.session().ceremony->state, CeremonyState::kBroken);
  EXPECT_EQ(hall.session().ceremony->at_fault, P(kFirst));
  EXPECT_EQ(EligibleHolders(hall.session()), (std::vector{P(kSecond), P(kThird)}));
  EXPECT_EQ(Answer(hall.Say(kFirst, AcceptDeals{MakeId<CeremonyId>(1), {}})),
            Refusal::kCeremonyState);
  hall.MakeKey(2);
  EXPECT_EQ(hall.session().holders_key->holders, (std::vector{P(kSecond), P(kThird)}));
}

TEST(KeyCeremony, NamesWhoComplainsOfAGoodDeal) {
  SecretHall hall;
  hall.Begin(7);
  ASSERT_TRUE(hall.Say(kDirector, hall.NextCeremony(1)));
  ASSERT_TRUE(hall.Step());
  ASSERT_TRUE(hall.Step());
  ComplainOfDeal complaint{MakeId<CeremonyId>(1), P(kFirst), Bytes(ballot::kComplaintSize, 4)};
  EXPECT_EQ(Answer(hall.Say(kFirst, complaint)), Refusal::kBadCeremonyMessage);  // of itself
  complaint.dealer = P(kDirector);
  EXPECT_EQ(Answer(hall.Say(kSecond, complaint)), Refusal::kNotAHolder);
  complaint.dealer = P(kFirst);
  ASSERT_TRUE(hall.Say(kSecond, complaint));
  EXPECT_EQ(hall.session().ceremony->at_fault, P(kSecond));
}

TEST(KeyCeremony, RefusesToAcceptOtherDeals) {
  SecretHall hall;
  hall.Begin(7);
  ASSERT_TRUE(hall.Say(kDirector, hall.NextCeremony(1)));
  ASSERT_TRUE(hall.Step());
  ASSERT_TRUE(hall.Step());
  EXPECT_EQ(Answer(hall.Say(kFirst, AcceptDeals{MakeId<CeremonyId>(1), {}})),
            Refusal::kDealsDiffer);
}

}  // namespace
}  // namespace plenary::session
