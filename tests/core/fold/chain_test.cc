// What a chain holds against a command, and what it cannot when entries are unknown to it.
#include "core/fold/chain.h"

#include <gtest/gtest.h>

#include "core/wire/command.h"
#include "tests/core/fold/floor.h"

namespace plenary::fold {
namespace {

using session::Refusal;

// A poll in which four members have voted, chained as somebody does who skips their ballots.
class LightChain : public testing::TestWithParam<crypto::Suite> {
 protected:
  void SetUp() override {
    floor_.OpenAPoll();
    opened_ = floor_.session->chain().size();
    for (const char* member : {"director", "vice", "m1", "m2"}) {
      ASSERT_TRUE(floor_.Say(member, floor_.session_log(),
                             session::CastBallot{floor_.poll, {rules::Choice{{0}}}, {}}));
    }
    for (const log::Entry& entry : floor_.session_entries) {
      if (entry.index < opened_) Append(entry);
    }
  }
  void Append(const log::Entry& entry) {
    const auto command = wire::DecodeCommand(entry.command.command).value();
    chain_.Append({entry, LeafOf(floor_.suite, entry, command)}, command);
  }
  const log::MerkleTree& Whole() const { return floor_.session->chain().tree(); }
  log::Run Ballots() const {
    return {opened_, Whole().size() - opened_, Whole().RunHashes(opened_, Whole().size())};
  }
  // What the chain says to a closing of the poll by somebody who had seen this.
  std::optional<Refusal> Judge(const log::Head& seen) {
    auto command =
        floor_.Command("director", floor_.session_log(), session::ClosePoll{floor_.poll});
    command.seen = seen;
    const auto verified = Verify(floor_.registry->state(), floor_.Sign("director", command));
    const auto judged = chain_.Check(verified.value(), 0);
    if (judged) return std::nullopt;
    return judged.error();
  }

  Floor floor_{GetParam()};
  Chain chain_{floor_.session_log(), GetParam()};
  std::uint64_t opened_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Suites, LightChain,
                         testing::Values(crypto::Suite::kP256, crypto::Suite::kSm2),
                         [](const auto& row) { return std::string(crypto::SuiteName(row.param)); });

TEST_P(LightChain, HasTheHeadOfTheWholeOne) {
  ASSERT_TRUE(chain_.Skip(Ballots()));
  EXPECT_EQ(chain_.head(), floor_.session->chain().head());
  ASSERT_TRUE(floor_.Say("director", floor_.session_log(), session::ClosePoll{floor_.poll}));
  Append(floor_.session_entries.back());
  EXPECT_EQ(chain_.head(), floor_.session->chain().head());
}

TEST_P(LightChain, TakesWhatEndsInAHoleForSeen) {
  ASSERT_TRUE(chain_.Skip(Ballots()));
  const std::uint64_t end = Whole().size();
  bool some = false;
  for (std::uint64_t size = opened_ + 1; size <= end; ++size) {
    EXPECT_EQ(Judge({size, Whole().RootAt(size)}), std::nullopt) << size;
    const bool in_hole = !chain_.tree().KnowsRoot(size);
    some = some || in_hole;
    const auto want = in_hole ? std::nullopt : std::optional(Refusal::kSeenUnknown);
    EXPECT_EQ(Judge({size, Digest{}}), want) << size;
  }
  EXPECT_TRUE(some);
  EXPECT_EQ(Judge({end + 1, Digest{}}), Refusal::kSeenUnknown);
}

TEST_P(LightChain, RefusesARunThatDoesNotContinueIt) {
  const log::Head before = chain_.head();
  log::Run run = Ballots();
  run.first += 1;
  EXPECT_FALSE(chain_.Skip(run));
  run = Ballots();
  run.hashes.push_back(Digest{});
  EXPECT_FALSE(chain_.Skip(run));
  run = Ballots();
  run.hashes.clear();
  EXPECT_FALSE(chain_.Skip(run));
  EXPECT_EQ(chain_.head(), before);
  EXPECT_TRUE(chain_.Skip(Ballots()));
}

}  // namespace
}  // namespace plenary::fold
