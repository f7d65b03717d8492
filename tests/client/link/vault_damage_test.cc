// Damaged, lost and cut short: what a vault refuses, and what it goes on with.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>
#include <set>
#include <thread>

#include "client/link/vault.h"
#include "core/crypto/random.h"
#include "tests/client/link/vault_fixture.h"

namespace plenary::link {
namespace {

// Every byte of every file, its length, and its name are held.
struct RecordCase {
  const char* name;
  std::string file;
  std::function<std::optional<Error>(Vault&)> read;
};

template <class T>
std::optional<Error> ErrorOf(const Result<T>& result) {
  return result ? std::nullopt : std::optional(result.error());
}

class Damage : public VaultTest, public ::testing::WithParamInterface<RecordCase> {
 protected:
  void ExpectCorrupt(ByteView content, const std::string& what) {
    ASSERT_TRUE(WriteWhole(Folder() / GetParam().file, content, Durability::kProcess));
    Restart();
    const auto error = GetParam().read(vault());
    ASSERT_TRUE(error) << what;
    EXPECT_EQ(error->code, ErrorCode::kCorrupt) << what << ": " << error->message;
    EXPECT_NE(error->message.find(GetParam().file), std::string::npos) << error->message;
  }
};

TEST_P(Damage, IsNoticed) {
  KeepOneOfEach();
  ASSERT_TRUE(vault().NextCounter());
  const auto whole = ReadWhole(Folder() / GetParam().file, 10000).value();
  for (std::size_t i = 0; i < whole.size(); i += i < 64 ? 1 : 13) {
    Bytes damaged = whole;
    damaged[i] ^= 1;
    ExpectCorrupt(damaged, "byte " + std::to_string(i));
  }
  Bytes damaged = whole;
  damaged.back() ^= 0x80;
  ExpectCorrupt(damaged, "the last byte");
  ExpectCorrupt({}, "empty");
  ExpectCorrupt(Bytes(whole.size()), "zeros");
  ExpectCorrupt(ByteView(whole).first(whole.size() - 1), "one byte less");
  damaged = whole;
  damaged.push_back(0);
  ExpectCorrupt(damaged, "one byte more");
  ExpectCorrupt(Bytes(kMaxSealedRecord + 5000), "huge");
  for (const std::string& other : Files()) {
    if (other == GetParam().file) continue;
    ExpectCorrupt(ReadWhole(Folder() / other, 10000).value(), "in the place of " + other);
  }
  ASSERT_TRUE(WriteWhole(Folder() / GetParam().file, whole, Durability::kProcess));
  Restart();
  EXPECT_FALSE(GetParam().read(vault()));
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Damage,
    ::testing::Values(
        RecordCase{"Seed", FileOf("seed", kCeremony.hex()),
                   [](Vault& v) { return ErrorOf(v.Seed(kSession, kCeremony)); }},
        RecordCase{"KeptSeed", FileOf("seed", kCeremony.hex()),
                   [](Vault& v) { return ErrorOf(v.KeepSeed(kSession, kCeremony, Secret(11))); }},
        RecordCase{"Share", FileOf("share", kCeremony.hex()),
                   [](Vault& v) { return ErrorOf(v.Share(kSession, kCeremony)); }},
        RecordCase{"Answer", FileOf("answer", kPoll.hex()),
                   [](Vault& v) { return ErrorOf(v.Answer(kSession, kPoll)); }},
        RecordCase{"KeptAnswer", FileOf("answer", kPoll.hex()),
                   [](Vault& v) { return ErrorOf(v.KeepAnswer(kSession, kPoll, AnswerOf(13))); }},
        RecordCase{"Ballot", FileOf("ballot", kPoll.hex()),
                   [](Vault& v) { return ErrorOf(v.Ballot(kSession, kPoll)); }},
        RecordCase{"KeptSeal", FileOf("seal", kPoll.hex()),
                   [](Vault& v) { return ErrorOf(v.KeepSeal(kSession, kPoll, Noise(15, 99))); }},
        RecordCase{"Receipt", FileOf("receipt", kPoll.hex()),
                   [](Vault& v) { return ErrorOf(v.Receipt(kSession, kPoll)); }},
        RecordCase{
            "KeptReceipt", FileOf("receipt", kPoll.hex()),
            [](Vault& v) { return ErrorOf(v.KeepReceipt(kSession, kPoll, ReceiptOf(16, 17))); }},
        RecordCase{"Counter", "counter", [](Vault& v) { return ErrorOf(v.NextCounter()); }},
        RecordCase{"Store", "store", [](Vault& v) { return ErrorOf(v.NextCounter()); }}),
    [](const auto& row) { return row.param.name; });

// A record whose seal is whole, but that no version of ours wrote.
TEST_F(VaultTest, RefusesRecordsOfAnotherForm) {
  const Bytes key(32, 9);
  const auto other = folder_.path() / "other";
  fs::create_directory(other);
  SealedFolder folder(other, Durability::kProcess, key);
  Vault vault(SealedFolder(other, Durability::kProcess, key), crypto::RandomBytes);
  ASSERT_TRUE(folder.Write(FileOf("answer", kPoll.hex()), Bytes(39)));
  ASSERT_TRUE(folder.Write(FileOf("ballot", kPoll.hex()), Bytes(31)));
  ASSERT_TRUE(folder.Write(FileOf("receipt", kPoll.hex()), Bytes(97)));
  EXPECT_EQ(CodeOf(vault.Answer(kSession, kPoll)), ErrorCode::kCorrupt);
  EXPECT_EQ(CodeOf(vault.Ballot(kSession, kPoll)), ErrorCode::kCorrupt);
  EXPECT_EQ(CodeOf(vault.Receipt(kSession, kPoll)), ErrorCode::kCorrupt);
  ASSERT_TRUE(folder.Write("counter", Bytes(7)));
  ASSERT_TRUE(folder.Write("store", Bytes(32)));
  EXPECT_EQ(CodeOf(vault.NextCounter()), ErrorCode::kCorrupt);
  ASSERT_TRUE(folder.Write("counter", Bytes(8)));
  ASSERT_TRUE(folder.Write("store", Bytes(31)));
  EXPECT_EQ(CodeOf(vault.NextCounter()), ErrorCode::kCorrupt);
  ASSERT_TRUE(folder.Write("store", Bytes(32)));
  ASSERT_TRUE(folder.Write("counter", Bytes(8, 0xff)));
  EXPECT_EQ(CodeOf(vault.NextCounter()), ErrorCode::kCorrupt) << "after the last number";
}

TEST_F(VaultTest, CountsUpwardsAcrossRestarts) {
  for (std::uint64_t want = 1; want <= 20; ++want) {
    EXPECT_EQ(vault().NextCounter().value(), want);
    if (want % 5 == 0) Restart();
  }
}

TEST_F(VaultTest, GivesEachNumberToOneThread) {
  std::vector<std::vector<std::uint64_t>> given(4);
  {
    std::vector<std::jthread> threads;
    for (auto& own : given) {
      threads.emplace_back([this, &own] {
        for (int i = 0; i < 50; ++i) own.push_back(vault().NextCounter().value());
      });
    }
  }
  std::set<std::uint64_t> all;
  for (const auto& own : given) all.insert(own.begin(), own.end());
  EXPECT_EQ(all.size(), 200u);
  EXPECT_EQ(*all.rbegin(), 200u);
}

TEST_F(VaultTest, IsCorruptWithoutItsCounterOrStore) {
  KeepOneOfEach();
  ASSERT_TRUE(vault().NextCounter());
  const auto before = Files();
  for (const char* name : {"counter", "store"}) {
    const auto whole = ReadWhole(Folder() / name, 1000).value();
    fs::remove(Folder() / name);
    Restart();
    EXPECT_EQ(CodeOf(vault().NextCounter()), ErrorCode::kCorrupt) << name;
    EXPECT_EQ(CodeOf(vault().KeepSeal(kSession, kPoll, Noise(15, 99))), ErrorCode::kCorrupt);
    EXPECT_TRUE(vault().Share(kSession, kCeremony).value()) << "what is there can be read";
    ASSERT_TRUE(WriteWhole(Folder() / name, whole, Durability::kProcess));
    EXPECT_EQ(Files(), before);
    EXPECT_TRUE(vault().NextCounter());
  }
  // While the program runs.
  fs::remove(Folder() / "counter");
  EXPECT_EQ(CodeOf(vault().NextCounter()), ErrorCode::kCorrupt);
  // The store alone, nothing of a session.
  for (const auto& name : before) {
    if (name != "store" && name != "counter") fs::remove(Folder() / name);
  }
  Restart();
  EXPECT_EQ(CodeOf(vault().NextCounter()), ErrorCode::kCorrupt);
}

TEST_F(VaultTest, IsMadeOnFirstUseOfAnOlderStore) {
  store_.reset();
  fs::remove(Folder());
  Restart();
  EXPECT_TRUE(Files().empty());
  EXPECT_TRUE(vault().Sessions()->empty());
  EXPECT_TRUE(Files().empty()) << "reading makes nothing";
  EXPECT_EQ(vault().NextCounter().value(), 1u);
  EXPECT_EQ(Files(), (std::vector<std::string>{"counter", "store"}));
}

TEST_F(VaultTest, GoesOnWhereItsFirstUseWasCutShort) {
  ASSERT_TRUE(vault().KeepSeal(kSession, kPoll, Bytes{1}));
  fs::remove(Folder() / FileOf("seal", kPoll.hex()));
  fs::remove(Folder() / "store");  // written after the counter
  Restart();
  EXPECT_EQ(vault().NextCounter().value(), 1u);
  Restart();
  EXPECT_EQ(vault().NextCounter().value(), 2u);
  // Once a number was given, a missing store is a lost one.
  fs::remove(Folder() / "store");
  Restart();
  EXPECT_EQ(CodeOf(vault().NextCounter()), ErrorCode::kCorrupt);
}

// A child takes numbers and changes a ballot; it is killed somewhere. What it reported was
// never given to anybody else, and the ballot is whole.
TEST_F(VaultTest, GivesNoNumberTwiceAndTearsNothingWhenKilled) {
  const Bytes key(32, 9);
  const auto open = [&] {
    return std::make_unique<Vault>(SealedFolder(Folder(), Durability::kProcess, key),
                                   crypto::RandomBytes);
  };
  std::set<std::uint64_t> given;
  for (int round = 0; round < 8; ++round) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      const auto vault = open();
      for (;;) {
        const auto number = vault->NextCounter();
        if (!number || !vault->KeepBallot(kSession, kPoll, BallotOf(*number))) ::_exit(1);
        if (*number % 3 == 0 && !vault->EraseBallot(kSession, kPoll)) ::_exit(1);
        if (::write(ends[1], &*number, sizeof *number) != sizeof *number) ::_exit(1);
      }
    }
    ::close(ends[1]);
    std::uint64_t number = 0;
    const auto wanted = given.size() + 3 + static_cast<std::size_t>(round) * 2;
    while (given.size() < wanted && ::read(ends[0], &number, sizeof number) == sizeof number) {
      EXPECT_TRUE(given.insert(number).second) << number << " was given twice";
    }
    ASSERT_EQ(::kill(child, SIGKILL), 0);
    while (::read(ends[0], &number, sizeof number) == sizeof number) {
      EXPECT_TRUE(given.insert(number).second) << number << " was given twice";
    }
    ::close(ends[0]);
    ASSERT_EQ(::waitpid(child, nullptr, 0), child);

    const auto vault = open();
    const auto ballot = vault->Ballot(kSession, kPoll);
    ASSERT_TRUE(ballot) << ballot.error().message;
    if (*ballot) {
      EXPECT_EQ((*ballot)->bytes.size(), 680u);
    }
    const auto next = vault->NextCounter();
    ASSERT_TRUE(next) << next.error().message;
    EXPECT_TRUE(given.insert(*next).second) << *next << " was given twice";
    EXPECT_EQ(*next, *given.rbegin());
  }
}

}  // namespace
}  // namespace plenary::link
