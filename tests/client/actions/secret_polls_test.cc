// Voters', holders' and sealers' machines, with key stores that are closed and opened again.
#include "client/actions/secret_polls.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>

#include "core/session/holding.h"
#include "tests/support/assembly.h"
#include "tests/support/temporary_folder.h"

namespace plenary::actions {
namespace {

using session::Body;
using testing::Participant;

constexpr link::KeyStoreTerms kQuick{
    .suite = crypto::Suite::kP256, .iterations = 1, .durability = link::Durability::kProcess};
constexpr std::size_t kMembers = 5;
const Consent kYes = [](const PollId&) { return true; };
const Consent kNo = [](const PollId&) { return false; };

// Members, each with a machine; the second and third are scrutineers and hold the key.
class Machines : public ::testing::Test {
 protected:
  Machines()
      : assembly_({.members = kMembers,
                   .vice_directors = 1,
                   .suite = crypto::Suite::kP256,
                   .rules = {},
                   .name = "c"}),
        log_(assembly_.Convene(1, session::SessionKind::kCommittee, {2023, 3, 28})) {
    for (std::size_t i = 0; i < kMembers; ++i) {
      stores_[i] = link::KeyStore::Create(Folder(i), std::nullopt, kQuick).value();
    }
    log_.Open();
    Begin(1);
    item_ = log_.Start(testing::Item(session::ItemKind::kDecision));
  }

  std::filesystem::path Folder(std::size_t member) const {
    return folder_.path() / std::to_string(member);
  }
  void Restart(std::size_t member) {
    stores_[member].reset();
    stores_[member] =
        link::KeyStore::Open(Folder(member), std::nullopt, link::Durability::kProcess).value();
  }
  link::KeyStore& store(std::size_t member) { return *stores_.at(member); }
  PersonId person(std::size_t member) const { return assembly_.member(member).person; }
  const session::Session& state() const { return log_.state(); }

  void Begin(std::uint32_t number) {
    log_.Say(assembly_.director(),
             MakeCeremony(state(), testing::NumberedId<CeremonyId>('k', number), false));
  }
  Result<std::optional<Body>> Next(std::size_t member, const Consent& consent = kYes) {
    return NextAsHolder(store(member), state(), person(member), consent);
  }
  // One step of a machine that is started anew for it; whether it said anything.
  bool Step(std::size_t member) {
    Restart(member);
    const auto first = Next(member);
    Restart(member);  // killed before it was sent: it says the same again
    auto again = Next(member);
    EXPECT_TRUE(first && again);
    if (!*again) return false;
    EXPECT_EQ(session::KindOf(**first), session::KindOf(**again));
    log_.Say(assembly_.member(member), **std::move(again));
    return true;
  }
  // Both holders' machines take turns until neither has anything to say.
  void RunHolders() {
    for (bool said = true; said;) {
      const bool first = Step(1);
      said = Step(2) || first;
    }
  }
  void MakeKey() {
    RunHolders();
    ASSERT_NE(state().holders_key, nullptr);
  }
  PollId OpenPoll() {
    session::DraftPoll draft = testing::Draft(item_, session::PollSubject::kDraft);
    draft.method = session::Method::kSecret;
    return log_.OpenPoll(draft);
  }
  void Cast(const PollId& poll, std::size_t member, std::uint32_t option) {
    auto booth = Booth::Open(store(member), state(), poll, person(member)).value();
    const std::vector<rules::Choice> choices = {{{option}}};
    const MadeBallot ballot = booth->Make(choices).value();
    const session::CastSecretBallot cast = CastOf(state(), poll, person(member), ballot);
    const std::uint64_t index = log_.Say(assembly_.member(member), cast);
    ASSERT_TRUE(store(member).vault().KeepReceipt(
        state().id, poll,
        {ballot.code, state().polls.at(poll).ballots.at(person(member)).id, index, log_.head()}));
  }
  PollId VotedPoll() {
    MakeKey();
    const PollId poll = OpenPoll();
    for (std::size_t i = 0; i < 4; ++i) Cast(poll, i, i == 3 ? 1 : 0);
    return poll;
  }
  void Seal(const PollId& poll) {
    log_.Say(assembly_.director(), session::ClosePoll{poll});
    for (const std::size_t sealer : {std::size_t{0}, std::size_t{1}}) {
      auto seal = NextAsSealer(store(sealer), state(), poll, person(sealer)).value();
      log_.Say(assembly_.member(sealer), *std::move(seal));
    }
  }

