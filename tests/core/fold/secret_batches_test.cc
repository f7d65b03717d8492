// Secret ballots checked together are found to be what each alone is found to be, in whatever
// order and groups they come.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "core/fold/ballots.h"
#include "core/fold/log_fold.h"
#include "tests/support/check_secret.h"
#include "tests/support/secret_session.h"

namespace plenary::fold {
namespace {

using session::CastSecretBallot;
using session::Refusal;

constexpr std::size_t kMembers = 9;
// Of a ballot of three options, packed: two points, six, two challenges, three responses.
constexpr std::size_t kFirstResponse = 8 * crypto::kPointSize + 2 * crypto::kScalarSize;

class BallotBatches : public ::testing::TestWithParam<crypto::Suite> {
 protected:
  BallotBatches()
      : assembly_({.members = kMembers,
                   .vice_directors = 1,
                   .suite = GetParam(),
                   .rules = {},
                   .name = "c"}),
        log_(assembly_.Convene(1, session::SessionKind::kCommittee, {2023, 3, 28})),
        secret_(assembly_, log_) {
    log_.Open();
    secret_.MakeKey();
    session::DraftPoll draft = testing::Draft({}, session::PollSubject::kProcedure);
    draft.item.reset();
    draft.test = true;
    draft.method = session::Method::kSecret;
    poll_ = log_.OpenPoll(draft);
    for (std::size_t i = 0; i < kMembers; ++i) {
      ballots_.push_back(secret_.Ballot(poll_, i, static_cast<std::uint32_t>(i % 3), 1));
    }
    Falsify();
    for (std::size_t i = 0; i < kMembers; ++i) commands_.push_back(Verified(i));
  }

  const ballot::Poll& terms() const { return *log_.state().polls.at(poll_).secret->terms; }

  // The response of that value, plus or minus so much.
  void Shift(std::size_t ballot, std::size_t value, std::uint64_t by, bool up) {
    const crypto::Group& group = terms().group();
    Bytes& bytes = ballots_[ballot].ballot;
    const std::size_t at = kFirstResponse + value * crypto::kScalarSize;
    const auto response =
        group.DecodeScalar(ByteView(bytes).subspan(at, crypto::kScalarSize)).value();
    const auto error = group.Integer(by);
    Bytes shifted;
    group.Put(shifted, up ? group.Add(response, error) : group.Subtract(response, error));
    std::ranges::copy(shifted, bytes.begin() + static_cast<std::ptrdiff_t>(at));
  }
  // Each under the code that belongs to its bytes, so that only the proofs are wrong.
  void Falsify() {
    ballots_[1].ballot.back() ^= 1;
    Shift(3, 0, 5, true);  // errors that cancel between two ballots,
    Shift(4, 0, 5, false);
    Shift(5, 1, 9, true);  // and within one
    Shift(5, 2, 9, false);
    ballots_[6].ballot = ballots_[0].ballot;
    ballots_[7].ballot.pop_back();
    for (std::size_t i = 0; i < kMembers; ++i) {
      ballots_[i].code =
          ballot::BallotCode(terms(), assembly_.member(i).person, ballots_[i].ballot);
    }
  }
  VerifiedCommand Verified(std::size_t member) const {
    const log::SignedCommand command =
        testing::Sign(assembly_.member(member), log_.log(), log_.head(), ballots_[member]);
    return Verify(assembly_.registry().state(), command).value();
  }
  std::optional<Refusal> Decided(const VerifiedCommand& command) const {
    const session::Surroundings around{assembly_.registry(), kTestSecret};
    const auto verdict =
        session::Decide(log_.state(), around, command.command(), command.checked());
    return verdict ? std::nullopt : std::optional(verdict.error());
  }

