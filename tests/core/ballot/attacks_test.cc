// What was tried against other systems, tried here.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/ballot/equations.h"
#include "tests/core/ballot/ballot_fixture.h"

namespace plenary::ballot {
namespace {

using crypto::kPointSize;
using crypto::kScalarSize;
using crypto::Point;
using crypto::Scalar;

class BallotAttacks : public testing::TestWithParam<crypto::Suite> {
 protected:
  BallotAttacks() : poll_(PollWith(BindingFor(*keys_), {35, {{Form::kPacked, 3, 1, false}}})) {}

  static Poll PollWith(const PollBinding& binding, PollShape shape) {
    return {GetParam(), binding, std::move(shape)};
  }
  bool Holds(const Poll& poll, const PersonId& voter, ByteView bytes) const {
    const auto ballot = DecodeBallot(poll, voter, bytes);
    return ballot && ProofsHold(poll, std::span(&*ballot, 1),
                                Noise(9, EquationCount(poll) * kCoefficientSize));
  }
  void PutAt(Bytes& bytes, std::size_t at, ByteView with) const {
    std::ranges::copy(with, bytes.begin() + static_cast<std::ptrdiff_t>(at));
  }
  Point PointAt(const Bytes& bytes, std::size_t at) const {
    return *group_.DecodePoint(ByteView(bytes).subspan(at, kPointSize));
  }
  Point Times(const Scalar& scalar, const Point& point) const {
    return group_.SumOfProducts(std::vector<crypto::Term>{{scalar, point}});
  }

