// Secret ballots that race the close: their places in the log decide, and no clock.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "core/wire/command.h"
#include "core/wire/entry.h"
#include "server/host/stored_head.h"
#include "server/host/writer.h"
#include "tests/server/storage/memory_store.h"
#include "tests/support/check_secret.h"
#include "tests/support/secret_session.h"

namespace plenary::host {
namespace {

using session::Refusal;

constexpr std::int64_t kNow = 1'800'000'000'000;
constexpr std::size_t kMembers = 7;

// A session in a store, three secret ballots cast; three more and the close are on their way.
class SecretClose : public ::testing::Test {
 protected:
  SecretClose()
      : assembly_({.members = kMembers,
                   .vice_directors = 1,
                   .suite = crypto::Suite::kP256,
                   .rules = {},
                   .name = "c"}),
        log_(assembly_.Convene(1, session::SessionKind::kCommittee, {2023, 3, 28})) {
    log_.Open();
    testing::SecretSession secret(assembly_, log_);
    secret.MakeKey();
    session::DraftPoll draft = testing::Draft(
        log_.Start(testing::Item(session::ItemKind::kDecision)), session::PollSubject::kDraft);
    draft.method = session::Method::kSecret;
    poll_ = log_.OpenPoll(draft);
    for (std::size_t member = 0; member < 3; ++member) secret.Cast(poll_, member, 0);
    Sign(assembly_.director(), session::ClosePoll{poll_});
    Sign(assembly_.member(3), secret.Ballot(poll_, 3, 1, 1));
    const auto spent = secret.Ballot(poll_, 4, 2, 1);
    Sign(assembly_.member(4), session::ChallengeBallot{poll_, spent.ballot, spent.code});
    auto changed = secret.Ballot(poll_, 2, 1, 1);
    changed.replaces = log_.state().polls.at(poll_).ballots.at(assembly_.member(2).person).id;
    Sign(assembly_.member(2), changed);
  }

  void Sign(const testing::Participant& signer, session::Body body) {
    arriving_.push_back(testing::Sign(signer, log_.log(), log_.head(), std::move(body)));
  }

  testing::Assembly assembly_;
  testing::SessionLog log_;
  PollId poll_;
  std::vector<log::SignedCommand> arriving_;  // the close first
};

// A server that has the session, and whose clock says what it is told to say.
class Server {
 public:
  Server(const testing::Assembly& assembly, const testing::SessionLog& log)
      : assembly_(assembly), log_(log), node_(NodeOf(assembly)) {
    Keep({assembly.id(), {}}, assembly.registry_entries(), assembly.registry().chain().head());
    Keep(log.log(), log.entries(), log.head());
    writer_ = Writer::Open(store_, node_, environment_, board_).value();
  }

  // In one transaction; "entry", or why not.
  std::vector<std::string> Process(const std::vector<log::SignedCommand>& commands) {
    std::vector<Verified> group;
    for (const auto& command : commands) {
      group.push_back({fold::Verify(*board_.registry(), command).value(), kNoDeadline});
    }
    std::vector<std::string> told;
    for (const SubmitOutcome& outcome : writer_->Process(group).answers) {
      const auto* refusal = std::get_if<Refusal>(&outcome.value());
      told.emplace_back(refusal == nullptr ? "entry" : session::NameOf(*refusal));
    }
    return told;
  }
  void SetClock(std::int64_t milliseconds) { now_ = milliseconds; }
  std::vector<log::Entry> Entries() const {
    std::vector<log::Entry> entries;
    for (const Bytes& bytes : store_.LogAsKept(log_.log()).entries) {
      entries.push_back(wire::DecodeEntry(bytes).value());
    }
    return entries;
  }
  // As everybody folds it.
  session::Session Fold() const {
    fold::SessionFold fold(log_.log(), assembly_.suite(), assembly_.registry(), kTestSecret);
    const auto replayed = fold.Replay(Entries(), assembly_.registry().state());
    EXPECT_TRUE(replayed);
    return fold.state();
  }

 private:
  static crypto::PrivateKey NodeOf(const testing::Assembly& assembly) {
    const auto bytes = assembly.node().ToPlainPkcs8().value();
    return crypto::PrivateKey::FromPlainPkcs8(crypto::Suite::kP256, bytes.view()).value();
  }
  void Keep(const LogId& log, const std::vector<log::Entry>& entries, const log::Head& head) {
    storage::MemoryStore::Log kept;
    for (const log::Entry& entry : entries) kept.entries.push_back(wire::EncodeEntry(entry));
    kept.head = EncodeStoredHead(log::SignHead(assembly_.node(), log, head).value());
    store_.Replace(log, std::move(kept));
  }

  const testing::Assembly& assembly_;
  const testing::SessionLog& log_;
  crypto::PrivateKey node_;
  storage::MemoryStore store_;
  std::int64_t now_ = kNow;
  std::uint64_t drawn_ = 0;
  const Environment environment_{.clock = [this] { return Instant{now_}; },
                                 .randomness = [this](std::span<Byte> out) -> Result<void> {
                                   std::ranges::fill(out, static_cast<Byte>(++drawn_));
                                   return {};
                                 },
                                 .report = [](const Error&) {}};
  Board board_;
  std::unique_ptr<Writer> writer_;
};

TEST_F(SecretClose, InOneMillisecondIsDecidedByPlaceAlone) {
  std::vector<std::size_t> order(arriving_.size());
  std::iota(order.begin(), order.end(), 0u);
  do {
    std::vector<log::SignedCommand> commands;
    std::vector<std::string> want;
    bool closed = false;
    bool cast = false;
    bool spent = false;
    for (const std::size_t which : order) {
      commands.push_back(arriving_[which]);
      want.emplace_back(closed ? "PollState" : "entry");
      closed = closed || which == 0;
      cast = cast || (which == 1 && !closed);
      spent = spent || (which == 2 && !closed);
    }
    Server server(assembly_, log_);
    EXPECT_EQ(server.Process(commands), want);
    const auto entries = server.Entries();
    for (std::size_t i = log_.entries().size(); i < entries.size(); ++i) {
      EXPECT_EQ(entries[i].time, Instant{kNow});
    }
    const session::Session folded = server.Fold();
    const session::PollRecord& poll = folded.polls.at(poll_);
    EXPECT_EQ(poll.state, session::PollState::kClosed);
    EXPECT_EQ(poll.ballots.size(), cast ? 4u : 3u);
    EXPECT_EQ(poll.secret->spent.size(), spent ? 1u : 0u);
    EXPECT_EQ(poll.secret->expected->ballots, poll.ballots.size());
  } while (std::ranges::next_permutation(order).found && !HasFailure());
}

// A clock that leaps by years, forwards and back, closes nothing and counts nothing out.
TEST_F(SecretClose, AsksNoClock) {
  Server server(assembly_, log_);
  const std::vector<std::size_t> order = {1, 2, 0, 3};
  const std::array<std::int64_t, 4> clocks = {kNow, 4 * kNow, 0, kNow + 1};
  const std::array<const char*, 4> want = {"entry", "entry", "entry", "PollState"};
  for (std::size_t i = 0; i < order.size(); ++i) {
    server.SetClock(clocks[i]);
    EXPECT_EQ(server.Process({arriving_[order[i]]}), std::vector<std::string>{want[i]}) << i;
  }
  const auto entries = server.Entries();
  EXPECT_EQ(entries.back().time, Instant{4 * kNow});  // never before the entry before it
  const session::Session folded = server.Fold();
  EXPECT_EQ(folded.polls.at(poll_).ballots.size(), 4u);
}

}  // namespace
}  // namespace plenary::host
