#include "client/report/secret_poll.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/report/poll.h"
#include "core/session/holding.h"
#include "core/wire/ballot_codes.h"
#include "tests/support/secret_session.h"

namespace plenary::report {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using text::Language;

// Five members; the second and third are scrutineers and hold the key.
class SecretPollLines : public ::testing::Test {
 protected:
  SecretPollLines()
      : assembly_({.members = 5,
                   .vice_directors = 1,
                   .suite = crypto::Suite::kP256,
                   .rules = {},
                   .name = "c"}),
        log_(assembly_.Convene(1, session::SessionKind::kCommittee, {2023, 3, 28})) {
    log_.Open();
    secret_.MakeKey();
    session::DraftPoll draft = testing::Draft(
        log_.Start(testing::Item(session::ItemKind::kDecision)), session::PollSubject::kDraft);
    draft.method = session::Method::kSecret;
    poll_ = log_.OpenPoll(draft);
  }

  const session::PollRecord& record() const { return log_.state().polls.at(poll_); }
  std::vector<std::string> Lines(Language language = Language::kEnglish) const {
    return SecretPollText(language, log_.state(), record());
  }
  Json AsJson() const { return SecretPollJson(log_.state(), record()); }
  void SealBy(std::size_t member) {
    log_.Say(assembly_.member(member),
             *session::NextSeal(log_.state(), poll_, assembly_.member(member).person));
  }

  testing::Assembly assembly_;
  testing::SessionLog log_;
  testing::SecretSession secret_{assembly_, log_};
  PollId poll_;
};

TEST_F(SecretPollLines, FollowThePollFromItsOpeningToItsSeal) {
  EXPECT_THAT(
      Lines(),
      Contains("Key: held by the scrutineers 委员1, 委员2; it takes any 2 of these 2 to open"));
  for (std::size_t i = 0; i < 4; ++i) secret_.Cast(poll_, i, 0);
  secret_.Challenge(poll_, 4, 1, 1);
  EXPECT_THAT(Lines(), Contains("Ballots: 4, from a roll of 5; challenged, and not counted: 1"));
  EXPECT_THAT(Lines(), Not(Contains(HasSubstr("Seal"))));
  log_.Say(assembly_.director(), session::ClosePoll{poll_});
  EXPECT_THAT(Lines(), Contains(AllOf(HasSubstr("Seal: waiting for 委员0"), HasSubstr("委员1"))));
  SealBy(0);
  EXPECT_THAT(Lines(), Contains(HasSubstr("waiting for 委员1")));
  SealBy(1);
  const std::string code = wire::ShortCode(record().secret->closed.root);
  EXPECT_THAT(Lines(Language::kChinese), Contains(AllOf(HasSubstr("封存：4 张，封存码 " + code),
                                                        HasSubstr("请与会场大屏上"))));
  EXPECT_THAT(Lines(), Contains("Opening: 0 of the 2 that it takes"));
  EXPECT_EQ(AsJson()["seal"]["code"], code);
  EXPECT_EQ(AsJson()["seal"]["complete"], true);
}

TEST_F(SecretPollLines, TellWhoSealedAndWhoOpened) {
  for (std::size_t i = 0; i < 4; ++i) secret_.Cast(poll_, i, 0);
  secret_.CloseAndOpen(poll_);
  EXPECT_THAT(Lines(), AllOf(Contains("Opened by 委员1, 委员2"),
                             Contains(AllOf(HasSubstr("4 ballots"), HasSubstr("委员0, 委员1")))));
  EXPECT_EQ(AsJson()["opened_by"].size(), 2u);
  EXPECT_EQ(AsJson()["threshold"], 2);
  EXPECT_EQ(AsJson()["ballots"], 4);
}

TEST_F(SecretPollLines, SayWhichOfTheTwoWasChecked) {
  EXPECT_EQ(CheckedText(Language::kEnglish, record()), "");
  for (std::size_t i = 0; i < 4; ++i) secret_.Cast(poll_, i, 0);
  secret_.CloseAndOpen(poll_);
  session::PollRecord light = record();
  EXPECT_THAT(CheckedText(Language::kEnglish, light), HasSubstr("the proofs of every ballot"));
  EXPECT_EQ(PollJson(Language::kEnglish, log_.state(), poll_)["every_ballot_checked"], true);
  light.secret->whole = false;
  EXPECT_THAT(CheckedText(Language::kEnglish, light),
              AllOf(HasSubstr("one's own ballot"), Not(HasSubstr("every ballot"))));
  EXPECT_THAT(CheckedText(Language::kChinese, light), HasSubstr("共同封存的为准"));
  EXPECT_THAT(CheckedText(Language::kEnglish, light, Source::kEdition),
              AllOf(HasSubstr("an edition holds no ballots"), Not(HasSubstr("own ballot"))));
}

TEST_F(SecretPollLines, SayNoNumberThatALightCopyDoesNotKnow) {
  secret_.Cast(poll_, 0, 0);
  session::PollRecord light = record();
  light.secret->whole = false;
  EXPECT_THAT(SecretPollText(Language::kEnglish, log_.state(), light),
              Contains(HasSubstr("takes none of others")));
  EXPECT_EQ(SecretPollJson(log_.state(), light)["ballots"], nullptr);
}

TEST_F(SecretPollLines, AreNoneOfAPollThatIsNotSecret) {
  session::PollRecord other = record();
  other.secret.reset();
  EXPECT_TRUE(SecretPollText(Language::kEnglish, log_.state(), other).empty());
}

}  // namespace
}  // namespace plenary::report
