// Seeds that a vault gives, with generators that are sound, broken and failing.
#include <set>

#include "client/link/vault.h"
#include "core/ballot/ballot.h"
#include "core/crypto/random.h"
#include "tests/client/link/vault_fixture.h"

namespace plenary::link {
namespace {

// What a machine may have for a generator.
Result<void> Broken(std::span<Byte> out) {
  std::fill(out.begin(), out.end(), Byte{0});
  return {};
}
Result<void> Failing(std::span<Byte>) { return Fail(ErrorCode::kInternal, "no randomness"); }

TEST_F(VaultTest, MakesNothingWithoutRandomness) {
  const auto keys = ballot::PlayCeremony(crypto::Suite::kP256, 2, 3);
  const Bytes key(32, 9);
  Vault failing(SealedFolder(Folder(), Durability::kProcess, key), Failing);
  EXPECT_EQ(CodeOf(failing.NewSeed(keys->ceremony)), ErrorCode::kInternal);
  EXPECT_EQ(CodeOf(failing.NextCounter()), ErrorCode::kInternal);
  Vault again(SealedFolder(Folder(), Durability::kProcess, key), crypto::RandomBytes);
  EXPECT_TRUE(again.NewSeed(keys->ceremony)) << "nothing was left behind that stops it";
}

class Seeds : public VaultTest, public ::testing::WithParamInterface<crypto::Suite> {
 protected:
  Seeds()
      : keys_(ballot::PlayCeremony(GetParam(), 2, 3)),
        poll_(GetParam(), ballot::BindingFor(*keys_), {3, {{ballot::Form::kPacked, 3, 1, true}}}) {}

  std::unique_ptr<Vault> OpenBroken() const {
    return std::make_unique<Vault>(SealedFolder(Folder(), Durability::kProcess, Bytes(32, 9)),
                                   Broken);
  }
  static Bytes Of(const Result<crypto::SecretBytes>& seed) {
    EXPECT_TRUE(seed);
    return seed ? ToBytes(seed->view()) : Bytes{};
  }

