// However commands are grouped, the logs say the same.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "server/host/writer.h"
#include "tests/server/host/hall.h"
#include "tests/server/storage/memory_store.h"

namespace plenary::host {
namespace {

const TestCommittee& Committee() {
  static const TestCommittee committee(3);
  return committee;
}

// A session with an open poll, as every case starts.
class Start {
 public:
  Start() {
    Hall hall(Committee(), {store_, store_, store_});
    hall.Seat();
    session_ = hall.OpenSession(1);
    hall.OpenPoll(session_, 1);
  }
  void CopyTo(storage::MemoryStore& store) const {
    const auto logs = store_.Logs().value();
    for (const auto& log : logs) store.Replace(log.log, store_.LogAsKept(log.log));
  }
  const LogId& session() const { return session_; }

 private:
  storage::MemoryStore store_;
  LogId session_;
};

const Start& Started() {
  static const Start start;
  return start;
}

std::string Told(const SubmitOutcome& outcome) {
  if (!outcome) return outcome.error().message;
  if (const auto* refusal = std::get_if<session::Refusal>(&*outcome)) {
    return std::string(session::NameOf(*refusal));
  }
  return "entry " + std::to_string(std::get<log::Receipt>(*outcome).index);
}

// A writer from the start on, in a world where clock and randomness are the same each
// time: the same commands make the same bytes.
class Run {
 public:
  Run() {
    Started().CopyTo(store_);
    writer_ = Writer::Open(store_, node_, environment_, board_).value();
  }
  void Process(std::span<const log::SignedCommand> commands) {
    std::vector<Verified> group;
    for (const auto& command : commands) {
      group.push_back({fold::Verify(*board_.registry(), command).value(), kNoDeadline});
    }
    const Writer::Outcome outcome = writer_->Process(group);
    for (const auto& answer : outcome.answers) answers_.push_back(Told(answer));
  }
  log::Head HeadOf(const LogId& log) const {
    const auto published = board_.Find(log);
    return published ? published->head().head : log::Head{0, log::EmptyRoot(Committee().suite())};
  }
  const std::vector<std::string>& answers() const { return answers_; }
  // What is stored, which is what is published.
  std::map<LogId, std::vector<Bytes>> Logs() const {
    std::map<LogId, std::vector<Bytes>> logs;
    const auto stored = store_.Logs().value();
    for (const auto& log : stored) {
      logs[log.log] = store_.LogAsKept(log.log).entries;
      const auto batch = board_.Find(log.log)->Read(0, {}).value();
      RC_ASSERT(std::ranges::equal(batch->entries(), logs[log.log], std::ranges::equal_to{},
                                   [](const SharedBytes& entry) { return *entry; }));
    }
    return logs;
  }

 private:
  storage::MemoryStore store_;
  const crypto::PrivateKey node_ = Committee().NodeKey();
  std::uint64_t drawn_ = 0;
  const Environment environment_{.clock = [] { return Instant{1'800'000'000'000}; },
                                 .randomness = [this](std::span<Byte> out) -> Result<void> {
                                   std::ranges::fill(out, static_cast<Byte>(++drawn_));
                                   return {};
                                 },
                                 .report = [](const Error&) {}};
  Board board_;
  std::unique_ptr<Writer> writer_;
  std::vector<std::string> answers_;
};

// Some of which fit, some only after another one, some never.
class Script {
 public:
  explicit Script(const std::vector<unsigned>& numbers) {
    for (const unsigned number : numbers) {
      commands_.push_back(Next(number));
      one_by_one_.Process({&commands_.back(), 1});
      const bool accepted = one_by_one_.answers().back().starts_with("entry");
      if (accepted && is_ballot_) last_ballot_[Member(number).person] = id_;
    }
  }
  const std::vector<log::SignedCommand>& commands() const { return commands_; }
  const Run& one_by_one() const { return one_by_one_; }

