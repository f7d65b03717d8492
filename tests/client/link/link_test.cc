#include "client/link/link.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "client/link/certificate.h"
#include "core/crypto/random.h"
#include "tests/support/fake_server.h"

namespace plenary::link {
namespace {

using plenary::testing::Attendee;
using plenary::testing::FakeServer;
using plenary::testing::Ledger;
using plenary::testing::Served;
using plenary::testing::SmallCommittee;
using plenary::testing::Somebody;

constexpr Milliseconds kWait{20'000};

class LinkTest : public ::testing::Test {
 protected:
  LinkTest() : server_(committee_) { committee_.Connect({server_.address()}); }

  std::unique_ptr<Link> OpenFor(Somebody& somebody, LinkOptions options = {}) {
    auto link = Link::Open(*somebody.store, std::move(options));
    EXPECT_TRUE(link) << link.error().message;
    return std::move(*link);
  }
  // To be completed by the registry's head.
  session::Convene Convening(std::uint32_t number) {
    return {.kind = session::SessionKind::kCommittee,
            .rehearsal = false,
            .urgent = false,
            .term = 1,
            .number = number,
            .date = {2023, 4, 1},
            .title = "",
            .place = "elsewhere",
            .chair = committee_.member(0).person,
            .registry = {}};
  }
  SessionId Session() { return committee_.ledger().session(1).session; }
  static std::uint64_t IndexOf(const Result<Outcome>& outcome) {
    EXPECT_TRUE(outcome) << outcome.error().message;
    if (!outcome) return UINT64_MAX;
    const auto* accepted = std::get_if<Accepted>(&*outcome);
    EXPECT_NE(accepted, nullptr) << NameOf(std::get<session::Refusal>(*outcome));
    return accepted ? accepted->index : UINT64_MAX;
  }

  SmallCommittee committee_;
  std::atomic<std::uint64_t> counted_ = 0;  // by what the server does, until it stops
  FakeServer server_;
};

TEST_F(LinkTest, FollowsRegistryAndSession) {
  const auto link = OpenFor(committee_.member(0));
  const auto synced = link->Sync(link->SessionLog(Session()), kWait);
  ASSERT_TRUE(synced) << synced.error().message;
  EXPECT_EQ(link->Registry()->Composition(), 3u);
  EXPECT_EQ(link->Session(Session())->convened.place, "hall");
  EXPECT_EQ(link->state(), ConnectionState::kConnected);
  EXPECT_TRUE(link->Alarms().empty());
  const auto entries = link->Entries(link->RegistryLog(), 0);
  ASSERT_FALSE(entries.empty());
  EXPECT_TRUE(std::holds_alternative<session::Found>(entries[0]->command.body));
}

TEST_F(LinkTest, SpeaksAndIsHeardByOthers) {
  const auto secretary = OpenFor(committee_.secretary());
  const auto member = OpenFor(committee_.member(1));
  const LogId log = secretary->SessionLog(Session());
  EXPECT_EQ(IndexOf(secretary->Submit(log, Attendee(1))), 1u);
  EXPECT_EQ(secretary->Session(Session())->attendees.size(), 1u) << "its own copy has it";
  EXPECT_EQ(IndexOf(member->Submit(log, session::SignIn{})), 2u);
  const auto person = committee_.member(1).person;
  EXPECT_TRUE(secretary->WaitForSession(
      Session(), [&](const session::Session& s) { return s.IsPresent(person); }, kWait));
  EXPECT_TRUE(committee_.secretary().store->Pending()->empty());
}

TEST_F(LinkTest, TellsARefusal) {
  const auto link = OpenFor(committee_.member(1));
  const auto outcome = link->Submit(link->SessionLog(Session()), Attendee(1));
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_EQ(std::get<session::Refusal>(*outcome), session::Refusal::kNotYourRole);
  EXPECT_TRUE(committee_.member(1).store->Pending()->empty());
}

TEST_F(LinkTest, SendsNothingThatIsOutOfBounds) {
  const auto link = OpenFor(committee_.secretary());
  auto guest = Attendee(1);
  guest.name = std::string(5000, 'x');
  const auto outcome = link->Submit(link->SessionLog(Session()), guest);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::kInvalidArgument);
  EXPECT_TRUE(server_.With([](Served& served) { return served.submitted.empty(); }));
}

TEST_F(LinkTest, SpeaksManyTimesWithoutWaitingForItself) {
  const auto link = OpenFor(committee_.secretary());
  std::vector<std::promise<Result<Outcome>>> answers(30);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    link->SubmitAsync(
        link->SessionLog(Session()), Attendee(static_cast<std::uint8_t>(i)), {},
        [&answers, i](Result<Outcome> outcome) { answers[i].set_value(std::move(outcome)); });
  }
  for (std::size_t i = 0; i < answers.size(); ++i) {
    EXPECT_EQ(IndexOf(answers[i].get_future().get()), i + 1);
  }
  EXPECT_EQ(link->Session(Session())->attendees.size(), answers.size());
}

TEST_F(LinkTest, ConvenesASession) {
  const auto link = OpenFor(committee_.secretary());
  ASSERT_TRUE(link->Sync(link->RegistryLog(), kWait));
  const LogId log = committee_.ledger().session(2);
  session::Convene convene = Convening(2);
  convene.registry = link->Head(link->RegistryLog());
  EXPECT_EQ(IndexOf(link->Submit(log, convene)), 0u);
  EXPECT_EQ(link->Session(log.session)->convened.place, "elsewhere");
  EXPECT_EQ(IndexOf(link->Submit(log, Attendee(1))), 1u);
}

TEST_F(LinkTest, SaysThatALogIsUnknown) {
  const auto link = OpenFor(committee_.secretary());
  const LogId log = committee_.ledger().session(9);
  const auto synced = link->Sync(log, kWait);
  ASSERT_FALSE(synced);
  EXPECT_EQ(synced.error().code, ErrorCode::kNotFound);
  const auto outcome = link->Submit(log, Attendee(1));
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::kNotFound);
}

