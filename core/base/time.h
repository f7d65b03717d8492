// Time as values: nothing in core reads a clock.
#ifndef PLENARY_CORE_BASE_TIME_H_
#define PLENARY_CORE_BASE_TIME_H_

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace plenary {

// Milliseconds since 1970-01-01 UTC, without leap seconds. Evidence, never a rule.
struct Instant {
  std::int64_t milliseconds = 0;

  auto operator<=>(const Instant&) const = default;
};

// A day of the civil calendar, as declared in commands. Rules and statistics use
// only these.
struct CivilDate {
  std::int32_t year = 0;  // 1 to 9999 in a valid date
  std::int32_t month = 0;
  std::int32_t day = 0;

  auto operator<=>(const CivilDate&) const = default;
  bool IsValid() const;
  std::string Iso() const;  // 2023-03-28
};

// kInvalidArgument unless `iso` is an existing day written YYYY-MM-DD.
Result<CivilDate> ParseCivilDate(std::string_view iso);

// Days from `from` to `to`: negative if `to` comes first. Both valid.
std::int64_t DaysBetween(CivilDate from, CivilDate to);

// 2023-03-28T01:02:03.456Z
std::string IsoUtc(Instant instant);

}  // namespace plenary

#endif  // PLENARY_CORE_BASE_TIME_H_
