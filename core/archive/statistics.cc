#include "core/archive/statistics.h"

#include <algorithm>

#include "core/session/item_kinds.h"

namespace plenary::archive {
namespace {

using session::Ending;
using session::ItemKind;
using session::ItemRecord;
using session::ItemState;
using session::Organ;
using session::PollState;
using session::Session;

bool IsOfTheFour(Organ organ) {
  return organ == Organ::kGovernment || organ == Organ::kSupervisionCommission ||
         organ == Organ::kCourt || organ == Organ::kProcuratorate;
}

std::uint32_t OfficialsEvaluated(const Session& session, const ItemId& item) {
  std::uint32_t officials = 0;
  for (const auto& [id, poll] : session.polls) {
    if (poll.draft.item == item && poll.state == PollState::kAnnounced &&
        poll.draft.subject == session::PollSubject::kEvaluation) {
      officials += static_cast<std::uint32_t>(poll.draft.contests.size());
    }
  }
  return officials;
}

void CountItem(YearStatistics& year, const Session& session, const ItemRecord& record) {
  const session::AgendaItem& item = record.item;
  if (session::CountsReports(item.kind)) {
    for (const session::Report& report : item.reports) {
      if (!IsOfTheFour(report.organ)) continue;
      ++year.reports_heard;
      ++year.reports_by_organ[report.organ];
    }
  }
  if (record.ending == Ending::kAdopted) ++year.resolutions_and_decisions;
  if (item.kind == ItemKind::kSpecialInquiry) ++year.special_inquiries;
  if (item.kind == ItemKind::kGroupInspection) ++year.group_inspections;
  if (item.kind == ItemKind::kLawEnforcementInspection) {
    year.law_enforcement_inspections += static_cast<std::uint32_t>(item.laws.size());
  }
  if (item.kind == ItemKind::kMidTermEvaluation) {
    ++year.mid_term_evaluations;
    year.officials_evaluated += OfficialsEvaluated(session, item.id);
  }
}

void CountProposal(YearStatistics& year, const session::ProposalRecord& record) {
  if (record.state != session::ProposalState::kPassed) return;
  if (record.proposal.assessors > 0) {
    year.peoples_assessors += record.proposal.assessors;
  } else if (IsOfTheFour(record.proposal.organ)) {
    ++year.appointments_and_removals;
  } else if (record.proposal.organ == Organ::kCommitteeOffice) {
    ++year.own_office_appointments;
  }
}

void CountPolls(YearStatistics& year, const Session& session) {
  for (const auto& [id, poll] : session.polls) {
    if (poll.state != PollState::kAnnounced || poll.draft.test) continue;
    ++year.polls;
    if (!poll.results.empty()) year.ballots += poll.results.front().count.ballots;
  }
}

void CountCommitteeSession(YearStatistics& year, const Session& session) {
  ++year.committee_sessions;
  for (const auto& [id, record] : session.items) {
    if (record.state == ItemState::kConcluded) CountItem(year, session, record);
  }
  for (const auto& [id, record] : session.proposals) CountProposal(year, record);
  year.guest_attendances +=
      static_cast<std::uint32_t>(std::ranges::count_if(session.attendees, [](const auto& attendee) {
        return attendee.second.kind == session::AttendeeKind::kGrassRootsDeputy;
      }));
}

}  // namespace

YearStatistics CountYear(const Collection& archives, std::int32_t year) {
  YearStatistics statistics;
  statistics.year = year;
  for (const Verified& archive : archives.archives()) {
    const session::Convene& convened = archive.session.convened;
    if (convened.date.year != year || convened.rehearsal) continue;
    CountPolls(statistics, archive.session);
    if (convened.kind == session::SessionKind::kCouncil) {
      ++statistics.councils;
    } else {
      CountCommitteeSession(statistics, archive.session);
    }
  }
  if (const session::Registry* registry = archives.NewestRegistry()) {
    const auto reported = registry->years.find(static_cast<std::uint32_t>(year));
    if (reported != registry->years.end()) statistics.reported = reported->second;
  }
  return statistics;
}

}  // namespace plenary::archive