  std::unique_ptr<ballot::Keys> keys_;
  ballot::Poll poll_;
};

TEST_P(Seeds, AreThoseOfTheProtocol) {
  const auto vault = OpenBroken();
  const Bytes zeros(32);
  EXPECT_EQ(Of(vault->NewSeed(poll_, kVoter)),
            ToBytes(ballot::BallotSeed(poll_, kVoter, {zeros, zeros, 1}).view()));
  EXPECT_EQ(Of(vault->NewSeed(keys_->ceremony)),
            ToBytes(ballot::CeremonySeed(keys_->ceremony, {zeros, zeros, 2}).view()));
}

TEST_P(Seeds, AreNeverSharedThoughTheGeneratorIsBroken) {
  std::set<Bytes> seeds;
  for (int i = 0; i < 10; ++i) {
    const auto vault = OpenBroken();  // a restart
    seeds.insert(Of(vault->NewSeed(poll_, kVoter)));
    seeds.insert(Of(vault->NewSeed(poll_, kVoter)));
    seeds.insert(Of(vault->NewSeed(keys_->ceremony)));
    seeds.insert(Of(vault->NewSeed(keys_->ceremony)));
  }
  EXPECT_EQ(seeds.size(), 40u);
}

TEST_P(Seeds, DifferWithTheStoreAndTheGenerator) {
  std::set<Bytes> seeds;
  for (int i = 0; i < 3; ++i) {
    const auto folder = folder_.path() / ("store" + std::to_string(i));
    fs::create_directory(folder);
    const Bytes key(32, 9);
    Vault first(SealedFolder(folder, Durability::kProcess, key), crypto::RandomBytes);
    ASSERT_TRUE(first.NextCounter());
    Vault broken(SealedFolder(folder, Durability::kProcess, key), Broken);
    seeds.insert(Of(broken.NewSeed(poll_, kVoter)));  // each of counter 2 and its own store
  }
  EXPECT_EQ(seeds.size(), 3u);
  std::set<Bytes> rolled_back;
  const auto vault = OpenBroken();
  ASSERT_TRUE(vault->NextCounter());
  const auto counter = ReadWhole(Folder() / "counter", 1000).value();
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(WriteWhole(Folder() / "counter", counter, Durability::kProcess));
    Vault sound(SealedFolder(Folder(), Durability::kProcess, Bytes(32, 9)), crypto::RandomBytes);
    rolled_back.insert(Of(sound.NewSeed(poll_, kVoter)));
  }
  EXPECT_EQ(rolled_back.size(), 3u) << "a sound generator alone suffices";
}

std::set<Bytes> FirstHalves(const ballot::Poll& poll, ByteView bytes) {
  std::set<Bytes> out;
  const auto ballot = ballot::DecodeBallot(poll, kVoter, bytes);
  EXPECT_TRUE(ballot);
  if (!ballot) return out;
  for (const auto& contest : ballot->contests) {
    for (const auto& place : contest.places) {
      const auto encoded = poll.group().Encode(place.a);
      out.insert(Bytes(encoded.begin(), encoded.end()));
    }
  }
  return out;
}

// The folder is put back to an earlier state and the generator is broken as well: the seed
// repeats, the choice in the derivation keeps the ballots apart.
TEST_P(Seeds, OfAMachineRolledBackServeNoTwoChoices) {
  const auto copy = folder_.path() / "copy";
  ASSERT_TRUE(OpenBroken()->NextCounter());
  fs::copy(Folder(), copy, fs::copy_options::recursive);
  auto first = OpenBroken()->NewSeed(poll_, kVoter);
  fs::remove_all(Folder());
  fs::copy(copy, Folder(), fs::copy_options::recursive);
  auto second = OpenBroken()->NewSeed(poll_, kVoter);
  ASSERT_EQ(Of(first), Of(second));

  ballot::BallotMaker before(poll_, kVoter, std::move(*first));
  ballot::BallotMaker after(poll_, kVoter, std::move(*second));
  const std::vector<rules::Choice> yes = {{{0}}};
  const std::vector<rules::Choice> no = {{{1}}};
  const auto a = FirstHalves(poll_, before.Make(yes).value());
  for (const auto& b : FirstHalves(poll_, after.Make(no).value())) EXPECT_FALSE(a.contains(b));
}

TEST_P(Seeds, OfACeremonyAndItsShareSurviveARestart) {
  const auto seed = vault().NewSeed(keys_->ceremony);
  ASSERT_TRUE(vault().KeepSeed(kSession, kCeremony, *seed));
  ASSERT_TRUE(vault().KeepShare(kSession, kCeremony, poll_.group().EncodeSecret(keys_->shares[0])));
  Restart();
  const ballot::Holder before(keys_->ceremony, 1, crypto::SecretBytes::CopyOf(seed->view()));
  const ballot::Holder after(keys_->ceremony, 1, std::move(**vault().Seed(kSession, kCeremony)));
  EXPECT_EQ(before.Commit(), after.Commit());
  const auto share = poll_.group().DecodeSecret((*vault().Share(kSession, kCeremony))->view());
  ASSERT_TRUE(share);
  EXPECT_EQ(poll_.group().MultiplyGenerator(*share), keys_->result.share_keys[0]);
}

TEST_P(Seeds, OfABallotInHandCastOrChallengeItAfterARestart) {
  auto seed = vault().NewSeed(poll_, kVoter);
  const std::vector<rules::Choice> yes = {{{0}}};
  const auto bytes =
      ballot::BallotMaker(poll_, kVoter, crypto::SecretBytes::CopyOf(seed->view())).Make(yes);
  ASSERT_TRUE(vault().KeepBallot(kSession, kPoll, {std::move(*seed), *bytes}));
  Restart();
  const auto kept = vault().Ballot(kSession, kPoll);
  ASSERT_TRUE(kept && *kept);
  EXPECT_EQ((*kept)->bytes, *bytes);
  const auto opened = ballot::OpenChallenged(poll_, kVoter, (*kept)->seed.view(), (*kept)->bytes);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->front().options, yes.front().options);
}

INSTANTIATE_TEST_SUITE_P(Suites, Seeds, ::testing::ValuesIn(ballot::kSuites), ballot::SuiteLabel);

}  // namespace
}  // namespace plenary::link
