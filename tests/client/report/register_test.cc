#include "client/report/register.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/client/report/busy_session.h"
#include "tests/support/check_secret.h"

namespace plenary::report {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using text::Language;

class Offices : public ::testing::Test {
 protected:
  Offices() {
    testing::BusySession busy;
    EXPECT_TRUE(archives_.Add(archive::Verify(busy.log.Archive(), kTestSecret).value()));
    offices_ = archive::FoldRegister(archives_);
  }

  archive::Collection archives_;
  archive::Register offices_;
};

TEST_F(Offices, SayWhoHoldsThemSinceWhen) {
  const std::string page = RegisterText(Language::kChinese, archives_, offices_);
  EXPECT_THAT(page, HasSubstr("县教育局  局长  张某  2023-03-28  决定任命  "
                              "第十七届人大常委会第十二次会议\n"));
  EXPECT_THAT(page, AllOf(Not(HasSubstr("李某")), Not(HasSubstr("钱某"))));
  EXPECT_THAT(RegisterText(Language::kEnglish, archives_, offices_),
              HasSubstr("2023-03-28  decide to appoint  Session 12"));
}

TEST_F(Offices, ListChangesInOrder) {
  const std::string page = ChangesText(Language::kChinese, archives_, offices_);
  EXPECT_THAT(page, HasSubstr("2023-03-28  决定免去  李某 *  县教育局  局长"));
  EXPECT_LT(page.find("决定免去"), page.find("决定任命"));
  EXPECT_THAT(page, HasSubstr("\n* 其任职不在这些档案中。\n"));
}

TEST_F(Offices, AreJson) {
  const Json json = RegisterJson(archives_, offices_);
  ASSERT_EQ(json["posts"].size(), 1u);
  EXPECT_EQ(json["posts"][0]["holders"][0]["name"], "张某");
  EXPECT_EQ(json["posts"][0]["holders"][0]["since"], "2023-03-28");
  EXPECT_EQ(json["changes"].size(), 2u);
  EXPECT_EQ(json["changes"][0]["holder_unknown"], true);
}

TEST(NoOffices, AreSaidToBeNone) {
  EXPECT_EQ(RegisterText(Language::kEnglish, {}, {}),
            "These archives appoint and remove nobody.\n");
}

}  // namespace
}  // namespace plenary::report