  testing::TemporaryFolder folder_;
  testing::Assembly assembly_;
  testing::SessionLog log_;
  std::map<std::size_t, std::unique_ptr<link::KeyStore>> stores_;
  ItemId item_;
};

TEST_F(Machines, RunACeremonyAndAPollThoughEachIsKilledAtEveryStep) {
  const PollId poll = VotedPoll();
  Seal(poll);
  RunHolders();
  const auto& results = state().polls.at(poll).results;
  ASSERT_EQ(results.size(), 1u);
  EXPECT_EQ(results[0].count.votes, (std::vector<std::uint32_t>{3, 1, 0}));
}

TEST_F(Machines, AnswerOnlyWithTheHoldersConsent) {
  const PollId poll = VotedPoll();
  EXPECT_EQ(Next(1).value(), std::nullopt);  // not sealed
  Seal(poll);
  EXPECT_EQ(Next(1, kNo).value(), std::nullopt);
  EXPECT_NE(Next(1, kYes).value(), std::nullopt);
}

TEST_F(Machines, ResendTheSameAnswer) {
  const PollId poll = VotedPoll();
  Seal(poll);
  const auto first = std::get<session::AnswerOpening>(**Next(1));
  Restart(1);
  EXPECT_EQ(std::get<session::AnswerOpening>(**Next(1)).answer, first.answer);
}

// Two logs that differ in one ballot, each closed and sealed: whoever has answered one of them,
// or sealed it, says nothing about the other.
TEST_F(Machines, AnswerAndSealOneOfTwoLogsAlone) {
  MakeKey();
  const PollId poll = OpenPoll();
  for (std::size_t i = 0; i < 3; ++i) Cast(poll, i, 0);
  testing::SessionLog other = log_;
  Cast(poll, 3, 1);
  Seal(poll);
  ASSERT_TRUE(Next(2));

  std::swap(log_, other);
  log_.Say(assembly_.director(), session::ClosePoll{poll});
  const auto sealed = NextAsSealer(store(1), state(), poll, person(1));
  ASSERT_FALSE(sealed);
  EXPECT_EQ(sealed.error().code, ErrorCode::kConflict);
  for (const std::size_t sealer : {std::size_t{0}, std::size_t{1}}) {  // both lie
    log_.Say(assembly_.member(sealer), *session::NextSeal(state(), poll, person(sealer)));
  }
  Restart(2);
  const auto answered = Next(2);
  ASSERT_FALSE(answered);
  EXPECT_EQ(answered.error().code, ErrorCode::kConflict);
}

TEST_F(Machines, AnswerNoVoidedPoll) {
  const PollId poll = VotedPoll();
  Seal(poll);
  log_.Say(assembly_.director(), session::VoidPoll{poll, "设备故障"});
  EXPECT_EQ(Next(1).value(), std::nullopt);
}

TEST_F(Machines, TakeNewSeedsForEveryCeremony) {
  const auto first = std::get<session::CommitToCeremony>(**Next(1));
  Begin(2);
  const auto second = std::get<session::CommitToCeremony>(**Next(1));
  EXPECT_NE(first.commitment, second.commitment);
}

TEST_F(Machines, EraseSeedsAndSharesWhenTheSessionCloses) {
  const PollId poll = VotedPoll();
  Seal(poll);
  RunHolders();
  const auto stated = session::StateResults(state().polls.at(poll));
  log_.Say(assembly_.member(1), session::CertifyResult{poll, stated});
  log_.Say(assembly_.director(), session::AnnounceResult{poll, stated});
  log_.Conclude(item_, session::Ending::kAdopted);
  ASSERT_TRUE(EraseIfClosed(store(1), state()));
  EXPECT_FALSE(store(1).vault().Sessions().value().empty());
  log_.Close();
  ASSERT_TRUE(EraseIfClosed(store(1), state()));
  EXPECT_TRUE(store(1).vault().Sessions().value().empty());
}

TEST_F(Machines, KnowWhatBecameOfTheirBallots) {
  MakeKey();
  const PollId poll = OpenPoll();
  EXPECT_FALSE(FateOf(store(0), state(), poll, person(0)));
  for (std::size_t i = 0; i < 4; ++i) Cast(poll, i, 0);
  EXPECT_EQ(FateOf(store(0), state(), poll, person(0)).value(), BallotFate::kWaiting);
  Seal(poll);
  EXPECT_EQ(FateOf(store(0), state(), poll, person(0)).value(), BallotFate::kCounted);
}

TEST_F(Machines, KeepABallotInHandAcrossARestart) {
  MakeKey();
  const PollId poll = OpenPoll();
  const std::vector<rules::Choice> choices = {{{2}}};
  const auto made = Booth::Open(store(0), state(), poll, person(0)).value()->Make(choices).value();
  Restart(0);
  const auto kept = Booth::Open(store(0), state(), poll, person(0)).value()->InHand().value();
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->code, made.code);
  EXPECT_EQ(kept->bytes, made.bytes);
  log_.Say(assembly_.member(0), CastOf(state(), poll, person(0), *kept));
}

TEST_F(Machines, NeverMakeTwoBallotsWithOneSeed) {
  MakeKey();
  const PollId poll = OpenPoll();
  auto booth = Booth::Open(store(0), state(), poll, person(0)).value();
  const std::vector<rules::Choice> choices = {{{0}}};
  std::set<Digest> codes;
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(booth->Prepare());
    codes.insert(booth->Make(choices).value().code);
  }
  EXPECT_EQ(codes.size(), 3u);
}

// Nothing that is sent or kept in the log tells by its size what was chosen.
TEST_F(Machines, MakeBallotsOfOneSizeWhateverIsChosen) {
  MakeKey();
  const PollId poll = OpenPoll();
  auto booth = Booth::Open(store(0), state(), poll, person(0)).value();
  std::set<std::size_t> sizes;
  for (std::uint32_t option = 0; option < 3; ++option) {
    const std::vector<rules::Choice> choices = {{{option}}};
    sizes.insert(booth->Make(choices).value().bytes.size());
  }
  EXPECT_EQ(sizes, std::set<std::size_t>{680});
}

}  // namespace
}  // namespace plenary::actions
