#include "core/session/registry.h"

#include <gtest/gtest.h>

#include "tests/core/session/hall.h"

namespace plenary::session {
namespace {

constexpr std::uint8_t kNew = 60;  // a person whom the registry does not know yet

Body NewPerson() { return PutPerson{P(kNew), "新任", ""}; }
Body NewKey() { return AdmitKey{P(kNew), ToBytes(KeyOf(kNew).encoded())}; }

TEST(Registry, FoundingMakesASecretaryAndASecondOfficer) {
  const Hall hall;
  EXPECT_TRUE(hall.registry().HasRole(P(kSecretary), Role::kSecretary));
  EXPECT_TRUE(hall.registry().HasRole(P(kOfficer), Role::kOfficer));
  EXPECT_FALSE(hall.registry().HasRole(P(kOfficer), Role::kSecretary));
}

TEST(Registry, CompositionIsTheSeatsInOffice) {
  Hall hall(7);
  EXPECT_EQ(hall.registry().Composition(), 7u);
  ASSERT_TRUE(hall.EnterConfirmed(VacateSeat{MakeId<SeatId>(kMember), {2023, 1, 1}, "调离"}));
  EXPECT_EQ(hall.registry().Composition(), 6u);
  EXPECT_FALSE(hall.registry().IsMember(P(kMember)));
}

// What only a second officer makes good has no effect before.
TEST(Registry, AKeyCountsOnceASecondOfficerHasConfirmedIt) {
  Hall hall;
  ASSERT_TRUE(hall.Enter(kSecretary, NewPerson()));
  const std::uint64_t entry = hall.RegistryHead().size;
  ASSERT_TRUE(hall.Enter(kSecretary, NewKey()));
  EXPECT_FALSE(hall.registry().SignerOf(KeyOf(kNew).id()));
  EXPECT_EQ(Answer(hall.Enter(kSecretary, Confirm{{entry}})), Refusal::kOwnProposal);
  ASSERT_TRUE(hall.Enter(kOfficer, Confirm{{entry}}));
  EXPECT_EQ(hall.registry().SignerOf(KeyOf(kNew).id()), P(kNew));
  EXPECT_EQ(Answer(hall.Enter(kOfficer, Confirm{{entry}})), Refusal::kNothingToConfirm);
}

TEST(Registry, ASeatIsFilledOnlyByTwoOfficers) {
  Hall hall;
  ASSERT_TRUE(hall.Enter(kSecretary, NewPerson()));
  ASSERT_TRUE(hall.Enter(kSecretary, AddSeat{MakeId<SeatId>(kNew), Office::kMember}));
  ASSERT_TRUE(hall.Enter(kSecretary, FillSeat{MakeId<SeatId>(kNew), P(kNew), {2023, 1, 1}}));
  EXPECT_FALSE(hall.registry().IsMember(P(kNew)));
  EXPECT_EQ(hall.registry().Composition(), 7u);
}

TEST(Registry, ConfirmsInOrderEachAgainstWhatTheEarlierMade) {
  Hall hall;
  ASSERT_TRUE(hall.Enter(kSecretary, NewPerson()));
  const std::uint64_t first = hall.RegistryHead().size;
  ASSERT_TRUE(hall.Enter(kSecretary, NewKey()));
  ASSERT_TRUE(hall.Enter(kSecretary, NewKey()));  // proposed twice: neither stands yet
  EXPECT_EQ(Answer(hall.Enter(kOfficer, Confirm{{first, first + 1}})), Refusal::kKnownAlready);
  EXPECT_FALSE(hall.registry().SignerOf(KeyOf(kNew).id()));
  EXPECT_TRUE(hall.Enter(kOfficer, Confirm{{first}}));
}

struct RegistryRefusal {
  const char* name;
  std::uint8_t by;
  Body body;
  Refusal want;
};

class RegistryRefuses : public testing::TestWithParam<RegistryRefusal> {};

TEST_P(RegistryRefuses, AndStaysUnchanged) {
  Hall hall;
  const auto before = hall.RegistryHead().size;
  EXPECT_EQ(Answer(hall.Enter(GetParam().by, GetParam().body)), GetParam().want);
  EXPECT_EQ(hall.RegistryHead().size, before);
}

CommitteeRules BadRules() {
  CommitteeRules rules;
  rules.quorum = {3, 2, true};
  return rules;
}

CommitteeRules TieRules() {
  CommitteeRules rules;
  rules.majority.share = {1, 2, false};  // a tie would reach it
  return rules;
}

CommitteeRules UnsortedRules() {
  CommitteeRules rules;
  rules.majorities = {{ItemKind::kDecision, rules::kTwoThirdsOfAll},
                      {ItemKind::kDecision, rules::kTwoThirdsOfAll}};
  return rules;
}

INSTANTIATE_TEST_SUITE_P(
    Cases, RegistryRefuses,
    testing::Values(
        RegistryRefusal{"AMembersWord", kMember, NewPerson(), Refusal::kNotYourRole},
        RegistryRefusal{"TheSecondOfficersProposal", kOfficer, NewPerson(), Refusal::kNotYourRole},
        RegistryRefusal{"AnUnknownKey", kNew, NewPerson(), Refusal::kUnknownKey},
        RegistryRefusal{"APersonKnown", kSecretary,
                        PutPerson{P(kGuest), "马腾", "县人民政府办公室主任"},
                        Refusal::kKnownAlready},
        RegistryRefusal{"AKeyForNobody", kSecretary, NewKey(), Refusal::kUnknownPerson},
        RegistryRefusal{"AKeyKnown", kSecretary,
                        AdmitKey{P(kGuest), ToBytes(KeyOf(kMember).encoded())},
                        Refusal::kKnownAlready},
        RegistryRefusal{"ANodesKeyAsAPersons", kSecretary,
                        AdmitKey{P(kGuest), ToBytes(KeyOf(200).encoded())}, Refusal::kKnownAlready},
        RegistryRefusal{"AKeyThatIsNone", kSecretary, AdmitKey{P(kGuest), Bytes(65, Byte{4})},
                        Refusal::kBadKey},
        RegistryRefusal{"ASeatTaken", kSecretary,
                        FillSeat{MakeId<SeatId>(kMember), P(kGuest), {2023, 1, 1}},
                        Refusal::kSeatTaken},
        RegistryRefusal{"ASeatUnknown", kSecretary,
                        FillSeat{MakeId<SeatId>(99), P(kGuest), {2023, 1, 1}},
                        Refusal::kUnknownSeat},
        RegistryRefusal{"ARoleHeld", kSecretary, GrantRole{P(kGuest), Role::kAttendee},
                        Refusal::kKnownAlready},
        RegistryRefusal{"ARoleNotHeld", kSecretary, WithdrawRole{P(kGuest), Role::kOfficer},
                        Refusal::kNotGranted},
        RegistryRefusal{"TheLastSecretary", kSecretary,
                        WithdrawRole{P(kSecretary), Role::kSecretary}, Refusal::kLastOfficers},
        RegistryRefusal{"TheSecondLastOfficer", kSecretary,
                        WithdrawRole{P(kOfficer), Role::kOfficer}, Refusal::kLastOfficers},
        RegistryRefusal{"AnotherMembersKeyRevoked", kMember, RevokeKey{KeyOf(kDirector).id(), "x"},
                        Refusal::kNotYourRole},
        RegistryRefusal{"AKeyUnknownRevoked", kSecretary, RevokeKey{KeyOf(kNew).id(), "x"},
                        Refusal::kUnknownKey},
        RegistryRefusal{"TheLastNode", kSecretary, RevokeNode{KeyOf(200).id(), "x"},
                        Refusal::kUnknownNode},
        RegistryRefusal{"ATermSkipped", kSecretary, BeginTerm{19, {2026, 7, 1}}, Refusal::kBadTerm},
        RegistryRefusal{"AQuorumOverAll", kSecretary, SetRules{BadRules()}, Refusal::kBadRules},
        RegistryRefusal{"AMajorityThatATieReaches", kSecretary, SetRules{TieRules()},
                        Refusal::kBadRules},
        RegistryRefusal{"TwoMajoritiesForAKind", kSecretary, SetRules{UnsortedRules()},
                        Refusal::kBadRules},
        RegistryRefusal{"ASessionsCommand", kSecretary, OpenSession{}, Refusal::kOtherLog}),
    [](const auto& row) { return row.param.name; });

TEST(Registry, ARevokedKeySaysNothingMore) {
  Hall hall;
  ASSERT_TRUE(hall.Enter(kMember, RevokeKey{KeyOf(kMember).id(), "遗失"}));
  EXPECT_FALSE(hall.registry().SignerOf(KeyOf(kMember).id()));
  EXPECT_EQ(Answer(hall.Enter(kMember, NewPerson())), Refusal::kRevokedKey);
  EXPECT_EQ(Answer(hall.Enter(kSecretary, RevokeKey{KeyOf(kMember).id(), "x"})),
            Refusal::kRevokedKey);
}

TEST(Registry, AStolenOfficersKeyGoesEvenIfOneIsLeft) {
  Hall hall;
  EXPECT_TRUE(hall.Enter(kSecretary, RevokeKey{KeyOf(kOfficer).id(), "被盗"}));
  EXPECT_EQ(Answer(hall.Enter(kSecretary, RevokeKey{KeyOf(kSecretary).id(), "x"})),
            Refusal::kLastOfficers);
}

TEST(Registry, ANewTermLeavesEverySeatVacant) {
  Hall hall;
  ASSERT_TRUE(hall.EnterConfirmed(BeginTerm{18, {2026, 7, 1}}));
  EXPECT_EQ(hall.registry().term, 18u);
  EXPECT_EQ(hall.registry().Composition(), 0u);
}

TEST(Registry, AConfirmationMustHaveSeenWhatItConfirms) {
  const Hall hall;
  EXPECT_EQ(NeedsSeen(hall.registry(), Confirm{{3, 9}}), 10u);
  EXPECT_GT(NeedsSeen(hall.registry(), RevokeKey{KeyOf(kMember).id(), "x"}), 1u);
  EXPECT_EQ(NeedsSeen(hall.registry(), NewPerson()), 0u);
}

}  // namespace
}  // namespace plenary::session
