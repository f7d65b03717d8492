// What chair, secretariat and members do in a session, typed by each of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/client/cli/scripted_committee.h"

namespace plenary::cli {
namespace {

using plenary::testing::Ran;
using plenary::testing::ReadText;
using plenary::testing::ScriptedCommittee;
using plenary::testing::WriteText;
using report::Json;
using ::testing::AllOf;
using ::testing::HasSubstr;

class SessionCommands : public ::testing::Test {
 protected:
  SessionCommands() { committee_.Serve(); }

  // It must be done.
  void Do(std::string_view person, std::vector<std::string> words) {
    const std::string said = ::testing::PrintToString(words);
    const Ran ran = committee_.By(person, std::move(words));
    ASSERT_EQ(ran.code, 0) << person << " " << said << ran;
  }
  // It must not; what is said of it.
  std::string Refused(std::string_view person, std::vector<std::string> words, int code = 1) {
    const std::string said = ::testing::PrintToString(words);
    const Ran ran = committee_.By(person, std::move(words));
    EXPECT_EQ(ran.code, code) << person << " " << said << ran;
    return ran.err;
  }
  Json Ask(std::string_view person, std::vector<std::string> words) {
    return committee_.Ask(person, std::move(words));
  }
  void Convene() {
    Do("sec", {"session", "convene", "--number", "1", "--date", "2023-02-24", "--chair", "甲"});
    Do("sec", {"agenda", "add", "--kind", "work-report", "--title", "专项报告", "--report",
               "government:县教育局:关于教育的报告"});
    Do("sec", {"agenda", "add", "--kind", "research", "--title", "调研报告", "--position", "1"});
    Do("sec", {"session", "notice", "2023-02-20"});
  }
  void Open() {
    for (const char* member : {"d", "v", "m"}) Do(member, {"attend", "sign-in"});
    Do("d", {"session", "open"});
    Do("d", {"agenda", "adopt"});
  }

