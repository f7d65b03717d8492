#include "client/actions/founding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/fold/log_fold.h"

namespace plenary::actions {
namespace {

constexpr Instant kNow{1'700'000'000'000};

class Founding : public testing::TestWithParam<crypto::Suite> {
 protected:
  static crypto::PrivateKey NewKey() { return crypto::PrivateKey::Generate(GetParam()).value(); }

  FoundingTerms Terms() const {
    FoundingTerms terms{.name = "绛县人民代表大会常务委员会",
                        .term = 17,
                        .date = {2021, 7, 15},
                        .first_name = "李秀兰",
                        .people = {},
                        .id = {},
                        .node = {ToBytes(node.public_key().encoded()), Bytes{1, 2, 3}},
                        .rules = {}};
    terms.people[0].bytes.fill(1);
    terms.people[1].bytes.fill(2);
    terms.id.bytes.fill(3);
    return terms;
  }
  log::SignedCommand Draft() const {
    return DraftFounding(first, {"何志强", second.public_key()}, Terms()).value();
  }

  crypto::PrivateKey first = NewKey();
  crypto::PrivateKey second = NewKey();
  crypto::PrivateKey node = NewKey();
};

INSTANTIATE_TEST_SUITE_P(Suites, Founding,
                         testing::Values(crypto::Suite::kP256, crypto::Suite::kSm2),
                         [](const auto& row) { return std::string(crypto::SuiteName(row.param)); });

TEST_P(Founding, IsTakenAsTheFirstEntryOfTheRegistry) {
  const auto founding = Cosign(Draft(), second);
  ASSERT_TRUE(founding);
  const auto verified = fold::VerifyFounding(*founding);
  ASSERT_TRUE(verified);
  const CommitteeId committee = ReadFounding(*founding).value().committee;
  fold::RegistryFold registry(committee, GetParam());

  const auto decision = registry.Decide(*verified, kNow, {});

  ASSERT_TRUE(decision) << session::NameOf(decision.error());
  registry.Apply(std::get<fold::NewEntry>(*decision), *verified);
  EXPECT_EQ(registry.state().committee, committee);
  EXPECT_EQ(registry.state().name, Terms().name);
  EXPECT_TRUE(registry.state().HasRole(Terms().people[0], session::Role::kSecretary));
  EXPECT_FALSE(registry.state().HasRole(Terms().people[1], session::Role::kSecretary));
}

TEST_P(Founding, SaysWhoHasSigned) {
  const auto draft = ReadFounding(Draft());
  ASSERT_TRUE(draft);
  EXPECT_FALSE(draft->is_cosigned);
  EXPECT_EQ(draft->keys[0], first.public_key().id());
  EXPECT_EQ(draft->keys[1], second.public_key().id());
  EXPECT_TRUE(ReadFounding(Cosign(Draft(), second).value()).value().is_cosigned);
}

TEST_P(Founding, IsCosignedByTheSecondOfficerAlone) {
  const auto by_another = Cosign(Draft(), node);
  ASSERT_FALSE(by_another);
  EXPECT_EQ(by_another.error().code, ErrorCode::kPermissionDenied);
  const auto twice = Cosign(Cosign(Draft(), second).value(), second);
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().code, ErrorCode::kAlreadyExists);
}

TEST_P(Founding, NeedsTwoKeys) {
  const auto draft = DraftFounding(first, {"何志强", first.public_key()}, Terms());
  ASSERT_FALSE(draft);
  EXPECT_EQ(draft.error().code, ErrorCode::kInvalidArgument);
}

TEST_P(Founding, OfficersCardTravels) {
  const auto card = ReadOfficerCard(WriteOfficerCard({"何志强", second.public_key()}));
  ASSERT_TRUE(card);
  EXPECT_EQ(card->name, "何志强");
  EXPECT_EQ(card->key, second.public_key());
}

}  // namespace
}  // namespace plenary::actions
