#include "tests/bench/figures.h"

#include <time.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>

#include "core/base/check.h"

namespace plenary::bench {
namespace {

// Three figures that mean something, and no more.
std::string Plain(double value) {
  char text[32];
  const int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
  std::snprintf(&text[0], sizeof text, "%.*f", decimals, value);
  return &text[0];
}

}  // namespace

double MillisecondsBetween(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration<double, std::milli>(to - from).count();
}

ThreadClock::duration ThreadClock::now() {
  timespec time{};
  PLENARY_CHECK(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

double Quantile(std::vector<double> values, double percent) {
  PLENARY_CHECK(!values.empty());
  std::ranges::sort(values);
  const double rank = std::ceil(percent / 100 * static_cast<double>(values.size()));
  return values[static_cast<std::size_t>(std::max(1.0, rank)) - 1];
}

void Heading(std::string_view text) {
  std::printf("\n%s\n", std::string(text).c_str());
  std::fflush(stdout);
}

void Line(std::string_view what, const std::string& figure, const std::string& ratio,
          const std::string& target) {
  std::printf("  %-44s %14s  %-32s %s\n", std::string(what).c_str(), figure.c_str(), ratio.c_str(),
              target.c_str());
  std::fflush(stdout);
}

void Note(std::string_view text) {
  std::printf("  (%s)\n", std::string(text).c_str());
  std::fflush(stdout);
}

std::string Number(double value, std::string_view unit) {
  return unit.empty() ? Plain(value) : Plain(value) + " " + std::string(unit);
}

std::string Ratio(double value, double reference, std::string_view of) {
  return Plain(value / reference) + " of " + std::string(of);
}

std::string AtMost(double limit, double value, std::string_view unit) {
  return "at most " + Number(limit, unit) + (value <= limit ? ": met" : ": missed");
}

}  // namespace plenary::bench