  ScriptedCommittee committee_;
};

TEST_F(SessionCommands, RunAWholeSession) {
  Convene();
  Do("sec", {"attend", "guest", "庚", "--kind", "grass-roots-deputy", "--organ", "某镇"});
  Open();
  Do("n", {"attend", "sign-in"});
  Do("d", {"session", "scrutineers", "戊", "己"});
  Do("d", {"agenda", "start", "调研报告"});
  Do("d", {"agenda", "conclude", "1", "--ending", "noted"});
  Do("d", {"agenda", "start", "2"});
  Do("d", {"attend", "recuse", "戊", "--item", "2", "--reason", "有利害关系"});
  Do("d", {"agenda", "conclude", "专项报告", "--ending", "heard", "--remark", "形成审议意见"});
  Do("d", {"session", "recess"});
  Do("d", {"session", "resume", "2023-02-25"});
  Do("d", {"session", "chair", "乙"});
  Do("m", {"attend", "depart"});
  Do("v", {"session", "close"});

  const Json shown = Ask("n", {"session", "show", "--session", "committee-1"});
  EXPECT_EQ(shown.at("code"), "committee-1");
  const Json agenda = Ask("n", {"agenda", "list", "--session", "committee-1"});
  ASSERT_EQ(agenda.size(), 2u);
  EXPECT_EQ(agenda[0].at("title"), "调研报告");
  EXPECT_EQ(agenda[0].at("ending"), "noted");
  EXPECT_EQ(agenda[1].at("ending"), "heard");
  const Json sessions = Ask("n", {"session", "list"});
  ASSERT_EQ(sessions.size(), 2u);
  EXPECT_EQ(sessions[0].at("code"), "council-1");  // by date
  EXPECT_TRUE(sessions[1].at("closed").get<bool>());
  const Json attendance = Ask("n", {"attend", "list", "--session", "committee-1"});
  ASSERT_EQ(attendance.size(), 5u);
  EXPECT_TRUE(attendance[3].at("late").get<bool>());
  EXPECT_EQ(attendance[4].at("name"), "庚");

  const Ran watched = committee_.By(
      "n", {"watch", "--session", "committee-1", "--until-closed", "--from", "20", "--json"});
  EXPECT_EQ(watched.code, 0) << watched;
  const std::string last = watched.out.substr(watched.out.rfind('\n', watched.out.size() - 2) + 1);
  EXPECT_EQ(Json::parse(last).at("kind"), "CloseSession");
  EXPECT_EQ(Json::parse(watched.out.substr(0, watched.out.find('\n'))).at("index"), 20);
}

TEST_F(SessionCommands, ChangeTheAgenda) {
  Convene();
  Do("sec", {"agenda", "add", "--kind", "decision", "--title", "决定草案", "--mover", "members",
             "--member", "甲", "--member", "乙", "--member", "戊"});
  Do("sec", {"agenda", "amend", "决定草案", "--title", "关于某事的决定（草案）"});
  Do("sec", {"agenda", "move", "关于某事的决定（草案）", "1"});
  Do("sec", {"agenda", "withdraw", "调研报告", "--reason", "提请人撤回"});
  Do("sec", {"attend", "leave", "己", "--reason", "出差"});
  Open();
  Do("d", {"agenda", "defer", "1", "--reason", "尚需研究"});

  const Json agenda = Ask("m", {"agenda", "list"});
  ASSERT_EQ(agenda.size(), 3u);
  EXPECT_EQ(agenda[0].at("title"), "关于某事的决定（草案）");
  EXPECT_EQ(agenda[0].at("state"), "deferred");
  EXPECT_EQ(agenda[1].at("state"), "withdrawn");
  EXPECT_EQ(Ask("m", {"attend", "list"}).at(3).at("presence"), "on-leave");
}

TEST_F(SessionCommands, KeepDocumentsByTheirHash) {
  Convene();
  const auto file = committee_.folder() / "report.pdf";
  const auto copy = committee_.folder() / "copy.pdf";
  WriteText(file, "the report\n");
  Do("sec", {"document", "attach", file.string(), "--kind", "report", "--item", "专项报告"});
  EXPECT_EQ(Ask("m", {"document", "list"}).at(0).at("size"), 11);

  Do("m", {"document", "get", "report.pdf", "--out", copy.string()});
  EXPECT_EQ(ReadText(copy), "the report\n");

  WriteText(copy, "something else\n");
  EXPECT_THAT(Refused("m", {"document", "get", "1", "--out", copy.string()}),
              HasSubstr("left alone"));
  EXPECT_EQ(ReadText(copy), "something else\n");
  WriteText(file, "");
  EXPECT_THAT(Refused("sec", {"document", "attach", file.string(), "--kind", "report"}),
              HasSubstr("empty"));
}

TEST_F(SessionCommands, SayWhatIsWrongAndChangeNothing) {
  Convene();
  EXPECT_THAT(Refused("sec", {"agenda", "withdraw", "别的", "--reason", "无"}),
              AllOf(HasSubstr("别的"), HasSubstr("专项报告"), HasSubstr("调研报告")));
  EXPECT_THAT(Refused("m", {"session", "open"}), HasSubstr("Your role does not allow"));
  EXPECT_THAT(Refused("sec", {"session", "advance-registry"}), HasSubstr("newest"));
  EXPECT_THAT(Refused("sec", {"session", "show", "--session", "committee-9"}),
              HasSubstr("committee-9"));
  EXPECT_THAT(Refused("sec", {"session", "notice", "2023-02-30"}, 2), HasSubstr("2023-02-30"));
  EXPECT_EQ(Ask("m", {"agenda", "list"}).size(), 2u);

  committee_.StopServer();
  EXPECT_THAT(Refused("sec", {"session", "list", "--timeout", "1"}, 3), HasSubstr("plenary:"));
}

TEST_F(SessionCommands, AreSettledLaterIfTheServerWasAway) {
  Convene();
  committee_.StopServer();
  Refused("d", {"attend", "sign-in", "--timeout", "1"}, 3);  // not said: nothing was synced
  committee_.Serve();
  Do("d", {"attend", "sign-in"});
  EXPECT_EQ(Ask("d", {"attend", "list"}).at(0).at("presence"), "present");
}

}  // namespace
}  // namespace plenary::cli
