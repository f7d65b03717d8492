#include "client/link/vault.h"

#include <sys/stat.h>

#include <functional>

#include "core/crypto/random.h"
#include "tests/client/link/vault_fixture.h"

namespace plenary::link {
namespace {

TEST_F(VaultTest, KeepsEveryKindOfRecordAcrossARestart) {
  KeepOneOfEach();
  Restart();
  EXPECT_TRUE(Equal(vault().Seed(kSession, kCeremony).value()->view(), Noise(11, 32)));
  EXPECT_TRUE(Equal(vault().Share(kSession, kCeremony).value()->view(), Noise(12, 32)));
  EXPECT_EQ(vault().Answer(kSession, kPoll).value()->sealed, AnswerOf(13).sealed);
  EXPECT_EQ(vault().Answer(kSession, kPoll).value()->bytes, AnswerOf(13).bytes);
  EXPECT_TRUE(Equal(vault().Ballot(kSession, kPoll).value()->seed.view(), Noise(14, 32)));
  EXPECT_EQ(vault().Ballot(kSession, kPoll).value()->bytes, Noise(14, 680));
  EXPECT_EQ(vault().Seal(kSession, kPoll).value(), Noise(15, 99));
  EXPECT_EQ(vault().Receipt(kSession, kPoll).value(), ReceiptOf(16, 17));
}

TEST_F(VaultTest, SaysNothingForWhatItHasNot) {
  KeepOneOfEach();
  EXPECT_FALSE(vault().Seed(kSession, kOtherCeremony).value());
  EXPECT_FALSE(vault().Seed(kOtherSession, kCeremony).value());
  EXPECT_FALSE(vault().Share(kSession, kOtherCeremony).value());
  EXPECT_FALSE(vault().Answer(kSession, kOtherPoll).value());
  EXPECT_FALSE(vault().Ballot(kSession, kOtherPoll).value());
  EXPECT_FALSE(vault().Seal(kOtherSession, kPoll).value());
  EXPECT_FALSE(vault().Receipt(kOtherSession, kPoll).value());
}

TEST_F(VaultTest, KeepsSecretsAndSeedsOfTheRightSizeOnly) {
  for (const std::size_t size : {0u, 31u, 33u}) {
    EXPECT_EQ(CodeOf(vault().KeepSeed(kSession, kCeremony, Secret(1, size))),
              ErrorCode::kInvalidArgument);
    EXPECT_EQ(CodeOf(vault().KeepShare(kSession, kCeremony, Secret(1, size))),
              ErrorCode::kInvalidArgument);
    EXPECT_EQ(CodeOf(vault().KeepBallot(kSession, kPoll, {Secret(1, size), Bytes{1}})),
              ErrorCode::kInvalidArgument);
  }
  EXPECT_EQ(CodeOf(vault().KeepSeal(kSession, kPoll, Bytes(kMaxSealedRecord + 1))),
            ErrorCode::kInvalidArgument);
  EXPECT_TRUE(vault().KeepSeal(kSession, kPoll, Bytes(kMaxSealedRecord)));
  EXPECT_EQ(vault().Seal(kSession, kPoll).value(), Bytes(kMaxSealedRecord));
}

// What is said once: the same again is fine, and nothing else, also after a restart.
struct OnceCase {
  const char* name;
  std::function<Result<void>(Vault&)> first;
  std::function<Result<void>(Vault&)> other;
};

class Once : public VaultTest, public ::testing::WithParamInterface<OnceCase> {};

TEST_P(Once, AndNothingElse) {
  ASSERT_TRUE(GetParam().first(vault()));
  const auto names = Files();
  const auto file = *std::find_if(names.begin(), names.end(), [](const std::string& name) {
    return name.starts_with(kSession.hex());
  });
  const auto before = ReadWhole(Folder() / file, 10000).value();
  for (int round = 0; round < 2; ++round) {
    EXPECT_TRUE(GetParam().first(vault())) << "the same again";
    EXPECT_EQ(CodeOf(GetParam().other(vault())), ErrorCode::kConflict);
    EXPECT_EQ(ReadWhole(Folder() / file, 10000).value(), before);
    Restart();
  }
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Once,
    ::testing::Values(
        OnceCase{"Seed", [](Vault& v) { return v.KeepSeed(kSession, kCeremony, Secret(1)); },
                 [](Vault& v) { return v.KeepSeed(kSession, kCeremony, Secret(2)); }},
        OnceCase{"Share", [](Vault& v) { return v.KeepShare(kSession, kCeremony, Secret(1)); },
                 [](Vault& v) { return v.KeepShare(kSession, kCeremony, Secret(2)); }},
        OnceCase{"AnswerToAnotherHead",
                 [](Vault& v) { return v.KeepAnswer(kSession, kPoll, AnswerOf(1)); },
                 [](Vault& v) {
                   return v.KeepAnswer(kSession, kPoll, {AnswerOf(2).sealed, AnswerOf(1).bytes});
                 }},
        OnceCase{"AnswerOfTheSameSizeToAnotherRoot",
                 [](Vault& v) { return v.KeepAnswer(kSession, kPoll, AnswerOf(1)); },
                 [](Vault& v) {
                   return v.KeepAnswer(kSession, kPoll,
                                       {{1, NoiseId<Digest>(2)}, AnswerOf(1).bytes});
                 }},
        OnceCase{"AnotherAnswer",
                 [](Vault& v) { return v.KeepAnswer(kSession, kPoll, AnswerOf(1)); },
                 [](Vault& v) {
                   return v.KeepAnswer(kSession, kPoll, {AnswerOf(1).sealed, AnswerOf(2).bytes});
                 }},
        OnceCase{"LongerAnswer",
                 [](Vault& v) { return v.KeepAnswer(kSession, kPoll, {{}, Bytes{1}}); },
                 [](Vault& v) { return v.KeepAnswer(kSession, kPoll, {{}, Bytes{1, 0}}); }},
        OnceCase{"Seal", [](Vault& v) { return v.KeepSeal(kSession, kPoll, Bytes{1}); },
                 [](Vault& v) { return v.KeepSeal(kSession, kPoll, Bytes{2}); }}),
    [](const auto& row) { return row.param.name; });

TEST_F(VaultTest, AnswersAndSealsOfDifferentPollsDoNotMeet) {
  EXPECT_TRUE(vault().KeepAnswer(kSession, kPoll, AnswerOf(1)));
  EXPECT_TRUE(vault().KeepAnswer(kSession, kOtherPoll, AnswerOf(2)));
  EXPECT_TRUE(vault().KeepSeal(kSession, kPoll, Bytes{1}));
  EXPECT_TRUE(vault().KeepSeal(kOtherSession, kPoll, Bytes{2}));
  EXPECT_EQ(vault().Answer(kSession, kOtherPoll).value()->bytes, AnswerOf(2).bytes);
  EXPECT_EQ(vault().Seal(kSession, kPoll).value(), Bytes{1});
}

TEST_F(VaultTest, HoldsTheLastBallotUntilItIsCastOrChallenged) {
  ASSERT_TRUE(vault().KeepBallot(kSession, kPoll, BallotOf(1)));
  ASSERT_TRUE(vault().KeepBallot(kSession, kPoll, BallotOf(2)));
  Restart();
  EXPECT_EQ(vault().Ballot(kSession, kPoll).value()->bytes, BallotOf(2).bytes);
  ASSERT_TRUE(vault().EraseBallot(kSession, kPoll));
  EXPECT_FALSE(vault().Ballot(kSession, kPoll).value());
  EXPECT_TRUE(vault().EraseBallot(kSession, kPoll)) << "twice is no harm";
  Restart();
  EXPECT_FALSE(vault().Ballot(kSession, kPoll).value());
  EXPECT_EQ(Files(), (std::vector<std::string>{"counter", "store"}));
}

TEST_F(VaultTest, KeepsTheReceiptThatIsLaterInTheLog) {
  ASSERT_TRUE(vault().KeepReceipt(kSession, kPoll, ReceiptOf(10, 11)));
  ASSERT_TRUE(vault().KeepReceipt(kSession, kPoll, ReceiptOf(20, 21)));
  ASSERT_TRUE(vault().KeepReceipt(kSession, kPoll, ReceiptOf(10, 30))) << "it came late";
  EXPECT_EQ(vault().Receipt(kSession, kPoll).value(), ReceiptOf(20, 21));
  ASSERT_TRUE(vault().KeepReceipt(kSession, kPoll, ReceiptOf(20, 25)));
  ASSERT_TRUE(vault().KeepReceipt(kSession, kPoll, ReceiptOf(20, 22)));
  EXPECT_EQ(vault().Receipt(kSession, kPoll).value(), ReceiptOf(20, 25));

  BallotReceipt other = ReceiptOf(20, 40);
  other.code = NoiseId<Digest>(1);
  EXPECT_EQ(CodeOf(vault().KeepReceipt(kSession, kPoll, other)), ErrorCode::kConflict);
  other = ReceiptOf(20, 40);
  other.command = NoiseId<CommandId>(1);
  EXPECT_EQ(CodeOf(vault().KeepReceipt(kSession, kPoll, other)), ErrorCode::kConflict);
  EXPECT_EQ(vault().Receipt(kSession, kPoll).value(), ReceiptOf(20, 25));
}

TEST_F(VaultTest, ErasesTheSecretsOfASessionAndLeavesTheRest) {
  KeepOneOfEach();
  ASSERT_TRUE(vault().KeepSeed(kSession, kOtherCeremony, Secret(21)));
  ASSERT_TRUE(vault().KeepShare(kOtherSession, kCeremony, Secret(22)));
  std::vector<SessionId> both = {kSession, kOtherSession};
  std::sort(both.begin(), both.end());
  EXPECT_EQ(vault().Sessions().value(), both);

  ASSERT_TRUE(vault().EraseSession(kSession));
  ASSERT_TRUE(vault().EraseSession(kSession)) << "twice is no harm";
  Restart();
  EXPECT_EQ(vault().Sessions().value(), std::vector{kOtherSession});
  EXPECT_FALSE(vault().Seed(kSession, kCeremony).value());
  EXPECT_FALSE(vault().Seed(kSession, kOtherCeremony).value());
  EXPECT_FALSE(vault().Share(kSession, kCeremony).value());
  EXPECT_FALSE(vault().Answer(kSession, kPoll).value());
  EXPECT_FALSE(vault().Ballot(kSession, kPoll).value());
  EXPECT_EQ(vault().Receipt(kSession, kPoll).value(), ReceiptOf(16, 17));
  EXPECT_EQ(vault().Seal(kSession, kPoll).value(), Noise(15, 99));
  EXPECT_TRUE(Equal(vault().Share(kOtherSession, kCeremony).value()->view(), Noise(22, 32)));
  ASSERT_TRUE(vault().EraseSession(kOtherSession));
  EXPECT_TRUE(vault().Sessions()->empty());
}

// What another name of the same blocks shows.
TEST_F(VaultTest, OverwritesWhatItErases) {
  ASSERT_TRUE(vault().KeepBallot(kSession, kPoll, BallotOf(1)));
  ASSERT_TRUE(vault().KeepShare(kSession, kCeremony, Secret(1)));
  const auto link = [this](const std::string& name, const char* as) {
    fs::create_hard_link(Folder() / name, folder_.path() / as);
    return ReadWhole(folder_.path() / as, 10000).value().size();
  };
  const std::string ballot = FileOf("ballot", kPoll.hex());
  const std::string share = FileOf("share", kCeremony.hex());
  const std::size_t ballot_size = link(ballot, "first");
  const std::size_t share_size = link(share, "share");
  ASSERT_TRUE(vault().KeepBallot(kSession, kPoll, BallotOf(2)));
  EXPECT_EQ(ReadWhole(folder_.path() / "first", 10000).value(), Bytes(ballot_size));
  link(ballot, "second");
  ASSERT_TRUE(vault().EraseBallot(kSession, kPoll));
  EXPECT_EQ(ReadWhole(folder_.path() / "second", 10000).value(), Bytes(ballot_size));
  ASSERT_TRUE(vault().EraseSession(kSession));
  EXPECT_EQ(ReadWhole(folder_.path() / "share", 10000).value(), Bytes(share_size));
}

TEST_F(VaultTest, ErasesDamagedRecordsToo) {
  KeepOneOfEach();
  for (const std::string& name : Files()) {
    if (name.starts_with(kSession.hex())) {
      ASSERT_TRUE(WriteWhole(Folder() / name, Bytes{1}, Durability::kProcess));
    }
  }
  EXPECT_EQ(vault().Sessions().value(), std::vector{kSession});
  ASSERT_TRUE(vault().EraseSession(kSession));
  EXPECT_TRUE(vault().Sessions()->empty());
}

// Killed while it wrote or erased: the leftovers go, zeros first, and nothing else.
TEST_F(VaultTest, TakesAwayWhatAKilledProgramLeft) {
  KeepOneOfEach();
  const auto before = Files();
  const auto leftover = Folder() / (FileOf("share", kOtherCeremony.hex()) + ".unfinished");
  ASSERT_TRUE(WriteWhole(leftover, Noise(1, 100), Durability::kProcess));
  fs::create_hard_link(leftover, folder_.path() / "leftover");
  Restart();
  EXPECT_EQ(vault().Sessions().value(), std::vector{kSession});
  EXPECT_EQ(Files(), before);
  EXPECT_EQ(ReadWhole(folder_.path() / "leftover", 1000).value(), Bytes(100));
  EXPECT_FALSE(vault().Share(kSession, kOtherCeremony).value());
}

TEST_F(VaultTest, IsForItsOwnerAlone) {
  KeepOneOfEach();
  struct stat status{};
  ASSERT_EQ(::stat(Folder().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700u);
  for (const std::string& name : Files()) {
    ASSERT_EQ(::stat((Folder() / name).c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600u) << name;
  }
  const auto share = Folder() / (FileOf("share", kCeremony.hex()));
  ASSERT_EQ(::chmod(share.c_str(), 0644), 0);
  EXPECT_EQ(CodeOf(vault().Share(kSession, kCeremony)), ErrorCode::kPermissionDenied);
  store_.reset();
  ASSERT_EQ(::chmod(Folder().c_str(), 0750), 0);
  EXPECT_EQ(CodeOf(KeyStore::Open(Home(), "secret words", Durability::kProcess)),
            ErrorCode::kPermissionDenied);
}

TEST_F(VaultTest, GivesNothingAwayWithoutThePassphrase) {
  KeepOneOfEach();
  for (const std::string& name : Files()) {
    const auto raw = ReadWhole(Folder() / name, 10000).value();
    for (std::uint64_t number = 11; number <= 14; ++number) {
      const auto secret = Noise(number, 8);
      EXPECT_TRUE(std::search(raw.begin(), raw.end(), secret.begin(), secret.end()) == raw.end());
    }
  }
  store_.reset();
  EXPECT_EQ(CodeOf(KeyStore::Open(Home(), "other words", Durability::kProcess)),
            ErrorCode::kPermissionDenied);
  // Moved into another's key store.
  Vault other(SealedFolder(Folder(), Durability::kProcess, Bytes(32, 1)), crypto::RandomBytes);
  EXPECT_EQ(CodeOf(other.Share(kSession, kCeremony)), ErrorCode::kCorrupt);
  EXPECT_EQ(CodeOf(other.NextCounter()), ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace plenary::link
