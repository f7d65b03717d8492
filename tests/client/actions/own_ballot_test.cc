// What members' machines tell of their own ballots.
#include "client/actions/own_ballot.h"

#include <gmock/gmock.h>

#include "core/wire/ballot_codes.h"
#include "tests/client/actions/machines.h"

namespace plenary::actions {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using text::Language;

class OwnBallots : public Machines {
 protected:
  PollId MakeKeyAndOpen() {
    MakeKey();
    return OpenPoll();
  }
  std::vector<std::string> Words(std::size_t member, const PollId& poll,
                                 Language language = Language::kEnglish) {
    return OwnBallotText(language, state().polls.at(poll), Own(member, poll));
  }
  report::Json Json(std::size_t member, const PollId& poll) {
    return OwnBallotJson(state().polls.at(poll), Own(member, poll));
  }
};

TEST_F(OwnBallots, AreFollowedFromChoiceToSeal) {
  const PollId poll = MakeKeyAndOpen();
  EXPECT_EQ(Own(0, poll).fate, BallotFate::kNone);
  const MadeBallot made = Make(poll, 0, 0);
  EXPECT_EQ(Own(0, poll).in_hand, made.code);
  EXPECT_THAT(Words(0, poll), ElementsAre(HasSubstr("in hand on this machine and not cast")));
  for (std::size_t i = 0; i < 4; ++i) Cast(poll, i, 0);
  EXPECT_EQ(Own(0, poll).fate, BallotFate::kWaiting);
  EXPECT_EQ(Own(0, poll).in_hand, std::nullopt);
  EXPECT_THAT(Words(0, poll), ElementsAre(HasSubstr("is in, as entry")));
  Seal(poll);
  EXPECT_EQ(Own(0, poll).fate, BallotFate::kCounted);
  EXPECT_THAT(
      Words(0, poll, Language::kChinese),
      ElementsAre(AllOf(HasSubstr("已计入"), HasSubstr(wire::ShortCode(Own(0, poll).code)))));
  EXPECT_EQ(Json(0, poll)["fate"], "counted");
  EXPECT_EQ(Own(4, poll).fate, BallotFate::kNone);
  EXPECT_THAT(Words(4, poll), ElementsAre("You cast no ballot."));
}

TEST_F(OwnBallots, SayThatOneMayCastAgainOnlyWhereTheRulesLetOne) {
  const PollId poll = MakeKeyAndOpen();
  Cast(poll, 0, 0);
  OwnBallot own = Own(0, poll);
  ASSERT_FALSE(own.is_final);
  EXPECT_THAT(Words(0, poll), ElementsAre(HasSubstr("you may cast again")));
  session::Session strict = state();
  auto registry = *strict.registry;
  registry.rules.last_ballot_counts = false;
  strict.registry = std::make_shared<const session::Registry>(std::move(registry));
  own = FindOwnBallot(store(0), strict, poll, person(0), Roots()).value();
  EXPECT_TRUE(own.is_final);
  const auto& record = state().polls.at(poll);
  EXPECT_THAT(OwnBallotText(Language::kEnglish, record, own),
              ElementsAre(HasSubstr("counts the first ballot as final")));
  EXPECT_THAT(OwnBallotText(Language::kChinese, record, own), ElementsAre(HasSubstr("不能再投")));
}

TEST_F(OwnBallots, CountOnlyWhereTheSealedRootExtendsTheirReceipt) {
  const PollId poll = VotedPoll();
  const OwnBallot own = Own(0, poll);
  Seal(poll);
  ASSERT_EQ(Own(0, poll).fate, BallotFate::kCounted);
  const RootAt all = Roots();
  const std::uint64_t sealed = state().polls.at(poll).secret->closed.size;
  for (const std::uint64_t other : {own.index + 1, sealed}) {  // in another log
    const RootAt roots = [&](std::uint64_t size) {
      return size == other ? std::optional(Digest{}) : all(size);
    };
    EXPECT_EQ(FindOwnBallot(store(0), state(), poll, person(0), roots).value().fate,
              BallotFate::kMissing);
  }
  const RootAt unknown = [](std::uint64_t) { return std::nullopt; };
  EXPECT_EQ(FindOwnBallot(store(0), state(), poll, person(0), unknown).value().fate,
            BallotFate::kMissing);
}

TEST_F(OwnBallots, AreMissedWhereTheLogLacksThem) {
  const PollId poll = MakeKeyAndOpen();
  const testing::SessionLog before = log_;
  for (std::size_t i = 0; i < 4; ++i) Cast(poll, i, 0);
  const std::string code = wire::ShortCode(Own(0, poll).code);
  log_ = before;  // what another server shows
  EXPECT_EQ(Own(0, poll).fate, BallotFate::kMissing);
  EXPECT_THAT(Words(0, poll), ElementsAre(AllOf(HasSubstr(code), HasSubstr("as evidence"))));
  EXPECT_THAT(Words(0, poll, Language::kChinese), ElementsAre(HasSubstr("作为证据")));
}

TEST_F(OwnBallots, CastAgainTakeThePlaceOfTheFirst) {
  const PollId poll = MakeKeyAndOpen();
  Cast(poll, 0, 0);
  const Digest first = Own(0, poll).code;
  Cast(poll, 0, 1);
  EXPECT_NE(Own(0, poll).code, first);
  EXPECT_EQ(Own(0, poll).earlier, 1u);
  EXPECT_THAT(Words(0, poll), ElementsAre(HasSubstr("in place of 1 before it")));
}

TEST_F(OwnBallots, CastOnAnotherMachineAreSaidToBeSo) {
  const PollId poll = MakeKeyAndOpen();
  Cast(poll, 0, 0);
  auto elsewhere =
      link::KeyStore::Create(folder_.path() / "elsewhere", std::nullopt, kQuick).value();
  const std::vector<rules::Choice> choices = {{{1}}};
  const auto made =
      Booth::Open(*elsewhere, state(), poll, person(0)).value()->Make(choices).value();
  Send(poll, 0, made);
  EXPECT_EQ(Own(0, poll).fate, BallotFate::kReplaced);
  EXPECT_THAT(Words(0, poll), ElementsAre(HasSubstr("if that was not you")));
  Send(poll, 1, Make(poll, 1, 0));
  stores_[1] = link::KeyStore::Create(folder_.path() / "new", std::nullopt, kQuick).value();
  EXPECT_EQ(Own(1, poll).fate, BallotFate::kElsewhere);
  EXPECT_THAT(Words(1, poll, Language::kChinese), ElementsAre(HasSubstr("立即告知监票人")));
}

TEST_F(OwnBallots, ThatRacedTheCloseAreOut) {
  const PollId poll = MakeKeyAndOpen();
  for (std::size_t i = 0; i < 4; ++i) Cast(poll, i, 0);
  const MadeBallot late = Make(poll, 0, 1);
  const session::CastSecretBallot cast = CastOf(state(), poll, person(0), late);
  Close(poll);
  const auto refused = log_.Try(assembly_.member(0), cast);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), session::Refusal::kPollState);
  EXPECT_EQ(Own(0, poll).fate, BallotFate::kWaiting);
  EXPECT_THAT(Words(0, poll), ElementsAre(HasSubstr("came in before the close"),
                                          AllOf(HasSubstr(wire::ShortCode(late.code)),
                                                HasSubstr("was not in the log before the close"))));
  EXPECT_EQ(Json(0, poll)["too_late"], true);
  EXPECT_THAT(
      RecoveredBallotText(Language::kChinese, cast, {{}, 7, {}}),
      AllOf(HasSubstr("选票 " + wire::ShortCode(late.code) + " 在截止之前"), HasSubstr("第 7 条")));
  EXPECT_EQ(RecoveredBallotText(Language::kEnglish, session::ClosePoll{poll}, {{}, 7, {}}), "");
}

