// The year in figures (年度工作数据), for reading and for machines. Pure; any thread.
#ifndef PLENARY_CLIENT_REPORT_YEAR_H_
#define PLENARY_CLIENT_REPORT_YEAR_H_

#include <string>

#include "client/report/json.h"
#include "client/text/language.h"
#include "core/archive/statistics.h"

namespace plenary::report {

// A table with the committee's name above it.
std::string YearText(text::Language language, const archive::Collection& archives,
                     const archive::YearStatistics& year);
// What the secretary has not reported is null.
Json YearJson(const archive::Collection& archives, const archive::YearStatistics& year);

}  // namespace plenary::report

#endif  // PLENARY_CLIENT_REPORT_YEAR_H_
