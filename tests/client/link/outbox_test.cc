// What becomes of a command when the answer does not come.
#include <gtest/gtest.h>

#include <atomic>
#include <limits>

#include "client/link/link.h"
#include "tests/support/fake_server.h"

namespace plenary::link {
namespace {

using plenary::testing::Attendee;
using plenary::testing::FakeServer;
using plenary::testing::Served;
using plenary::testing::SmallCommittee;

constexpr Milliseconds kWait{20'000};
const grpc::Status kLost(grpc::StatusCode::UNAVAILABLE, "connection lost");

class OutboxTest : public ::testing::Test {
 protected:
  OutboxTest() : server_(committee_), log_(committee_.ledger().session(1)) {
    committee_.Connect({server_.address()});
  }
  std::unique_ptr<Link> Open() {
    auto link = Link::Open(*committee_.secretary().store);
    EXPECT_TRUE(link) << link.error().message;
    return std::move(*link);
  }
  // The program ends, whatever it was doing, and starts again.
  std::unique_ptr<Link> Restart(std::unique_ptr<Link> link) {
    link.reset();
    committee_.Reopen(committee_.secretary());
    return Open();
  }
  // Of the next answers so many, though the server has stored the command.
  void Lose(int answers) {
    losing_ = answers;
    server_.With([this](Served& served) {
      served.after_storing = [this]() -> std::optional<grpc::Status> {
        if (losing_ == 0) return std::nullopt;
        --losing_;
        return kLost;
      };
    });
  }
  std::size_t Guests() {
    return server_.With([&](Served& served) { return served.ledger.Log(log_).size() - 1; });
  }

  SmallCommittee committee_;
  std::atomic<int> losing_ = 0;
  FakeServer server_;
  LogId log_;
};

TEST_F(OutboxTest, SendsTheSameBytesUntilThereIsAnAnswer) {
  Lose(2);
  const auto link = Open();
  const auto outcome = link->Submit(log_, Attendee(1));
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_EQ(std::get<Accepted>(*outcome).index, 1u);
  EXPECT_EQ(Guests(), 1u);
  server_.With([](Served& served) {
    ASSERT_EQ(served.submitted.size(), 3u);
    EXPECT_EQ(served.submitted[0], served.submitted[1]);
    EXPECT_EQ(served.submitted[0], served.submitted[2]);
  });
  EXPECT_TRUE(committee_.secretary().store->Pending()->empty());
}

TEST_F(OutboxTest, AKilledClientSendsTheSameBytesAgain) {
  for (const bool was_stored : {false, true}) {
    const std::size_t guests = Guests();
    server_.With([&](Served& served) {
      served.submitted.clear();
      const auto lose = [] { return std::optional(kLost); };
      served.before_storing = nullptr;
      served.after_storing = nullptr;
      if (was_stored) {
        served.after_storing = lose;
      } else {
        served.before_storing = [lose](const log::SignedCommand&) { return lose(); };
      }
    });
    auto link = Open();
    const auto outcome = link->Submit(log_, Attendee(static_cast<std::uint8_t>(guests)),
                                      {.timeout = Milliseconds(400)});
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, ErrorCode::kUnavailable);
    EXPECT_EQ(committee_.secretary().store->Pending()->size(), 1u);
    server_.With([](Served& served) {
      served.before_storing = nullptr;
      served.after_storing = nullptr;
    });
    link = Restart(std::move(link));
    const auto recovered = link->Recover(kWait);
    ASSERT_EQ(recovered.size(), 1u);
    ASSERT_TRUE(recovered[0].outcome) << recovered[0].outcome.error().message;
    EXPECT_EQ(std::get<Accepted>(*recovered[0].outcome).index, guests + 1);
    EXPECT_EQ(Guests(), guests + 1) << "once, whether or not it was stored before";
    server_.With([](Served& served) {
      for (const auto& bytes : served.submitted) EXPECT_EQ(bytes, served.submitted[0]);
      EXPECT_GE(served.submitted.size(), 2u);
    });
    EXPECT_TRUE(committee_.secretary().store->Pending()->empty());
    link.reset();
    committee_.Reopen(committee_.secretary());
  }
}

TEST_F(OutboxTest, ARefusalOfAnEarlierRunIsTold) {
  server_.With([&](Served& served) {
    served.before_storing = [](const log::SignedCommand&) { return std::optional(kLost); };
  });
  auto link = Open();
  ASSERT_FALSE(link->Submit(log_, Attendee(1), {.timeout = Milliseconds(300)}));
  link.reset();
  // Meanwhile somebody else records the same guest.
  server_.With([&](Served& served) {
    served.before_storing = nullptr;
    served.ledger.Say(committee_.secretary().key(), log_, Attendee(1));
  });
  committee_.Reopen(committee_.secretary());
  link = Open();
  const auto recovered = link->Recover(kWait);
  ASSERT_EQ(recovered.size(), 1u);
  ASSERT_TRUE(recovered[0].outcome) << recovered[0].outcome.error().message;
  EXPECT_TRUE(std::holds_alternative<session::Refusal>(*recovered[0].outcome));
  EXPECT_TRUE(committee_.secretary().store->Pending()->empty());
}

// Stored, the answer lost, then the key revoked: neither "stored" nor "denied" is known.
TEST_F(OutboxTest, WhatMayBeStoredIsKeptWhenTheDoorShuts) {
  server_.With([](Served& served) {
    served.after_storing = [&served]() -> std::optional<grpc::Status> {
      served.before_storing = [](const log::SignedCommand&) {
        return std::optional(grpc::Status(grpc::StatusCode::PERMISSION_DENIED, "revoked key"));
      };
      return kLost;
    };
  });
  const auto link = Open();
  const auto outcome = link->Submit(log_, Attendee(1));
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::kPermissionDenied);
  EXPECT_NE(outcome.error().message.find("stays in the outbox"), std::string::npos);
  EXPECT_EQ(Guests(), 1u);
  EXPECT_EQ(committee_.secretary().store->Pending()->size(), 1u);
}

TEST_F(OutboxTest, WhatWasDeniedAtOnceIsDropped) {
  server_.With([](Served& served) {
    served.before_storing = [](const log::SignedCommand&) {
      return std::optional(grpc::Status(grpc::StatusCode::PERMISSION_DENIED, "revoked key"));
    };
  });
  const auto link = Open();
  const auto outcome = link->Submit(log_, Attendee(1));
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::kPermissionDenied);
  EXPECT_EQ(Guests(), 0u);
  EXPECT_TRUE(committee_.secretary().store->Pending()->empty());
}

