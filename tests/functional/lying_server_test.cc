// Servers that lie: each lie is caught by the ordinary client, and by the verifier where
// it ends in an archive. What they sign, they sign with the node's own key.
#include <gtest/gtest.h>

#include <functional>
#include <utility>

#include "client/link/link.h"
#include "core/archive/collection.h"
#include "core/archive/format.h"
#include "core/archive/verify.h"
#include "core/wire/command.h"
#include "tests/support/check_secret.h"
#include "tests/support/fake_server.h"
#include "tests/support/process.h"

namespace plenary::testing {
namespace {

using link::AlarmKind;

constexpr link::Milliseconds kWait{20'000};

// The session of `committee` with some guests, up to its close.
void Hold(SmallCommittee& committee, Ledger& ledger, std::uint8_t guests = 3) {
  const LogId log = ledger.session(1);
  const crypto::PrivateKey& chair = committee.member(0).key();
  ledger.Say(committee.secretary().key(), log, session::GiveNotice{{2023, 2, 28}});
  for (std::uint8_t i = 0; i < guests; ++i) {
    ledger.Say(committee.secretary().key(), log, Attendee(i));
  }
  for (std::size_t i = 0; i < 3; ++i) {
    ledger.Say(committee.member(i).key(), log, session::SignIn{});
  }
  ledger.Say(chair, log, session::OpenSession{});
  ledger.Say(chair, log, session::AdoptAgenda{});
  ledger.Say(chair, log, session::CloseSession{});
}

// The archive of what is served, whatever it is.
Bytes ArchiveOf(const Ledger& ledger) {
  const LogId log = ledger.session(1);
  const log::SignedHead head = ledger.Head(log);
  return archive::Write({.registry = ledger.Log(ledger.registry()).entries,
                         .session = ledger.Log(log).entries,
                         .node = head.node,
                         .signature = head.signature});
}

// Signed by the node in somebody's name.
log::SignedCommand Forged(const SmallCommittee& committee, const Ledger& ledger,
                          const crypto::PublicKey& name, const LogId& log, session::Body body) {
  log::SignedCommand forged =
      ledger.Sign(committee.node(), log, ledger.Newest(log), std::move(body));
  session::Command command = wire::DecodeCommand(forged.command).value();
  command.signer = name.id();
  forged.command = wire::EncodeCommand(command);
  forged.signature = committee.node().Sign(crypto::Purpose::kCommand, forged.command).value();
  return forged;
}

void Rewrite(Ledger& ledger, const LogId& log,
             const std::function<void(std::vector<log::Entry>&)>& edit) {
  ServedLog& served = ledger.Log(log);
  std::vector<log::Entry> entries = served.entries;
  edit(entries);
  served.Truncate(0);
  for (log::Entry& entry : entries) {
    entry.index = served.size();
    served.Append(entry);
  }
}

// ---- lies that anybody finds who folds what is shown

struct Lie {
  const char* name;
  std::function<void(SmallCommittee&, Ledger&)> tell;
  AlarmKind newcomer;     // of a client that has seen nothing else
  AlarmKind follower;     // of one that has seen the truth before
  const char* rejection;  // how the verifier's begins
};

class LyingServer : public ::testing::TestWithParam<Lie> {
 protected:
  LyingServer() : server_(committee_), honest_(committee_.ledger()), lie_(honest_) {
    committee_.Connect({server_.address()});
    Hold(committee_, honest_);
    lie_ = honest_;
    GetParam().tell(committee_, lie_);
  }
  void Serve(const Ledger& ledger) {
    server_.Stop();
    server_.With([&](Served& served) { served.ledger = ledger; });
    server_.Start();
  }
  std::unique_ptr<link::Link> Follow() {
    auto link = link::Link::Open(*committee_.member(1).store).value();
    link->Follow(honest_.session(1).session);
    return link;
  }
  static void ExpectAlarm(const link::Link& link, AlarmKind want) {
    ASSERT_TRUE(WaitFor([&] { return !link.Alarms().empty(); }, kWait));
    const link::Alarm alarm = link.Alarms().front();
    EXPECT_EQ(NameOf(alarm.kind), NameOf(want)) << alarm.sentence;
    EXPECT_FALSE(alarm.evidence.empty()) << alarm.sentence;
    EXPECT_TRUE(link.AlarmOf(alarm.log));
  }

  SmallCommittee committee_;
  FakeServer server_;
  Ledger honest_;
  Ledger lie_;
};

TEST_P(LyingServer, IsCaughtByAClientThatKnewNothing) {
  Serve(lie_);
  const auto link = Follow();
  ExpectAlarm(*link, GetParam().newcomer);
  EXPECT_EQ(link->Sync(honest_.session(1), kWait).error().code, ErrorCode::kCorrupt);
}

TEST_P(LyingServer, IsCaughtByAClientThatHasSeenTheTruth) {
  Serve(honest_);
  const auto link = Follow();
  const auto synced = link->Sync(honest_.session(1), kWait);
  ASSERT_TRUE(synced) << synced.error().message;
  ASSERT_TRUE(link->Alarms().empty());
  Serve(lie_);
  ExpectAlarm(*link, GetParam().follower);
  EXPECT_EQ(link->Head(honest_.session(1)), honest_.Newest(honest_.session(1)))
      << "what was verified stays";
}

TEST_P(LyingServer, IsCaughtByTheVerifier) {
  ASSERT_TRUE(archive::Verify(ArchiveOf(honest_), kTestSecret));
  const auto verified = archive::Verify(ArchiveOf(lie_), kTestSecret);
  ASSERT_FALSE(verified);
  EXPECT_EQ(verified.error().Message().substr(0, std::string(GetParam().rejection).size()),
            GetParam().rejection);
}

void DropAnEntry(SmallCommittee&, Ledger& ledger) {
  Rewrite(ledger, ledger.session(1), [](auto& entries) { entries.erase(entries.begin() + 2); });
}

void SwapTwo(SmallCommittee&, Ledger& ledger) {
  Rewrite(ledger, ledger.session(1),
          [](auto& entries) { std::swap(entries[2].command, entries[3].command); });
}

void RepeatACommand(SmallCommittee&, Ledger& ledger) {
  const LogId log = ledger.session(1);
  const log::SignedCommand command = ledger.Log(log).entries[2].command;
  ledger.Force(log, command);
}

void InventACommand(SmallCommittee& committee, Ledger& ledger) {
  const LogId log = ledger.session(1);
  ledger.Force(
      log, Forged(committee, ledger, committee.secretary().key().public_key(), log, Attendee(9)));
}

// With the help of the secretary, though not of the second officer.
void InventAVoter(SmallCommittee& committee, Ledger& ledger) {
  const LogId log = ledger.registry();
  const crypto::PrivateKey& secretary = committee.secretary().key();
  SeatId seat;
  seat.bytes[0] = 'x';
  const PersonId voter = Attendee(77).attendee;
  ledger.Say(secretary, log, session::PutPerson{voter, "nobody", ""});
  ledger.Say(secretary, log, session::AddSeat{seat, session::Office::kMember});
  const auto filled = ledger.Say(secretary, log, session::FillSeat{seat, voter, {2023, 2, 28}});
  ledger.Force(log, Forged(committee, ledger, committee.officer().key().public_key(), log,
                           session::Confirm{{filled.index}}));
}

// Likewise.
void InventAKey(SmallCommittee& committee, Ledger& ledger) {
  const LogId log = ledger.registry();
  const crypto::PrivateKey& secretary = committee.secretary().key();
  const auto admitted = ledger.Say(
      secretary, log,
      session::AdmitKey{committee.member(2).person,
                        ToBytes(committee.Stranger("spy").key().public_key().encoded())});
  ledger.Force(log,
               ledger.Sign(secretary, log, ledger.Newest(log), session::Confirm{{admitted.index}}));
}

void InventAnOfficer(SmallCommittee& committee, Ledger& ledger) {
  const LogId log = ledger.registry();
  ledger.Force(log,
               Forged(committee, ledger, committee.secretary().key().public_key(), log,
                      session::GrantRole{committee.member(2).person, session::Role::kOfficer}));
}

// The node admits another one by itself.
void InventANode(SmallCommittee& committee, Ledger& ledger) {
  const LogId log = ledger.registry();
  const auto other = crypto::PrivateKey::Generate(crypto::Suite::kP256).value();
  ledger.Force(log, ledger.Sign(committee.node(), log, ledger.Newest(log),
                                session::AdmitNode{{ToBytes(other.public_key().encoded()),
                                                    committee.authority().certificate().der()}}));
}

INSTANTIATE_TEST_SUITE_P(
    Lies, LyingServer,
    ::testing::Values(Lie{"DropsAnEntry", DropAnEntry, AlarmKind::kInvented, AlarmKind::kForked,
                          "session entry 2: would have been refused: SeenUnknown"},
                      Lie{"Reorders", SwapTwo, AlarmKind::kInvented, AlarmKind::kForked,
                          "session entry 2: would have been refused: SeenUnknown"},
                      Lie{"RepeatsACommand", RepeatACommand, AlarmKind::kInvented,
                          AlarmKind::kInvented, "session entry 11: the same command a second time"},
                      Lie{"InventsACommand", InventACommand, AlarmKind::kInvented,
                          AlarmKind::kInvented,
                          "session entry 11: would have been refused: BadSignature"},
                      Lie{"InventsAVoter", InventAVoter, AlarmKind::kInvented, AlarmKind::kInvented,
                          "registry entry 17: would have been refused: BadSignature"},
                      Lie{"InventsAKey", InventAKey, AlarmKind::kInvented, AlarmKind::kInvented,
                          "registry entry 15: would have been refused: OwnProposal"},
                      Lie{"InventsAnOfficer", InventAnOfficer, AlarmKind::kInvented,
                          AlarmKind::kInvented,
                          "registry entry 14: would have been refused: BadSignature"},
                      Lie{"InventsANode", InventANode, AlarmKind::kInvented, AlarmKind::kInvented,
                          "registry entry 14: would have been refused: UnknownKey"}),
    [](const auto& row) { return row.param.name; });

// ---- lies that only somebody finds who was told otherwise

class TwoFacedServer : public ::testing::Test {
 protected:
  TwoFacedServer() : server_(committee_), log_(committee_.ledger().session(1)) {
    committee_.Connect({server_.address()});
  }
  std::unique_ptr<link::Link> Open(Somebody& somebody, link::LinkOptions options = {}) {
    auto link = link::Link::Open(*somebody.store, std::move(options)).value();
    link->Follow(log_.session);
    return link;
  }
  void Synced(link::Link& link) {
    const auto synced = link.Sync(log_, kWait);
    ASSERT_TRUE(synced) << synced.error().message;
  }
  // The secretary's, who has a receipt while her copy is held back.
  std::unique_ptr<link::Link> Promised() {
    auto link = Open(committee_.secretary());
    Synced(*link);
    server_.With([](Served& served) { served.watch_shows = 1; });
    const auto outcome = link->Submit(log_, Attendee(1), {.timeout = kWait, .reach = false});
    EXPECT_TRUE(outcome) << outcome.error().message;
    return link;
  }
  void Guest(Ledger& ledger, std::uint8_t number) {
    ledger.Say(committee_.secretary().key(), log_, Attendee(number));
  }
  static AlarmKind Caught(const link::Link& link) {
    EXPECT_TRUE(WaitFor([&] { return !link.Alarms().empty(); }, kWait));
    if (link.Alarms().empty()) return {};
    EXPECT_FALSE(link.Alarms().front().evidence.empty()) << link.Alarms().front().sentence;
    return link.Alarms().front().kind;
  }

  SmallCommittee committee_;
  const crypto::PrivateKey other_node_ = crypto::PrivateKey::Generate(crypto::Suite::kP256).value();
  FakeServer server_;
  LogId log_;
};

TEST_F(TwoFacedServer, CannotDropWhatItAcknowledged) {
  const auto link = Promised();
  server_.With([this](Served& served) {
    served.ledger.Log(log_).Truncate(1);
    Guest(served.ledger, 2);
    served.watch_shows = UINT64_MAX;
  });
  EXPECT_EQ(Caught(*link), AlarmKind::kDropped);
}

TEST_F(TwoFacedServer, CannotMoveWhatItAcknowledged) {
  const auto link = Promised();
  server_.With([this](Served& served) {
    ServedLog& shown = served.ledger.Log(log_);
    const log::SignedCommand promised = shown.entries.at(1).command;
    shown.Truncate(1);
    served.ledger.Say(committee_.member(0).key(), log_, session::SignIn{});
    served.ledger.Force(log_, promised);
    served.watch_shows = UINT64_MAX;
  });
  EXPECT_EQ(Caught(*link), AlarmKind::kReordered);
}

TEST_F(TwoFacedServer, CannotAcknowledgeWhatItDoesNotKeep) {
  const auto link = Open(committee_.secretary());
  server_.With([](Served& served) {
    served.alter_answer = [](v1::SubmitResponse& response) {
      response.mutable_receipt()->set_time(response.receipt().time() + 1);
    };
  });
  EXPECT_EQ(link->Submit(log_, Attendee(1)).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(Caught(*link), AlarmKind::kFalseReceipt);
}

TEST_F(TwoFacedServer, CannotRollBack) {
  server_.With([this](Served& served) {
    for (std::uint8_t i = 0; i < 4; ++i) Guest(served.ledger, i);
  });
  const auto link = Open(committee_.member(0));
  Synced(*link);
  server_.Stop();
  server_.With([this](Served& served) { served.ledger.Log(log_).Truncate(3); });
  server_.Start();
  EXPECT_EQ(Caught(*link), AlarmKind::kRolledBack);
  EXPECT_EQ(link->Head(log_).size, 5u);
}

TEST_F(TwoFacedServer, CannotRollBackBehindTheBackOfAClientThatWasAway) {
  server_.With([this](Served& served) { Guest(served.ledger, 1); });
  Synced(*Open(committee_.member(0)));
  committee_.Reopen(committee_.member(0));
  server_.With([this](Served& served) { served.ledger.Log(log_).Truncate(1); });
  EXPECT_EQ(Caught(*Open(committee_.member(0))), AlarmKind::kRolledBack);
}

TEST_F(TwoFacedServer, CannotWithholdWhatItSigned) {
  server_.With([this](Served& served) {
    Guest(served.ledger, 1);
    served.watch_shows = 1;
  });
  link::LinkOptions impatient;
  impatient.patience = link::Milliseconds(400);
  EXPECT_EQ(Caught(*Open(committee_.member(0), impatient)), AlarmKind::kWithheld);
}

TEST_F(TwoFacedServer, CannotSpeakThroughANodeThatIsNotAdmitted) {
  Ledger elsewhere(committee_.id(), crypto::Suite::kP256, other_node_);
  Ledger honest = committee_.ledger();
  Hold(committee_, honest);
  for (const LogId& log : {honest.registry(), log_}) elsewhere.Log(log) = honest.Log(log);
  server_.With([&](Served& served) { served.ledger = elsewhere; });
  EXPECT_EQ(Caught(*Open(committee_.member(0))), AlarmKind::kFalseHead);
  const auto verified = archive::Verify(ArchiveOf(elsewhere), kTestSecret);
  ASSERT_FALSE(verified);
  EXPECT_EQ(verified.error().Message(), "head: signed by a node that the registry does not admit");
}

// Everybody follows one log, but one member another.
class SplitView : public TwoFacedServer {
 protected:
  SplitView() : other_(committee_.ledger()) {
    Guest(other_, 2);
    server_.With([this](Served& served) {
      Guest(served.ledger, 1);
      served.others.emplace(committee_.member(1).store->key_id(), other_);
    });
  }

  Ledger other_;
};

TEST_F(SplitView, IsFoundWhereTheTwoMeet) {
  link::LinkOptions shared;
  shared.hub = std::make_shared<link::ReplicaHub>(committee_.id(), crypto::Suite::kP256);
  shared.keep_logs = false;
  const auto one = Open(committee_.member(0), shared);
  Synced(*one);
  const auto two = Open(committee_.member(1), shared);
  EXPECT_EQ(Caught(*two), AlarmKind::kContradicted);
}

TEST_F(SplitView, IsFoundWhenTheServerChangesItsStory) {
  const auto one = Open(committee_.member(0));
  const auto two = Open(committee_.member(1));
  Synced(*one);
  Synced(*two);
  EXPECT_NE(one->Head(log_), two->Head(log_));
  server_.Stop();
  server_.With([](Served& served) { served.others.clear(); });
  server_.Start();
  EXPECT_EQ(Caught(*two), AlarmKind::kForked);
  EXPECT_TRUE(one->Alarms().empty());
}

TEST_F(SplitView, LetsNoCommandAcross) {
  const auto one = Open(committee_.member(0));
  Synced(*one);
  const log::SignedCommand command =
      other_.Sign(committee_.member(1).key(), log_, other_.Newest(log_), session::SignIn{});
  server_.With([&](Served& served) {
    const LedgerAnswer honest = served.ledger.Submit(command);
    EXPECT_EQ(std::get<session::Refusal>(honest), session::Refusal::kSeenUnknown);
    served.ledger.Force(log_, command);
  });
  EXPECT_EQ(Caught(*one), AlarmKind::kInvented);
}

TEST_F(SplitView, LeavesTwoArchivesThatContradictEachOther) {
  Ledger one = committee_.ledger();
  Ledger two = committee_.ledger();
  Hold(committee_, one, 1);
  Hold(committee_, two, 2);
  auto first = archive::Verify(ArchiveOf(one), kTestSecret);
  auto second = archive::Verify(ArchiveOf(two), kTestSecret);
  ASSERT_TRUE(first && second) << "each is good by itself";
  archive::Collection archives;
  ASSERT_TRUE(archives.Add(*std::move(first)));
  const auto added = archives.Add(*std::move(second));
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().code, ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace plenary::testing
