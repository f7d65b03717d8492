// A revoked key: at once, in every session that is not closed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server/host/hall.h"
#include "tests/server/storage/memory_store.h"

namespace plenary::host {
namespace {

using session::Refusal;

const TestCommittee& Committee() {
  static const TestCommittee committee(3);
  return committee;
}

class Revocation : public ::testing::Test {
 protected:
  Revocation() { hall_.Seat(); }
  const Participant& Victim() const { return Committee().members()[1]; }
  LogId registry() const { return Committee().registry(); }
  log::Receipt Revoke(const Participant& signer) {
    return hall_.Say(signer, registry(),
                     session::RevokeKey{Victim().key.public_key().id(), "laptop lost"});
  }
  std::string LastOf(const LogId& log) { return KindsOf(hall_.Entries(log)).back(); }

  storage::MemoryStore store_;
  Hall hall_{Committee(), {store_, store_, store_}};
};

TEST_F(Revocation, StandsInEverySessionThatIsNotClosed) {
  const LogId open = hall_.OpenSession(1);
  const LogId convened = hall_.Convene(2);
  const LogId closed = hall_.OpenSession(3);
  hall_.Say(Committee().director(), closed, session::CloseSession{});
  hall_.OpenPoll(open, 1);
  const auto ballot =
      Committee().Sign(Victim(), open, hall_.HeadOf(open), Committee().Ballot(1, 0));

  const log::Receipt receipt = Revoke(Committee().officer());

  EXPECT_EQ(LastOf(open), "RevokeKey");
  EXPECT_EQ(LastOf(convened), "RevokeKey");
  EXPECT_EQ(LastOf(closed), "CloseSession");
  EXPECT_EQ(hall_.Entries(open).back().command, hall_.Entries(registry())[receipt.index].command);
  EXPECT_EQ(std::get<Refusal>(hall_.Submit(ballot).value()), Refusal::kRevokedKey);
  hall_.Restart();
  EXPECT_EQ(std::get<Refusal>(hall_.Submit(ballot).value()), Refusal::kRevokedKey);
}

TEST_F(Revocation, OfOnesOwnKeyToo) {
  const LogId open = hall_.OpenSession(1);
  Revoke(Victim());
  EXPECT_EQ(LastOf(open), "RevokeKey");
  EXPECT_EQ(hall_.Refused(Victim(), open, session::RecordDeparture{Victim().person}),
            Refusal::kRevokedKey);
}

TEST_F(Revocation, ReachesASessionConvenedUnderAnOlderRegistry) {
  const log::Head older = hall_.HeadOf(registry());
  Revoke(Committee().secretary());
  const LogId log = Committee().session(1);
  hall_.Say(Committee().secretary(), log, Committee().Convening(older));
  EXPECT_EQ(LastOf(log), "RevokeKey");
  EXPECT_EQ(hall_.Refused(Victim(), log, session::SignIn{}), Refusal::kRevokedKey);
}

TEST_F(Revocation, ReachesASessionThatAdvancesToARegistryBeforeIt) {
  const LogId log = hall_.Convene(1);
  const Participant fresh{Victim().person, "",
                          crypto::PrivateKey::Generate(Committee().suite()).value()};
  const auto admitted =
      hall_.Say(Committee().secretary(), registry(),
                session::AdmitKey{fresh.person, ToBytes(fresh.key.public_key().encoded())});
  hall_.Say(Committee().officer(), registry(), session::Confirm{{admitted.index}});
  const log::Head between = hall_.HeadOf(registry());
  hall_.Say(Committee().secretary(), registry(),
            session::RevokeKey{fresh.key.public_key().id(), "lost"});
  EXPECT_EQ(LastOf(log), "Convene");  // does not know the key yet

  hall_.Say(Committee().secretary(), log, session::AdvanceRegistry{between});

  EXPECT_EQ(LastOf(log), "RevokeKey");
  EXPECT_EQ(hall_.Refused(fresh, log, session::SignIn{}), Refusal::kRevokedKey);
}

TEST_F(Revocation, LeavesNothingToConveneWith) {
  const log::Head older = hall_.HeadOf(registry());
  hall_.Say(Committee().officer(), registry(),
            session::RevokeKey{Committee().secretary().key.public_key().id(), "stolen"});
  EXPECT_EQ(
      hall_.Refused(Committee().secretary(), Committee().session(1), Committee().Convening(older)),
      Refusal::kRevokedKey);
  EXPECT_TRUE(hall_.host().Sessions().empty());
}

}  // namespace
}  // namespace plenary::host
