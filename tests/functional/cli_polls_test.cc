// Polls of each method from the command line, with real programs, to announced results and an
// archive that verifies.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <sstream>
#include <string>
#include <vector>

#include "client/actions/secret_polls.h"
#include "core/wire/ballot_codes.h"
#include "tests/functional/programs.h"
#include "tests/support/assembly.h"

namespace plenary::testing {
namespace {

using report::Json;
using session::ItemKind;
using ::testing::AllOf;
using ::testing::HasSubstr;

class CliPolls : public ::testing::Test, protected Programs {
 protected:
  CliPolls()
      : Programs(5, {Item(ItemKind::kAppointments, "人事任免"),
                     Item(ItemKind::kMidTermEvaluation, "届中测评"),
                     Item(ItemKind::kByElection, "补选代表")}) {}

  void Propose(const std::string& nominee) {
    Do("secretary", {"appointment", "propose", nominee, "--action", "decide-to-appoint", "--post",
                     "局长", "--organ", "government", "--organ-name", "县" + nominee + "局",
                     "--nominator", "government:县长"});
    for (const char* what : {"materials", "examination", "statement"}) {
      Do("secretary", {"appointment", "prerequisite", nominee, what});
    }
  }
  void OpenSealed(const std::string& poll) {
    const Json seal = Do("m0", {"poll", "seal", poll});
    EXPECT_EQ(seal["ballots"], 5);
    const Ran second = As("m1", {"poll", "seal", poll});
    EXPECT_EQ(second.code, 0) << second;
    EXPECT_THAT(second.out, HasSubstr("code " + seal.value("code", "?")));
    EXPECT_THAT(second.out, HasSubstr("compare the code with the hall display"));
    EXPECT_EQ(Do("m4", {"poll", "show", poll})["secret"]["seal"]["code"], seal["code"]);
    EXPECT_EQ(As("m2", {"poll", "seal", poll}).code, 1);    // sealed already, and not by m2
    EXPECT_EQ(As("m2", {"poll", "answer", poll}).code, 2);  // nobody to ask
    for (const char* holder : {"m1", "m2"}) Do(holder, {"poll", "answer", poll, "--yes"});
  }

  // One member presses again, one does not vote.
  void VoteOnTheDraft() {
    const std::string draft = Open({"关于决算的决议", "--item", "1", "--method", "recorded"});
    EXPECT_EQ(Do("m0", {"vote", "against"})["replaces_earlier"], false);
    EXPECT_EQ(Do("m0", {"vote", "for"})["replaces_earlier"], true);
    for (const char* member : {"m1", "m2"}) Do(member, {"vote", "赞成"});
    EXPECT_EQ(Do("m3", {"vote", "弃权"})["choices"][0][0], "abstain");
    Do("m0", {"poll", "close"});
    Announce(draft);
    const Json result = Do("m4", {"result"});
    EXPECT_EQ(result["counts"]["for"], 3);
    EXPECT_EQ(result["counts"]["not_voting"], 1);
    EXPECT_EQ(result["rule"]["needed"], 3);
    EXPECT_EQ(result["outcome"], "adopted");
    Conclude("1", "adopted");
  }

  // Two nominees put as one, which a member objects to; then each by themselves, on paper.
  void Appoint() {
    Do("m0", {"agenda", "start", "2"});
    Propose("张某");
    Propose("李某");
    const std::vector<std::string> both{"--item",     "2",    "--method",   "paper",
                                        "--proposal", "张某", "--proposal", "李某"};
    std::vector<std::string> merged{"poll", "draft", "任职", "--merge"};
    merged.insert(merged.end(), both.begin(), both.end());
    const std::string number = std::to_string(Do("m0", merged).value("poll", 0));
    Do("m3", {"poll", "object", number, "--reason", "应逐人表决"});
    EXPECT_EQ(As("m0", {"poll", "open", number}).code, 1);
    Do("m0", {"poll", "discard", number});
    Count(Open(both), {"5,0,0", "votes=2,1,1 invalid=1"});
    Do("secretary", {"appointment", "follow-up", "张某", "certificate"});
    const Json proposals = Do("m0", {"appointment", "list"});
    EXPECT_EQ(proposals[0]["state"], "passed");
    EXPECT_EQ(proposals[1]["state"], "failed");
    Conclude("2", "voted");
  }

