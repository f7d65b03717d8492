#include "core/archive/statistics.h"

#include <gtest/gtest.h>

#include <functional>

#include "tests/core/archive/business.h"

namespace plenary::archive {
namespace {

using session::Action;
using session::AttendeeKind;
using session::Ending;
using session::ItemKind;
using session::Organ;
using session::PollSubject;
using session::SessionKind;
using testing::Assembly;
using testing::Draft;
using testing::Item;
using testing::SessionLog;

constexpr CivilDate kDate{2023, 6, 28};

YearStatistics YearOf(Verified archive, std::int32_t year = 2023) {
  Collection archives;
  EXPECT_TRUE(archives.Add(std::move(archive)));
  return CountYear(archives, year);
}

session::AgendaItem With(ItemKind kind, std::vector<session::Report> reports) {
  session::AgendaItem item = Item(kind);
  item.reports = std::move(reports);
  return item;
}

void VoteOn(SessionLog& log, ItemKind kind, std::uint32_t option) {
  const ItemId item = log.Start(Item(kind));
  log.Vote(Draft(item, PollSubject::kDraft), option);
  log.Conclude(item, option == kFor ? Ending::kAdopted : Ending::kNotAdopted);
}

struct Case {
  const char* name;
  std::function<void(const Assembly&, SessionLog&)> hold;
  std::uint32_t YearStatistics::* figure;
  std::uint32_t want;
  SessionKind kind = SessionKind::kCommittee;
};

class Counting : public ::testing::TestWithParam<Case> {};

TEST_P(Counting, KeepsTheBoundary) {
  Assembly assembly;
  SessionLog log = assembly.Convene(1, GetParam().kind, kDate);
  log.Open();
  GetParam().hold(assembly, log);
  EXPECT_EQ(YearOf(Closed(log)).*GetParam().figure, GetParam().want);
}

void HearThreeReports(const Assembly&, SessionLog& log) {
  log.Hold(With(ItemKind::kWorkReport, {ReportOf(Organ::kGovernment), ReportOf(Organ::kCourt),
                                        ReportOf(Organ::kCommitteeOffice)}),
           Ending::kHeard);
}

void HearADutyReport(const Assembly&, SessionLog& log) {
  log.Hold(With(ItemKind::kDutyReport, {ReportOf(Organ::kGovernment)}), Ending::kHeard);
}

void HearABriefing(const Assembly&, SessionLog& log) {
  log.Hold(With(ItemKind::kBriefing, {ReportOf(Organ::kGovernment)}), Ending::kNoted);
}

void WithdrawAReport(const Assembly& assembly, SessionLog& log) {
  const ItemId item = log.Start(With(ItemKind::kWorkReport, {ReportOf(Organ::kGovernment)}));
  log.Say(assembly.director(), session::WithdrawItem{item, "提请人撤回"});
}

void DeferAReport(const Assembly& assembly, SessionLog& log) {
  const ItemId item = log.Start(With(ItemKind::kWorkReport, {ReportOf(Organ::kGovernment)}));
  log.Say(assembly.director(), session::DeferItem{item, "暂不交付表决"});
}

void InspectTwoLaws(const Assembly&, SessionLog& log) {
  session::AgendaItem item = Item(ItemKind::kLawEnforcementInspection);
  item.laws = {"法官法", "环境保护法"};
  log.Hold(std::move(item), Ending::kHeard);
}

void AdoptTwoAndRejectOne(const Assembly&, SessionLog& log) {
  VoteOn(log, ItemKind::kResolution, kFor);
  VoteOn(log, ItemKind::kBudgetAdjustment, kFor);
  VoteOn(log, ItemKind::kDecision, kAgainst);
}

void DecideOnPeople(const Assembly&, SessionLog& log) {
  const ItemId item = log.Start(Item(ItemKind::kAppointments));
  Decide(log, item, Nomination("甲", Action::kDecideToRemove));
  Decide(log, item, Nomination("甲", Action::kDecideToAppoint, Organ::kGovernment, "主任"));
  Decide(log, item, Nomination("乙", Action::kAppointActing, Organ::kCourt, "院长"));
  Decide(log, item, Nomination("丙", Action::kAcceptResignation, Organ::kProcuratorate));
  Decide(log, item, Nomination("丁", Action::kDecideToAppoint), kAgainst);
  Decide(log, item, Nomination("戊", Action::kAppoint, Organ::kCommitteeOffice));
  session::Proposal list =
      Nomination("人民陪审员名单", Action::kAppoint, Organ::kCourt, "人民陪审员");
  list.assessors = 12;
  Decide(log, item, std::move(list));
  log.Conclude(item, Ending::kVoted);
}

void InviteGuests(const Assembly& assembly, SessionLog& log) {
  const auto sign_in = [&](std::uint32_t number, AttendeeKind kind) {
    log.Say(assembly.secretary(),
            session::RecordAttendee{testing::NumberedId<PersonId>('g', number), kind, "某人", ""});
  };
  sign_in(1, AttendeeKind::kGrassRootsDeputy);
  sign_in(2, AttendeeKind::kGrassRootsDeputy);
  sign_in(3, AttendeeKind::kOfficial);
  sign_in(4, AttendeeKind::kObserver);
}

void TryAndVoid(const Assembly& assembly, SessionLog& log) {
  session::DraftPoll test = Draft({}, PollSubject::kProcedure);
  test.item.reset();
  test.test = true;
  log.Vote(std::move(test), kFor);
  const ItemId item = log.Start(Item(ItemKind::kDecision));
  const PollId poll = log.OpenPoll(Draft(item, PollSubject::kDraft));
  log.Say(assembly.director(), session::VoidPoll{poll, "程序有误"});
  session::DraftPoll again = Draft(item, PollSubject::kDraft);
  again.again = poll;
  log.Vote(std::move(again), kFor);
  log.Conclude(item, Ending::kAdopted);
}

void EvaluateTwo(const Assembly&, SessionLog& log) {
  const ItemId item = log.Start(Item(ItemKind::kMidTermEvaluation));
  session::DraftPoll draft = Draft(item, PollSubject::kEvaluation);
  draft.contests = {{"教育局局长", {}, rules::EvaluationContest()},
                    {"财政局局长", {}, rules::EvaluationContest()}};
  log.Vote(std::move(draft), kFor);
  log.Conclude(item, Ending::kEvaluated);
}

INSTANTIATE_TEST_SUITE_P(
    Figures, Counting,
    ::testing::Values(
        Case{"ReportsOfTheFourOrgansOneByOne", HearThreeReports, &YearStatistics::reports_heard, 2},
        Case{"NoReportsOnOnesOwnDuties", HearADutyReport, &YearStatistics::reports_heard, 0},
        Case{"NoReportsToACouncil", HearABriefing, &YearStatistics::reports_heard, 0,
             SessionKind::kCouncil},
        Case{"NoReportThatWasWithdrawn", WithdrawAReport, &YearStatistics::reports_heard, 0},
        Case{"NoReportThatWasDeferred", DeferAReport, &YearStatistics::reports_heard, 0},
        Case{"LawsAndNotItems", InspectTwoLaws, &YearStatistics::law_enforcement_inspections, 2},
        Case{"DecisionsThatWereAdopted", AdoptTwoAndRejectOne,
             &YearStatistics::resolutions_and_decisions, 2},
        Case{"NoDecisionInAppointments", DecideOnPeople, &YearStatistics::resolutions_and_decisions,
             0},
        Case{"PersonTimesThatPassed", DecideOnPeople, &YearStatistics::appointments_and_removals,
             4},
        Case{"OwnOfficesApart", DecideOnPeople, &YearStatistics::own_office_appointments, 1},
        Case{"AssessorsApart", DecideOnPeople, &YearStatistics::peoples_assessors, 12},
        Case{"GuestsWhoAreDeputies", InviteGuests, &YearStatistics::guest_attendances, 2},
        Case{"NoTestsAndNoVoidedPolls", TryAndVoid, &YearStatistics::polls, 1},
        Case{"NoBallotsOfTestsEither", TryAndVoid, &YearStatistics::ballots, 5},
        Case{"EvaluationsOnce", EvaluateTwo, &YearStatistics::mid_term_evaluations, 1},
        Case{"OfficialsEach", EvaluateTwo, &YearStatistics::officials_evaluated, 2},
        Case{"SessionsOfTheCommittee", InviteGuests, &YearStatistics::committee_sessions, 1},
        Case{"NoCouncilAsASession", HearABriefing, &YearStatistics::committee_sessions, 0,
             SessionKind::kCouncil},
        Case{"CouncilsApart", HearABriefing, &YearStatistics::councils, 1, SessionKind::kCouncil}),
    [](const auto& row) { return row.param.name; });

TEST(CountYear, LeavesARehearsalOut) {
  Assembly assembly;
  SessionLog log = assembly.Convene(1, SessionKind::kCommittee, kDate, true);
  log.Open();
  VoteOn(log, ItemKind::kResolution, kFor);
  InviteGuests(assembly, log);
  const YearStatistics year = YearOf(Closed(log));
  EXPECT_EQ(year.committee_sessions, 0u);
  EXPECT_EQ(year.resolutions_and_decisions, 0u);
  EXPECT_EQ(year.guest_attendances, 0u);
  EXPECT_EQ(year.polls, 0u);
}

TEST(CountYear, GoesByTheCivilDate) {
  Assembly assembly;
  Collection archives;
  for (const CivilDate& date : {CivilDate{2022, 12, 31}, CivilDate{2023, 1, 1},
                                CivilDate{2023, 12, 31}, CivilDate{2024, 1, 1}}) {
    const auto number = static_cast<std::uint32_t>(archives.archives().size() + 1);
    SessionLog log = assembly.Convene(number, SessionKind::kCommittee, date);
    log.Open();
    ASSERT_TRUE(archives.Add(Closed(log)));
  }
  EXPECT_EQ(CountYear(archives, 2022).committee_sessions, 1u);
  EXPECT_EQ(CountYear(archives, 2023).committee_sessions, 2u);
  EXPECT_EQ(CountYear(archives, 2024).committee_sessions, 1u);
  EXPECT_EQ(CountYear(archives, 2025).committee_sessions, 0u);
}

TEST(CountYear, TakesTheSecretarysFiguresFromTheNewestRegistry) {
  Assembly assembly;
  Collection archives;
  const auto hold = [&](std::uint32_t number) {
    SessionLog log = assembly.Convene(number, SessionKind::kCouncil, kDate);
    log.Open();
    ASSERT_TRUE(archives.Add(Closed(log)));
  };
  hold(1);
  EXPECT_FALSE(CountYear(archives, 2023).reported);
  assembly.Say(assembly.secretary(), session::SetYearFigures{2023, 150, 970, 20, 20});
  hold(2);
  assembly.Say(assembly.secretary(), session::SetYearFigures{2023, 154, 975, 23, 21});
  hold(3);
  const auto reported = CountYear(archives, 2023).reported;
  ASSERT_TRUE(reported);
  EXPECT_EQ(reported->proposals, 154u);
  EXPECT_EQ(reported->proposals_satisfied_permille, 975u);
  EXPECT_EQ(reported->petitions, 23u);
  EXPECT_EQ(reported->petitions_followed_up, 21u);
  EXPECT_FALSE(CountYear(archives, 2022).reported);
}

}  // namespace
}  // namespace plenary::archive