TEST_F(OutboxTest, WhoStopsWaitingIsAnsweredLater) {
  Lose(std::numeric_limits<int>::max());
  const auto link = Open();
  ASSERT_FALSE(link->Submit(log_, Attendee(1), {.timeout = Milliseconds(300)}));
  losing_ = 0;
  const auto recovered = link->Recover(kWait);
  ASSERT_EQ(recovered.size(), 1u);
  ASSERT_TRUE(recovered[0].outcome);
  EXPECT_TRUE(link->Recover(kWait).empty()) << "told once";
}

TEST_F(OutboxTest, WithoutAServerItSaysSoAndKeepsThem) {
  server_.With([&](Served& served) {
    served.before_storing = [](const log::SignedCommand&) { return std::optional(kLost); };
  });
  auto link = Open();
  ASSERT_FALSE(link->Submit(log_, Attendee(1), {.timeout = Milliseconds(300)}));
  server_.Stop();
  link = Restart(std::move(link));
  const auto recovered = link->Recover(Milliseconds(300));
  ASSERT_EQ(recovered.size(), 1u);
  ASSERT_FALSE(recovered[0].outcome);
  EXPECT_EQ(recovered[0].outcome.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(committee_.secretary().store->Pending()->size(), 1u);
}

TEST_F(OutboxTest, ALaterCommandHasSeenTheRecoveredOne) {
  server_.With([&](Served& served) { served.after_storing = [] { return std::optional(kLost); }; });
  auto link = Open();
  ASSERT_FALSE(link->Submit(log_, Attendee(1), {.timeout = Milliseconds(300)}));
  server_.With([](Served& served) { served.after_storing = nullptr; });
  link = Restart(std::move(link));
  const auto outcome = link->Submit(log_, Attendee(2));
  ASSERT_TRUE(outcome) << outcome.error().message;
  ASSERT_TRUE(std::holds_alternative<Accepted>(*outcome));
  EXPECT_EQ(std::get<Accepted>(*outcome).index, 2u);
}

}  // namespace
}  // namespace plenary::link
