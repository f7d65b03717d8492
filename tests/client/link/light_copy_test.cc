// A log followed at light depth: others' secret ballots by their hashes alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/link/log_copy.h"
#include "core/session/holding.h"
#include "core/wire/command.h"
#include "tests/support/secret_session.h"
#include "tests/support/temporary_folder.h"

namespace plenary::link {
namespace {

using plenary::testing::Participant;
using plenary::testing::SecretArchive;
using plenary::testing::TemporaryFolder;
using ::testing::HasSubstr;
using ::testing::SizeIs;

// What a message of Watch has beside a head.
struct Sent {
  std::vector<log::Entry> entries;
  std::vector<log::Run> runs;
};

// A whole session with one secret poll, and what its node signs and shows.
class Node {
 public:
  Node() : tree_(crypto::Suite::kP256) {
    for (const log::Entry& entry : entries()) {
      commands_.push_back(wire::DecodeCommand(entry.command.command).value());
      tree_.Append(fold::LeafOf(crypto::Suite::kP256, entry, commands_.back()));
    }
  }

  const plenary::testing::Assembly& assembly() const { return session_.assembly; }
  const Participant& member(std::size_t i) const { return assembly().member(i); }
  const std::vector<log::Entry>& entries() const { return session_.log.entries(); }
  const LogId& log() const { return session_.log.log(); }
  const session::PollRecord& poll() const { return session_.log.state().polls.at(session_.poll); }
  const log::MerkleTree& tree() const { return tree_; }
  const session::Command& command(std::uint64_t index) const { return commands_[index]; }

  log::SignedHead Head(std::uint64_t size) const { return HeadWith({size, tree_.RootAt(size)}); }
  log::SignedHead Newest() const { return Head(tree_.size()); }
  log::SignedHead HeadWith(const log::Head& head) const {
    return log::SignHead(assembly().node(), log(), head).value();
  }
  log::Receipt Receipt(std::uint64_t index, std::uint64_t size) const {
    const log::Entry& entry = entries()[index];
    return {index, entry.time, entry.blinds, Head(size), tree_.InclusionProof(index, size)};
  }
  // Where the ballots stand, of one person or of all.
  std::vector<std::uint64_t> Ballots(const Participant* of = nullptr) const {
    std::vector<std::uint64_t> found;
    for (std::uint64_t i = 0; i < commands_.size(); ++i) {
      const bool is_ballot = std::holds_alternative<session::CastSecretBallot>(commands_[i].body);
      if (is_ballot && (of == nullptr || commands_[i].signer == of->key.public_key().id()))
        found.push_back(i);
    }
    return found;
  }
  log::Run Run(std::uint64_t begin, std::uint64_t end) const {
    return {begin, end - begin, tree_.RunHashes(begin, end)};
  }
  // Everything but ballots, and those at `own`, whole.
  Sent Light(const std::vector<std::uint64_t>& own) const {
    Sent sent;
    const auto ballots = Ballots();
    for (std::uint64_t i = 0; i < entries().size(); ++i) {
      const bool is_left_out =
          std::ranges::binary_search(ballots, i) && !std::ranges::binary_search(own, i);
      if (!is_left_out) {
        sent.entries.push_back(entries()[i]);
      } else if (!sent.runs.empty() && sent.runs.back().end() == i) {
        sent.runs.back() = Run(sent.runs.back().first, i + 1);
      } else {
        sent.runs.push_back(Run(i, i + 1));
      }
    }
    return sent;
  }
  Sent LightFor(std::size_t i) const { return Light(Ballots(&member(i))); }

 private:
  SecretArchive session_;
  log::MerkleTree tree_;
  std::vector<session::Command> commands_;
};

// One for all tests: they read it.
const Node& TheNode() {
  static const Node node;
  return node;
}

// One member's program.
struct Client {
  explicit Client(Depth depth = Depth::kLight)
      : hub(TheNode().assembly().id(), crypto::Suite::kP256),
        registry(hub, {TheNode().assembly().id(), {}}),
        copy(hub, TheNode().log(), depth) {
    EXPECT_FALSE(registry.TakeBatch(TheNode().assembly().registry_entries(), std::nullopt));
  }
  std::optional<Finding> Take(const Sent& sent,
                              const std::optional<log::SignedHead>& head = TheNode().Newest()) {
    return copy.TakeBatch(sent.entries, head, sent.runs);
  }
  std::optional<Finding> TakeReceipt(std::uint64_t index, std::uint64_t size,
                                     const std::optional<LogCopy::Asked>& asked = {}) {
    return copy.TakeReceipt(asked.value_or(copy.AskNow()), TheNode().entries()[index].command,
                            TheNode().command(index), TheNode().Receipt(index, size));
  }
  std::optional<Finding> Keep(const std::filesystem::path& file) {
    return copy.Keep(file, Durability::kProcess).value();
  }
  std::shared_ptr<const session::Session> Session() const {
    return hub.Session(TheNode().log().session);
  }
  session::PollRecord Poll() const { return Session()->polls.at(TheNode().poll().draft.poll); }

