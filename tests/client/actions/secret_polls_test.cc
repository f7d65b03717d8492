// Voters', holders' and sealers' machines, with key stores that are closed and opened again.
#include "client/actions/secret_polls.h"

#include <gtest/gtest.h>

#include <set>

#include "core/session/holding.h"
#include "tests/client/actions/machines.h"

namespace plenary::actions {
namespace {

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

// A key made by scrutineers stays theirs, whatever the rules become while the poll waits.
TEST_F(Machines, AskTheHoldersOfTheKeyForTheirConsentWhateverTheRulesBecome) {
  const PollId poll = VotedPoll();
  Seal(poll);
  session::CommitteeRules rules;
  rules.key_holding.holders = session::KeyHolders::kBody;
  assembly_.SayConfirmed(session::SetRules{rules});
  log_.Say(assembly_.secretary(), session::AdvanceRegistry{assembly_.registry().chain().head()});
  EXPECT_EQ(Next(1, kNo).value(), std::nullopt);
  EXPECT_NE(Next(1, kYes).value(), std::nullopt);
}

// The one whose answer opened the poll; the other only if that machine is gone.
TEST_F(Machines, StateTheTotalsInTurn) {
  const PollId poll = VotedPoll();
  Seal(poll);
  EXPECT_EQ(PollToFindTotals(state()), std::nullopt);
  for (const std::size_t holder : {std::size_t{1}, std::size_t{2}}) {
    log_.Say(assembly_.member(holder), **Next(holder));
  }
  EXPECT_EQ(PollToFindTotals(state()), poll);
  EXPECT_EQ(Next(1).value(), std::nullopt);
  const auto next = [&](std::size_t member, bool opener_is_late) {
    return NextAsHolder(store(member), state(), person(member), kYes, opener_is_late).value();
  };
  EXPECT_EQ(next(0, true), std::nullopt) << "no holder";
  const auto totals = next(1, true);
  ASSERT_TRUE(totals);
  EXPECT_EQ(session::KindOf(*totals), session::CommandKind::kStateTotals);
  EXPECT_NE(next(2, false), std::nullopt);
  log_.Say(assembly_.member(1), *totals);
  EXPECT_EQ(PollToFindTotals(state()), std::nullopt);
  EXPECT_EQ(next(2, true), std::nullopt);
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

// Two more machines of one holder: one has drawn a seed before the first committed, one looks only
// afterwards. Neither says anything, so nobody is at fault.
TEST_F(Machines, OfOnePersonLeaveACeremonyToTheOneThatCommitted) {
  auto early = link::KeyStore::Create(Folder(kMembers), std::nullopt, kQuick).value();
  auto late = link::KeyStore::Create(Folder(kMembers + 1), std::nullopt, kQuick).value();
  const auto next = [&](link::KeyStore& store) {
    return NextAsHolder(store, state(), person(2), kYes).value();
  };
  ASSERT_TRUE(next(*early));
  for (bool said = true; said;) {
    const bool other = Step(1);
    said = Step(2) || other;
    EXPECT_EQ(next(*early), std::nullopt);
    EXPECT_EQ(next(*late), std::nullopt);
  }
  EXPECT_EQ(late->vault().Seed(state().id, state().ceremony->id).value(), std::nullopt);
  EXPECT_EQ(state().ceremony->state, session::CeremonyState::kComplete);
  EXPECT_TRUE(state().excluded.empty());
}

// ---- who is left out

TEST_F(Machines, BeginNoCeremonyAnewWhereTooFewTakePart) {
  const auto anew = [&] {
    return MakeCeremony(state(), testing::NumberedId<CeremonyId>('k', 2), true);
  };
  ASSERT_TRUE(Step(1));  // one of the two that it takes
  ASSERT_FALSE(anew());
  EXPECT_EQ(anew().error(), session::Refusal::kTooFewHolders);
  log_.Say(assembly_.director(),
           session::NameScrutineers{{person(1), person(3)}});  // whom it waited for holds no more
  EXPECT_EQ(anew().value().holders, (std::vector{person(1), person(3)}));
}

TEST_F(Machines, BeginWithoutAllWhoWereSilentSinceTheLastKey) {
  log_.Say(assembly_.director(),
           session::NameScrutineers{{person(1), person(2), person(3), person(4)}});
  Begin(2);  // any three of four open
  for (const std::size_t member : {1u, 2u, 3u}) ASSERT_TRUE(Step(member));
  const auto make = [&](std::uint32_t number, bool without_silent) {
    return MakeCeremony(state(), testing::NumberedId<CeremonyId>('k', number), without_silent)
        .value();
  };
  const std::vector three = {person(1), person(2), person(3)};
  EXPECT_EQ(make(3, true).holders, three);
  EXPECT_EQ(make(3, true).threshold, 3u);
  EXPECT_EQ(make(3, false).holders.size(), 4u);
  log_.Say(assembly_.director(), make(3, true));
  for (int step = 0; step < 2; ++step) {
    for (const std::size_t member : {1u, 2u, 3u}) ASSERT_TRUE(Step(member));
  }
  for (const std::size_t member : {1u, 2u}) ASSERT_TRUE(Step(member));
  const auto stuck = MakeCeremony(state(), testing::NumberedId<CeremonyId>('k', 4), true);
  EXPECT_EQ(stuck.error(), session::Refusal::kTooFewHolders);
  ASSERT_TRUE(Step(3));
  EXPECT_EQ(state().holders_key->holders, three);
  EXPECT_EQ(make(4, true).holders.size(), 4u);
}

TEST_F(Machines, KeepABallotInHandAcrossARestart) {
  MakeKey();
  const PollId poll = OpenPoll();
  const std::vector<rules::Choice> choices = {{{2}}};
  const auto made = Booth::Open(store(0), state(), poll, person(0)).value()->Make(choices).value();
  Restart(0);
  const auto kept = BallotInHand(store(0), state(), poll, person(0)).value();
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
