// Whatever is cast in secret tallies to the plain count of the last ballots, and whoever folds the
// log, in whatever pieces, has the same result.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <numeric>
#include <random>
#include <set>

#include "core/archive/verify.h"
#include "core/wire/command.h"
#include "tests/support/check_secret.h"
#include "tests/support/secret_session.h"

namespace plenary::fold {
namespace {

using rules::Choice;
using testing::Assembly;
using testing::SecretSession;
using testing::SessionLog;
using Engine = std::mt19937_64;

// The same test again: PLENARY_TEST_SEED=12345.
std::uint64_t FirstSeed() {
  const char* given = std::getenv("PLENARY_TEST_SEED");
  return given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device()();
}

std::uint32_t Below(Engine& engine, std::size_t limit) {
  return static_cast<std::uint32_t>(engine() % limit);
}

// ---- a session's secret poll, drawn from a seed

rules::ContestTerms AnyContest(Engine& engine) {
  const auto election = [&](std::uint32_t candidates, std::uint32_t posts) {
    std::vector<std::string> names;
    for (std::uint32_t i = 0; i < candidates; ++i) names.push_back("候选人" + std::to_string(i));
    rules::ContestTerms terms = rules::ElectionContest(names, {posts, rules::kMoreThanHalfOfAll});
    terms.min_choices = Below(engine, 2);
    return terms;
  };
  switch (Below(engine, 8)) {
    case 0:
    case 1:
      return rules::MajorityContest();
    case 2:
    case 3:
      return rules::EvaluationContest(
          {}, engine() % 2 == 0 ? rules::OptionKind::kAbstain : rules::OptionKind::kNotAcquainted);
    case 4:
      return election(17, 1);  // more than one ciphertext holds
    default: {
      const std::uint32_t candidates = 1 + Below(engine, 5);
      return election(candidates, 1 + Below(engine, candidates));
    }
  }
}

Choice AnyChoice(Engine& engine, const rules::ContestTerms& contest) {
  std::vector<std::uint32_t> options(contest.options.size());
  std::iota(options.begin(), options.end(), 0u);
  std::ranges::shuffle(options, engine);
  const std::uint32_t more = contest.max_choices - contest.min_choices;
  options.resize(contest.min_choices + Below(engine, more + 1));
  std::ranges::sort(options);
  return {options};
}

session::CommitteeRules AnyRules(Engine& engine) {
  session::CommitteeRules rules;
  rules.key_holding.holders =
      engine() % 2 == 0 ? session::KeyHolders::kBody : session::KeyHolders::kScrutineers;
  rules.key_holding.margin = Below(engine, 3);
  return rules;
}

using Choices = std::vector<Choice>;

// Director and scrutineers are members 0 to 2; who leaves comes after them.
class AnySession {
 public:
  AnySession(Engine& engine, crypto::Suite suite)
      : engine_(engine),
        members_(5 + Below(engine, 5)),
        assembly_({.members = members_,
                   .vice_directors = 1,
                   .suite = suite,
                   .rules = AnyRules(engine),
                   .name = "c"}),
        log_(assembly_.Convene(1, session::SessionKind::kCommittee, {2023, 3, 28})),
        secret_(assembly_, log_) {
    log_.Open();
    for (std::size_t i = members_; members_ - i < Below(engine, members_ / 2); --i) Leave(i - 1);
    secret_.MakeKey();
  }

  // Any contests side by side, cast in any order, the last ballot counting; opened, announced.
  void Vote() {
    session::DraftPoll draft = testing::Draft({}, session::PollSubject::kProcedure);
    draft.item.reset();
    draft.test = true;  // so that contests of all kinds stand in one poll
    draft.method = session::Method::kSecret;
    draft.contests.clear();
    for (std::uint32_t i = 0; i <= Below(engine_, 3); ++i) {
      draft.contests.push_back({"事项" + std::to_string(i), {}, AnyContest(engine_)});
    }
    poll_ = log_.OpenPoll(draft);
    while (last_.size() < 3 || Below(engine_, 8) != 0) Press(Below(engine_, members_));
    secret_.CloseAndOpen(poll_);
    log_.Say(assembly_.director(), session::AnnounceResult{poll_, StateResults(record())});
    log_.Close();
  }

  void ExpectPlainCount() const {
    ASSERT_EQ(record().results.size(), record().draft.contests.size());
    for (std::size_t i = 0; i < record().draft.contests.size(); ++i) {
      std::vector<std::uint32_t> votes(record().draft.contests[i].terms.options.size());
      std::uint32_t blank = 0;
      for (const auto& [member, choices] : last_) {
        if (choices[i].options.empty()) ++blank;
        for (const std::uint32_t option : choices[i].options) ++votes[option];
      }
      const rules::ContestCount& count = record().results[i].count;
      EXPECT_EQ(count.votes, votes) << "contest " << i;
      EXPECT_EQ(count.blank, blank) << "contest " << i;
      EXPECT_EQ(count.ballots, last_.size());
      EXPECT_EQ(count.not_voting, record().roll.size() - last_.size());
    }
    EXPECT_EQ(record().secret->spent, spent_);
  }

  const Assembly& assembly() const { return assembly_; }
  const SessionLog& log() const { return log_; }
  const PollId& poll() const { return poll_; }
  const session::PollRecord& record() const { return log_.state().polls.at(poll_); }

 private:
  void Leave(std::size_t member) {
    if (member < 3) return;
    log_.Say(assembly_.member(member), session::RecordDeparture{assembly_.member(member).person});
  }
  void Press(std::size_t member) {
    if (!record().roll.contains(assembly_.member(member).person)) return;
    Choices choices;
    for (const session::Contest& contest : record().draft.contests) {
      choices.push_back(AnyChoice(engine_, contest.terms));
    }
    if (Below(engine_, 4) == 0) {
      spent_.insert(secret_.Challenge(poll_, member, choices));
    } else {
      secret_.Cast(poll_, member, choices);
      last_[member] = std::move(choices);
    }
  }

