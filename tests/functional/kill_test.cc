// A server that is killed again and again while members vote.
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <thread>

#include "client/link/link.h"
#include "core/wire/command.h"
#include "tests/functional/chamber.h"

namespace plenary::testing {
namespace {

using std::chrono::microseconds;
using std::chrono::seconds;

constexpr int kKills = 100;
constexpr std::size_t kMembers = 7;
constexpr std::size_t kLinked = 3;  // press through the ordinary client
constexpr std::size_t kBare = 2;    // press through stubs alone, and keep their receipts
constexpr seconds kPatience{60};
constexpr int kLongLife = 10;  // kills between two servers that everybody reaches

// Quick to come back: a hall of five does not storm a server.
link::LinkOptions Quick() {
  link::LinkOptions options;
  options.call_timeout = link::Milliseconds(5000);
  options.first_delay = link::Milliseconds(10);
  options.longest_delay = link::Milliseconds(50);
  return options;
}

// The same test again: PLENARY_TEST_SEED=12345.
std::uint32_t Seed() {
  const char* given = std::getenv("PLENARY_TEST_SEED");
  return given != nullptr ? static_cast<std::uint32_t>(std::strtoul(given, nullptr, 10))
                          : std::random_device()();
}

// How many answers each member has had. Any thread.
class Progress {
 public:
  using Clock = std::chrono::steady_clock;

  void Count(std::size_t member) {
    const std::lock_guard lock(mutex_);
    ++answers_[member];
    ++total_;
    changed_.notify_all();
  }
  std::uint64_t total() const {
    const std::lock_guard lock(mutex_);
    return total_;
  }
  // Whether there were so many in all before the time was over.
  bool AwaitTotal(std::uint64_t total, Clock::time_point until) {
    std::unique_lock lock(mutex_);
    return changed_.wait_until(lock, until, [&] { return total_ >= total; });
  }
  // Whether each member had one more before the time was over.
  bool AwaitEverybody(Clock::time_point until) {
    std::unique_lock lock(mutex_);
    const auto before = answers_;
    return changed_.wait_until(lock, until, [&] {
      for (const auto& [member, answers] : answers_) {
        const auto found = before.find(member);
        if (answers <= (found == before.end() ? 0 : found->second)) return false;
      }
      return answers_.size() == kLinked + kBare;
    });
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::size_t, std::uint64_t> answers_;
  std::uint64_t total_ = 0;
};

// Presses, each time another option, until told to stop.
class Presser {
 public:
  Presser(Chamber& chamber, std::size_t member, const PollId& poll, Progress& progress)
      : chamber_(chamber), member_(member), poll_(poll), progress_(progress) {}
  virtual ~Presser() = default;
  Presser(const Presser&) = delete;
  Presser& operator=(const Presser&) = delete;

  void Start() {
    thread_ = std::thread([this] {
      while (!stopping_ && !HasFatalFailure() && Press()) progress_.Count(member_);
    });
  }
  // After the press that is under way.
  void Stop() {
    stopping_ = true;
    thread_.join();
  }

  const PersonId& person() const { return chamber_.member(member_).person; }
  std::size_t presses() const { return presses_; }
  // Nothing that this member was told is missing from the log.
  virtual void Check(const Refolded& log) const = 0;

 protected:
  virtual bool Press() = 0;  // false: was told what it must not be told

  session::CastBallot Ballot() {
    const rules::Choice choice{{static_cast<std::uint32_t>(presses_ % 3)}};
    return {poll_, {choice}, last_};
  }
  void Accepted(const CommandId& id) {
    last_ = id;
    ++presses_;
  }
  Somebody& somebody() const { return chamber_.member(member_); }

  Chamber& chamber_;

 private:
  static bool HasFatalFailure() { return ::testing::Test::HasFatalFailure(); }

  std::size_t member_;
  PollId poll_;
  Progress& progress_;
  std::size_t presses_ = 0;
  std::optional<CommandId> last_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

// The ordinary client: what happens to its server is none of the caller's business.
class LinkedPresser : public Presser {
 public:
  LinkedPresser(Chamber& chamber, std::size_t member, const PollId& poll, Progress& progress)
      : Presser(chamber, member, poll, progress),
        link_(link::Link::Open(*somebody().store, Quick()).value()) {}

