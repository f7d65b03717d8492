// Key holders' and voters' programs where something is amiss: a machine that is gone, two logs, a
// key store that is in use, an answer that was lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <optional>

#include "client/actions/secret_polls.h"
#include "core/wire/ballot_codes.h"
#include "tests/functional/programs.h"
#include "tests/support/assembly.h"

namespace plenary::testing {
namespace {

using report::Json;
using std::chrono::seconds;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

// The scrutineers hold the key; the poll on item 1 is open.
class Holders : public ::testing::Test, protected Programs {
 protected:
  Holders() : Programs(5, {}) {
    MakeKey({"m1", "m2"});
    number_ = Open({"关于决算的决议", "--item", "1"});
    poll_ = chamber().Refold()->state().poll_order.front();
  }

  void VoteAndClose() {
    for (const char* member : {"m0", "m1", "m2", "m3"}) Do(member, {"vote", "赞成"});
    Do("m0", {"poll", "close"});
  }
  void Seal() {
    for (const char* sealer : {"m0", "m1"}) Do(sealer, {"poll", "seal", number_, "--yes"});
  }
  SessionId session() { return chamber().session().session; }
  // The member's key store, as no program has it now.
  template <class F>
  void WithStore(std::size_t member, F f) {
    auto& store = chamber().member(member).store;
    store = link::KeyStore::Open(folder() / ("m" + std::to_string(member)), "pass word",
                                 link::Durability::kProcess)
                .value();
    f(*store);
    store.reset();
  }
  // Said with the member's key, while the member's machine learns nothing of the answer.
  void SayUnheard(std::size_t member, const session::Body& body) {
    WithStore(member, [&](link::KeyStore& store) {
      const auto log = chamber().Refold();
      const session::Command command = chamber().Command(
          chamber().member(member), chamber().session(), log::HeadOf(log->tree()), body);
      EXPECT_EQ(Said(chamber().courier().Submit(SignWith(store.key(), command))), "receipt");
    });
  }

  actions::MadeBallot InHand(std::size_t member) {
    std::optional<actions::MadeBallot> made;
    WithStore(member, [&](link::KeyStore& store) {
      made = actions::BallotInHand(store, chamber().Refold()->state(), poll_,
                                   chamber().member(member).person)
                 .value();
    });
    return std::move(made).value();
  }

