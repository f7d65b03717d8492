#include "client/report/year.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/client/report/busy_session.h"
#include "tests/support/check_secret.h"

namespace plenary::report {
namespace {

using ::testing::HasSubstr;

class Year : public ::testing::Test {
 protected:
  Year() {
    testing::BusySession busy;
    busy.assembly.Say(busy.assembly.secretary(), session::SetYearFigures{2023, 154, 975, 23, 21});
    for (const testing::SessionLog& log : {busy.Council(), busy.Rehearsal()}) {
      EXPECT_TRUE(archives_.Add(archive::Verify(log.Archive(), kTestSecret).value()));
    }
    EXPECT_TRUE(archives_.Add(archive::Verify(busy.log.Archive(), kTestSecret).value()));
    year_ = archive::CountYear(archives_, 2023);
  }

  archive::Collection archives_;
  archive::YearStatistics year_;
};

TEST_F(Year, HasTheseFiguresInTheseFields) {
  const Json json = YearJson(archives_, year_);
  const Json want{{"year", 2023},
                  {"committee_sessions", 1},
                  {"councils", 1},
                  {"reports_heard", 2},
                  {"special_inquiries", 0},
                  {"group_inspections", 0},
                  {"mid_term_evaluations", 1},
                  {"officials_evaluated", 3},
                  {"law_enforcement_inspections", 2},
                  {"resolutions_and_decisions", 1},
                  {"appointments_and_removals", 2},
                  {"guest_attendances", 1},
                  {"proposals", 154},
                  {"proposals_satisfied", 97.5},
                  {"petitions", 23},
                  {"petitions_followed_up", 21},
                  {"archives", 3},
                  {"rehearsals", 1}};
  for (const auto& [key, value] : want.items()) EXPECT_EQ(json.at(key), value) << key;
  EXPECT_EQ(json["reports_by_organ"], (Json{{"government", 1}, {"court", 1}}));
}

TEST_F(Year, LeavesUnreportedFiguresNull) {
  const Json json = YearJson(archives_, archive::CountYear(archives_, 2022));
  EXPECT_EQ(json["committee_sessions"], 0);
  EXPECT_TRUE(json["proposals"].is_null());
  EXPECT_TRUE(json["proposals_satisfied"].is_null());
}

TEST_F(Year, IsATableInBothLanguages) {
  const std::string chinese = YearText(text::Language::kChinese, archives_, year_);
  EXPECT_THAT(chinese, HasSubstr("\n听取审议“一府一委两院”报告（项）      2\n"));
  EXPECT_THAT(chinese, HasSubstr("\n  法院                                1\n"));
  EXPECT_THAT(chinese, HasSubstr("\n代表建议办理满意率*               97.5%\n"));
  EXPECT_THAT(chinese, HasSubstr("会议档案 3 份（其中会前演练 1 份，不计入）"));
  const std::string english = YearText(text::Language::kEnglish, archives_, year_);
  EXPECT_THAT(english, HasSubstr("\nLaw-enforcement inspections (laws)              2\n"));
  EXPECT_THAT(english, HasSubstr("\nDeputies' proposals, satisfied *            97.5%\n"));
}

}  // namespace
}  // namespace plenary::report
