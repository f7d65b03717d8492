#include "client/link/log_copy.h"

#include <gtest/gtest.h>

#include "core/wire/command.h"
#include "tests/support/small_committee.h"

namespace plenary::link {
namespace {

using plenary::testing::Attendee;
using plenary::testing::Ledger;
using plenary::testing::SmallCommittee;

std::vector<log::Entry> From(const Ledger& ledger, const LogId& log, std::uint64_t begin,
                             std::uint64_t end = UINT64_MAX) {
  const auto& entries = ledger.Log(log).entries;
  end = std::min<std::uint64_t>(end, entries.size());
  return {entries.begin() + static_cast<std::ptrdiff_t>(begin),
          entries.begin() + static_cast<std::ptrdiff_t>(end)};
}

// A session of six entries, the registry known, and a copy that has seen four of them.
class LogCopyTest : public ::testing::Test {
 protected:
  LogCopyTest()
      : honest_(committee_.ledger()),
        log_(honest_.session(1)),
        hub_(committee_.id(), crypto::Suite::kP256),
        registry_(hub_, honest_.registry()),
        copy_(hub_, log_) {
    for (std::uint8_t i = 0; i < 5; ++i) Guest(honest_, i);
    EXPECT_FALSE(registry_.TakeBatch(From(honest_, honest_.registry(), 0),
                                     honest_.Head(honest_.registry())));
    EXPECT_FALSE(copy_.TakeBatch(From(honest_, log_, 0, 4), honest_.Head(log_, 4)));
  }

  log::Receipt Guest(Ledger& ledger, std::uint8_t number) {
    return ledger.Say(committee_.secretary().key(), log_, Attendee(number));
  }
  // What the ledger would be if the last entries had never been.
  Ledger Without(std::uint64_t size) const {
    Ledger other = honest_;
    other.Log(log_).Truncate(size);
    return other;
  }
  std::optional<AlarmKind> Kind(const std::optional<Finding>& finding) {
    if (!finding) return std::nullopt;
    EXPECT_FALSE(finding->sentence.empty());
    EXPECT_EQ(copy_.stopped(), true);
    return finding->kind;
  }
  // A command of the secretary's, and its receipt.
  struct Sent {
    log::SignedCommand bytes;
    session::Command command;
    LogCopy::Asked asked;
    log::Receipt receipt;
  };
  Sent Send(Ledger& ledger, std::uint8_t number) {
    Sent sent;
    sent.bytes =
        ledger.Sign(committee_.secretary().key(), log_, ledger.Newest(log_), Attendee(number));
    sent.command = wire::DecodeCommand(sent.bytes.command).value();
    sent.asked = copy_.AskNow();
    sent.receipt = std::get<log::Receipt>(ledger.Submit(sent.bytes));
    return sent;
  }

