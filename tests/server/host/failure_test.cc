// A store that fails, a source of randomness that fails, another server that is quicker.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server/host/flaky_store.h"
#include "tests/server/host/hall.h"

namespace plenary::host {
namespace {

using session::Refusal;
using ::testing::HasSubstr;
using Mood = FlakyStore::Mood;

const TestCommittee& Committee() {
  static const TestCommittee committee(3);
  return committee;
}

class FailingStore : public ::testing::Test {
 protected:
  FailingStore() {
    hall_.Seat();
    session_ = hall_.OpenSession(1);
    hall_.OpenPoll(session_, 1);
  }
  log::SignedCommand Ballot(std::size_t member) {
    return Committee().Sign(Committee().members()[member], session_, hall_.HeadOf(session_),
                            Committee().Ballot(1, 0));
  }
  storage::MemoryStore memory_;
  FlakyStore store_{memory_};
  Hall hall_{Committee(), {store_, memory_, memory_}};
  LogId session_;
};

struct FailureCase {
  const char* name;
  ErrorCode store;
  ErrorCode answer;
};

class FailingStoreWith : public FailingStore, public ::testing::WithParamInterface<FailureCase> {};

TEST_P(FailingStoreWith, AcknowledgesNothingAndGoesOn) {
  const log::SignedCommand ballot = Ballot(0);
  const log::Head before = hall_.HeadOf(session_);
  store_.FailNext(Mood::kRefuses, GetParam().store);

  const auto failed = hall_.Submit(ballot);

  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, GetParam().answer);
  EXPECT_EQ(hall_.HeadOf(session_), before);
  EXPECT_EQ(hall_.world().reports().size(), 1u);