// The answer was lost: the machine finds its ballot in the log.
TEST_F(OwnBallots, WithoutAnAnswerAreFoundInTheLog) {
  const PollId poll = MakeKeyAndOpen();
  const MadeBallot made = Make(poll, 0, 0);
  EXPECT_FALSE(CatchUpReceipt(store(0), state(), poll, person(0), Roots()).value());
  Send(poll, 0, made);
  Restart(0);
  EXPECT_EQ(Own(0, poll).fate, BallotFate::kElsewhere);
  EXPECT_TRUE(CatchUpReceipt(store(0), state(), poll, person(0), Roots()).value());
  EXPECT_EQ(Own(0, poll).fate, BallotFate::kWaiting);
  EXPECT_EQ(Own(0, poll).in_hand, std::nullopt);
  EXPECT_FALSE(CatchUpReceipt(store(0), state(), poll, person(0), Roots()).value());
}

TEST_F(OwnBallots, ThatWereChallengedCountForNothing) {
  const PollId poll = MakeKeyAndOpen();
  const MadeBallot made = Make(poll, 0, 0);
  log_.Say(assembly_.member(0), ChallengeOf(poll, made));
  EXPECT_TRUE(Own(0, poll).in_hand_spent);
  EXPECT_THAT(Words(0, poll), ElementsAre(HasSubstr("shows its seed"), HasSubstr("challenged")));
  ASSERT_TRUE(store(0).vault().EraseBallot(state().id, poll));
  EXPECT_THAT(Words(0, poll, Language::kChinese),
              ElementsAre("您还没有投票。", "您抽验了 1 张选票，均不计入。"));
}

TEST_F(OwnBallots, OfAVoidedPollCountForNothing) {
  const PollId poll = VotedPoll();
  log_.Say(assembly_.director(), session::VoidPoll{poll, "设备故障"});
  EXPECT_EQ(Own(0, poll).fate, BallotFate::kVoided);
  EXPECT_THAT(Words(0, poll), ElementsAre(HasSubstr("does not count")));
}

}  // namespace
}  // namespace plenary::actions