  std::string number_;
  PollId poll_;
};

TEST_F(Holders, StateTheTotalsIfTheMachineThatOpenedIsGone) {
  VoteAndClose();
  Seal();
  Do("m1", {"poll", "answer", number_, "--yes"});
  std::optional<session::Body> answer;
  WithStore(2, [&](link::KeyStore& store) {
    answer = actions::NextAsHolder(store, chamber().Refold()->state(), chamber().member(2).person,
                                   [](const PollId&) { return true; })
                 .value();
  });
  ASSERT_TRUE(answer);
  SayUnheard(2, *answer);
  EXPECT_EQ(As("m3", {"result", number_}).code, 1) << "nobody has stated the totals";

  Process hold = Start("m1", {"hold", "--yes"});
  EXPECT_TRUE(WaitFor([&] { return As("m3", {"result", number_}).code == 0; }, seconds(60)));
  const Ran used = As("m1", {"poll", "list"});
  EXPECT_EQ(used.code, 1);
  EXPECT_THAT(used.err, HasSubstr("If plenary hold uses it, end that with Ctrl-C first"));
  hold.Signal(SIGINT);
  EXPECT_EQ(hold.Wait(seconds(30)), 0);
  EXPECT_THAT(SaidBy("m1"), AllOf(HasSubstr("Ctrl-C ends this, and the share stays"),
                                  Not(HasSubstr("was not accepted"))));
  const Json result = Do("m1", {"poll", "show", number_});
  EXPECT_EQ(result["counts"]["for"], 4);
  // Whoever comes too late to answer or to count is shown how it stands.
  EXPECT_EQ(As("m2", {"poll", "answer", number_, "--yes"}).code, 1);
}

TEST_F(Holders, AreAskedAndThereforeNeedATerminal) {
  const Ran silent = As("m1", {"hold"}, "zh");
  EXPECT_EQ(silent.code, 2) << silent;
  EXPECT_THAT(silent.err, HasSubstr("--yes"));
}

// The vault has answered or sealed something else: evidence of two logs.
TEST_F(Holders, AndSealersSignNothingIfTwoLogsWereShown) {
  VoteAndClose();
  WithStore(0, [&](link::KeyStore& store) {
    ASSERT_TRUE(store.vault().KeepSeal(session(), poll_, Bytes(48, 7)));
  });
  const auto before = chamber().Newest(chamber().session()).size;
  const Ran sealed = As("m0", {"poll", "seal", number_, "--yes"});
  EXPECT_EQ(sealed.code, 1);
  EXPECT_THAT(sealed.err, AllOf(HasSubstr("two logs were shown"),
                                HasSubstr("tell chair and scrutineers at once")));
  const Ran chinese = As("m0", {"poll", "seal", number_, "--yes", "--json"}, "zh");
  EXPECT_EQ(Json::parse(chinese.out)["error"]["code"], "alarm");
  EXPECT_THAT(chinese.out, HasSubstr("有人出示了两份不同的会议记录"));
  EXPECT_EQ(chamber().Newest(chamber().session()).size, before);

  WithStore(0, [&](link::KeyStore&) {
    std::filesystem::remove(folder() / "m0" / "vault" / (session().hex() + ".seal." + poll_.hex()));
  });
  Seal();
  WithStore(2, [&](link::KeyStore& store) {
    ASSERT_TRUE(store.vault().KeepAnswer(session(), poll_, {{3, Digest{}}, Bytes(97, 7)}));
  });
  const Ran answered = As("m2", {"poll", "answer", number_, "--yes"});
  EXPECT_EQ(answered.code, 1);
  EXPECT_THAT(answered.err, HasSubstr("two logs were shown"));
  const Ran held = As("m2", {"hold", "--yes", "--json"});
  EXPECT_EQ(held.code, 1);
  EXPECT_EQ(Json::parse(held.out)["error"]["code"], "alarm");
}

// The program was cut off after the log had the challenge, before the seed was shown.
TEST_F(Holders, SeeTheSeedOfAnEarlierChallengeBeforeAnotherBallotIsMade) {
  const std::string spent = Do("m3", {"vote", "弃权", "--keep"})["code"];
  SayUnheard(3, actions::ChallengeOf(poll_, InHand(3)));

  const Json voted = Do("m3", {"vote", "赞成"});
  EXPECT_EQ(voted["your_ballot"]["fate"], "waiting");
  ASSERT_TRUE(voted.contains("earlier_challenge")) << voted;
  EXPECT_EQ(voted["earlier_challenge"]["code"], spent);
  const Json opened =
      Do("m2", {"check-ballot", spent, voted["earlier_challenge"].value("seed", "")});
  EXPECT_EQ(opened["choices"], Json::array_t(1, "abstain"));
  EXPECT_EQ(opened["voter"], "m3");
  EXPECT_FALSE(Do("m3", {"vote", "反对"}).contains("earlier_challenge")) << "once";
}

// The answer to a ballot was lost, and another one is made: both are this machine's.
TEST_F(Holders, ReplaceABallotWhoseAnswerWasLostAndKnowItForTheirOwn) {
  const std::string first = Do("m3", {"vote", "弃权", "--keep"})["code"];
  SayUnheard(3, actions::CastOf(chamber().Refold()->state(), poll_, chamber().member(3).person,
                                InHand(3)));
  Do("m3", {"vote", "赞成", "--keep"});
  const Json shown = Do("m3", {"poll", "show"});
  EXPECT_EQ(shown["your_ballot"]["fate"], "waiting");
  EXPECT_EQ(shown["your_ballot"]["code"], first);
}

TEST_F(Holders, AndVotersAreAskedUntilTheyAnswer) {
  const Ran cast = OnTerminal("m3", {"vote", "赞成"}, "zh", "什么\n投出\n");
  EXPECT_EQ(cast.code, 0) << cast;
  const Ran kept = OnTerminal("m4", {"vote", "赞成"}, "zh", "\n");
  EXPECT_THAT(kept.out, HasSubstr("选票留在本机"));
  const auto log = chamber().Refold();
  const auto& ballots = log->state().polls.at(poll_).ballots;
  EXPECT_TRUE(ballots.contains(chamber().member(3).person));
  EXPECT_FALSE(ballots.contains(chamber().member(4).person));
}

// Who follows at light depth is told so wherever a result is shown.
TEST_F(Holders, TellWhatWasCheckedAtWhichDepth) {
  VoteAndClose();
  Seal();
  for (const char* holder : {"m1", "m2"}) Do(holder, {"poll", "answer", number_, "--yes"});
  const std::string whole = "proofs";  // of every ballot
  const std::string light = "one's";   // own ballot: words that no line breaks
  for (const char* view : {"result", "show"}) {
    std::vector<std::string> words = {"result", number_};
    if (view == std::string("show")) words = {"poll", "show", number_};
    EXPECT_THAT(As("m3", words).out, HasSubstr(whole)) << view;
    words.emplace_back("--light");
    const Ran thin = As("m4", words);
    EXPECT_EQ(thin.code, 0) << thin;
    EXPECT_THAT(thin.out, AllOf(Not(HasSubstr(whole)), HasSubstr(light))) << thin;
  }
  Announce(number_);
  Conclude("1", "adopted");
  Do("m0", {"session", "close"});
  const std::vector<std::string> watch = {"watch", "--session", "committee-1", "--until-closed"};
  EXPECT_THAT(As("m3", watch).out, HasSubstr(whole));
  std::vector<std::string> thin = watch;
  thin.emplace_back("--light");
  EXPECT_THAT(As("m4", thin).out, AllOf(Not(HasSubstr(whole)), HasSubstr(light)));
}

}  // namespace
}  // namespace plenary::testing
