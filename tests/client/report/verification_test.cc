#include "client/report/verification.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/client/report/busy_session.h"
#include "tests/support/check_secret.h"

namespace plenary::report {
namespace {

using archive::Part;
using archive::Rejection;
using ::testing::HasSubstr;
using text::Language;

struct ReasonCase {
  const char* name;
  Rejection rejection;
  const char* chinese;
  const char* english;
};

class Reasons : public ::testing::TestWithParam<ReasonCase> {};

TEST_P(Reasons, NamePlaceAndCause) {
  EXPECT_EQ(Explain(Language::kChinese, GetParam().rejection), GetParam().chinese);
  EXPECT_EQ(Explain(Language::kEnglish, GetParam().rejection), GetParam().english);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Reasons,
    ::testing::Values(
        ReasonCase{"Signature",
                   {Part::kSession, 17, "would have been refused: BadSignature"},
                   "会议记录条目 17：签名与内容不符",
                   "session entry 17: its signature does not match what it says (BadSignature)"},
        ReasonCase{"OtherRefusal",
                   {Part::kRegistry, 3, "would have been refused: LastOfficers"},
                   "登记簿条目 3：按规则会被拒绝（LastOfficers）",
                   "registry entry 3: would have been refused: LastOfficers"},
        ReasonCase{"Cut",
                   {Part::kSession, {}, "is cut off before its close"},
                   "会议记录：在闭会之前被截断",
                   "session: is cut off before its close"},
        ReasonCase{"Unlisted", {Part::kFile, {}, "x"}, "文件：x", "file: x"}),
    [](const auto& row) { return row.param.name; });

TEST(Verified, IsToldWithWhatWasChecked) {
  const testing::BusySession busy;
  const auto archive = archive::Verify(busy.log.Archive(), kTestSecret);
  ASSERT_TRUE(archive);
  const std::string entries = std::to_string(busy.log.entries().size());
  EXPECT_THAT(VerifiedText(Language::kChinese, *archive), HasSubstr("会议记录 " + entries + " 条"));
  EXPECT_THAT(VerifiedText(Language::kEnglish, *archive), HasSubstr("4 needed of 7"));
  const Json json = VerifiedJson(Language::kEnglish, *archive);
  EXPECT_EQ(json["entries"], busy.log.entries().size());
  EXPECT_EQ(json["ballots"], 12);
  EXPECT_EQ(json["polls"].size(), 6u);
}

TEST(Undeclared, FailureNamesTheEntryThatHidesIt) {
  testing::BusySession busy;
  auto later = busy.assembly.Convene(14, session::SessionKind::kCommittee, {2023, 5, 1});
  later.Open();
  const ItemId item = later.Start(testing::Item(session::ItemKind::kAppointments, "人事任免"));
  const std::size_t entry = later.entries().size();
  for (const auto& [id, record] : busy.log.state().proposals) {
    if (record.state != session::ProposalState::kFailed) continue;
    session::Proposal again = record.proposal;
    again.id = {};
    again.item = item;
    later.Propose(std::move(again));
  }
  later.Say(busy.assembly.director(), session::DeferItem{item, "再议"});
  later.Close();
  archive::Collection archives;
  ASSERT_TRUE(archives.Add(archive::Verify(busy.log.Archive(), kTestSecret).value()));
  ASSERT_TRUE(archives.Add(archive::Verify(later.Archive(), kTestSecret).value()));

  const auto failures = archives.UndeclaredFailures();

  ASSERT_EQ(failures.size(), 1u);
  EXPECT_THAT(Explain(Language::kEnglish, archives, failures.front()),
              HasSubstr("committee-14 session entry " + std::to_string(entry) + ": puts"));
}

}  // namespace
}  // namespace plenary::report