  void Check(const Refolded& log) const override {
    EXPECT_TRUE(link_->Alarms().empty()) << link_->Alarms().front().sentence;
    EXPECT_TRUE(somebody().store->Pending()->empty());
    for (const link::Accepted& accepted : accepted_) {
      ASSERT_LT(accepted.index, log.entries().size());
      const log::Entry& entry = log.entries()[accepted.index];
      EXPECT_EQ(entry.time, accepted.time);
      const auto command = wire::DecodeCommand(entry.command.command);
      ASSERT_TRUE(command);
      EXPECT_EQ(command->id, accepted.id);
      EXPECT_EQ(command->signer, somebody().store->key_id());
    }
    const auto synced = link_->Sync(chamber_.session(), kPatience);
    EXPECT_TRUE(synced) << synced.error().message;
    EXPECT_EQ(link_->Head(chamber_.session()), log::HeadOf(log.tree()));
  }

 private:
  bool Press() override {
    const auto outcome =
        link_->Submit(chamber_.session(), Ballot(), {.timeout = kPatience, .reach = false});
    EXPECT_TRUE(outcome) << outcome.error().message;
    if (!outcome) return false;
    const auto* accepted = std::get_if<link::Accepted>(&*outcome);
    EXPECT_NE(accepted, nullptr) << session::NameOf(std::get<session::Refusal>(*outcome));
    if (accepted == nullptr) return false;
    accepted_.push_back(*accepted);
    Accepted(accepted->id);
    return true;
  }

  std::unique_ptr<link::Link> link_;
  std::vector<link::Accepted> accepted_;
};

// Sends the same bytes until it has the receipt, and keeps it as it came.
class BarePresser : public Presser {
 public:
  BarePresser(Chamber& chamber, std::size_t member, const PollId& poll, Progress& progress)
      : Presser(chamber, member, poll, progress),
        speaker_(chamber.Dial(somebody())),
        seen_(chamber.Newest(chamber.session())) {}

  std::size_t resent() const { return resent_; }

  void Check(const Refolded& log) const override {
    for (const Kept& kept : kept_) {
      ASSERT_LT(kept.receipt.index, log.entries().size());
      EXPECT_EQ(log.entries()[kept.receipt.index].command, kept.command);
      const log::Entry promised{kept.receipt.index, kept.receipt.time, kept.receipt.blinds,
                                kept.command};
      const Digest leaf = fold::LeafOf(log.tree().suite(), promised,
                                       wire::DecodeCommand(kept.command.command).value());
      EXPECT_EQ(log.tree().Leaf(kept.receipt.index), leaf);
      EXPECT_TRUE(log::VerifyReceipt(chamber_.node(), chamber_.session(), kept.receipt, leaf));
      EXPECT_TRUE(log::HasPrefix(log.tree(), kept.receipt.head.head));
    }
  }

 private:
  struct Kept {
    log::SignedCommand command;
    log::Receipt receipt;
  };

  bool Press() override {
    const session::Command command =
        chamber_.Command(somebody(), chamber_.session(), seen_, Ballot());
    const log::SignedCommand bytes = SignWith(somebody().key(), command);
    const auto until = Progress::Clock::now() + kPatience;
    Answer answer = speaker_->Submit(bytes);
    while (std::holds_alternative<grpc::StatusCode>(answer) && Progress::Clock::now() < until) {
      ++resent_;
      speaker_ = chamber_.Dial(somebody());
      answer = speaker_->Submit(bytes);
    }
    const auto* receipt = std::get_if<log::Receipt>(&answer);
    EXPECT_NE(receipt, nullptr) << Said(answer);
    if (receipt == nullptr) return false;
    kept_.push_back({bytes, *receipt});
    seen_ = receipt->head.head;
    Accepted(command.id);
    return true;
  }

