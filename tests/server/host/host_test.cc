// What a host promises to whoever submits and reads, on each kind of store.
#include "server/host/host.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/crypto/random.h"
#include "tests/server/host/hall.h"
#include "tests/server/storage/store_contract.h"

namespace plenary::host {
namespace {

using session::Refusal;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const TestCommittee& Committee() {
  static const TestCommittee committee(3);
  return committee;
}

template <class Kind>
class HostOn : public ::testing::Test {
 protected:
  Stores stores() { return {kind_.store, kind_.store, kind_.store}; }
  Hall& hall() { return hall_; }
  const TestCommittee& committee() const { return Committee(); }
  LogId registry() const { return committee().registry(); }

 private:
  Kind kind_;
  Hall hall_{Committee(), stores()};
};
TYPED_TEST_SUITE(HostOn, storage::StoreKinds, storage::StoreKindNames);

TYPED_TEST(HostOn, GivesReceiptsThatVerify) {
  Hall& hall = this->hall();
  hall.Seat();  // every receipt on the way is verified
  const LogId session = hall.OpenSession(1);
  EXPECT_EQ(hall.HeadOf(this->registry()).size, 1 + 4 * 3 + 1u);
  EXPECT_THAT(KindsOf(hall.Entries(session)),
              ElementsAre("Convene", "GiveNotice", "SignIn", "SignIn", "SignIn", "OpenSession"));
  EXPECT_TRUE(hall.world().reports().empty());
}

TYPED_TEST(HostOn, HasTheSameLogsAfterARestart) {
  Hall& hall = this->hall();
  hall.Seat();
  const LogId session = hall.OpenSession(1);
  hall.OpenPoll(session, 1);
  const log::Head head = hall.HeadOf(session);
  const auto members = hall.host().SnapshotRegistry()->Members();

  hall.Restart();

  EXPECT_EQ(hall.HeadOf(session), head);
  EXPECT_EQ(hall.host().SnapshotRegistry()->Members(), members);
  hall.Say(this->committee().director(), session, this->committee().Ballot(1, 0));
  EXPECT_EQ(hall.HeadOf(session).size, head.size + 1);
}

TYPED_TEST(HostOn, RefusesInTheLogsTermsAndWritesNothing) {
  Hall& hall = this->hall();
  const log::Head before = hall.HeadOf(this->registry());
  EXPECT_EQ(hall.Refused(this->committee().officer(), this->registry(),
                         session::PutPerson{NumberedId<PersonId>('h', 9), "x", ""}),
            Refusal::kNotYourRole);
  EXPECT_EQ(
      hall.Refused(this->committee().director(), this->committee().session(7), session::SignIn{}),
      Refusal::kUnknownKey);
  EXPECT_EQ(hall.Refused(this->committee().secretary(), this->committee().session(7),
                         session::GiveNotice{{2023, 1, 1}}),
            Refusal::kLogIsEmpty);
  EXPECT_EQ(hall.HeadOf(this->registry()), before);
  EXPECT_TRUE(hall.host().Sessions().empty());
}

TYPED_TEST(HostOn, RefusesASignatureThatDoesNotMatch) {
  auto command = this->committee().Sign(this->committee().secretary(), this->registry(),
                                        this->hall().HeadOf(this->registry()),
                                        session::PutPerson{NumberedId<PersonId>('h', 9), "x", ""});
  command.signature[40] ^= 1;
  const auto outcome = this->hall().Submit(command);
  EXPECT_EQ(std::get<Refusal>(outcome.value()), Refusal::kBadSignature);
  command.command.push_back(0);
  EXPECT_EQ(std::get<Refusal>(this->hall().Submit(command).value()), Refusal::kMalformed);
}

TYPED_TEST(HostOn, GivesTheSameBytesAgainTheirFirstPlace) {
  Hall& hall = this->hall();
  const auto command = this->committee().Sign(
      this->committee().secretary(), this->registry(), hall.HeadOf(this->registry()),
      session::PutPerson{NumberedId<PersonId>('h', 9), "x", ""});
  const auto first = std::get<log::Receipt>(hall.Submit(command).value());
  hall.Seat();

  for (int restarted = 0; restarted < 2; ++restarted) {
    const auto again = std::get<log::Receipt>(hall.Submit(command).value());
    EXPECT_EQ(again.index, first.index);
    EXPECT_EQ(again.time, first.time);
    EXPECT_EQ(again.blinds, first.blinds);
    EXPECT_EQ(again.head.head, hall.HeadOf(this->registry()));
    EXPECT_TRUE(hall.Verify(command, again));
    hall.Restart();
  }
}

TYPED_TEST(HostOn, RefusesOtherBytesUnderAnId) {
  Hall& hall = this->hall();
  const auto id = crypto::RandomId<CommandId>().value();
  const auto say = [&](const std::string& name) {
    return hall.Submit(this->committee().Sign(
        this->committee().secretary(), this->registry(), hall.HeadOf(this->registry()),
        session::PutPerson{NumberedId<PersonId>('h', 9), name, ""}, id));
  };
  ASSERT_TRUE(std::holds_alternative<log::Receipt>(say("x").value()));
  EXPECT_EQ(std::get<Refusal>(say("y").value()), Refusal::kIdReused);
}

TYPED_TEST(HostOn, DoesNotExecuteAfterTheDeadline) {
  Hall& hall = this->hall();
  const auto command = this->committee().Sign(
      this->committee().secretary(), this->registry(), hall.HeadOf(this->registry()),
      session::PutPerson{NumberedId<PersonId>('h', 9), "x", ""});
  const auto late = hall.Submit(command, Instant{1});
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(hall.HeadOf(this->registry()).size, 1u);
  EXPECT_TRUE(std::holds_alternative<log::Receipt>(hall.Submit(command).value()));
}

TYPED_TEST(HostOn, AnswersWithUnavailableOnceStopped) {
  this->hall().host().Stop();
  const auto outcome = this->hall().Submit(this->committee().founding());
  EXPECT_EQ(outcome.error().code, ErrorCode::kUnavailable);
  this->hall().host().Stop();
}

TYPED_TEST(HostOn, ProvesInclusionAndConsistency) {
  Hall& hall = this->hall();
  hall.Seat();
  const log::Head head = hall.HeadOf(this->registry());
  const auto& node = hall.host().SnapshotRegistry()->nodes.begin()->second.key;
  for (std::uint64_t size = 1; size <= head.size; ++size) {
    const auto inclusion = hall.host().ProveInclusion(this->registry(), size - 1, size).value();
    const auto step = hall.host().ProveConsistency(this->registry(), size, 0).value();
    ASSERT_TRUE(log::VerifyHead(node, inclusion.head));
    EXPECT_EQ(inclusion.head.head.size, size);
    EXPECT_EQ(step.head.head, head);
    EXPECT_TRUE(log::VerifyConsistency(this->committee().suite(), size, inclusion.head.head.root,
                                       head.size, head.root, step.proof));
  }
  const auto code = [](const auto& result) { return result.error().code; };
  const std::uint64_t size = head.size;
  EXPECT_EQ(code(hall.host().ProveInclusion(this->registry(), size, 0)),
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(code(hall.host().ProveInclusion(this->registry(), 3, 3)), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code(hall.host().ProveInclusion(this->registry(), 0, size + 1)),
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(code(hall.host().ProveConsistency(this->registry(), size + 1, 0)),
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(code(hall.host().ProveConsistency(this->committee().session(5), 0, 0)),
            ErrorCode::kNotFound);
}

TYPED_TEST(HostOn, ListsSessions) {
  Hall& hall = this->hall();
  hall.Seat();
  const LogId first = hall.OpenSession(1);
  const LogId second = hall.Convene(2);
  hall.Say(this->committee().director(), first, session::CloseSession{});
  for (int restarted = 0; restarted < 2; ++restarted) {
    const auto sessions = hall.host().Sessions();
    ASSERT_EQ(sessions.size(), 2u);
    EXPECT_EQ(sessions[0].session, first.session);
    EXPECT_TRUE(sessions[0].closed);
    EXPECT_EQ(sessions[0].size, hall.HeadOf(first).size);
    EXPECT_EQ(sessions[1].session, second.session);
    EXPECT_FALSE(sessions[1].closed);
    EXPECT_EQ(*sessions[1].convened, *hall.host().ReadEntries(second, 0).value()->entries()[0]);
    hall.Restart();
  }
}

TYPED_TEST(HostOn, KnowsTheRegistrysKeys) {
  Hall& hall = this->hall();
  const KeyId key = this->committee().director().key.public_key().id();
  EXPECT_FALSE(hall.host().RegistryKey(key).has_value());
  hall.Seat();
  ASSERT_TRUE(hall.host().RegistryKey(key).has_value());
  EXPECT_EQ(hall.host().RegistryKey(key)->person, this->committee().director().person);
}

TYPED_TEST(HostOn, StartsWithNeitherAnEmptyStoreNorAnothersKey) {
  TypeParam empty;
  const Stores stores{empty.store, empty.store, empty.store};
  TestWorld world;
  const auto open = [&](crypto::PrivateKey node) {
    return Host::Open(stores, std::move(node), world.environment());
  };
  EXPECT_EQ(open(this->committee().NodeKey()).error().code, ErrorCode::kNotFound);

  auto stranger = crypto::PrivateKey::Generate(crypto::Suite::kP256).value();
  EXPECT_EQ(ImportFounding(empty.store, stranger, world.environment(), this->committee().founding())
                .error()
                .code,
            ErrorCode::kPermissionDenied);
  ASSERT_TRUE(ImportFounding(empty.store, this->committee().NodeKey(), world.environment(),
                             this->committee().founding()));
  EXPECT_EQ(open(std::move(stranger)).error().code, ErrorCode::kPermissionDenied);
  EXPECT_TRUE(open(this->committee().NodeKey()));
}

TYPED_TEST(HostOn, ImportsOneFoundingThatBothOfficersSigned) {
  TypeParam empty;
  TestWorld world;
  const auto import = [&](const log::SignedCommand& founding) {
    return ImportFounding(empty.store, this->committee().NodeKey(), world.environment(), founding);
  };
  log::SignedCommand forged = this->committee().founding();
  forged.cosignature = forged.signature;
  EXPECT_EQ(import(forged).error().code, ErrorCode::kBadSignature);
  ASSERT_TRUE(import(this->committee().founding()));
  const auto again = import(this->committee().founding());
  EXPECT_EQ(again.error().code, ErrorCode::kAlreadyExists);
  EXPECT_THAT(again.error().message, HasSubstr("imported before"));
}

}  // namespace
}  // namespace plenary::host
