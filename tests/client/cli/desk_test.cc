#include "client/cli/online/desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/link/channel.h"
#include "tests/client/cli/call.h"
#include "tests/support/fake_server.h"
#include "tests/support/process.h"

namespace plenary::cli {
namespace {

using plenary::testing::Attendee;
using plenary::testing::EnvironmentOf;
using plenary::testing::FakeServer;
using plenary::testing::Served;
using plenary::testing::SmallCommittee;
using plenary::testing::Somebody;
using plenary::testing::WriteText;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class DeskTest : public ::testing::Test {
 protected:
  DeskTest() : server_(committee_) {
    committee_.Connect({server_.address()});
    WriteText(committee_.folder() / "passphrase", "pass word\n");
  }

  // As a command of the person's; the store is no longer open here.
  DeskOptions Of(Somebody& somebody, int timeout = 20) {
    somebody.store.reset();
    DeskOptions options;
    options.home = (committee_.folder() / somebody.name).string();
    options.passphrase_file = (committee_.folder() / "passphrase").string();
    options.timeout = timeout;
    return options;
  }
  std::unique_ptr<Desk> Open(Somebody& somebody, int timeout = 20) {
    auto desk = Desk::Open(context_, Of(somebody, timeout));
    EXPECT_TRUE(desk) << desk.error().message;
    return desk ? std::move(*desk) : nullptr;
  }
  report::Json Printed() const { return report::Json::parse(out_.str(), nullptr, false); }

  SmallCommittee committee_;
  FakeServer server_;
  std::ostringstream out_;
  std::ostringstream err_;
  Context context_{text::Language::kEnglish, EnvironmentOf({}), out_, err_};
};

TEST_F(DeskTest, KnowsTheRegistryAndChoosesTheOnlySession) {
  const auto desk = Open(committee_.member(0));
  ASSERT_TRUE(desk);
  EXPECT_EQ(desk->registry()->Composition(), 3u);
  EXPECT_EQ(desk->me(), committee_.member(0).person);
  ASSERT_TRUE(desk->Choose(""));
  EXPECT_EQ(desk->session()->convened.place, "hall");
  ASSERT_TRUE(desk->Choose("committee-1"));
  EXPECT_EQ(desk->Person("m1").value_or(PersonId{}), committee_.member(1).person);
}

TEST_F(DeskTest, NamesWhatThereIsForAWordThatNamesNothing) {
  const auto desk = Open(committee_.member(0));
  ASSERT_TRUE(desk);
  const auto session = desk->Choose("committee-2");
  ASSERT_FALSE(session);
  EXPECT_EQ(session.error().exit, Exit::kRefused);
  EXPECT_EQ(session.error().code, "not-found");
  EXPECT_THAT(session.error().message, HasSubstr("There is no session \"committee-2\""));
  const auto person = desk->Person("nobody");
  ASSERT_FALSE(person);
  EXPECT_THAT(person.error().message, HasSubstr("secretary"));
}

TEST_F(DeskTest, TellsWhatWasAccepted) {
  const auto desk = Open(committee_.member(1));
  ASSERT_TRUE(desk);
  ASSERT_TRUE(desk->Choose(""));
  const auto said = desk->Say(session::SignIn{});
  ASSERT_TRUE(said) << said.error().message;
  EXPECT_EQ(*said, Exit::kDone);
  EXPECT_THAT(out_.str(), HasSubstr("m1"));
  EXPECT_THAT(out_.str(), HasSubstr("entry 1"));
  EXPECT_TRUE(desk->session()->IsPresent(committee_.member(1).person));
}

TEST_F(DeskTest, TellsWhatWasAcceptedAsOneDocumentOfJson) {
  context_.json = true;
  const auto desk = Open(committee_.member(1));
  ASSERT_TRUE(desk);
  ASSERT_TRUE(desk->Choose(""));
  ASSERT_TRUE(desk->Say(session::SignIn{}, {{"more", 1}}));
  EXPECT_EQ(Printed()["command"], "SignIn");
  EXPECT_EQ(Printed()["entry"], 1);
  EXPECT_EQ(Printed()["more"], 1);
  EXPECT_EQ(Printed()["session"], desk->session_id().hex());
}

TEST_F(DeskTest, ExplainsARefusal) {
  const auto desk = Open(committee_.member(1));
  ASSERT_TRUE(desk);
  ASSERT_TRUE(desk->Choose(""));
  const auto said = desk->Say(Attendee(1));
  ASSERT_FALSE(said);
  EXPECT_EQ(said.error().exit, Exit::kRefused);
  EXPECT_EQ(said.error().code, "NotYourRole");
  EXPECT_THAT(out_.str(), IsEmpty());
  EXPECT_THAT(*desk->store().Pending(), IsEmpty());
}

TEST_F(DeskTest, SaysThatNoServerIsReached) {
  server_.Stop();
  const auto desk = Desk::Open(context_, Of(committee_.member(1), 1));
  ASSERT_FALSE(desk);
  EXPECT_EQ(desk.error().exit, Exit::kUnreachable);
  EXPECT_EQ(desk.error().code, "unavailable");
}

TEST_F(DeskTest, KeepsWhatHadNoAnswerAndTellsItsOutcomeNextTime) {
  auto desk = Open(committee_.member(1), 2);
  ASSERT_TRUE(desk);
  ASSERT_TRUE(desk->Choose(""));
  server_.With([](Served& served) {
    served.before_storing = [](const log::SignedCommand&) {
      return grpc::Status(grpc::StatusCode::UNAVAILABLE, "not now");
    };
  });
  const auto said = desk->Say(session::SignIn{});
  ASSERT_FALSE(said);
  EXPECT_EQ(said.error().exit, Exit::kUnreachable);
  EXPECT_THAT(said.error().message, HasSubstr("kept on this machine"));
  EXPECT_EQ(desk->store().Pending()->size(), 1u);
  desk.reset();

  server_.With([](Served& served) { served.before_storing = nullptr; });
  const auto later = Open(committee_.member(1));
  ASSERT_TRUE(later);
  EXPECT_THAT(err_.str(), HasSubstr("accepted as entry 1"));
  EXPECT_THAT(*later->store().Pending(), IsEmpty());
}

// The receipt is here, the stream that shows the entry lags.
TEST_F(DeskTest, DoesNotCallVerifiedWhatHasNotComeYet) {
  const auto desk = Open(committee_.member(1), 2);
  ASSERT_TRUE(desk);
  ASSERT_TRUE(desk->Choose(""));
  server_.With([](Served& served) { served.watch_shows = 1; });
  const auto said = desk->Say(session::SignIn{});
  ASSERT_FALSE(said);
  EXPECT_EQ(said.error().exit, Exit::kUnreachable);
  EXPECT_EQ(said.error().code, "not-here-yet");
  EXPECT_THAT(said.error().message, HasSubstr("It was accepted, as entry 1"));
  EXPECT_THAT(out_.str(), IsEmpty());
  EXPECT_THAT(*desk->store().Pending(), IsEmpty()) << "it has its answer";
  server_.With([](Served& served) { served.watch_shows = UINT64_MAX; });
  ASSERT_TRUE(desk->Choose(""));
  EXPECT_TRUE(desk->session()->IsPresent(committee_.member(1).person));
}

TEST_F(DeskTest, SaysNothingMoreAfterAnAlarmThatStopsTheLog) {
  const auto desk = Open(committee_.member(1), 5);
  ASSERT_TRUE(desk);
  ASSERT_TRUE(desk->Choose(""));
  server_.With([](Served& served) {
    served.alter_answer = [](v1::SubmitResponse& response) {
      response.mutable_receipt()->set_time(1);
    };
  });
  const auto said = desk->Say(session::SignIn{});
  ASSERT_FALSE(said);
  EXPECT_EQ(said.error().exit, Exit::kRefused);
  EXPECT_EQ(said.error().code, "alarm");
  EXPECT_THAT(said.error().message, HasSubstr("ALARM"));
  const auto again = desk->Choose("");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, "alarm");
}

TEST_F(DeskTest, IsClosedToAStoreThatBelongsToNoCommittee) {
  Somebody stranger = committee_.Stranger("stranger");
  const auto desk = Desk::Open(context_, Of(stranger));
  ASSERT_FALSE(desk);
  EXPECT_EQ(desk.error().code, "not-enrolled");
  EXPECT_THAT(desk.error().message, HasSubstr("plenary enrol"));
}

}  // namespace
}  // namespace plenary::cli