  ReplicaHub hub;
  LogCopy registry;
  LogCopy copy;
};

class LightCopy : public ::testing::Test {
 protected:
  static std::optional<AlarmKind> Kind(const std::optional<Finding>& finding) {
    if (!finding) return std::nullopt;
    return finding->kind;
  }
  // All before `end`, whole.
  Sent UpTo(std::uint64_t end) const {
    Sent sent;
    sent.entries.assign(node_.entries().begin(),
                        node_.entries().begin() + static_cast<std::ptrdiff_t>(end));
    return sent;
  }

  const Node& node_ = TheNode();
  const std::vector<std::uint64_t> ballots_ = node_.Ballots();
  const std::vector<std::uint64_t> own_ = node_.Ballots(&node_.member(2));
  Client client_;
};

TEST_F(LightCopy, FollowsAPollToItsResult) {
  ASSERT_THAT(ballots_, SizeIs(5));
  ASSERT_THAT(own_, SizeIs(1));
  const Sent sent = node_.LightFor(2);
  ASSERT_THAT(sent.runs, SizeIs(2)) << "before the member's own ballot, and behind it";
  EXPECT_FALSE(client_.Take(sent));
  EXPECT_EQ(client_.copy.size(), node_.tree().size());
  EXPECT_EQ(client_.copy.verified_size(), node_.tree().size());
  EXPECT_EQ(client_.copy.head().root, node_.tree().Root());
  const session::PollRecord poll = client_.Poll();
  EXPECT_FALSE(poll.secret->whole);
  EXPECT_EQ(session::StateResults(poll), session::StateResults(node_.poll()));
  EXPECT_EQ(client_.hub.Entries(node_.log(), 0, UINT64_MAX).size(), sent.entries.size());
}

TEST_F(LightCopy, LetsNobodySealOrAnswerWhatItDidNotSumUp) {
  const auto& secret = *node_.poll().secret;
  const auto seal_at = static_cast<std::uint64_t>(
      std::ranges::find_if(node_.entries(),
                           [&](const log::Entry& entry) { return entry.index == secret.sealed; }) -
      node_.entries().begin());
  const auto before = [](Sent sent, std::uint64_t end) {
    std::erase_if(sent.entries, [&](const log::Entry& entry) { return entry.index >= end; });
    return sent;
  };
  const PollId id = node_.poll().draft.poll;
  const PersonId chief = node_.member(1).person;
  for (const Depth depth : {Depth::kFull, Depth::kLight}) {
    const bool is_full = depth == Depth::kFull;
    const Sent all = is_full ? UpTo(node_.tree().size()) : node_.Light({});
    Client closed(depth);
    EXPECT_FALSE(closed.Take(before(all, secret.closed.size), std::nullopt));
    EXPECT_EQ(session::NextSeal(*closed.Session(), id, chief).has_value(), is_full);
    Client sealed(depth);
    EXPECT_FALSE(sealed.Take(before(all, seal_at + 1), std::nullopt));
    EXPECT_EQ(session::AnswerIsWanted(*sealed.Session(), id, chief), is_full);
  }
}

TEST_F(LightCopy, FullDepthChecksEveryBallot) {
  Client full(Depth::kFull);
  EXPECT_FALSE(full.Take(UpTo(node_.tree().size())));
  EXPECT_TRUE(full.Poll().secret->whole);
  EXPECT_EQ(session::StateResults(full.Poll()), session::StateResults(node_.poll()));
}

TEST_F(LightCopy, TakesBallotsOneByOneAsTheyCome) {
  EXPECT_FALSE(client_.Take(UpTo(ballots_.front()), node_.Head(ballots_.front())));
  for (const std::uint64_t at : ballots_) {
    EXPECT_EQ(client_.copy.next(), at);
    EXPECT_FALSE(client_.Take({{}, {node_.Run(at, at + 1)}}, node_.Head(at + 1)));
    EXPECT_EQ(client_.copy.verified_size(), at + 1);
  }
}

TEST_F(LightCopy, CatchesAnOwnBallotInARun) {
  EXPECT_FALSE(client_.TakeReceipt(own_.front(), own_.front() + 1));
  const auto finding = client_.Take(node_.Light({}));
  ASSERT_EQ(Kind(finding), AlarmKind::kDropped);
  EXPECT_THAT(finding->sentence, HasSubstr("as if it were another person's"));
}

TEST_F(LightCopy, CatchesAReceiptForWhatARunHas) {
  EXPECT_FALSE(client_.Take(node_.Light({})));
  EXPECT_EQ(Kind(client_.TakeReceipt(own_.front(), node_.tree().size())), AlarmKind::kDropped);
}

TEST_F(LightCopy, TakesAReceiptWhoseHeadEndsInARun) {
  const std::uint64_t own = node_.Ballots(&node_.member(0)).front();
  const std::uint64_t end = ballots_.back() + 1;
  std::uint64_t hidden = own + 1;
  const LogCopy::Asked asked = client_.copy.AskNow();
  EXPECT_FALSE(client_.Take(node_.LightFor(0)));
  while (hidden < end && client_.copy.RootAt(hidden)) ++hidden;
  ASSERT_LT(hidden, end) << "four ballots that follow each other hide some size";
  EXPECT_FALSE(client_.TakeReceipt(own, hidden, asked));
  EXPECT_EQ(client_.copy.verified_size(), node_.tree().size());
  EXPECT_FALSE(client_.copy.stopped());
}

TEST_F(LightCopy, HoldsAHeadThatEndsInARunAgainstARollback) {
  Client behind;
  EXPECT_FALSE(behind.Take(UpTo(ballots_.front()), node_.Head(ballots_.front())));
  const std::uint64_t hidden = ballots_.back();
  EXPECT_FALSE(behind.Take({}, node_.Head(hidden)));
  const auto finding =
      behind.copy.TakeNewest(behind.copy.AskNow(), node_.Head(ballots_.front()), {});
  EXPECT_EQ(Kind(finding), AlarmKind::kRolledBack);
}

TEST_F(LightCopy, CatchesHashesThatTheNodeDidNotSign) {
  Sent sent = node_.LightFor(2);
  sent.runs.front().hashes.front().bytes[7] ^= 1;
  EXPECT_EQ(Kind(client_.Take(sent)), AlarmKind::kInvented)
      << "the next that came whole has seen another root";
  Client another;
  EXPECT_FALSE(another.Take(UpTo(ballots_.front()), std::nullopt));
  log::Run run = node_.Run(ballots_.front(), ballots_.back() + 1);
  run.hashes.back().bytes[7] ^= 1;
  EXPECT_EQ(Kind(another.Take({{}, {run}}, node_.Head(run.end()))), AlarmKind::kContradicted);
}

TEST_F(LightCopy, RefusesRunsThatCannotBe) {
  const auto finds = [&](log::Run run, Depth depth = Depth::kLight) {
    Client client(depth);
    EXPECT_FALSE(client.Take(UpTo(ballots_.front()), std::nullopt));
    return Kind(client.Take({{}, {std::move(run)}}, std::nullopt));
  };
  const log::Run good = node_.Run(ballots_.front(), ballots_.back() + 1);
  EXPECT_EQ(finds(good), std::nullopt);
  EXPECT_EQ(finds(good, Depth::kFull), AlarmKind::kReordered) << "nobody asked for it";
  log::Run bad = good;
  ++bad.first;
  EXPECT_EQ(finds(bad), AlarmKind::kReordered);
  bad = good;
  bad.hashes.push_back(bad.hashes.front());
  EXPECT_EQ(finds(bad), AlarmKind::kInvented);
  for (const std::uint64_t count : {std::uint64_t{0}, std::uint64_t{4097}, UINT64_MAX}) {
    bad = good;
    bad.count = count;
    EXPECT_EQ(finds(bad), AlarmKind::kReordered) << count;
  }
}

TEST_F(LightCopy, RefusesARunWhereNoSecretPollIsOpen) {
  EXPECT_FALSE(client_.Take(UpTo(3), std::nullopt));
  EXPECT_EQ(Kind(client_.Take({{}, {node_.Run(3, 4)}}, std::nullopt)), AlarmKind::kInvented);
}

class LightCopyOnDisk : public LightCopy {
 protected:
  LightCopyOnDisk() {
    EXPECT_FALSE(client_.Keep(File()));
    EXPECT_FALSE(client_.Take(node_.LightFor(2)));
    EXPECT_EQ(client_.copy.file_failure(), "");
  }
  std::filesystem::path File() const { return folder_.path() / "copy"; }

  TemporaryFolder folder_;
};

TEST_F(LightCopyOnDisk, SurvivesARestart) {
  Client again;
  EXPECT_FALSE(again.Keep(File()));
  EXPECT_EQ(again.copy.head().root, node_.tree().Root());
  EXPECT_EQ(again.copy.verified_size(), node_.tree().size());
  EXPECT_EQ(session::StateResults(again.Poll()), session::StateResults(node_.poll()));
}

TEST_F(LightCopyOnDisk, IsFetchedAgainWhereAllIsWanted) {
  for (int run = 0; run < 2; ++run) {
    Client full(Depth::kFull);
    EXPECT_FALSE(full.Keep(File()));
    if (run == 0) {
      EXPECT_EQ(full.copy.size(), ballots_.front());
      Sent rest = UpTo(node_.tree().size());
      rest.entries.erase(rest.entries.begin(),
                         rest.entries.begin() + static_cast<std::ptrdiff_t>(full.copy.size()));
      EXPECT_FALSE(full.Take(rest));
    }
    EXPECT_EQ(full.copy.verified_size(), node_.tree().size());
    EXPECT_TRUE(full.Poll().secret->whole);
  }
}

}  // namespace
}  // namespace plenary::link