  // On another member's machine, while the poll goes on.
  void OpenElsewhere(const Json& challenged) {
    const Json opened = Do("m2", {"check-ballot", challenged.value("qr", "")});
    EXPECT_EQ(opened["code"], challenged["code"]);
    EXPECT_EQ(opened["choices"], Json::array_t(21, "not satisfied"));
    EXPECT_EQ(
        Do("m2", {"check-ballot", challenged.value("code", ""), challenged.value("seed", "")}),
        opened);
  }
  // 21 officials at once.
  void Evaluate() {
    Do("m0", {"agenda", "start", "3"});
    std::vector<std::string> officials{"对部门负责人的测评", "--item", "3"};
    std::vector<std::string> ballot{"vote"};
    for (int i = 1; i <= 21; ++i) {
      officials.insert(officials.end(), {"--contest", "局长" + std::to_string(i)});
      ballot.emplace_back(i == 21 ? "not-satisfied" : "satisfied");
    }
    MakeKey({"m1", "m2"});
    const std::string grades = Open(officials);
    const Json challenged = Do("m3", {"vote", "不满意", "--challenge"});
    EXPECT_EQ(challenged["command"], "ChallengeBallot");
    OpenElsewhere(challenged);
    const Ran shown = OnTerminal("m2", {"vote", "满意", "--challenge"}, "zh");
    EXPECT_THAT(shown.out, AllOf(HasSubstr("plenary check-ballot "),
                                 HasSubstr("\x1b[38;5;16;48;5;231m"), HasSubstr("▀")));
    EXPECT_THAT(As("m2", {"poll", "show"}).out, HasSubstr("none of which counts: 1"));
    for (const char* member : {"m0", "m1", "m2"}) Do(member, {"vote", "满意"});
    const Json kept = Do("m3", {"vote", "满意", "--keep", "--light"});
    EXPECT_EQ(Do("m3", {"vote", "--cast", "--light"})["code"], kept["code"]);
    Do("m4", {"vote", "满意"});
    const Json last = Do("m4", ballot);
    EXPECT_EQ(last["replaces_earlier"], true);
    EXPECT_EQ(last["your_ballot"]["fate"], "waiting");
    EXPECT_EQ(last["your_ballot"]["replaces"], 1);
    EXPECT_EQ(Do("m4", {"poll", "show"})["your_ballot"], last["your_ballot"]);
    Do("m0", {"poll", "close"});
    OpenSealed(grades);
    EXPECT_EQ(Do("m4", {"poll", "show", grades})["your_ballot"]["fate"], "counted");
    EXPECT_THAT(As("m4", {"result", grades}, "zh").out,
                AllOf(HasSubstr(last.value("code", "?") + " 已计入"),
                      HasSubstr("每张选票的证明、开票与结果均已在本机核验")));
    Announce(grades);
    const Json evaluated = Do("m4", {"result", grades});
    ASSERT_EQ(evaluated["contests"].size(), 21u);
    EXPECT_EQ(evaluated["contests"][20]["counts"]["not_satisfied"], 1);
    EXPECT_EQ(evaluated["contests"][0]["outcome"], "excellent");
    Conclude("3", "evaluated");
  }

  // How many secret ballots the person sees whole in the closed session.
  std::ptrdiff_t BallotsSeenBy(const std::string& person, const std::string& depth) {
    const Ran ran =
        As(person, {"watch", "--session", "committee-1", "--until-closed", "--json", depth});
    EXPECT_EQ(ran.code, 0) << ran;
    std::istringstream lines(ran.out);
    std::ptrdiff_t seen = 0;
    for (std::string line; std::getline(lines, line);) {
      if (Json::parse(line).value("kind", "") == "CastSecretBallot") ++seen;
    }
    return seen;
  }