  Engine& engine_;
  std::size_t members_;
  Assembly assembly_;
  SessionLog log_;
  SecretSession secret_;
  PollId poll_;
  std::map<std::size_t, Choices> last_;
  std::set<Digest> spent_;
};

// ---- folded again

class Replayed {
 public:
  explicit Replayed(const AnySession& session)
      : session_(session),
        fold_(session.log().log(), session.assembly().suite(), session.assembly().registry(),
              kTestSecret) {}

  void One(std::uint64_t index) { Together(index, index + 1); }
  void Together(std::uint64_t begin, std::uint64_t end) {
    const std::span<const log::Entry> entries(session_.log().entries());
    const auto replayed =
        fold_.Replay(entries.subspan(begin, end - begin), session_.assembly().registry().state());
    ASSERT_TRUE(replayed) << replayed.error().index << ": " << replayed.error().reason;
  }
  void Skip(std::uint64_t begin, std::uint64_t end, const log::MerkleTree& whole) {
    const auto skipped = fold_.Skip({begin, end - begin, whole.RunHashes(begin, end)});
    ASSERT_TRUE(skipped) << skipped.error().message;
  }
  void ExpectTheSame(bool whole) const {
    const session::PollRecord& live = session_.record();
    const session::PollRecord& again = fold_.state().polls.at(session_.poll());
    EXPECT_EQ(fold_.chain().head(), session_.log().head());
    EXPECT_EQ(StateResults(again), StateResults(live));
    EXPECT_EQ(again.secret->totals, live.secret->totals);
    EXPECT_EQ(again.secret->seal, live.secret->seal);
    EXPECT_EQ(again.secret->whole, whole);
    if (whole) {
      EXPECT_EQ(again.secret->spent, live.secret->spent);
    }
    EXPECT_EQ(fold_.state().phase, session::SessionPhase::kClosed);
  }

 private:
  const AnySession& session_;
  SessionFold fold_;
};

// Whose ballot the entry is, if it is one that light depth may leave out.
std::optional<KeyId> BallotOf(const log::Entry& entry) {
  const auto command = wire::DecodeCommand(entry.command.command).value();
  const bool is_ballot = std::holds_alternative<session::CastSecretBallot>(command.body) ||
                         std::holds_alternative<session::ChallengeBallot>(command.body);
  return is_ballot ? std::optional(command.signer) : std::nullopt;
}

void ReplayInBatches(const AnySession& session, Engine& engine, std::size_t most) {
  Replayed replayed(session);
  const std::uint64_t size = session.log().entries().size();
  for (std::uint64_t at = 0; at < size;) {
    const std::uint64_t end = std::min(size, at + 1 + Below(engine, most));
    ASSERT_NO_FATAL_FAILURE(replayed.Together(at, end));
    at = end;
  }
  replayed.ExpectTheSame(true);
}

// As a member's client: that person's ballots whole, others' as runs of any length.
void ReplayAtLightDepth(const AnySession& session, Engine& engine, const KeyId& reader) {
  log::MerkleTree whole(session.assembly().suite());
  for (const log::Entry& entry : session.log().entries()) {
    whole.Append(LeafOf(whole.suite(), entry, wire::DecodeCommand(entry.command.command).value()));
  }
  Replayed replayed(session);
  const auto& entries = session.log().entries();
  bool left_out = false;
  for (std::uint64_t at = 0; at < entries.size();) {
    std::uint64_t end = at;
    while (end < entries.size() && BallotOf(entries[end]).value_or(reader) != reader) ++end;
    if (end == at) {
      ASSERT_NO_FATAL_FAILURE(replayed.One(at++));
      continue;
    }
    end = at + 1 + Below(engine, end - at);
    ASSERT_NO_FATAL_FAILURE(replayed.Skip(at, end, whole));
    left_out = true;
    at = end;
  }
  replayed.ExpectTheSame(!left_out);
}

class SecretTallies : public ::testing::TestWithParam<crypto::Suite> {};

TEST_P(SecretTallies, AreThePlainCountWhoeverFoldsTheLogHowever) {
  const int sessions = GetParam() == crypto::Suite::kP256 ? 6 : 2;
  const std::uint64_t first = FirstSeed();
  for (std::uint64_t seed = first; seed < first + static_cast<std::uint64_t>(sessions); ++seed) {
    SCOPED_TRACE("PLENARY_TEST_SEED=" + std::to_string(seed));
    Engine engine(seed);
    AnySession session(engine, GetParam());
    session.Vote();
    session.ExpectPlainCount();
    for (const std::size_t most : {std::size_t{1}, std::size_t{7}, std::size_t{100'000}}) {
      ReplayInBatches(session, engine, most);
    }
    for (const auto* reader : {&session.assembly().member(0), &session.assembly().secretary()}) {
      ReplayAtLightDepth(session, engine, reader->key.public_key().id());
    }
    const auto verified = archive::Verify(session.log().Archive(), kTestSecret);
    ASSERT_TRUE(verified) << verified.error().Message();
    EXPECT_EQ(StateResults(verified->session.polls.at(session.poll())),
              StateResults(session.record()));
    if (HasFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(Suites, SecretTallies,
                         ::testing::Values(crypto::Suite::kP256, crypto::Suite::kSm2),
                         [](const auto& row) {
                           return row.param == crypto::Suite::kP256 ? "P256" : "Sm2";
                         });

}  // namespace
}  // namespace plenary::fold
