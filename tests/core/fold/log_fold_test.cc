#include "core/fold/log_fold.h"

#include <gtest/gtest.h>

#include "core/wire/command.h"
#include "tests/core/fold/floor.h"
#include "tests/support/check_secret.h"

namespace plenary::fold {
namespace {

using session::Refusal;

std::optional<Refusal> Answer(const Result<Decision, Refusal>& decision) {
  if (decision) return std::nullopt;
  return decision.error();
}

session::CastBallot Ballot(const Floor& floor, std::uint32_t option) {
  return {floor.poll, {rules::Choice{{option}}}, {}};
}

class LogFold : public testing::TestWithParam<crypto::Suite> {
 protected:
  void SetUp() override { floor.OpenAPoll(); }
  Floor floor{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Suites, LogFold,
                         testing::Values(crypto::Suite::kP256, crypto::Suite::kSm2),
                         [](const auto& row) { return std::string(crypto::SuiteName(row.param)); });

TEST_P(LogFold, ReplayEqualsTheLiveState) {
  for (const char* member : {"director", "vice", "m1", "m2"}) {
    ASSERT_TRUE(floor.Say(member, floor.session_log(), Ballot(floor, 0)));
  }
  ASSERT_TRUE(floor.Say("director", floor.session_log(), session::ClosePoll{floor.poll}));

  RegistryFold registry(floor.registry_log().committee, floor.suite);
  for (const log::Entry& entry : floor.registry_entries) ASSERT_TRUE(registry.Replay(entry));
  SessionFold session(floor.session_log(), floor.suite, registry, kTestSecret);
  for (const log::Entry& entry : floor.session_entries) {
    ASSERT_TRUE(session.Replay(entry, registry.state()));
  }

  EXPECT_EQ(registry.chain().head(), floor.registry->chain().head());
  EXPECT_EQ(session.chain().head(), floor.session->chain().head());
  const session::PollRecord& live = floor.session->state().polls.at(floor.poll);
  const session::PollRecord& again = session.state().polls.at(floor.poll);
  EXPECT_EQ(again.results, live.results);
  EXPECT_EQ(again.roll, live.roll);
  EXPECT_EQ(again.attendance, live.attendance);
  EXPECT_EQ(live.results.front().count.votes, (std::vector<std::uint32_t>{4, 0, 0}));
}

TEST_P(LogFold, TheSameBytesAreTheSameEntry) {
  const auto command = floor.Command("m1", floor.session_log(), Ballot(floor, 0));
  const auto bytes = floor.Sign("m1", command);
  const auto first = floor.Submit(floor.session_log(), bytes);
  ASSERT_TRUE(first);
  const std::uint64_t size = floor.session->chain().size();
  const auto again = floor.Submit(floor.session_log(), bytes);
  ASSERT_TRUE(again);
  EXPECT_EQ(std::get<KnownEntry>(*again).index, std::get<NewEntry>(*first).entry.index);
  auto resigned = floor.Sign("m1", command);  // another signature over the same bytes
  EXPECT_TRUE(std::holds_alternative<KnownEntry>(*floor.Submit(floor.session_log(), resigned)));
  EXPECT_EQ(floor.session->chain().size(), size);
}

TEST_P(LogFold, OtherBytesUnderAnIdAreRefused) {
  auto command = floor.Command("m1", floor.session_log(), Ballot(floor, 0));
  ASSERT_TRUE(floor.Submit(floor.session_log(), floor.Sign("m1", command)));
  command.body = Ballot(floor, 1);
  EXPECT_EQ(Answer(floor.Submit(floor.session_log(), floor.Sign("m1", command))),
            Refusal::kIdReused);
  command.signer = floor.Key("m2").public_key().id();  // somebody else's id is not taken
  EXPECT_TRUE(floor.Submit(floor.session_log(), floor.Sign("m2", command)));
}

TEST_P(LogFold, TheSeenHeadMustBeOfThisLog) {
  auto command = floor.Command("m1", floor.session_log(), Ballot(floor, 0));
  command.seen.root.bytes[0] ^= 1;  // a fork
  EXPECT_EQ(Answer(floor.Submit(floor.session_log(), floor.Sign("m1", command))),
            Refusal::kSeenUnknown);
  command.seen = floor.registry->chain().head();  // another log
  EXPECT_EQ(Answer(floor.Submit(floor.session_log(), floor.Sign("m1", command))),
            Refusal::kSeenUnknown);
  command.seen = floor.session->chain().head();
  ++command.seen.size;  // the future
  EXPECT_EQ(Answer(floor.Submit(floor.session_log(), floor.Sign("m1", command))),
            Refusal::kSeenUnknown);
}

TEST_P(LogFold, TheSeenHeadMayLagButNotBehindTheSubjectOrOneself) {
  const std::uint64_t opened = floor.session->state().polls.at(floor.poll).opened;
  auto command = floor.Command("m1", floor.session_log(), Ballot(floor, 0));
  command.seen = {opened, floor.session->chain().tree().RootAt(opened)};
  EXPECT_EQ(Answer(floor.Submit(floor.session_log(), floor.Sign("m1", command))),
            Refusal::kSeenOlderThanSubject);
  ASSERT_TRUE(floor.Say("m2", floor.session_log(), Ballot(floor, 0)));
  command.seen = {opened + 1, floor.session->chain().tree().RootAt(opened + 1)};
  ASSERT_TRUE(floor.Submit(floor.session_log(), floor.Sign("m1", command)));  // lags by one
  auto again = floor.Command("m1", floor.session_log(), Ballot(floor, 1));
  again.seen = command.seen;
  EXPECT_EQ(Answer(floor.Submit(floor.session_log(), floor.Sign("m1", again))),
            Refusal::kSeenOlderThanOwn);
}

TEST_P(LogFold, WrongSignaturesKeysAndCommitteesAreRefused) {
  const auto command = floor.Command("m1", floor.session_log(), Ballot(floor, 0));
  auto bytes = floor.Sign("m1", command);
  bytes.signature[5] ^= 1;
  EXPECT_EQ(Answer(floor.Submit(floor.session_log(), bytes)), Refusal::kBadSignature);
  EXPECT_EQ(Answer(floor.Submit(floor.session_log(), floor.Sign("m2", command))),
            Refusal::kBadSignature);
  bytes = floor.Sign("m1", command);
  bytes.signature = *floor.Key("m1").Sign(crypto::Purpose::kHead, bytes.command);
  EXPECT_EQ(Answer(floor.Submit(floor.session_log(), bytes)), Refusal::kBadSignature);
  bytes = floor.Sign("m1", command);
  bytes.cosignature = bytes.signature;
  EXPECT_EQ(Answer(floor.Submit(floor.session_log(), bytes)), Refusal::kMalformed);
  auto stranger = command;
  stranger.signer.bytes[0] ^= 1;
  EXPECT_EQ(Answer(floor.Submit(floor.session_log(), floor.Sign("m1", stranger))),
            Refusal::kUnknownKey);
  auto elsewhere = command;
  elsewhere.committee.bytes[0] ^= 1;
  EXPECT_EQ(Answer(floor.Submit(floor.session_log(), floor.Sign("m1", elsewhere))),
            Refusal::kOtherCommittee);
  auto other = command;
  other.session.bytes[0] ^= 1;
  EXPECT_EQ(Answer(floor.Submit(floor.session_log(), floor.Sign("m1", other))), Refusal::kOtherLog);
}

TEST_P(LogFold, ARevocationStandsInSessionWithTheRegistrysBytes) {
  const auto command = floor.Command("officer", floor.registry_log(),
                                     session::RevokeKey{floor.Key("m4").public_key().id(), "被盗"});
  const auto bytes = floor.Sign("officer", command);
  ASSERT_TRUE(floor.Submit(floor.registry_log(), bytes));
  ASSERT_TRUE(floor.Submit(floor.session_log(), bytes));
  EXPECT_EQ(Answer(floor.Say("m4", floor.session_log(), Ballot(floor, 0))), Refusal::kRevokedKey);
  EXPECT_TRUE(floor.Say("m3", floor.session_log(), Ballot(floor, 0)));
}

TEST_P(LogFold, ReplayNamesTheEntryThatIsWrong) {
  ASSERT_TRUE(floor.Say("m1", floor.session_log(), Ballot(floor, 0)));
  const std::size_t last = floor.session_entries.size() - 1;
  const auto replay = [&](std::vector<log::Entry> entries) -> std::optional<ReplayError> {
    SessionFold session(floor.session_log(), floor.suite, *floor.registry, kTestSecret);
    for (const log::Entry& entry : entries) {
      if (auto result = session.Replay(entry, floor.registry->state()); !result) {
        EXPECT_EQ(session.chain().size(), result.error().index);  // nothing changed
        return result.error();
      }
    }
    return std::nullopt;
  };
  EXPECT_FALSE(replay(floor.session_entries));

  auto entries = floor.session_entries;
  entries[last].command.signature[0] ^= 1;
  EXPECT_EQ(replay(entries)->index, last);
  entries = floor.session_entries;
  std::swap(entries[last], entries[last - 1]);
  EXPECT_EQ(replay(entries)->index, last - 1);
  entries = floor.session_entries;
  entries.erase(entries.begin() + 3);
  EXPECT_EQ(replay(entries)->index, 3u);
  entries = floor.session_entries;
  entries.push_back(entries[last]);
  entries.back().index = last + 1;
  EXPECT_EQ(replay(entries)->index, last + 1);  // the same command a second time
  entries = floor.session_entries;
  entries[last].time.milliseconds = 0;
  EXPECT_EQ(replay(entries)->index, last);
}

TEST_P(LogFold, TheRegistryRemembersItsPast) {
  const log::Head head = floor.registry->chain().head();
  ASSERT_TRUE(floor.Say("secretary", floor.registry_log(),
                        session::PutPerson{floor.Person("new"), "新人", ""}));
  const auto before = floor.registry->At(head);
  ASSERT_NE(before, nullptr);
  EXPECT_EQ(before->people.size() + 1, floor.registry->state().people.size());
  log::Head forged = head;
  forged.root.bytes[0] ^= 1;
  EXPECT_EQ(floor.registry->At(forged), nullptr);
  EXPECT_EQ(floor.registry->At({0, log::EmptyRoot(floor.suite)}), nullptr);
}

TEST_P(LogFold, ANewCommitteeTakesNoOthersFounding) {
  RegistryFold other(floor.registry_log().committee, floor.suite);
  Floor stranger(floor.suite);
  EXPECT_FALSE(other.Replay(stranger.registry_entries.front()));
  EXPECT_TRUE(other.Replay(floor.registry_entries.front()));
  EXPECT_FALSE(other.Replay(floor.registry_entries.front()));
}

}  // namespace
}  // namespace plenary::fold
