// The year in figures, as the archives alone yield it.
//
// Counted by the civil date that a session's convening declares. Rehearsals, test polls,
// voided polls and failed nominations count nowhere; items count once they are concluded.
#ifndef PLENARY_CORE_ARCHIVE_STATISTICS_H_
#define PLENARY_CORE_ARCHIVE_STATISTICS_H_

#include <cstdint>
#include <map>
#include <optional>

#include "core/archive/collection.h"

namespace plenary::archive {

struct YearStatistics {
  std::int32_t year = 0;
  std::uint32_t committee_sessions = 0;
  std::uint32_t councils = 0;
  // Reports of the four organs deliberated at committee sessions, each by itself;
  // officials' reports on their own duties left out.
  std::uint32_t reports_heard = 0;
  std::map<session::Organ, std::uint32_t> reports_by_organ;
  std::uint32_t special_inquiries = 0;
  std::uint32_t group_inspections = 0;
  std::uint32_t mid_term_evaluations = 0;
  std::uint32_t officials_evaluated = 0;          // in them
  std::uint32_t law_enforcement_inspections = 0;  // laws, not items
  std::uint32_t resolutions_and_decisions = 0;    // adopted; budget and accounts among them
  // Passed actions on offices of the four organs, in person-times (人次).
  std::uint32_t appointments_and_removals = 0;
  std::uint32_t own_office_appointments = 0;     // of the committee's own offices
  std::uint32_t peoples_assessors = 0;           // people on passed lists
  std::uint32_t guest_attendances = 0;           // grass-roots deputies, a session each
  std::uint32_t polls = 0;                       // announced
  std::uint32_t ballots = 0;                     // valid, in announced recorded and paper polls
  std::optional<session::YearFigures> reported;  // by the secretary, into the registry
};

YearStatistics CountYear(const Collection& archives, std::int32_t year);

}  // namespace plenary::archive

#endif  // PLENARY_CORE_ARCHIVE_STATISTICS_H_
