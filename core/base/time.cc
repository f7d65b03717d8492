#include "core/base/time.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace plenary {
namespace {

std::chrono::year_month_day Calendar(CivilDate date) {
  return std::chrono::year(date.year) / date.month / date.day;
}

bool ParseDigits(std::string_view text, std::int32_t& value) {
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
  }
  return std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc{};
}

}  // namespace

bool CivilDate::IsValid() const {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= 31 &&
         Calendar(*this).ok();
}

std::string CivilDate::Iso() const {
  std::array<char, 40> text{};
  const int size = std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", year, month, day);
  return {text.data(), static_cast<std::size_t>(size)};
}

Result<CivilDate> ParseCivilDate(std::string_view iso) {
  CivilDate date;
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-' ||
      !ParseDigits(iso.substr(0, 4), date.year) || !ParseDigits(iso.substr(5, 2), date.month) ||
      !ParseDigits(iso.substr(8, 2), date.day) || !date.IsValid()) {
    return Fail(ErrorCode::kInvalidArgument, "not a date of the form YYYY-MM-DD");
  }
  return date;
}

std::int64_t DaysBetween(CivilDate from, CivilDate to) {
  return (std::chrono::sys_days(Calendar(to)) - std::chrono::sys_days(Calendar(from))).count();
}

std::string IsoUtc(Instant instant) {
  using std::chrono::milliseconds;
  const auto point = std::chrono::sys_time<milliseconds>(milliseconds(instant.milliseconds));
  const auto day = std::chrono::floor<std::chrono::days>(point);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss<milliseconds> clock(point - day);
  std::array<char, 64> text{};
  const int size = std::snprintf(
      text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", int{date.year()},
      unsigned{date.month()}, unsigned{date.day()}, static_cast<int>(clock.hours().count()),
      static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
      static_cast<int>(clock.subseconds().count()));
  return {text.data(), static_cast<std::size_t>(size)};
}

}  // namespace plenary
