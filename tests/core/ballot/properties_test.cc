// Laws of secret ballots: the total is the plain count, changed bytes are noticed, order and
// batches do not matter.
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "core/ballot/equations.h"
#include "tests/core/ballot/ballot_fixture.h"

namespace plenary::ballot {
namespace {

using Engine = std::mt19937_64;

std::uint32_t Below(Engine& engine, std::uint32_t limit) {
  return static_cast<std::uint32_t>(engine() % limit);
}

PollShape AnyShape(Engine& engine) {
  PollShape shape{3 + Below(engine, 40), {}};
  const std::uint32_t contests = 1 + Below(engine, 2);
  for (std::uint32_t i = 0; i < contests; ++i) {
    ContestShape contest{Form::kPacked, 1 + Below(engine, 4), 1, engine() % 2 == 0};
    if (engine() % 2 == 0) {
      contest.form = Form::kSeparate;
      contest.most = 1 + Below(engine, contest.options);
    }
    shape.contests.push_back(contest);
  }
  return shape;
}

rules::Choice AnyChoice(Engine& engine, const ContestShape& contest) {
  std::vector<std::uint32_t> options(contest.options);
  std::iota(options.begin(), options.end(), 0u);
  std::ranges::shuffle(options, engine);
  const std::uint32_t least = contest.blank ? 0 : 1;
  options.resize(least + Below(engine, contest.most - least + 1));
  std::ranges::sort(options);
  return {options};
}

std::vector<ContestTotal> PlainCount(const PollShape& shape,
                                     const std::vector<std::vector<rules::Choice>>& cast) {
  std::vector<ContestTotal> totals;
  for (std::size_t i = 0; i < shape.contests.size(); ++i) {
    ContestTotal total{std::vector<std::uint32_t>(shape.contests[i].options), 0};
    for (const auto& choices : cast) {
      if (choices[i].options.empty()) ++total.blank;
      for (const std::uint32_t option : choices[i].options) ++total.votes[option];
    }
    totals.push_back(std::move(total));
  }
  return totals;
}

class BallotLaws : public testing::TestWithParam<crypto::Suite> {
 protected:
  Poll PollFor(PollShape shape) const { return {GetParam(), BindingFor(*keys_), std::move(shape)}; }

  bool Holds(const Poll& poll, const PersonId& voter, ByteView bytes) const {
    const auto ballot = DecodeBallot(poll, voter, bytes);
    return ballot && ProofsHold(poll, std::span(&*ballot, 1),
                                Noise(9, EquationCount(poll) * kCoefficientSize));
  }