TEST_F(LinkTest, CarriesOnWhenTheServerComesBack) {
  const auto link = OpenFor(committee_.secretary());
  const LogId log = link->SessionLog(Session());
  EXPECT_EQ(IndexOf(link->Submit(log, Attendee(1))), 1u);
  server_.Stop();
  std::promise<Result<Outcome>> answer;
  link->SubmitAsync(log, Attendee(2), {},
                    [&](Result<Outcome> outcome) { answer.set_value(std::move(outcome)); });
  server_.Start();
  EXPECT_EQ(IndexOf(answer.get_future().get()), 2u);
  server_.With([&](Served& served) {
    served.ledger.Say(committee_.member(0).key(), log, session::SignIn{});
  });
  EXPECT_TRUE(link->WaitForSession(
      Session(),
      [&](const session::Session& s) { return s.IsPresent(committee_.member(0).person); }, kWait));
}

TEST_F(LinkTest, GoesToTheNextServer) {
  committee_.Connect({"127.0.0.1:1", server_.address()});
  const auto link = OpenFor(committee_.secretary());
  const auto synced = link->Sync(link->SessionLog(Session()), kWait);
  ASSERT_TRUE(synced) << synced.error().message;
}

TEST_F(LinkTest, SaysThatNobodyAnswers) {
  committee_.Connect({"127.0.0.1:1"});
  const auto link = OpenFor(committee_.secretary());
  const auto synced = link->Sync(link->RegistryLog(), Milliseconds(300));
  ASSERT_FALSE(synced);
  EXPECT_EQ(synced.error().code, ErrorCode::kUnavailable);
  const auto outcome =
      link->Submit(link->SessionLog(Session()), Attendee(1), {.timeout = Milliseconds(300)});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::kUnavailable);
  EXPECT_TRUE(committee_.secretary().store->Pending()->empty()) << "nothing was signed";
  EXPECT_FALSE(link->LastFailure().empty());
}

TEST_F(LinkTest, TellsGrowthInOrderUntilTheSubscriptionEnds) {
  const auto link = OpenFor(committee_.secretary());
  const LogId log = link->SessionLog(Session());
  std::uint64_t reached = 0;
  std::atomic<int> told = 0;
  auto subscription = link->OnGrowth([&](const Growth& growth) {
    if (growth.log != log) return;
    EXPECT_EQ(growth.from, reached);
    reached = growth.to;
    ++told;
  });
  for (std::uint8_t i = 0; i < 5; ++i) IndexOf(link->Submit(log, Attendee(i)));
  subscription.reset();
  const int before = told;
  EXPECT_EQ(reached, 6u);
  IndexOf(link->Submit(log, Attendee(9)));
  EXPECT_EQ(told, before);
}

TEST_F(LinkTest, RestartsFromItsOwnCopy) {
  const LogId log = committee_.ledger().session(1);
  {
    const auto link = OpenFor(committee_.secretary());
    for (std::uint8_t i = 0; i < 5; ++i) IndexOf(link->Submit(log, Attendee(i)));
  }
  committee_.Reopen(committee_.secretary());
  server_.With([this](Served& served) {
    served.alter_watch = [this](const LogId&, v1::WatchResponse& response) {
      counted_ += static_cast<std::uint64_t>(response.entries_size());
    };
  });
  const auto link = OpenFor(committee_.secretary());
  ASSERT_TRUE(link->Sync(log, kWait));
  EXPECT_EQ(link->Session(log.session)->attendees.size(), 5u);
  EXPECT_EQ(counted_, 0u) << "nothing is fetched twice";
}

