#include "client/report/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/report/layout.h"
#include "client/report/poll.h"
#include "core/wire/ballot_codes.h"
#include "tests/client/report/busy_session.h"
#include "tests/support/secret_session.h"

namespace plenary::report {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using text::Language;

class BusyReport : public ::testing::Test {
 protected:
  const session::Session& session() const { return busy().log.state(); }
  static testing::BusySession& busy() {
    static auto& busy = *new testing::BusySession;  // signed once for all tests
    return busy;
  }
};

TEST_F(BusyReport, CountsWhoCameAndWhoDidNot) {
  const Attended attended = WhoAttended(session());
  EXPECT_EQ(attended.figures, (rules::Attendance{7, 6, 0, 1, 0}));
  EXPECT_EQ(attended.late, (std::vector{busy().assembly.member(5).person}));
  EXPECT_EQ(attended.on_leave, (std::vector{busy().assembly.member(6).person}));
}

TEST_F(BusyReport, CountsAsPresentWhoHasLeft) {
  testing::Assembly assembly({.members = 3, .vice_directors = 2});
  auto council = assembly.Convene(1, session::SessionKind::kCouncil, {2023, 1, 10});
  council.Open();
  council.Say(assembly.member(2), session::RecordDeparture{assembly.member(2).person});
  EXPECT_EQ(council.state().CountAttendance().present, 2u);
  EXPECT_EQ(WhoAttended(council.state()).figures.present, 3u);
  EXPECT_EQ(WhoAttended(council.state()).left, (std::vector{assembly.member(2).person}));
}

TEST_F(BusyReport, TellsTheSessionInChinese) {
  EXPECT_THAT(
      SessionText(Language::kChinese, session()),
      AllOf(HasSubstr("第十七届人大常委会第十二次会议\n"),
            HasSubstr("应到 7，实到 6，请假 1，缺席 0\n"), HasSubstr("迟到：委员5\n"),
            HasSubstr("请假：委员6（病假）\n"), HasSubstr("列席 基层人大代表 1 人：代表甲\n"),
            HasSubstr("1. 听取和审议两项报告（专项工作报告；主任会议提请）：已听取\n"),
            HasSubstr("检查实施情况：中华人民共和国环境保护法\n"),
            HasSubstr("回避：委员4（近亲属）\n"),
            HasSubstr("2. 决定任命张某为县教育局局长（县长 赵某某提请）：通过\n"),
            HasSubstr("颁发任命书 2023-03-28\n"),
            HasSubstr("1. 会议纪要.pdf（会议纪要；1234 字节）\n")));
}

TEST_F(BusyReport, TellsEachPollWithItsRuleInNumbers) {
  EXPECT_THAT(
      SessionText(Language::kChinese, session()),
      AllOf(HasSubstr("1. 关于批准决算的决议（记名；第 3 项议题）：作废：表决器故障\n"),
            HasSubstr("（记名；第 3 项议题；第 1 号表决作废后重新表决）：通过\n"),
            HasSubstr(
                "赞成 4，反对 1，弃权 0，未按表决器 1\n     全体组成人员 7 人，过半数须 4 票\n"),
            HasSubstr("赞成 5，反对 0，弃权 0，未举手 0\n"),
            HasSubstr("4. 任职（无记名投票；第 4 项议题）：通过 1，未通过 1\n"),
            HasSubstr("优秀 1，满意 1，不满意 1\n"), HasSubstr("孙甲 5（当选），孙乙 3（未当选）"),
            HasSubstr("应选 2 名；全体组成人员 7 人，过半数须 4 票\n")));
}

TEST_F(BusyReport, TellsItInEnglish) {
  const std::string page = SessionText(Language::kEnglish, session());
  EXPECT_THAT(page, AllOf(HasSubstr("due 7, present 6, on leave 1, absent 0\n"),
                          HasSubstr("4 needed of 7 (more than half of all members)\n"),
                          HasSubstr("voided: 表决器故障\n"), HasSubstr("for 4, against 1")));
  EXPECT_THAT(page, Not(HasSubstr("赞成")));
}

TEST_F(BusyReport, BreaksNoLineAboveTheWidthOfAPage) {
  std::istringstream page(SessionText(Language::kChinese, session()));
  for (std::string line; std::getline(page, line);)
    EXPECT_LE(DisplayWidth(line), kPageWidth) << line;
}

TEST_F(BusyReport, IsJson) {
  const Json json = SessionJson(Language::kEnglish, session());
  EXPECT_EQ(json["code"], "committee-12");
  EXPECT_EQ(json["attendance"]["present"], 6);
  EXPECT_EQ(json["attendance"]["members"].size(), 7u);
  EXPECT_EQ(json["agenda"][1]["laws"].size(), 2u);
  EXPECT_EQ(json["agenda"][2]["ending"], "adopted");
  EXPECT_EQ(json["appointments"][2]["state"], "failed");
  EXPECT_EQ(json["appointments"][1]["follow_ups"], (Json{{"certificate", "2023-03-28"}}));
  EXPECT_EQ(json["documents"][0]["size"], 1234);
}

TEST_F(BusyReport, HasThePollsInJson) {
  const Json polls = PollsJson(Language::kEnglish, session());
  ASSERT_EQ(polls.size(), 6u);
  EXPECT_EQ(polls[0]["state"], "voided");
  EXPECT_FALSE(polls[0].contains("outcome"));
  EXPECT_EQ(polls[1]["again"], 1);
  EXPECT_EQ(polls[1]["counts"]["for"], 4);
  EXPECT_EQ(polls[1]["counts"]["not_voting"], 1);
  EXPECT_EQ(polls[1]["rule"]["needed"], 4);
  EXPECT_EQ(polls[1]["rule"]["of"], 7);
  EXPECT_EQ(polls[1]["outcome"], "adopted");
  EXPECT_EQ(polls[3]["contests"][1]["counts"]["invalid"], 1);
  EXPECT_EQ(polls[3]["contests"][1]["outcome"], "not-adopted");
  EXPECT_EQ(polls[4]["contests"][0]["rule"]["excellent"]["needed"], 5);
  EXPECT_EQ(polls[4]["contests"][2]["counts"]["not_satisfied"], 5);
  EXPECT_EQ(polls[5]["contests"][0]["candidates"][0],
            (Json{{"name", "孙甲"}, {"votes", 5}, {"standing", "elected"}}));
  EXPECT_EQ(polls[5]["contests"][0]["write_ins"][0]["name"], "周丁");
}

TEST(Layout, KeepsColumnsUnderChineseHeadings) {
  EXPECT_EQ(FormatTable({{"姓名"}, {"n", Side::kRight}}, {{"张三丰", "7"}, {"A", "12"}}, 1),
            " 姓名     n\n ------  --\n 张三丰   7\n A       12\n");
  EXPECT_EQ(FormatTable({{""}, {""}}, {{"a", "b"}}), "a  b\n");
}

TEST(Layout, IndentsWhatFollows) {
  EXPECT_EQ(Indented("1. ", std::string(60, 'a') + " " + std::string(60, 'b')),
            "1. " + std::string(60, 'a') + "\n   " + std::string(60, 'b') + "\n");
}

TEST(SecretSession, TellsEachPollAndWhatWasChecked) {
  const plenary::testing::SecretArchive archive;
  const session::Session& session = archive.log.state();
  const std::string code = wire::ShortCode(session.polls.at(archive.poll).secret->closed.root);
  EXPECT_THAT(PollText(Language::kChinese, session, archive.poll),
              HasSubstr("（无记名按表决器；第 1 项议题）：通过"));
  EXPECT_THAT(SessionText(Language::kChinese, session),
              HasSubstr("无记名表决的核验：每张选票的证明、开票与结果"));
  EXPECT_THAT(SessionText(Language::kEnglish, session),
              HasSubstr("Secret polls. Checked here: the proofs of every ballot"));
  EXPECT_EQ(SessionJson(Language::kEnglish, session)["polls"][0]["secret"]["seal"]["code"], code);
}

}  // namespace
}  // namespace plenary::report