  testing::Assembly assembly_;
  testing::SessionLog log_;
  testing::SecretSession secret_;
  PollId poll_;
  std::vector<CastSecretBallot> ballots_;
  std::vector<VerifiedCommand> commands_;
};

INSTANTIATE_TEST_SUITE_P(Suites, BallotBatches,
                         ::testing::Values(crypto::Suite::kP256, crypto::Suite::kSm2),
                         [](const auto& row) {
                           return row.param == crypto::Suite::kP256 ? "P256" : "Sm2";
                         });

TEST_P(BallotBatches, FindWhatEachAloneIsFoundToBe) {
  const std::vector<std::optional<Refusal>> alone = {
      std::nullopt,          Refusal::kFalseBallot, std::nullopt,
      Refusal::kFalseBallot, Refusal::kFalseBallot, Refusal::kFalseBallot,
      Refusal::kFalseBallot, Refusal::kBadBallot,   std::nullopt};
  for (std::size_t i = 0; i < kMembers; ++i) EXPECT_EQ(Decided(commands_[i]), alone[i]) << i;

  const BallotTerms terms = OpenBallotTerms(log_.state()).value();
  std::mt19937_64 engine(1);
  for (std::size_t size = 1; size <= kMembers; ++size) {
    std::vector<VerifiedCommand> commands = commands_;
    std::vector<VerifiedCommand*> order;
    for (VerifiedCommand& command : commands) order.push_back(&command);
    std::ranges::shuffle(order, engine);
    for (std::size_t at = 0; at < order.size(); at += size) {
      const std::span<VerifiedCommand* const> group(order);
      Bytes secret(32);
      for (Byte& byte : secret) byte = static_cast<Byte>(engine());
      CheckBallots(terms, assembly_.registry().state(),
                   group.subspan(at, std::min(size, order.size() - at)), secret);
    }
    for (std::size_t i = 0; i < kMembers; ++i) {
      ASSERT_NE(commands[i].checked(), nullptr);
      EXPECT_EQ(commands[i].checked()->found.has_value(), !alone[i])
          << i << " in groups of " << size;
      EXPECT_EQ(Decided(commands[i]), alone[i]) << i << " in groups of " << size;
    }
  }
}

// A ballot that holds for one person does not for another who submits it, checked or not.
TEST_P(BallotBatches, CheckABallotForItsSignerAlone) {
  const BallotTerms terms = OpenBallotTerms(log_.state()).value();
  VerifiedCommand good = commands_[0];
  VerifiedCommand copy = commands_[6];
  CheckBallots(terms, assembly_.registry().state(), std::vector{&good, &copy}, kTestSecret);
  ASSERT_NE(good.checked(), nullptr);
  EXPECT_FALSE(copy.checked()->found);
  // Even with the other's check put beside it.
  copy.SetChecked(std::make_shared<const session::CheckedBallot>(*good.checked()));
  EXPECT_EQ(Decided(copy), Refusal::kFalseBallot);
}

// What was found of a ballot is what Decide goes by, and checks nothing again; of this very ballot
// in this very poll alone.
TEST_P(BallotBatches, AreDecidedOnByWhatWasFoundOfThem) {
  const BallotTerms terms = OpenBallotTerms(log_.state()).value();
  VerifiedCommand good = commands_[0];
  CheckBallots(terms, assembly_.registry().state(), std::vector{&good}, kTestSecret);
  const session::CheckedBallot sound = *good.checked();
  ASSERT_TRUE(sound.found);
  const auto decided = [&](std::size_t member, const session::CheckedBallot& checked) {
    VerifiedCommand command = commands_[member];
    command.SetChecked(std::make_shared<const session::CheckedBallot>(checked));
    return Decided(command);
  };
  const auto with_code = [](session::CheckedBallot checked, const Digest& code) {
    checked.code = code;
    return checked;
  };
  session::CheckedBallot wrong = sound;
  wrong.found = Fail(ErrorCode::kBadSignature, "");
  EXPECT_EQ(decided(0, wrong), Refusal::kFalseBallot);
  EXPECT_EQ(decided(3, with_code(wrong, ballots_[3].code)), Refusal::kFalseBallot);
  session::CheckedBallot unread = sound;
  unread.found = Fail(ErrorCode::kInvalidArgument, "");
  EXPECT_EQ(decided(0, unread), Refusal::kBadBallot);

  for (session::CheckedBallot other : {wrong, unread}) {
    other.code.bytes[0] ^= 1;  // of another ballot
    EXPECT_EQ(decided(0, other), std::nullopt);
    other.code = sound.code;
    other.poll_context.bytes[0] ^= 1;  // of another poll
    EXPECT_EQ(decided(0, other), std::nullopt);
  }
  session::CheckedBallot elsewhere = with_code(sound, ballots_[3].code);
  elsewhere.poll_context.bytes[0] ^= 1;
  EXPECT_EQ(decided(3, elsewhere), Refusal::kFalseBallot);
  EXPECT_EQ(decided(3, sound), Refusal::kFalseBallot);
}

// A log that holds one false ballot is refused at that entry, in whatever batches it is replayed.
TEST_P(BallotBatches, StopAReplayAtTheFalseBallot) {
  const log::Head seen = log_.head();
  for (const std::size_t member : {0u, 2u, 8u}) secret_.Cast(poll_, member, 0);
  std::vector<log::Entry> entries = log_.entries();
  const std::size_t at = entries.size() - 2;  // of member 2
  entries[at].command = testing::Sign(assembly_.member(3), log_.log(), seen, ballots_[3]);
  for (const std::size_t size : {std::size_t{1}, std::size_t{2}, entries.size()}) {
    SessionFold fold(log_.log(), GetParam(), assembly_.registry(), kTestSecret);
    std::optional<ReplayError> stopped;
    for (std::size_t from = 0; from < entries.size() && !stopped; from += size) {
      const auto replayed =
          fold.Replay(std::span(entries).subspan(from, std::min(size, entries.size() - from)),
                      assembly_.registry().state());
      if (!replayed) stopped = replayed.error();
    }
    ASSERT_TRUE(stopped) << size;
    EXPECT_EQ(stopped->index, at) << size;
    EXPECT_THAT(stopped->reason, ::testing::HasSubstr("FalseBallot"));
    EXPECT_EQ(fold.chain().size(), at);
  }
}

// ---- options redrafted after a member has read them

TEST_P(BallotBatches, NoBallotServesAPollWhoseOptionsWereSwapped) {
  testing::SessionLog other = log_;
  log_.Say(assembly_.director(), session::VoidPoll{poll_, "重新起草"});
  session::DraftPoll draft = log_.state().polls.at(poll_).draft;
  other.Say(assembly_.director(), session::VoidPoll{poll_, "重新起草"});
  draft.poll = testing::NumberedId<PollId>('p', 99);
  draft.contests.push_back(draft.contests.front());
  draft.contests[0].title = "甲";
  draft.contests[1].title = "乙";
  log_.OpenPoll(draft);
  std::swap(draft.contests[0].title, draft.contests[1].title);
  other.OpenPoll(draft);

  auto cast = secret_.Ballot(draft.poll, 2, 0, 1);  // for what stands in the first log
  const auto refused = [&] {
    const auto said = other.Try(assembly_.member(2), cast);
    return said ? std::nullopt : std::optional(said.error());
  };
  EXPECT_EQ(refused(), Refusal::kCodeDiffers);
  cast.code = ballot::BallotCode(*other.state().polls.at(draft.poll).secret->terms,
                                 assembly_.member(2).person, cast.ballot);
  EXPECT_EQ(refused(), Refusal::kFalseBallot);
}

}  // namespace
}  // namespace plenary::fold