TEST_F(LinkTest, SignsAnewWhatLaggedBehind) {
  const auto link = OpenFor(committee_.member(0));
  const LogId log = link->SessionLog(Session());
  ASSERT_TRUE(link->Sync(log, kWait));
  // Another of this key's commands gets in while our copy is held back.
  server_.With([&](Served& served) {
    served.watch_shows = 1;
    served.ledger.Say(committee_.member(0).key(), log, session::SignIn{});
  });
  std::promise<Result<Outcome>> answer;
  link->SubmitAsync(log, session::RecordDeparture{committee_.member(0).person}, {},
                    [&](Result<Outcome> outcome) { answer.set_value(std::move(outcome)); });
  auto future = answer.get_future();
  while (server_.With([](Served& served) { return served.submitted.empty(); })) {
    ASSERT_EQ(future.wait_for(Milliseconds(5)), std::future_status::timeout);
  }
  server_.With([](Served& served) { served.watch_shows = UINT64_MAX; });
  EXPECT_EQ(IndexOf(future.get()), 2u);
  EXPECT_GE(server_.With([](Served& served) { return served.submitted.size(); }), 2u);
}

TEST_F(LinkTest, ListsSessionsThatSomebodyConvened) {
  const auto link = OpenFor(committee_.member(0));
  const auto sessions = link->ListSessions(kWait);
  ASSERT_TRUE(sessions) << sessions.error().message;
  ASSERT_EQ(sessions->size(), 1u);
  EXPECT_EQ(sessions->front().session, Session());
  EXPECT_EQ(sessions->front().convened.place, "hall");
}

TEST_F(LinkTest, ListsSessionsOfEveryPage) {
  server_.With([this](Served& served) {
    const Ledger& ledger = served.ledger;
    for (std::uint8_t number = 2; number <= 5; ++number) {
      session::Convene convene = Convening(number);
      convene.registry = ledger.Newest(ledger.registry());
      served.ledger.Say(committee_.secretary().key(), ledger.session(number), convene);
    }
    served.page = 2;
  });
  const auto link = OpenFor(committee_.member(0));
  const auto sessions = link->ListSessions(kWait);
  ASSERT_TRUE(sessions) << sessions.error().message;
  ASSERT_EQ(sessions->size(), 5u);
  EXPECT_EQ(sessions->back().session, committee_.ledger().session(5).session);
  server_.With([](Served& served) { served.repeats_page = true; });
  EXPECT_FALSE(link->ListSessions(kWait)) << "a list without an end";
}

TEST_F(LinkTest, ProvesInclusionAndConsistency) {
  const auto link = OpenFor(committee_.secretary());
  const LogId log = link->SessionLog(Session());
  for (std::uint8_t i = 0; i < 5; ++i) IndexOf(link->Submit(log, Attendee(i)));
  const auto inclusion = link->ProveInclusion(log, 3, kWait);
  ASSERT_TRUE(inclusion) << inclusion.error().message;
  EXPECT_EQ(inclusion->head.head.size, 6u);
  const auto consistency = link->ProveConsistency(log, 4, kWait);
  ASSERT_TRUE(consistency) << consistency.error().message;
  EXPECT_EQ(link->ProveConsistency(log, 40, kWait).error().code, ErrorCode::kNotFound);
  server_.With([](Served& served) {
    served.alter_proof = [](v1::ProveResponse& response) -> std::optional<grpc::Status> {
      (*response.mutable_proof(0))[0] ^= 1;
      return std::nullopt;
    };
  });
  EXPECT_EQ(link->ProveInclusion(log, 3, kWait).error().code, ErrorCode::kBadSignature);
}

