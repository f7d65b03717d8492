// Times in milliseconds, and how they are printed.
#ifndef PLENARY_TESTS_BENCH_FIGURES_H_
#define PLENARY_TESTS_BENCH_FIGURES_H_

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace plenary::bench {

using Clock = std::chrono::steady_clock;

double MillisecondsBetween(Clock::time_point from, Clock::time_point to);

// The smallest value that at least `percent` of all are not above. There is one value at
// least.
double Quantile(std::vector<double> values, double percent);

// What the calling thread has computed so far. For work of one thread that waits for nothing:
// what else the machine does counts less.
struct ThreadClock {
  using duration = std::chrono::nanoseconds;
  static duration now();
};

// Milliseconds of one `work()`, the median.
template <class C = Clock, class Work>
double TimeOf(std::size_t repetitions, Work work) {
  std::vector<double> times;
  for (std::size_t i = 0; i < repetitions; ++i) {
    const auto begin = C::now();
    work();
    times.push_back(std::chrono::duration<double, std::milli>(C::now() - begin).count());
  }
  return Quantile(times, 50);
}

void Heading(std::string_view text);
// A figure, what it is divided by of the same run (may be empty), and what is asked of it
// (may be empty). Written at once: a run takes minutes.
void Line(std::string_view what, const std::string& figure, const std::string& ratio = {},
          const std::string& target = {});
void Note(std::string_view text);

std::string Number(double value, std::string_view unit);
// "1.7 of the bare exchange"
std::string Ratio(double value, double reference, std::string_view of);
// "at most 2: met"
std::string AtMost(double limit, double value, std::string_view unit = {});

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_FIGURES_H_