  const auto again = hall_.Submit(ballot);
  ASSERT_TRUE(again);
  EXPECT_EQ(std::get<log::Receipt>(*again).index, before.size);
  EXPECT_TRUE(hall_.Verify(ballot, std::get<log::Receipt>(*again)));
}

INSTANTIATE_TEST_SUITE_P(
    Codes, FailingStoreWith,
    ::testing::Values(FailureCase{"DiskFull", ErrorCode::kExhausted, ErrorCode::kExhausted},
                      FailureCase{"Conflict", ErrorCode::kConflict, ErrorCode::kUnavailable},
                      FailureCase{"Busy", ErrorCode::kUnavailable, ErrorCode::kUnavailable},
                      FailureCase{"Broken", ErrorCode::kInternal, ErrorCode::kInternal}),
    [](const auto& row) { return row.param.name; });

TEST_F(FailingStore, FindsWhatWasWrittenThoughTheAnswerWasLost) {
  const log::SignedCommand ballot = Ballot(0);
  const log::Head before = hall_.HeadOf(session_);
  store_.FailNext(Mood::kLosesTheAnswer, ErrorCode::kInternal);
  EXPECT_FALSE(hall_.Submit(ballot));
  EXPECT_EQ(hall_.HeadOf(session_).size, before.size + 1);

  const auto again = hall_.Submit(ballot);
  EXPECT_EQ(std::get<log::Receipt>(again.value()).index, before.size);
  EXPECT_EQ(hall_.HeadOf(session_).size, before.size + 1);
  EXPECT_TRUE(hall_.Verify(ballot, std::get<log::Receipt>(*again)));
}

TEST_F(FailingStore, DoesNotConveneWhatWasNotStored) {
  const LogId second = Committee().session(2);
  const auto convene =
      Committee().Sign(Committee().secretary(), second, hall_.HeadOf(second),
                       Committee().Convening(hall_.HeadOf(Committee().registry())));
  store_.FailNext(Mood::kRefuses, ErrorCode::kExhausted);
  EXPECT_FALSE(hall_.Submit(convene));
  EXPECT_EQ(hall_.host().Sessions().size(), 1u);
  EXPECT_EQ(hall_.Refused(Committee().secretary(), second, session::GiveNotice{{2023, 2, 1}}),
            Refusal::kLogIsEmpty);
  EXPECT_TRUE(std::holds_alternative<log::Receipt>(hall_.Submit(convene).value()));
}

TEST_F(FailingStore, TakesARevocationBackFromEveryLogWithIt) {
  const KeyId key = Committee().members()[1].key.public_key().id();
  const auto revoke =
      Committee().Sign(Committee().secretary(), Committee().registry(),
                       hall_.HeadOf(Committee().registry()), session::RevokeKey{key, "lost"});
  const log::Head before = hall_.HeadOf(session_);
  store_.FailNext(Mood::kRefuses, ErrorCode::kExhausted);
  EXPECT_FALSE(hall_.Submit(revoke));
  EXPECT_EQ(hall_.HeadOf(session_), before);
  EXPECT_FALSE(hall_.host().RegistryKey(key)->revoked);
  EXPECT_TRUE(std::holds_alternative<log::Receipt>(hall_.Submit(Ballot(1)).value()));

  EXPECT_TRUE(std::holds_alternative<log::Receipt>(hall_.Submit(revoke).value()));
  EXPECT_EQ(hall_.HeadOf(session_).size, before.size + 2);
}

TEST_F(FailingStore, ClosesALogThatItCannotReadAgainUntilItCan) {
  const log::SignedCommand ballot = Ballot(0);
  store_.FailNext(Mood::kRefuses, ErrorCode::kInternal);
  store_.RefuseReads(true);
  EXPECT_FALSE(hall_.Submit(ballot));
  EXPECT_EQ(hall_.Submit(ballot).error().code, ErrorCode::kUnavailable);
  EXPECT_GE(hall_.host().ReadEntries(session_, 0).value()->entries().size(), 1u);
  hall_.Say(Committee().secretary(), Committee().registry(),
            session::PutPerson{NumberedId<PersonId>('h', 9), "x", ""});
  store_.RefuseReads(false);
  EXPECT_TRUE(std::holds_alternative<log::Receipt>(hall_.Submit(ballot).value()));
}

TEST_F(FailingStore, ClosesALogForGoodThatLostWhatWasAcknowledged) {
  auto kept = memory_.LogAsKept(session_);
  auto shortened = kept;
  shortened.entries.pop_back();
  memory_.Replace(session_, shortened);
  EXPECT_FALSE(hall_.Submit(Ballot(0)));
  const auto closed = hall_.Submit(Ballot(0));
  EXPECT_EQ(closed.error().code, ErrorCode::kCorrupt);
  EXPECT_THAT(closed.error().message, HasSubstr("backup"));
}

TEST_F(FailingStore, StoresNothingWithoutRandomness) {
  const log::SignedCommand ballot = Ballot(0);
  const int appends = store_.appends();
  hall_.world().BreakRandomness(true);
  EXPECT_EQ(hall_.Submit(ballot).error().code, ErrorCode::kInternal);
  EXPECT_EQ(store_.appends(), appends);
  hall_.world().BreakRandomness(false);
  EXPECT_TRUE(std::holds_alternative<log::Receipt>(hall_.Submit(ballot).value()));
}

// Two servers over one store, each believing that it leads.
TEST_F(FailingStore, LetsOnlyOneOfTwoServersExtendALog) {
  Hall other(Committee(), {store_, memory_, memory_});
  const log::SignedCommand first = Ballot(0);
  const log::SignedCommand second = Ballot(1);
  const auto won = std::get<log::Receipt>(other.Submit(first).value());

  EXPECT_EQ(hall_.Submit(second).error().code, ErrorCode::kUnavailable);
  const auto placed = std::get<log::Receipt>(hall_.Submit(second).value());

  EXPECT_EQ(placed.index, won.index + 1);
  EXPECT_EQ(std::get<log::Receipt>(hall_.Submit(first).value()).index, won.index);
  EXPECT_EQ(hall_.Entries(session_).size(), placed.index + 1);
}

}  // namespace
}  // namespace plenary::host