  // With a person written in; then a show of hands, voided and put again.
  void Elect() {
    Do("m0", {"agenda", "start", "4"});
    Count(Open({"补选代表", "--item", "4", "--method", "paper", "--candidate", "孙甲",
                "--candidate", "孙乙", "--write-in"}),
          {"3,1,1", "write-in=周丁:1"});
    EXPECT_EQ(Do("m0", {"result"})["contests"][0]["candidates"][0]["standing"], "elected");
    const std::string hands =
        Open({"程序问题", "--item", "4", "--subject", "procedure", "--method", "show-of-hands"});
    Do("m0", {"poll", "void", "--reason", "清点有误"});
    Count(Open({"--again", hands, "--method", "show-of-hands"}), {"4,1,0"});
    Conclude("4", "voted");
  }
};

TEST_F(CliPolls, OfEachMethodReachAnArchiveThatVerifies) {
  VoteOnTheDraft();
  Appoint();
  Evaluate();
  Elect();
  Do("m0", {"session", "close"});
  EXPECT_EQ(BallotsSeenBy("m3", "--light"), 1) << "the own one";
  EXPECT_EQ(BallotsSeenBy("m4", "--from=0"), 6) << "everybody's";

  const Ran watched = As("m4", {"watch", "--session", "committee-1", "--until-closed"});
  EXPECT_THAT(watched.out, HasSubstr("is counted"));
  const Json verified = FetchAndVerify();

  EXPECT_EQ(verified["sessions"][0]["polls"].size(), 7u);
  EXPECT_EQ(verified["sessions"][0]["polls"][6]["outcome"], "adopted");
}

// As if the program had been cut off between signing and the answer: the ballot in the person's
// hand is in the outbox, seen as long ago as now.
class RacingBallot : public CliPolls {
 protected:
  RacingBallot() {
    MakeKey({"m1", "m2"});
    poll_ = Open({"关于决算的决议", "--item", "1"});
    Do("m3", {"vote", "弃权"});
    code_ = Do("m3", {"vote", "赞成", "--keep"})["code"];
    Somebody& voter = chamber().member(3);
    voter.store =
        link::KeyStore::Open(folder() / "m3", "pass word", link::Durability::kProcess).value();
    const auto log = chamber().Refold();
    const PollId poll = log->state().poll_order.front();
    const auto made = actions::BallotInHand(*voter.store, log->state(), poll, voter.person).value();
    const auto cast = actions::CastOf(log->state(), poll, voter.person, *made);
    const session::Command command =
        chamber().Command(voter, chamber().session(), log::HeadOf(log->tree()), cast);
    signed_ = SignWith(voter.key(), command);
    EXPECT_TRUE(voter.store->PutPending({command.id, chamber().session(), signed_}));
    voter.store.reset();
  }