TEST_F(LinkTest, MovesDocumentsByTheirHash) {
  const auto link = OpenFor(committee_.secretary());
  Bytes content(200'000);
  ASSERT_TRUE(crypto::RandomBytes(content));
  const auto hash = link->PutDocument(content, kWait);
  ASSERT_TRUE(hash) << hash.error().message;
  const auto got = link->GetDocument(*hash, content.size(), kWait);
  ASSERT_TRUE(got) << got.error().message;
  EXPECT_EQ(*got, content);
  EXPECT_EQ(link->GetDocument(*hash, content.size() - 1, kWait).error().code,
            ErrorCode::kExhausted);
  EXPECT_EQ(link->GetDocument(Digest{}, 100, kWait).error().code, ErrorCode::kNotFound);
  server_.With([](Served& served) { served.documents.begin()->second[7] ^= 1; });
  EXPECT_EQ(link->GetDocument(*hash, content.size(), kWait).error().code, ErrorCode::kBadSignature);
  server_.With([](Served& served) { served.archive = std::string(5000, 'a'); });
  EXPECT_EQ(link->GetArchive(Session(), 10'000, kWait)->size(), 5000u);
}

TEST_F(LinkTest, IsDeniedWithoutAKeyThatCounts) {
  server_.With([](Served& served) {
    served.alter_proof = [](v1::ProveResponse&) -> std::optional<grpc::Status> {
      return grpc::Status(grpc::StatusCode::PERMISSION_DENIED, "revoked key");
    };
  });
  const auto link = OpenFor(committee_.member(0));
  const auto synced = link->Sync(link->RegistryLog(), kWait);
  ASSERT_FALSE(synced);
  EXPECT_EQ(synced.error().code, ErrorCode::kPermissionDenied);
}

TEST_F(LinkTest, RenewsItsCertificateBeforeItEnds) {
  auto& member = committee_.member(0);
  const Instant now = SystemNow();
  const auto key = crypto::ConnectionKey::Generate().value();
  const auto old = committee_.authority()
                       .IssueClient(key.MakeRequest("x").value(), member.store->key_id(),
                                    {{now.milliseconds - 3'000'000}, {now.milliseconds + 60'000}},
                                    crypto::RandomId<crypto::SerialNumber>().value())
                       .value();
  ASSERT_TRUE(member.store->SetConnection(key, old));
  const auto link = OpenFor(member);
  ASSERT_TRUE(link->Sync(link->RegistryLog(), kWait));
  const auto connection = member.store->LoadConnection();
  ASSERT_TRUE(connection && *connection);
  EXPECT_NE((*connection)->certificate.der(), old.der());
  EXPECT_FALSE(*NeedsCertificate(*member.store, now));
}

TEST_F(LinkTest, RenewsACertificateThatTheServerRefuses) {
  server_.With([this](Served& served) {
    served.alter_proof = [this](v1::ProveResponse&) -> std::optional<grpc::Status> {
      if (counted_++ > 0) return std::nullopt;
      return grpc::Status(grpc::StatusCode::UNAUTHENTICATED, "revoked certificate");
    };
  });
  auto& member = committee_.member(0);
  const Bytes old = (*member.store->LoadConnection())->certificate.der();
  const auto link = OpenFor(member);
  const auto synced = link->Sync(link->RegistryLog(), kWait);
  ASSERT_TRUE(synced) << synced.error().message;
  EXPECT_NE((*member.store->LoadConnection())->certificate.der(), old);
}

TEST_F(LinkTest, TalksOnlyToServersOfItsAuthority) {
  SmallCommittee other;
  FakeServer stranger(other);
  committee_.Connect({stranger.address()});
  const auto link = OpenFor(committee_.member(0));
  const auto synced = link->Sync(link->RegistryLog(), Milliseconds(500));
  ASSERT_FALSE(synced);
  EXPECT_EQ(synced.error().code, ErrorCode::kUnavailable);
}

TEST_F(LinkTest, ManyLinksShareThreadsAndVerification) {
  const auto executor = std::make_shared<Executor>(2);
  const auto hub = std::make_shared<ReplicaHub>(committee_.id(), crypto::Suite::kP256);
  std::vector<std::unique_ptr<Link>> links;
  for (auto& somebody : committee_.people()) {
    links.push_back(OpenFor(somebody, {.executor = executor, .hub = hub, .keep_logs = false}));
  }
  const LogId log = links[0]->SessionLog(Session());
  for (std::size_t i = 2; i < links.size(); ++i) {
    IndexOf(links[i]->Submit(log, session::SignIn{}));
  }
  for (const auto& link : links) {
    EXPECT_TRUE(link->WaitForSession(
        Session(), [](const session::Session& s) { return s.CountAttendance().present == 3; },
        kWait));
    EXPECT_TRUE(link->Alarms().empty());
  }
}

TEST_F(LinkTest, AnswersThoseWhoWaitWhenItCloses) {
  auto link = OpenFor(committee_.member(0));
  std::promise<Result<Outcome>> answer;
  server_.Stop();
  link->SubmitAsync(link->SessionLog(Session()), session::SignIn{}, {},
                    [&](Result<Outcome> outcome) { answer.set_value(std::move(outcome)); });
  link.reset();
  const auto outcome = answer.get_future().get();
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::kUnavailable);
}

TEST_F(LinkTest, NeedsAStoreThatIsBound) {
  const auto stranger = committee_.Stranger("stranger");
  const auto link = Link::Open(*stranger.store);
  ASSERT_FALSE(link);
  EXPECT_EQ(link.error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace plenary::link