  SmallCommittee committee_;
  Ledger honest_;
  LogId log_;
  ReplicaHub hub_;
  LogCopy registry_;
  LogCopy copy_;
};

TEST_F(LogCopyTest, FollowsAnHonestServer) {
  EXPECT_EQ(copy_.size(), 4u);
  EXPECT_EQ(copy_.verified_size(), 4u);
  EXPECT_FALSE(copy_.TakeBatch(From(honest_, log_, 4), honest_.Head(log_)));
  EXPECT_EQ(copy_.verified_size(), 6u);
  EXPECT_EQ(copy_.RootAt(6), honest_.Newest(log_).root);
  EXPECT_EQ(hub_.Session(log_.session)->attendees.size(), 5u);
  EXPECT_FALSE(copy_.TakeBatch({}, honest_.Head(log_, 3))) << "a node may lag";
}

TEST_F(LogCopyTest, WaitsWithAHeadForItsEntries) {
  EXPECT_FALSE(copy_.TakeBatch({}, honest_.Head(log_)));
  EXPECT_EQ(copy_.verified_size(), 4u);
  EXPECT_EQ(copy_.signed_size(), 6u);
  EXPECT_FALSE(copy_.TakeBatch(From(honest_, log_, 4), std::nullopt));
  EXPECT_EQ(copy_.verified_size(), 6u);
}

TEST_F(LogCopyTest, CatchesEntriesOutOfOrder) {
  auto entries = From(honest_, log_, 4);
  std::swap(entries[0], entries[1]);
  EXPECT_EQ(Kind(copy_.TakeBatch(entries, honest_.Head(log_))), AlarmKind::kReordered);
}

TEST_F(LogCopyTest, CatchesAMissingEntry) {
  EXPECT_EQ(Kind(copy_.TakeBatch(From(honest_, log_, 5), honest_.Head(log_))),
            AlarmKind::kReordered);
}

TEST_F(LogCopyTest, CatchesAnEntryThatNobodySigned) {
  auto entries = From(honest_, log_, 4, 5);
  entries[0].command.signature[10] ^= 1;
  const auto finding = copy_.TakeBatch(entries, std::nullopt);
  EXPECT_EQ(Kind(finding), AlarmKind::kInvented);
  EXPECT_NE(AsText(finding->evidence).find("signature"), std::string_view::npos);
}

TEST_F(LogCopyTest, CatchesAnEntryThatTheRulesForbid) {
  // Signed all right, but a member does not record attendees.
  Ledger lying = Without(4);
  lying.Force(log_, lying.Sign(committee_.member(1).key(), log_, lying.Newest(log_), Attendee(9)));
  EXPECT_EQ(Kind(copy_.TakeBatch(From(lying, log_, 4), lying.Head(log_))), AlarmKind::kInvented);
}

TEST_F(LogCopyTest, CatchesAReplayedEntry) {
  Ledger lying = Without(4);
  lying.Force(log_, honest_.Log(log_).entries[2].command);
  EXPECT_EQ(Kind(copy_.TakeBatch(From(lying, log_, 4), lying.Head(log_))), AlarmKind::kInvented);
}

TEST_F(LogCopyTest, CatchesATimeThatRunsBackwards) {
  auto entries = From(honest_, log_, 4, 5);
  entries[0].time.milliseconds -= 1000;
  EXPECT_EQ(Kind(copy_.TakeBatch(entries, std::nullopt)), AlarmKind::kInvented);
}

TEST_F(LogCopyTest, CatchesEntriesThatTheSignedHeadDoesNotHold) {
  Ledger lying = Without(4);
  Guest(lying, 77);
  EXPECT_EQ(Kind(copy_.TakeBatch(From(lying, log_, 4), honest_.Head(log_, 5))),
            AlarmKind::kContradicted);
}

TEST_F(LogCopyTest, CatchesTwoSignedVersions) {
  Ledger lying = Without(3);
  Guest(lying, 77);
  Guest(lying, 78);
  const auto finding = copy_.TakeBatch({}, lying.Head(log_, 4));
  EXPECT_EQ(Kind(finding), AlarmKind::kForked);
  EXPECT_NE(AsText(finding->evidence).find("another signed head"), std::string_view::npos);
}

TEST_F(LogCopyTest, CatchesTwoSignedVersionsThroughItsEntries) {
  // The longer of two heads comes first, then the entries of the other version.
  EXPECT_FALSE(copy_.TakeBatch({}, honest_.Head(log_, 5)));
  Ledger lying = Without(4);
  Guest(lying, 77);
  Guest(lying, 78);
  const auto finding = copy_.TakeBatch(From(lying, log_, 4), lying.Head(log_));
  EXPECT_EQ(Kind(finding), AlarmKind::kForked);
}

TEST_F(LogCopyTest, CatchesAShorterNewestHead) {
  EXPECT_EQ(Kind(copy_.TakeNewest({0, copy_.AskNow().longest}, honest_.Head(log_, 3), {})),
            AlarmKind::kRolledBack);
}

TEST_F(LogCopyTest, DoesNotMindAnAnswerThatWasOvertaken) {
  const auto asked = copy_.AskNow();
  EXPECT_FALSE(copy_.TakeBatch(From(honest_, log_, 4), honest_.Head(log_)));
  EXPECT_FALSE(copy_.TakeNewest(asked, honest_.Head(log_, 4), {}));
}

TEST_F(LogCopyTest, ChecksThatTheNewestHeadExtendsItsOwn) {
  const auto& tree = honest_.Log(log_).tree;
  EXPECT_FALSE(copy_.TakeNewest(copy_.AskNow(), honest_.Head(log_), tree.ConsistencyProof(4, 6)));
  EXPECT_EQ(Kind(copy_.TakeNewest(copy_.AskNow(), honest_.Head(log_), tree.ConsistencyProof(3, 6))),
            AlarmKind::kContradicted);
}

TEST_F(LogCopyTest, CatchesADenial) {
  EXPECT_EQ(Kind(copy_.TakeDenial(copy_.AskNow(), "no such log")), AlarmKind::kRolledBack);
}

TEST_F(LogCopyTest, ANewCopyBelievesADenial) {
  LogCopy fresh(hub_, honest_.session(2));
  EXPECT_FALSE(fresh.TakeDenial(fresh.AskNow(), "no such log"));
  EXPECT_FALSE(fresh.stopped());
}

TEST_F(LogCopyTest, TakesAReceipt) {
  const Sent sent = Send(honest_, 50);
  EXPECT_FALSE(copy_.TakeReceipt(sent.asked, sent.bytes, sent.command, sent.receipt));
  EXPECT_EQ(copy_.last_promised(), 6u);
  EXPECT_FALSE(copy_.TakeBatch(From(honest_, log_, 4), honest_.Head(log_)));
  EXPECT_EQ(copy_.size(), 7u);
}

TEST_F(LogCopyTest, CatchesAReceiptForSomethingElse) {
  Sent sent = Send(honest_, 50);
  sent.receipt.index = 5;
  EXPECT_EQ(Kind(copy_.TakeReceipt(sent.asked, sent.bytes, sent.command, sent.receipt)),
            AlarmKind::kFalseReceipt);
}

TEST_F(LogCopyTest, CatchesAReceiptSignedByNoNode) {
  Sent sent = Send(honest_, 50);
  sent.receipt.head.signature[3] ^= 1;
  EXPECT_EQ(Kind(copy_.TakeReceipt(sent.asked, sent.bytes, sent.command, sent.receipt)),
            AlarmKind::kFalseReceipt);
}

TEST_F(LogCopyTest, CatchesAnAcknowledgedEntryThatIsDropped) {
  const Sent sent = Send(honest_, 50);
  EXPECT_FALSE(copy_.TakeReceipt(sent.asked, sent.bytes, sent.command, sent.receipt));
  Ledger lying = Without(6);
  Guest(lying, 51);
  EXPECT_EQ(Kind(copy_.TakeBatch(From(lying, log_, 4), lying.Head(log_))), AlarmKind::kDropped);
}

TEST_F(LogCopyTest, CatchesAnAcknowledgedEntryThatWasDroppedBefore) {
  EXPECT_FALSE(copy_.TakeBatch(From(honest_, log_, 4), honest_.Head(log_)));
  Ledger other = Without(4);  // stored and answered there, shown nowhere
  const Sent sent = Send(other, 50);
  EXPECT_EQ(Kind(copy_.TakeReceipt({}, sent.bytes, sent.command, sent.receipt)),
            AlarmKind::kDropped);
}

TEST_F(LogCopyTest, CatchesAnAcknowledgedEntryThatIsMoved) {
  const Sent sent = Send(honest_, 50);  // promised entry 6
  EXPECT_FALSE(copy_.TakeReceipt(sent.asked, sent.bytes, sent.command, sent.receipt));
  Ledger lying = Without(6);
  const auto by_officer =
      lying.Sign(committee_.officer().key(), log_, lying.Newest(log_), Attendee(1));
  static_cast<void>(by_officer);
  // Somebody else's entry slips in before it; both are good entries.
  lying.Say(committee_.member(0).key(), log_, session::SignIn{});
  lying.Force(log_, sent.bytes);
  EXPECT_EQ(Kind(copy_.TakeBatch(From(lying, log_, 4), lying.Head(log_))), AlarmKind::kReordered);
}

TEST_F(LogCopyTest, CatchesAReceiptOfARolledBackLog) {
  EXPECT_FALSE(copy_.TakeBatch(From(honest_, log_, 4), honest_.Head(log_)));
  Ledger rolled_back = Without(4);
  const auto seen = rolled_back.Newest(log_);
  const auto bytes = rolled_back.Sign(committee_.member(0).key(), log_, seen, session::SignIn{});
  const auto receipt = std::get<log::Receipt>(rolled_back.Submit(bytes));
  EXPECT_EQ(Kind(copy_.TakeReceipt(copy_.AskNow(), bytes,
                                   wire::DecodeCommand(bytes.command).value(), receipt)),
            AlarmKind::kRolledBack);
}

TEST_F(LogCopyTest, CatchesAHeadByAnUnknownNode) {
  const auto other = crypto::PrivateKey::Generate(crypto::Suite::kP256).value();
  const auto head = log::SignHead(other, log_, honest_.Newest(log_)).value();
  EXPECT_FALSE(copy_.TakeBatch(From(honest_, log_, 4), head)) << "a longer registry may admit it";
  EXPECT_TRUE(copy_.HasUnknownNode());
  EXPECT_FALSE(copy_.RegistryGrew(false));
  EXPECT_EQ(Kind(copy_.RegistryGrew(true)), AlarmKind::kFalseHead);
}

TEST_F(LogCopyTest, CatchesAHeadOfAnotherLog) {
  EXPECT_EQ(Kind(copy_.TakeBatch({}, honest_.Head(honest_.registry()))), AlarmKind::kFalseHead);
}

TEST_F(LogCopyTest, TakesNothingMoreOnceStopped) {
  EXPECT_TRUE(copy_.TakeDenial(copy_.AskNow(), "no such log"));
  EXPECT_FALSE(copy_.TakeBatch(From(honest_, log_, 4), honest_.Head(log_)));
  EXPECT_EQ(copy_.size(), 4u);
}

TEST_F(LogCopyTest, WaitsForTheRegistryThatAnEntryNames) {
  Ledger ledger = honest_;
  ledger.Say(
      committee_.secretary().key(), ledger.registry(),
      session::PutPerson{.person = committee_.Stranger("new").person, .name = "n", .note = ""});
  ledger.Say(committee_.secretary().key(), log_,
             session::AdvanceRegistry{ledger.Newest(ledger.registry())});
  Guest(ledger, 60);
  EXPECT_FALSE(copy_.TakeBatch(From(ledger, log_, 4), ledger.Head(log_)));
  EXPECT_EQ(copy_.size(), 6u);
  EXPECT_EQ(copy_.next(), 8u);
  const std::uint64_t known = registry_.size();
  EXPECT_FALSE(registry_.TakeBatch(From(ledger, ledger.registry(), known), std::nullopt));
  EXPECT_FALSE(copy_.RegistryGrew(false));
  EXPECT_EQ(copy_.size(), 8u);
  EXPECT_EQ(copy_.verified_size(), 8u);
}

TEST_F(LogCopyTest, SharedEntriesAreStillCompared) {
  LogCopy second(hub_, log_);
  EXPECT_FALSE(second.TakeBatch(From(honest_, log_, 0), honest_.Head(log_)));
  EXPECT_EQ(second.size(), 6u);
  LogCopy third(hub_, log_);
  Ledger lying = Without(2);
  Guest(lying, 77);
  const auto finding = third.TakeBatch(From(lying, log_, 0), lying.Head(log_));
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->kind, AlarmKind::kContradicted);
}

// ---- on disk

class LogCopyOnDisk : public LogCopyTest {
 protected:
  std::filesystem::path File() const { return committee_.folder() / "copy"; }
  // A copy as the next run of the program loads it.
  struct Run {
    explicit Run(const SmallCommittee& committee, const Ledger& ledger, const LogId& log)
        : hub(committee.id(), crypto::Suite::kP256),
          registry(hub, ledger.registry()),
          copy(hub, log) {
      EXPECT_FALSE(registry.TakeBatch(From(ledger, ledger.registry(), 0), std::nullopt));
    }
    ReplicaHub hub;
    LogCopy registry;
    LogCopy copy;
  };
  std::unique_ptr<Run> Load(std::optional<AlarmKind> expected = std::nullopt) {
    auto run = std::make_unique<Run>(committee_, honest_, log_);
    const auto finding = run->copy.Keep(File(), Durability::kProcess);
    EXPECT_TRUE(finding) << finding.error().message;
    EXPECT_EQ(finding->has_value(), expected.has_value());
    if (*finding) {
      EXPECT_EQ((*finding)->kind, expected);
    }
    return run;
  }
};

TEST_F(LogCopyOnDisk, SurvivesARestart) {
  {
    const auto run = Load();
    EXPECT_FALSE(run->copy.TakeBatch(From(honest_, log_, 0, 5), honest_.Head(log_, 5)));
    EXPECT_EQ(run->copy.file_failure(), "");
  }
  const auto again = Load();
  EXPECT_EQ(again->copy.size(), 5u);
  EXPECT_EQ(again->copy.verified_size(), 5u);
  EXPECT_EQ(again->hub.Session(log_.session)->attendees.size(), 4u);
  EXPECT_FALSE(again->copy.TakeBatch(From(honest_, log_, 5), honest_.Head(log_)));
  EXPECT_EQ(Load()->copy.size(), 6u);
}

TEST_F(LogCopyOnDisk, RemembersTheLongestHeadWithoutItsEntries) {
  {
    const auto run = Load();
    EXPECT_FALSE(run->copy.TakeBatch(From(honest_, log_, 0, 3), honest_.Head(log_, 3)));
    EXPECT_FALSE(run->copy.TakeBatch({}, honest_.Head(log_)));
  }
  const auto again = Load();
  EXPECT_EQ(again->copy.signed_size(), 6u);
  const auto finding =
      again->copy.TakeNewest({0, again->copy.AskNow().longest}, honest_.Head(log_, 4), {});
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->kind, AlarmKind::kRolledBack);
}