 private:
  static const Participant& Member(unsigned number) {
    return Committee().members()[number / 8 % 3];
  }
  log::SignedCommand Next(unsigned number) {
    const TestCommittee& c = Committee();
    is_ballot_ = false;
    if (number % 16 == 13 && !commands_.empty()) return commands_[number % commands_.size()];
    id_ = NumberedId<CommandId>('c', commands_.size() + 1);
    const Participant& member = Member(number);
    const auto say = [&](const Participant& signer, const LogId& log, session::Body body) {
      return c.Sign(signer, log, one_by_one_.HeadOf(log), std::move(body), id_);
    };
    const LogId& session = Started().session();
    // What ends the poll or a member's part in it is rare.
    const unsigned kind = number % 8;
    switch (kind == 3 || kind == 4 || kind == 7 ? (number % 5 == 0 ? kind : 0) : kind) {
      case 0:
      case 1:
      case 2: {
        is_ballot_ = true;
        const auto last = last_ballot_.find(member.person);
        const bool replaces = last != last_ballot_.end() && number % 7 != 0;
        return say(member, session,
                   c.Ballot(1, number % 4, replaces ? std::optional(last->second) : std::nullopt));
      }
      case 3:
        return say(c.director(), session, session::ClosePoll{TestCommittee::PollNumber(1)});
      case 4:
        return say(c.officer(), c.registry(),
                   session::RevokeKey{member.key.public_key().id(), "lost"});
      case 5:
        return say(c.secretary(), c.registry(),
                   session::PutPerson{NumberedId<PersonId>('x', number), "x", ""});
      case 6:
        return say(c.secretary(), c.session(2 + number % 3),
                   c.Convening(one_by_one_.HeadOf(c.registry())));
      default:
        return say(member, session, session::RecordDeparture{member.person});
    }
  }

  Run one_by_one_;
  std::vector<log::SignedCommand> commands_;
  CommandId id_;
  bool is_ballot_ = false;
  std::map<PersonId, CommandId> last_ballot_;
};

RC_GTEST_PROP(GroupingProperty, ChangesNothing,
              (const std::vector<std::uint16_t>& any, const std::vector<std::uint8_t>& any_sizes)) {
  const std::size_t length = std::min<std::size_t>(any.size(), 40);
  const Script script({any.begin(), any.begin() + static_cast<std::ptrdiff_t>(length)});
  const std::span<const log::SignedCommand> commands(script.commands());
  std::vector<std::size_t> sizes{2};
  for (const std::uint8_t size : any_sizes) sizes.push_back(1 + size % 20);

  Run grouped;
  std::size_t turn = 0;
  for (std::size_t at = 0; at < commands.size();) {
    const std::size_t size = std::min(commands.size() - at, sizes[turn++ % sizes.size()]);
    grouped.Process(commands.subspan(at, size));
    at += size;
  }
  Run at_once;
  at_once.Process(commands);

  RC_ASSERT(grouped.answers() == script.one_by_one().answers());
  RC_ASSERT(at_once.answers() == script.one_by_one().answers());
  const auto logs = script.one_by_one().Logs();
  RC_ASSERT(grouped.Logs() == logs);
  RC_ASSERT(at_once.Logs() == logs);
}

// That the property above has something to say.
TEST(Grouping, MeetsAcceptedRefusedAndRevoked) {
  std::vector<unsigned> numbers;
  for (unsigned i = 0; i < 400; ++i) numbers.push_back(i * 7 + i / 3);
  const Script script(numbers);
  const auto& answers = script.one_by_one().answers();
  EXPECT_THAT(answers, ::testing::Contains("RevokedKey"));
  EXPECT_THAT(answers, ::testing::Contains("NotTheLast"));
  EXPECT_THAT(answers, ::testing::Contains("LogIsFounded"));
  EXPECT_GT(std::ranges::count_if(answers, [](const auto& a) { return a.starts_with("entry"); }),
            30);
}

}  // namespace
}  // namespace plenary::host
