#include "client/report/year.h"

#include <algorithm>
#include <vector>

#include "client/report/layout.h"
#include "client/text/terms.h"

namespace plenary::report {
namespace {

using archive::YearStatistics;
using text::Language;
using text::Text;

// "97.5%"
std::string Percent(std::uint32_t permille) {
  return std::to_string(permille / 10) + "." + std::to_string(permille % 10) + "%";
}

class YearTable {
 public:
  explicit YearTable(Language language) : language_(language) {}

  void Row(Text what, std::uint32_t figure) { Row(what, std::to_string(figure)); }
  void Row(Text what, const std::string& figure) {
    rows_.push_back({text::Say(language_, what), figure});
  }
  // Part of the row above.
  void Part(const std::string& what, std::uint32_t figure) {
    rows_.push_back({"  " + what, std::to_string(figure)});
  }

  std::string Write() const {
    return FormatTable({{text::Say(language_, Text{"项目", "What"})},
                        {text::Say(language_, Text{"数量", "Figure"}), Side::kRight}},
                       rows_);
  }

 private:
  Language language_;
  std::vector<Cells> rows_;
};

void AddWork(YearTable& table, Language language, const YearStatistics& year) {
  table.Row({"常委会会议（次）", "Committee sessions"}, year.committee_sessions);
  table.Row({"主任会议（次）", "Councils of chairpersons"}, year.councils);
  table.Row({"听取审议“一府一委两院”报告（项）", "Reports of the four organs heard"},
            year.reports_heard);
  for (const auto& [organ, reports] : year.reports_by_organ) {
    table.Part(text::Say(language, organ), reports);
  }
  table.Row({"专题询问（次）", "Special inquiries"}, year.special_inquiries);
  table.Row({"视察（次）", "Group inspections"}, year.group_inspections);
  table.Row({"届中测评（次）", "Mid-term evaluations"}, year.mid_term_evaluations);
  table.Part(text::Say(language, Text{"测评人员（人）", "officials evaluated"}),
             year.officials_evaluated);
  table.Row({"执法检查（部法律法规）", "Law-enforcement inspections (laws)"},
            year.law_enforcement_inspections);
  table.Row({"作出决议、决定（项）", "Resolutions and decisions"}, year.resolutions_and_decisions);
  table.Row({"任免国家机关工作人员（人次）", "Appointments and removals (person-times)"},
            year.appointments_and_removals);
  table.Row({"任免常委会工作机构人员（人次）", "In the committee's own offices"},
            year.own_office_appointments);
  table.Row({"任免人民陪审员（人）", "People's assessors"}, year.peoples_assessors);
  table.Row({"基层人大代表列席（人次）", "Guest attendances of grass-roots deputies"},
            year.guest_attendances);
  table.Row({"表决（次）", "Polls"}, year.polls);
  table.Row({"有效票（张）", "Valid ballots"}, year.ballots);
}

void AddReported(YearTable& table, const YearStatistics& year) {
  if (!year.reported) return;
  table.Row({"代表建议（件）*", "Deputies' proposals *"}, year.reported->proposals);
  table.Row({"代表建议办理满意率*", "Deputies' proposals, satisfied *"},
            Percent(year.reported->proposals_satisfied_permille));
  table.Row({"受理信访（件）*", "Petitions received *"}, year.reported->petitions);
  table.Row({"信访跟踪督办（件）*", "Petitions followed up *"},
            year.reported->petitions_followed_up);
}

std::ptrdiff_t CountRehearsals(const archive::Collection& archives, std::int32_t year) {
  return std::ranges::count_if(archives.archives(), [year](const archive::Verified& archive) {
    const session::Convene& convened = archive.session.convened;
    return convened.date.year == year && convened.rehearsal;
  });
}

std::ptrdiff_t CountSessions(const archive::Collection& archives, std::int32_t year) {
  return std::ranges::count(archives.archives(), year, [](const archive::Verified& archive) {
    return archive.session.convened.date.year;
  });
}

std::string NameOf(const archive::Collection& archives) {
  const session::Registry* registry = archives.NewestRegistry();
  return registry == nullptr ? "" : registry->name;
}

}  // namespace

std::string YearText(Language language, const archive::Collection& archives,
                     const YearStatistics& year) {
  YearTable table(language);
  AddWork(table, language, year);
  AddReported(table, year);
  std::string page =
      text::Say(language, {"{0} {1} 年工作数据\n\n", "{0}: the year {1}\n\n"},
                {NameOf(archives), std::to_string(year.year)}) +
      table.Write() + "\n" +
      text::Say(language,
                {"依据经核验的当年会议档案 {0} 份（其中会前演练 {1} 份，不计入）。\n",
                 "From {0} verified archives of that year; rehearsals among them, not counted: "
                 "{1}.\n"},
                {std::to_string(CountSessions(archives, year.year)),
                 std::to_string(CountRehearsals(archives, year.year))});
  if (year.reported) {
    page += text::Say(language, Text{"* 由秘书签名填报，载入登记簿。\n",
                                     "* Reported by the secretary, signed into the registry.\n"});
  }
  return page;
}

Json YearJson(const archive::Collection& archives, const YearStatistics& year) {
  Json json{{"year", year.year},
            {"committee_sessions", year.committee_sessions},
            {"councils", year.councils},
            {"reports_heard", year.reports_heard},
            {"special_inquiries", year.special_inquiries},
            {"group_inspections", year.group_inspections},
            {"mid_term_evaluations", year.mid_term_evaluations},
            {"officials_evaluated", year.officials_evaluated},
            {"law_enforcement_inspections", year.law_enforcement_inspections},
            {"resolutions_and_decisions", year.resolutions_and_decisions},
            {"appointments_and_removals", year.appointments_and_removals},
            {"guest_attendances", year.guest_attendances}};
  json["reports_by_organ"] = Json::object();
  for (const auto& [organ, reports] : year.reports_by_organ) {
    json["reports_by_organ"][text::Code(organ)] = reports;
  }
  json["own_office_appointments"] = year.own_office_appointments;
  json["peoples_assessors"] = year.peoples_assessors;
  json["polls"] = year.polls;
  json["ballots"] = year.ballots;
  for (const char* key :
       {"proposals", "proposals_satisfied", "petitions", "petitions_followed_up"}) {
    json[key] = nullptr;
  }
  if (year.reported) {
    json["proposals"] = year.reported->proposals;
    json["proposals_satisfied"] = year.reported->proposals_satisfied_permille / 10.0;
    json["petitions"] = year.reported->petitions;
    json["petitions_followed_up"] = year.reported->petitions_followed_up;
  }
  json["committee"] = NameOf(archives);
  json["archives"] = CountSessions(archives, year.year);
  json["rehearsals"] = CountRehearsals(archives, year.year);
  return json;
}

}  // namespace plenary::report