TEST_F(LogCopyOnDisk, RemembersWhatAReceiptPromised) {
  const Sent sent = Send(honest_, 50);
  {
    const auto run = Load();
    EXPECT_FALSE(run->copy.TakeBatch(From(honest_, log_, 0, 6), honest_.Head(log_, 6)));
    EXPECT_FALSE(run->copy.TakeReceipt({}, sent.bytes, sent.command, sent.receipt));
  }
  const auto again = Load();
  EXPECT_EQ(again->copy.last_promised(), 6u);
  Ledger lying = Without(6);
  Guest(lying, 51);
  const auto finding = again->copy.TakeBatch(From(lying, log_, 6), std::nullopt);
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->kind, AlarmKind::kDropped);
}

TEST_F(LogCopyOnDisk, SetsAsideEntriesThatDoNotVerify) {
  {
    auto file = std::move(LogFile::Open(File(), log_, Durability::kProcess)->file);
    auto entries = From(honest_, log_, 0);
    entries[2].command.signature[0] ^= 1;
    for (const auto& entry : entries) file.Append(entry);
    file.Append(honest_.Head(log_));
    ASSERT_TRUE(file.Write());
  }
  const auto run = Load();
  EXPECT_EQ(run->copy.size(), 0u);
  EXPECT_TRUE(std::filesystem::exists(File().string() + ".damaged"));
  EXPECT_EQ(run->copy.signed_size(), 6u) << "a signed head is not forgotten";
}

TEST_F(LogCopyOnDisk, FindsAContradictionInWhatWasKept) {
  {
    auto file = std::move(LogFile::Open(File(), log_, Durability::kProcess)->file);
    for (const auto& entry : From(honest_, log_, 0)) file.Append(entry);
    Ledger lying = Without(4);
    Guest(lying, 77);
    file.Append(lying.Head(log_));
    file.Append(honest_.Head(log_));
    ASSERT_TRUE(file.Write());
  }
  EXPECT_TRUE(Load(AlarmKind::kContradicted)->copy.stopped());
}

}  // namespace
}  // namespace plenary::link