  std::unique_ptr<Keys> keys_ = PlayCeremony(GetParam(), 2, 3);
};
INSTANTIATE_TEST_SUITE_P(Suites, BallotLaws, testing::ValuesIn(kSuites), SuiteLabel);

TEST_P(BallotLaws, AnyMixOfVotesTalliesToThePlainCount) {
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    Engine engine(seed);
    const Poll poll = PollFor(AnyShape(engine));
    std::vector<std::vector<rules::Choice>> cast(1 + Below(engine, 6));
    std::vector<Ballot> ballots;
    std::vector<std::vector<Ciphertext>> pairs;
    for (auto& choices : cast) {
      for (const ContestShape& contest : poll.shape().contests) {
        choices.push_back(AnyChoice(engine, contest));
      }
      const auto voter = NoiseId<PersonId>(ballots.size());
      ballots.push_back(*DecodeBallot(poll, voter, Cast(poll, voter, choices, engine())));
      pairs.push_back(CiphertextsOf(ballots.back()));
    }
    EXPECT_TRUE(ProofsHold(poll, ballots,
                           Noise(seed, ballots.size() * EquationCount(poll) * kCoefficientSize)));
    const Sealed sealed = {90, NoiseId<Digest>(seed), static_cast<std::uint32_t>(cast.size())};
    const auto sums = Aggregates(poll, sealed, pairs);
    std::ranges::shuffle(pairs, engine);
    EXPECT_EQ(Aggregates(poll, sealed, pairs), sums) << "the order matters";
    std::vector<std::uint32_t> holders = {1, 2, 3};
    std::ranges::shuffle(holders, engine);
    holders.resize(2 + engine() % 2);
    const auto opened = OpenWith(*keys_, poll, sealed, sums, holders);
    const auto want = PlainCount(poll.shape(), cast);
    EXPECT_EQ(FindTotals(poll, sealed.count, opened), want) << seed;
    EXPECT_TRUE(TotalsMatch(poll, sealed.count, opened, want));
  }
}

TEST_P(BallotLaws, NoChangedByteOfABallotVerifies) {
  const Poll poll = PollFor({35, {{Form::kPacked, 2, 1, false}, {Form::kSeparate, 1, 1, true}}});
  const auto voter = NoiseId<PersonId>(1);
  const Bytes good = Cast(poll, voter, std::vector<rules::Choice>{{{1}}, {{}}}, 1);
  ASSERT_TRUE(Holds(poll, voter, good));
  for (std::size_t i = 0; i < good.size(); ++i) {
    Bytes changed = good;
    changed[i] = static_cast<Byte>(changed[i] ^ 1u << i % 8);
    EXPECT_FALSE(Holds(poll, voter, changed)) << i;
  }
}

TEST_P(BallotLaws, NoChangedByteOfAnAnswerVerifies) {
  const Poll poll = PollFor({35, {{Form::kSeparate, 2, 1, false}}});
  const auto voter = NoiseId<PersonId>(1);
  const auto ballot =
      DecodeBallot(poll, voter, Cast(poll, voter, std::vector<rules::Choice>{{{1}}}, 1));
  const Sealed sealed = {90, NoiseId<Digest>(8), 1};
  const auto sums =
      Aggregates(poll, sealed, std::vector<std::vector<Ciphertext>>{CiphertextsOf(*ballot)});
  const Bytes good = MakeAnswer(poll, sealed, sums, 1, keys_->shares[0], Noise(3, 32));
  const auto holds = [&](ByteView bytes) {
    const auto answer = DecodeAnswer(poll.group(), sums.size(), bytes);
    return answer && CheckAnswer(poll, sealed, sums, 1, keys_->result.share_keys[0], *answer,
                                 Noise(4, AnswerEquations(sums.size()) * kCoefficientSize));
  };
  ASSERT_TRUE(holds(good));
  for (std::size_t i = 0; i < good.size(); ++i) {
    Bytes changed = good;
    changed[i] = static_cast<Byte>(changed[i] ^ 1u << i % 8);
    EXPECT_FALSE(holds(changed)) << i;
  }
  EXPECT_FALSE(holds(ByteView(good).first(good.size() - 1)));
}

TEST_P(BallotLaws, BatchesFindTheSameFalseBallotsInAnyOrder) {
  const Poll poll = PollFor({35, {{Form::kPacked, 3, 1, false}}});
  std::vector<Ballot> ballots;
  std::vector<bool> is_false;
  for (std::uint32_t i = 0; i < 9; ++i) {
    const auto voter = NoiseId<PersonId>(i);
    Bytes bytes = Cast(poll, voter, std::vector<rules::Choice>{{{i % 3}}}, i);
    is_false.push_back(i % 4 == 1);
    if (is_false.back()) bytes.back() = static_cast<Byte>(bytes.back() ^ 1);
    ballots.push_back(*DecodeBallot(poll, voter, bytes));
  }
  std::vector<std::size_t> order(ballots.size());
  std::iota(order.begin(), order.end(), 0u);
  Engine engine(1);
  for (std::size_t size = 1; size <= ballots.size(); size += 2) {
    std::ranges::shuffle(order, engine);
    std::vector<bool> found(ballots.size());
    for (std::size_t at = 0; at < order.size(); at += size) {
      std::vector<Ballot> batch;
      for (std::size_t i = at; i < std::min(at + size, order.size()); ++i) {
        batch.push_back(ballots[order[i]]);
      }
      const Bytes random = Noise(engine(), batch.size() * EquationCount(poll) * kCoefficientSize);
      for (const std::size_t i : FalseBallots(poll, batch, random)) found[order[at + i]] = true;
    }
    EXPECT_EQ(found, is_false) << size;
  }
}

TEST_P(BallotLaws, EachReceivedBallotHasAVerdictOfItsOwn) {
  const Poll poll = PollFor({35, {{Form::kPacked, 3, 1, false}}});
  const auto who = [](std::uint32_t i) { return NoiseId<PersonId>(i); };
  std::vector<Bytes> bytes;
  for (std::uint32_t i = 0; i < 5; ++i) {
    bytes.push_back(Cast(poll, who(i), std::vector<rules::Choice>{{{i % 3}}}, i));
  }
  bytes[1].pop_back();
  bytes[3].back() = static_cast<Byte>(bytes[3].back() ^ 1);
  std::vector<Received> received;
  for (std::uint32_t i = 0; i < 5; ++i) received.push_back({who(i), bytes[i]});
  const auto checked = CheckBallots(poll, received, Noise(1, RandomSize(poll, 5)));
  ASSERT_EQ(checked.size(), 5u);
  for (const std::size_t i : {0u, 2u, 4u}) {
    ASSERT_TRUE(checked[i]) << i;
    EXPECT_EQ(checked[i]->code, BallotCode(poll, received[i].voter, bytes[i]));
    EXPECT_TRUE(CheckBallot(poll, received[i], Noise(2, RandomSize(poll, 1))));
  }
  EXPECT_EQ(checked[1].error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(checked[3].error().code, ErrorCode::kBadSignature);
  EXPECT_FALSE(CheckBallot(poll, received[3], Noise(2, RandomSize(poll, 1))));
  EXPECT_TRUE(CheckBallots(poll, {}, {}).empty());
}

TEST_P(BallotLaws, WhatIsFreshIsAskedWithoutChange) {
  const Poll poll = PollFor({35, {{Form::kPacked, 2, 1, false}}});
  const auto voter = NoiseId<PersonId>(1);
  const auto ballot =
      DecodeBallot(poll, voter, Cast(poll, voter, std::vector<rules::Choice>{{{1}}}, 1));
  SeenCiphertexts seen;
  EXPECT_TRUE(seen.IsFresh(*ballot));
  EXPECT_TRUE(seen.IsFresh(*ballot));
  EXPECT_TRUE(seen.Admit(*ballot));
  EXPECT_FALSE(seen.IsFresh(*ballot));
  Ballot twice = *ballot;
  twice.contests.push_back(twice.contests[0]);
  EXPECT_FALSE(SeenCiphertexts().IsFresh(twice));
}

// A year's evaluation in one poll: 21 contests of four grades.
TEST_P(BallotLaws, AnEvaluationOfTwentyOneIsCountedAtOnce) {
  const auto shape = ShapeOf(std::vector(21, rules::EvaluationContest()), 35);
  ASSERT_TRUE(shape);
  const Poll poll = PollFor(*shape);
  Engine engine(3);
  std::vector<std::vector<rules::Choice>> cast(3);
  std::vector<Bytes> bytes;
  std::vector<Received> received;
  for (std::size_t i = 0; i < cast.size(); ++i) {
    for (int contest = 0; contest < 21; ++contest) cast[i].push_back({{Below(engine, 4)}});
    bytes.push_back(Cast(poll, NoiseId<PersonId>(i), cast[i], i));
  }
  for (std::size_t i = 0; i < cast.size(); ++i)
    received.push_back({NoiseId<PersonId>(i), bytes[i]});
  std::vector<std::vector<Ciphertext>> pairs;
  for (const auto& ballot : CheckBallots(poll, received, Noise(1, RandomSize(poll, 3)))) {
    ASSERT_TRUE(ballot);
    pairs.push_back(CiphertextsOf(*ballot));
  }
  const Sealed sealed = {90, NoiseId<Digest>(1), 3};
  const auto opened = OpenWith(*keys_, poll, sealed, Aggregates(poll, sealed, pairs),
                               std::vector<std::uint32_t>{1, 2});
  EXPECT_EQ(FindTotals(poll, 3, opened), PlainCount(*shape, cast));
}

TEST_P(BallotLaws, EveryChoiceMakesABallotOfOneLength) {
  const Poll poll = PollFor({35, {{Form::kPacked, 3, 1, true}, {Form::kSeparate, 2, 2, true}}});
  const std::vector<std::vector<std::uint32_t>> first = {{0}, {1}, {2}, {}};
  const std::vector<std::vector<std::uint32_t>> second = {{0}, {1}, {0, 1}, {}};
  const auto voter = NoiseId<PersonId>(1);
  for (std::size_t i = 0; i < first.size(); ++i) {
    const std::vector<rules::Choice> choices = {{first[i]}, {second[i]}};
    const Bytes bytes = Cast(poll, voter, choices, 1);
    EXPECT_EQ(bytes.size(), BallotSize(poll.shape()));
    EXPECT_TRUE(Holds(poll, voter, bytes));
    EXPECT_EQ(OpenChallenged(poll, voter, Noise(1, 32), bytes), choices);
    EXPECT_FALSE(OpenChallenged(poll, voter, Noise(2, 32), bytes));
    BallotMaker prepared(poll, voter, crypto::SecretBytes::CopyOf(Noise(1, 32)));
    prepared.Prepare(0);
    prepared.Prepare(1);
    EXPECT_EQ(*prepared.Make(choices), bytes);
  }
}

// Even a machine that was rolled back, with a generator that repeats itself, encrypts two
// choices with different numbers.
TEST_P(BallotLaws, ARepeatedSeedSharesNothingBetweenChoices) {
  const Poll poll = PollFor({35, {{Form::kPacked, 3, 1, true}, {Form::kSeparate, 2, 2, false}}});
  const auto voter = NoiseId<PersonId>(1);
  SeenCiphertexts seen;
  const std::vector<std::vector<rules::Choice>> pairs_of_choices = {{{{0}}, {{0}}}, {{{1}}, {{1}}}};
  for (const auto& choices : pairs_of_choices) {
    const auto ballot = DecodeBallot(poll, voter, Cast(poll, voter, choices, 1));
    ASSERT_TRUE(ballot);
    EXPECT_TRUE(seen.Admit(*ballot));
    EXPECT_FALSE(seen.Admit(*ballot)) << "a replay";
  }
}

TEST_P(BallotLaws, SeedsDependOnEveryPart) {
  const Poll poll = PollFor({35, {{Form::kPacked, 3, 1, false}}});
  const Bytes system = Noise(1, 32);
  const Bytes store = Noise(2, 32);
  const auto voter = NoiseId<PersonId>(1);
  const auto seed = [&](const PersonId& who, ByteView a, ByteView b, std::uint64_t counter) {
    return ToBytes(BallotSeed(poll, who, {a, b, counter}).view());
  };
  const Bytes usual = seed(voter, system, store, 1);
  EXPECT_NE(seed(voter, Bytes(32), store, 1), usual);
  EXPECT_NE(seed(voter, system, Bytes(32), 1), usual);
  EXPECT_NE(seed(voter, system, store, 2), usual);
  EXPECT_NE(seed(NoiseId<PersonId>(2), system, store, 1), usual);
}

TEST_P(BallotLaws, ChoicesThatAContestDoesNotAllowMakeNoBallot) {
  const Poll poll = PollFor({35, {{Form::kSeparate, 3, 2, false}}});
  BallotMaker maker(poll, NoiseId<PersonId>(1), crypto::SecretBytes::CopyOf(Noise(1, 32)));
  for (const std::vector<std::uint32_t>& marks :
       std::vector<std::vector<std::uint32_t>>{{}, {3}, {0, 0}, {1, 0}, {0, 1, 2}}) {
    EXPECT_FALSE(maker.Make(std::vector<rules::Choice>{{marks}}));
  }
  EXPECT_FALSE(maker.Make({}));
  EXPECT_FALSE(maker.Make(std::vector<rules::Choice>{{{0}}, {{0}}}));
  EXPECT_TRUE(maker.Make(std::vector<rules::Choice>{{{0, 2}}}));
}

}  // namespace
}  // namespace plenary::ballot