  std::unique_ptr<Speaker> speaker_;
  log::Head seen_;
  std::vector<Kept> kept_;
  std::size_t resent_ = 0;
};

class KillTest : public ::testing::Test {
 protected:
  KillTest() : chamber_(kMembers), poll_(chamber_.OpenPoll(false)) {
    for (std::size_t i = 1; i <= kLinked; ++i) {
      pressers_.push_back(std::make_unique<LinkedPresser>(chamber_, i, poll_, progress_));
    }
    for (std::size_t i = kLinked + 1; i <= kLinked + kBare; ++i) {
      auto presser = std::make_unique<BarePresser>(chamber_, i, poll_, progress_);
      bare_.push_back(presser.get());
      pressers_.push_back(std::move(presser));
    }
  }

  // When a few more answers were given, or a few milliseconds later.
  void KillSometime() {
    const auto more = std::uniform_int_distribution<std::uint64_t>(0, 12)(random_);
    ASSERT_TRUE(progress_.AwaitTotal(progress_.total() + more, Progress::Clock::now() + kPatience));
    const microseconds later(std::uniform_int_distribution(0, 8000)(random_));
    progress_.AwaitTotal(progress_.total() + 2, Progress::Clock::now() + later);
    chamber_.server().Kill();
  }

  // Now and then it does not even come to serving again.
  void KillWhileItStarts() {
    if (std::uniform_int_distribution(0, 4)(random_) != 0) return;
    const std::chrono::milliseconds lives(std::uniform_int_distribution(0, 150)(random_));
    ServerProcess& server = chamber_.server();
    testing::Run({Program("plenaryd").string(), "serve", "--data", server.folder().string(),
                  "--listen", server.address()},
                 {}, {}, lives);
    ++killed_starting_;
  }

  void CloseAndCount(const Refolded& log) {
    const session::PollRecord& poll = log.state().polls.at(poll_);
    EXPECT_EQ(poll.ballots.size(), pressers_.size());
    ASSERT_EQ(poll.results.size(), 1u);
    const rules::ContestCount& count = poll.results[0].count;
    EXPECT_EQ(count.ballots, pressers_.size());
    EXPECT_EQ(count.not_voting, kMembers - pressers_.size());
    std::uint32_t votes = 0;
    for (const std::uint32_t option : count.votes) votes += option;
    EXPECT_EQ(votes, pressers_.size());
    for (const auto& presser : pressers_) {
      EXPECT_EQ(poll.ballots.at(presser->person()).presses, presser->presses());
    }
  }

  const std::uint32_t seed_ = Seed();
  std::mt19937 random_{seed_};
  Chamber chamber_;
  PollId poll_;
  Progress progress_;
  std::vector<std::unique_ptr<Presser>> pressers_;
  std::vector<const BarePresser*> bare_;
  int killed_starting_ = 0;
};

TEST_F(KillTest, EveryReceiptSurvivesAHundredKillsAndClientsCarryOn) {
  std::cout << "PLENARY_TEST_SEED=" << seed_ << '\n';
  for (const auto& presser : pressers_) presser->Start();
  for (int kill = 0; kill < kKills && !HasFailure(); ++kill) {
    SCOPED_TRACE("kill " + std::to_string(kill));
    // Some servers live too short for a slow handshake: now and then one lives long enough.
    if (kill % kLongLife == 0) {
      EXPECT_TRUE(progress_.AwaitEverybody(Progress::Clock::now() + kPatience));
    }
    KillSometime();
    if (HasFailure()) break;
    KillWhileItStarts();
    chamber_.server().Start();
  }
  EXPECT_TRUE(progress_.AwaitEverybody(Progress::Clock::now() + kPatience));
  for (const auto& presser : pressers_) presser->Stop();
  ASSERT_FALSE(HasFailure());

  chamber_.Say(chamber_.chair(), chamber_.session(), session::ClosePoll{poll_});
  const auto log = chamber_.Refold();
  std::size_t resent = 0;
  for (const BarePresser* presser : bare_) resent += presser->resent();
  std::cout << log->entries().size() << " entries, " << resent << " resent, " << killed_starting_
            << " more kills before it served\n";
  EXPECT_GT(resent, 0u);
  for (const auto& presser : pressers_) presser->Check(*log);
  CloseAndCount(*log);
}

}  // namespace
}  // namespace plenary::testing