  std::string poll_;
  std::string code_;
  log::SignedCommand signed_;
};

TEST_F(RacingBallot, IsCountedIfItIsBeforeTheClose) {
  const Ran ran = As("m3", {"vote", "--cast"});
  EXPECT_EQ(ran.code, 0) << ran;
  EXPECT_THAT(ran.err, HasSubstr(code_ + " came in before the close, accepted as entry"));
  EXPECT_THAT(ran.out, HasSubstr(code_));
  EXPECT_THAT(As("m3", {"vote", "--cast"}).err, HasSubstr("There is no ballot in hand"));
  const auto log = chamber().Refold();
  const auto& ballots = log->state().polls.begin()->second.ballots;
  EXPECT_EQ(wire::ShortCode(ballots.at(chamber().member(3).person).code), code_);
}

TEST_F(RacingBallot, IsToldIfItIsLate) {
  Do("m0", {"poll", "close"});
  const Ran ran = As("m3", {"session", "show"});
  EXPECT_EQ(ran.code, 0) << ran;
  EXPECT_THAT(ran.err, HasSubstr("came after the poll was closed"));
  EXPECT_THAT(ran.err, HasSubstr("one that you cast before the close, if any, counts"));
  const auto log = chamber().Refold();
  const auto& ballots = log->state().polls.begin()->second.ballots;
  const Digest& counted = ballots.at(chamber().member(3).person).code;
  EXPECT_NE(wire::ShortCode(counted), code_);

  const std::string both = As("m3", {"poll", "show", poll_}).out;  // of the earlier one, and this
  EXPECT_THAT(both, HasSubstr("Your ballot " + wire::ShortCode(counted) + " came in before"));
  EXPECT_THAT(both, HasSubstr("The ballot " + code_ + " was not in the log before the close"));
  const Ran again = As("m3", {"vote", "--cast"});
  EXPECT_EQ(again.code, 1);
  EXPECT_THAT(again.err, AllOf(HasSubstr("closed by entry"), HasSubstr(code_)));
  const Ran anew = As("m3", {"vote", "反对"}, "zh");
  EXPECT_EQ(anew.code, 1);
  EXPECT_THAT(anew.err, HasSubstr("没有在此之前记入：不计入"));
}

// The answer to a ballot that was in before the close was lost, and learnt after it.
TEST_F(RacingBallot, IsFoundWhereItIsThoughItsAnswerWasLost) {
  ASSERT_EQ(Said(chamber().courier().Submit(signed_)), "receipt");
  Do("m0", {"poll", "close"});
  const Ran found = As("m3", {"poll", "show", poll_}, "zh");
  EXPECT_EQ(found.code, 0) << found;
  EXPECT_THAT(found.err, HasSubstr(code_ + " 在截止之前到达"));
  EXPECT_THAT(found.out, HasSubstr("您的选票 " + code_ + " 在截止之前记入"));
  EXPECT_THAT(found.out, HasSubstr("代替先前 1 张"));
}

TEST_F(CliPolls, LeaveNoSecretsOfASessionThatIsOver) {
  MakeKey({"m1", "m2"});
  for (const char* item : {"1", "2", "3", "4"}) {
    Do("secretary", {"agenda", "withdraw", item, "--reason", "暂缓"});
  }
  Do("m1", {"poll", "list"});
  EXPECT_GT(SecretsOf("m1"), 0u);  // the session goes on
  std::future<Ran> holding =
      std::async(std::launch::async, [this] { return As("m1", {"hold", "--yes"}); });
  Do("m0", {"session", "close"});
  EXPECT_THAT(holding.get().err, HasSubstr("are erased"));
  EXPECT_EQ(SecretsOf("m1"), 0u);

  EXPECT_GT(SecretsOf("m2"), 0u);  // off when the session was closed
  const Ran back = As("m2", {"committee", "show"});
  EXPECT_EQ(back.code, 0) << back;
  EXPECT_THAT(back.err, HasSubstr("are erased"));
  EXPECT_EQ(SecretsOf("m2"), 0u);
  EXPECT_EQ(As("m2", {"committee", "show"}).err, "");
}

TEST_F(CliPolls, RefuseWhatMakesNoSenseAndChangeNothing) {
  const Ran none = As("m0", {"vote", "for"});
  EXPECT_EQ(none.code, 1);
  EXPECT_THAT(none.err, HasSubstr("No poll is going on"));

  const std::string keyless =
      std::to_string(Do("m0", {"poll", "draft", "--item", "1"}).value("poll", 0));
  const Ran secret = As("m0", {"poll", "open", keyless}, "zh");
  EXPECT_EQ(secret.code, 1);
  EXPECT_THAT(secret.err, HasSubstr("请先举行密钥仪式"));
  EXPECT_THAT(As("m0", {"poll", "draft", "question"}).err, HasSubstr("--item"));

  Open({"测试", "--test", "--method", "recorded"});
  const Ran wrong = As("m0", {"vote", "perhaps"}, "zh");
  EXPECT_EQ(wrong.code, 1);
  EXPECT_THAT(wrong.err, HasSubstr("可选：赞成、反对、弃权"));
  EXPECT_EQ(As("secretary", {"vote", "for"}).code, 1);
  EXPECT_EQ(As("m1", {"poll", "close"}).code, 1);
  EXPECT_THAT(As("m0", {"result"}).err, HasSubstr("There is no result yet"));
  EXPECT_THAT(As("m0", {"archive", "committee-1", "--out", folder() / "x"}).err,
              HasSubstr("not closed"));

  const Ran voted = As("m0", {"vote", "against"});
  EXPECT_EQ(voted.code, 0) << voted;
  EXPECT_THAT(voted.out, HasSubstr("verified on this machine"));
  Do("m0", {"poll", "close"});
  EXPECT_EQ(Do("m0", {"result"})["counts"]["against"], 1);
  EXPECT_EQ(Do("m0", {"result"})["counts"]["not_voting"], 4);
}

}  // namespace
}  // namespace plenary::testing
