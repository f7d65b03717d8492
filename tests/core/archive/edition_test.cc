// The edition of an archive: what it shows and hides, and its place beside archives.
#include "core/archive/edition.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/archive/collection.h"
#include "tests/core/archive/secret_edition.h"
#include "tests/core/archive/small_archive.h"

namespace plenary::archive {
namespace {

using testing::SecretArchive;

bool Holds(ByteView bytes, ByteView part) { return !std::ranges::search(bytes, part).empty(); }

Bytes Number(std::uint64_t number) {
  Bytes bytes;
  PutU64(bytes, number);
  return bytes;
}

class Editions : public ::testing::TestWithParam<crypto::Suite> {
 protected:
  const SecretArchive& secret() const { return SecretOf(GetParam()); }
};

INSTANTIATE_TEST_SUITE_P(Suites, Editions, ::testing::ValuesIn(kEditionSuites), EditionSuiteName);

TEST_P(Editions, VerifyToTheResultOfTheArchive) {
  const auto archive = Verify(secret().log.Archive(), kTestSecret);
  ASSERT_TRUE(archive);

  const auto edition = VerifyEdition(WriteEdition(EditionOf(secret())), kTestSecret);

  ASSERT_TRUE(edition) << edition.error().Message();
  EXPECT_TRUE(edition->is_edition);
  EXPECT_FALSE(archive->is_edition);
  EXPECT_EQ(edition->log, archive->log);
  EXPECT_EQ(edition->head, archive->head);
  EXPECT_EQ(edition->registry_leaves, archive->registry_leaves);
  const auto& poll = edition->session.polls.at(secret().poll);
  EXPECT_EQ(poll.results.at(0).count.votes, (std::vector<std::uint32_t>{3, 1, 0}));
  EXPECT_EQ(poll.results.at(0).count.not_voting, 1u);
  EXPECT_EQ(poll.state, session::PollState::kAnnounced);
}

TEST_P(Editions, SayThatTheBallotsWereNotChecked) {
  const auto edition = VerifyEdition(WriteEdition(EditionOf(secret())), kTestSecret);
  ASSERT_TRUE(edition);
  EXPECT_FALSE(edition->session.polls.at(secret().poll).secret->whole);
}

TEST_P(Editions, ShowTheCodeOfEveryCastBallotAtItsPlaceAndOfNoChallengedOne) {
  const auto edition = VerifyEdition(WriteEdition(EditionOf(secret())), kTestSecret);
  ASSERT_TRUE(edition);
  const auto ballots = Ballots(secret());
  ASSERT_EQ(edition->redacted.size(), ballots.size());
  EXPECT_EQ(edition->said.size(), secret().log.entries().size() - ballots.size());
  for (std::size_t i = 0; i < ballots.size(); ++i) {
    const auto body = CommandIn(*ballots[i]).body;
    EXPECT_EQ(edition->redacted[i].index, ballots[i]->index);
    EXPECT_EQ(edition->redacted[i].poll, secret().poll);
    const auto* cast = std::get_if<session::CastSecretBallot>(&body);
    EXPECT_EQ(edition->redacted[i].code, cast ? std::optional(cast->code) : std::nullopt);
  }
  EXPECT_FALSE(edition->redacted[0].code) << "it was challenged";
}

TEST_P(Editions, AreReadToTheSameBytes) {
  const Bytes bytes = WriteEdition(EditionOf(secret()));
  const auto contents = ReadEdition(bytes);
  ASSERT_TRUE(contents) << contents.error().message;
  EXPECT_EQ(WriteEdition(*contents), bytes);
}

TEST_P(Editions, HoldNothingOfABallotButItsCode) {
  const Bytes archive = secret().log.Archive();
  EditionContents contents = EditionOf(secret());
  contents.registry.clear();  // its times are those of session entries
  const Bytes edition = WriteEdition(contents);
  const auto ballots = Ballots(secret());
  ASSERT_EQ(ballots.size(), 6u);
  for (const log::Entry* entry : ballots) {
    const session::Command command = CommandIn(*entry);
    const auto* cast = std::get_if<session::CastSecretBallot>(&command.body);
    const Bytes& ballot =
        cast ? cast->ballot : std::get<session::ChallengeBallot>(command.body).ballot;
    std::vector<Bytes> hidden = {Number(static_cast<std::uint64_t>(entry->time.milliseconds)),
                                 entry->command.signature,
                                 ToBytes(command.id.view()),
                                 ToBytes(entry->blinds.parts[0]),
                                 ToBytes(entry->blinds.parts[1]),
                                 ToBytes(entry->blinds.parts[3])};
    for (std::size_t at = 0; at + 32 <= ballot.size(); at += 32) {
      hidden.emplace_back(ballot.begin() + static_cast<std::ptrdiff_t>(at),
                          ballot.begin() + static_cast<std::ptrdiff_t>(at + 32));
    }
    for (const Bytes& part : hidden) {
      EXPECT_TRUE(Holds(archive, part)) << "entry " << entry->index;
      EXPECT_FALSE(Holds(edition, part)) << "entry " << entry->index;
    }
    EXPECT_EQ(Holds(edition, session::CodeOf(command.body)), cast != nullptr);
    EXPECT_EQ(Holds(edition, entry->blinds.parts[2]), cast != nullptr);
  }
}

TEST_P(Editions, DoNotNameWhoCastABallot) {
  const EditionContents edition = EditionOf(secret());
  std::size_t ballots = 0;
  for (const EditionEntry& entry : edition.session) {
    if (std::holds_alternative<log::Entry>(entry)) continue;
    EditionContents alone{{}, {entry}, edition.node, edition.signature};
    const Bytes bytes = WriteEdition(alone);
    for (const auto& member : secret().assembly.members()) {
      EXPECT_FALSE(Holds(bytes, member.key.public_key().id().view()));
      EXPECT_FALSE(Holds(bytes, member.person.view()));
    }
    ++ballots;
  }
  EXPECT_EQ(ballots, 6u);
}

TEST_P(Editions, OfOneArchiveAreOne) {
  const Contents contents = secret().log.Contents();
  EXPECT_EQ(WriteEdition(Redact(GetParam(), contents)), WriteEdition(Redact(GetParam(), contents)));
}

TEST(Edition, OfASessionWithoutSecretBallotsLeavesNothingOut) {
  const SmallArchive small;
  const Bytes bytes = WriteEdition(Redact(small.assembly.suite(), small.log.Contents()));
  const auto edition = VerifyEdition(bytes, kTestSecret);
  ASSERT_TRUE(edition) << edition.error().Message();
  EXPECT_TRUE(edition->redacted.empty());
  EXPECT_EQ(edition->said.size(), small.log.entries().size());
}

TEST(Edition, IsNoArchiveAndAnArchiveIsNone) {
  const SecretArchive& secret = SecretOf(crypto::Suite::kP256);
  const Bytes archive = secret.log.Archive();
  const Bytes edition = WriteEdition(EditionOf(secret));
  EXPECT_TRUE(IsEdition(edition));
  EXPECT_FALSE(IsEdition(archive));
  EXPECT_EQ(Verify(edition, kTestSecret).error().Message(),
            "file: not an archive of Plenary, version 1");
  EXPECT_EQ(VerifyEdition(archive, kTestSecret).error().Message(),
            "file: not an edition of Plenary, version 1");
}

// ---- what no edition can be

TEST(EditionForm, ShowsNoSignatureOverWhatIsLeftOut) {
  const EditionContents contents = EditionOf(SecretOf(crypto::Suite::kP256));
  EditionContents none{contents.registry, {}, contents.node, contents.signature};
  const std::size_t at = WriteEdition(none).size() - 32 - 64;  // where the session's entries begin
  for (int form = 0; form < 256; ++form) {
    Bytes bytes = WriteEdition(contents);
    bytes[at] = static_cast<Byte>(form);
    const auto read = ReadEdition(bytes);
    EXPECT_EQ(read.has_value(), form == 1) << form;
    if (form == 0 || form > 3) {
      EXPECT_EQ(read.error().message,
                "session entry 0: neither whole nor redacted as an edition may have it");
    }
  }
}

TEST(EditionForm, HasNoCountThatNoFileCouldHold) {
  Bytes bytes = ToBytes(AsBytes("PLENARY EDITION 1\n"));
  PutU64(bytes, 0);
  PutU64(bytes, ~std::uint64_t{0});
  EXPECT_EQ(VerifyEdition(bytes, kTestSecret).error().Message(),
            "file: session: ends before its entries");
}

// ---- several polls

TEST(Edition, CountsTheCodesOfEachPollByThemselves) {
  testing::Assembly assembly;
  testing::SessionLog log = assembly.Convene(1, session::SessionKind::kCommittee, {2023, 3, 28});
  log.Open();
  testing::SecretSession secret(assembly, log);
  secret.MakeKey();
  std::vector<PollId> polls;
  for (std::uint32_t option = 0; option < 2; ++option) {
    session::DraftPoll draft = testing::Draft({}, session::PollSubject::kProcedure);
    draft.item.reset();
    draft.test = true;
    draft.method = session::Method::kSecret;
    polls.push_back(log.OpenPoll(draft));
    for (std::size_t member = 0; member < 3 + option; ++member) {
      secret.Cast(polls.back(), member, option);
    }
    secret.CloseAndOpen(polls.back());
    log.Say(assembly.director(),
            session::AnnounceResult{polls.back(),
                                    session::StateResults(log.state().polls.at(polls.back()))});
  }
  log.Close();
  EditionContents contents = Redact(assembly.suite(), log.Contents());
  const auto edition = VerifyEdition(WriteEdition(contents), kTestSecret);
  ASSERT_TRUE(edition) << edition.error().Message();
  EXPECT_EQ(std::ranges::count(edition->redacted, polls[0], &RedactedBallot::poll), 3);
  EXPECT_EQ(std::ranges::count(edition->redacted, polls[1], &RedactedBallot::poll), 4);

  const std::uint64_t hidden = edition->redacted.front().index;
  contents.session[hidden] = Hidden(crypto::Suite::kP256, log.entries()[hidden], false);
  EXPECT_EQ(VerifyEdition(WriteEdition(contents), kTestSecret).error().Message(),
            "session: has fewer codes than ballots were sealed");
}

// ---- beside archives

TEST(EditionInACollection, GivesWayToItsArchive) {
  const SecretArchive& secret = SecretOf(crypto::Suite::kP256);
  const auto archive = Verify(secret.log.Archive(), kTestSecret);
  const auto edition = VerifyEdition(WriteEdition(EditionOf(secret)), kTestSecret);
  ASSERT_TRUE(archive && edition);

  Collection edition_first;
  ASSERT_TRUE(edition_first.Add(*edition));
  EXPECT_TRUE(edition_first.archives().front().is_edition);
  ASSERT_TRUE(edition_first.Add(*archive));
  ASSERT_EQ(edition_first.archives().size(), 1u);
  EXPECT_FALSE(edition_first.archives().front().is_edition);

  Collection archive_first;
  ASSERT_TRUE(archive_first.Add(*archive));
  const auto again = archive_first.Add(*edition);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::kAlreadyExists);
  ASSERT_EQ(archive_first.archives().size(), 1u);
  EXPECT_FALSE(archive_first.archives().front().is_edition);
}

}  // namespace
}  // namespace plenary::archive