  std::unique_ptr<Keys> keys_ = PlayCeremony(GetParam(), 2, 3);
  crypto::Group group_{GetParam()};
  Poll poll_;
  PersonId voter_ = NoiseId<PersonId>(1);
  std::vector<rules::Choice> choice_ = {{{1}}};
  Bytes good_ = Cast(poll_, voter_, choice_, 1);
};
INSTANTIATE_TEST_SUITE_P(Suites, BallotAttacks, testing::ValuesIn(kSuites), SuiteLabel);

TEST_P(BallotAttacks, ACopyUnderAnotherNameIsRefused) {
  ASSERT_TRUE(Holds(poll_, voter_, good_));
  EXPECT_FALSE(Holds(poll_, NoiseId<PersonId>(2), good_));
  EXPECT_NE(BallotCode(poll_, voter_, good_), BallotCode(poll_, NoiseId<PersonId>(2), good_));
}

TEST_P(BallotAttacks, ABallotOfAnotherPollIsRefused) {
  const PollShape shape = poll_.shape();
  std::vector<PollBinding> others(7, BindingFor(*keys_));
  others[0].committee = NoiseId<CommitteeId>(50);
  others[1].session = NoiseId<SessionId>(50);
  others[2].poll = NoiseId<PollId>(50);
  others[3].opening += 1;
  others[4].root = NoiseId<Digest>(50);
  others[5].ceremony = NoiseId<Digest>(50);
  others[6].key = group_.Generator();
  for (const PollBinding& other : others) {
    EXPECT_FALSE(Holds(PollWith(other, shape), voter_, good_));
  }
  PollShape larger = shape;
  larger.roll += 1;
  EXPECT_FALSE(Holds(PollWith(BindingFor(*keys_), larger), voter_, good_));
}

TEST_P(BallotAttacks, AReEncryptedCopyIsRefused) {
  const Scalar s = group_.Integer(12345);
  Bytes bytes = good_;
  PutAt(bytes, 0, group_.Encode(group_.Add(PointAt(bytes, 0), Times(s, group_.Generator()))));
  PutAt(bytes, kPointSize,
        group_.Encode(group_.Add(PointAt(bytes, kPointSize), Times(s, poll_.key()))));
  EXPECT_FALSE(Holds(poll_, voter_, bytes));
}

TEST_P(BallotAttacks, AnotherValueUnderTheSameRandomnessIsRefused) {
  Bytes bytes = good_;
  PutAt(bytes, kPointSize,
        group_.Encode(group_.Add(PointAt(bytes, kPointSize), group_.Generator())));
  EXPECT_FALSE(Holds(poll_, voter_, bytes));
  const auto first = DecodeBallot(poll_, voter_, good_);
  const auto second = DecodeBallot(poll_, voter_, bytes);
  SeenCiphertexts seen;
  EXPECT_TRUE(seen.Admit(*first));
  EXPECT_FALSE(seen.Admit(*second));
}

TEST_P(BallotAttacks, ANegatedBallotIsRefused) {
  Bytes bytes = good_;
  for (std::size_t i = 0; i < 8; ++i) {
    PutAt(bytes, i * kPointSize, group_.Encode(group_.Negate(PointAt(bytes, i * kPointSize))));
  }
  EXPECT_FALSE(Holds(poll_, voter_, bytes));
  SeenCiphertexts seen;
  EXPECT_TRUE(seen.Admit(*DecodeBallot(poll_, voter_, good_)));
  EXPECT_FALSE(seen.Admit(*DecodeBallot(poll_, voter_, bytes)));
}

// Weak Fiat-Shamir: where the challenge does not hash the ciphertext, it is computed last, to
// fit challenge and response, and holds anything at all.
TEST_P(BallotAttacks, ACiphertextComputedToFitItsProofIsRefused) {
  const Poll poll = PollWith(BindingFor(*keys_), {35, {{Form::kPacked, 1, 1, false}}});
  const Point a = Times(group_.Integer(11), group_.Generator());
  const Point b = Times(group_.Integer(22), group_.Generator());
  Bytes commitments = ToBytes(group_.Encode(a));
  PutRaw(commitments, group_.Encode(b));
  const Scalar weak = BallotChallenge(poll, voter_, {}, commitments);
  const Scalar z = group_.Integer(33);
  const Scalar inverse = group_.Invert(weak);
  const Point first = Times(inverse, group_.Add(Times(z, group_.Generator()), group_.Negate(a)));
  const Point second = group_.Add(
      Times(inverse, group_.Add(Times(z, poll.key()), group_.Negate(b))), group_.Generator());
  // Both equations hold for the weak challenge.
  EXPECT_EQ(Times(z, group_.Generator()), group_.Add(a, Times(weak, first)));
  EXPECT_EQ(group_.Add(Times(z, poll.key()), Times(weak, group_.Generator())),
            group_.Add(b, Times(weak, second)));
  Bytes forged = ToBytes(group_.Encode(first));
  PutRaw(forged, group_.Encode(second));
  PutRaw(forged, commitments);
  group_.Put(forged, z);
  EXPECT_FALSE(Holds(poll, voter_, forged));
}

TEST_P(BallotAttacks, PartsOfTwoBallotsDoNotMakeOne) {
  const Poll poll = PollWith(BindingFor(*keys_),
                             {35, {{Form::kPacked, 2, 1, false}, {Form::kPacked, 2, 1, false}}});
  const Bytes one = Cast(poll, voter_, std::vector<rules::Choice>{{{0}}, {{0}}}, 1);
  const Bytes two = Cast(poll, voter_, std::vector<rules::Choice>{{{1}}, {{1}}}, 2);
  const std::size_t half = one.size() / 2;
  Bytes mixed = ToBytes(ByteView(one).first(half));
  PutRaw(mixed, ByteView(two).subspan(half));
  EXPECT_TRUE(Holds(poll, voter_, one));
  EXPECT_TRUE(Holds(poll, voter_, two));
  EXPECT_FALSE(Holds(poll, voter_, mixed));
  EXPECT_FALSE(OpenChallenged(poll, voter_, Noise(1, 32), two));
}

TEST_P(BallotAttacks, OtherFormsAreRefused) {
  ASSERT_EQ(good_.size(), 680u);  // of three options
  EXPECT_FALSE(DecodeBallot(poll_, voter_, {}));
  EXPECT_FALSE(DecodeBallot(poll_, voter_, ByteView(good_).first(good_.size() - 1)));
  Bytes longer = good_;
  longer.push_back(0);
  EXPECT_FALSE(DecodeBallot(poll_, voter_, longer));
  for (std::size_t i = 0; i < 8; ++i) {
    Bytes infinity = good_;
    PutAt(infinity, i * kPointSize, Bytes(kPointSize));
    EXPECT_FALSE(DecodeBallot(poll_, voter_, infinity)) << i;
    Bytes off_curve = good_;
    off_curve[i * kPointSize + 64] = static_cast<Byte>(off_curve[i * kPointSize + 64] ^ 1);
    EXPECT_FALSE(DecodeBallot(poll_, voter_, off_curve)) << i;
  }
  Bytes order = ToBytes(group_.Encode(group_.Subtract({}, group_.Integer(1))));
  order.back() = static_cast<Byte>(order.back() + 1);  // neither order ends in ff
  for (std::size_t i = 0; i < 5; ++i) {
    for (const Bytes& large : {order, Bytes(kScalarSize, 0xff)}) {
      Bytes bytes = good_;
      PutAt(bytes, 8 * kPointSize + i * kScalarSize, large);
      EXPECT_FALSE(DecodeBallot(poll_, voter_, bytes)) << i;
    }
  }
}

// Two errors that cancel when equations are merely added up.
TEST_P(BallotAttacks, ErrorsThatCancelAreFound) {
  std::vector<Ballot> ballots;
  for (std::uint64_t i = 0; i < 2; ++i) {
    const auto voter = NoiseId<PersonId>(i);
    ballots.push_back(*DecodeBallot(poll_, voter, Cast(poll_, voter, choice_, i)));
  }
  const Scalar error = group_.Integer(5);
  Scalar& first = ballots[0].contests[0].proofs[0].responses[0];
  Scalar& second = ballots[1].contests[0].proofs[0].responses[0];
  first = group_.Add(first, error);
  second = group_.Subtract(second, error);
  const Bytes random = Noise(1, 2 * EquationCount(poll_) * kCoefficientSize);
  EXPECT_EQ(FalseBallots(poll_, ballots, random), (std::vector<std::size_t>{0, 1}));
}

// Voters who agree on numbers that add up to nothing do not stop the opening.
TEST_P(BallotAttacks, RandomnessThatCancelsStillOpens) {
  const auto ballot = DecodeBallot(poll_, voter_, good_);
  const Ciphertext own = CiphertextsOf(*ballot)[0];
  const Ciphertext opposite = {group_.Negate(own.a), group_.Negate(own.b)};
  const Sealed sealed = {90, NoiseId<Digest>(1), 2};
  const auto sums =
      Aggregates(poll_, sealed, std::vector<std::vector<Ciphertext>>{{own}, {opposite}});
  const auto opened = OpenWith(*keys_, poll_, sealed, sums, std::vector<std::uint32_t>{1, 3});
  EXPECT_TRUE(opened[0].IsInfinity());
}

TEST_P(BallotAttacks, AnswersServeOneSealAlone) {
  const auto ballot = DecodeBallot(poll_, voter_, good_);
  const Sealed sealed = {90, NoiseId<Digest>(1), 1};
  const auto sums =
      Aggregates(poll_, sealed, std::vector<std::vector<Ciphertext>>{CiphertextsOf(*ballot)});
  const auto answer =
      DecodeAnswer(group_, 1, MakeAnswer(poll_, sealed, sums, 1, keys_->shares[0], Noise(3, 32)));
  ASSERT_TRUE(answer);
  const auto holds = [&](const Poll& poll, const Sealed& seal, std::uint32_t holder,
                         std::uint32_t key) {
    return CheckAnswer(poll, seal, sums, holder, keys_->result.share_keys[key - 1], *answer,
                       Noise(4, AnswerEquations(1) * kCoefficientSize))
        .has_value();
  };
  EXPECT_TRUE(holds(poll_, sealed, 1, 1));
  EXPECT_FALSE(holds(poll_, sealed, 2, 1));
  EXPECT_FALSE(holds(poll_, sealed, 2, 2));
  EXPECT_FALSE(holds(poll_, {91, sealed.root, 1}, 1, 1));
  EXPECT_FALSE(holds(poll_, {90, NoiseId<Digest>(2), 1}, 1, 1));
  EXPECT_FALSE(holds(poll_, {90, sealed.root, 2}, 1, 1));
  PollBinding other = BindingFor(*keys_);
  other.poll = NoiseId<PollId>(50);
  EXPECT_FALSE(holds(PollWith(other, poll_.shape()), sealed, 1, 1));
}

TEST_P(BallotAttacks, WrongAnswersAreNamedAmongOthers) {
  const auto ballot = DecodeBallot(poll_, voter_, good_);
  const Sealed sealed = {90, NoiseId<Digest>(1), 1};
  const auto sums =
      Aggregates(poll_, sealed, std::vector<std::vector<Ciphertext>>{CiphertextsOf(*ballot)});
  std::vector<Answer> answers;
  for (std::uint32_t holder = 1; holder <= 3; ++holder) {
    answers.push_back(*DecodeAnswer(
        group_, 1,
        MakeAnswer(poll_, sealed, sums, holder, keys_->shares[holder - 1], Noise(3, 32))));
  }
  const auto named = [&](const std::vector<HoldersAnswer>& said) {
    return FalseAnswers(poll_, sealed, sums, keys_->result.share_keys, said,
                        Noise(4, said.size() * AnswerEquations(1) * kCoefficientSize));
  };
  using Places = std::vector<std::size_t>;
  EXPECT_EQ(named({}), Places{});
  EXPECT_EQ(named({{3, &answers[2]}, {1, &answers[0]}, {2, &answers[1]}}), Places{});
  EXPECT_EQ(named({{1, &answers[0]}, {2, &answers[2]}, {3, &answers[1]}}), (Places{1, 2}));
  Answer wrong = answers[1];
  wrong.factors[0] = group_.Add(wrong.factors[0], group_.Generator());
  EXPECT_EQ(named({{1, &answers[0]}, {2, &wrong}, {3, &answers[2]}}), Places{1});
}

TEST_P(BallotAttacks, FewerThanTheThresholdOpenNothing) {
  const auto ballot = DecodeBallot(poll_, voter_, good_);
  const Sealed sealed = {90, NoiseId<Digest>(1), 1};
  const auto sums =
      Aggregates(poll_, sealed, std::vector<std::vector<Ciphertext>>{CiphertextsOf(*ballot)});
  for (std::uint32_t holder = 1; holder <= 3; ++holder) {
    const auto opened = OpenWith(*keys_, poll_, sealed, sums, std::vector{holder});
    EXPECT_FALSE(FindTotals(poll_, 1, opened));
  }
  const auto opened = OpenWith(*keys_, poll_, sealed, sums, std::vector<std::uint32_t>{2, 3});
  EXPECT_TRUE(FindTotals(poll_, 1, opened));
}

}  // namespace
}  // namespace plenary::ballot
