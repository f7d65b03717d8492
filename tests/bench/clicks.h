// Rounds of clicks on plenaryd and on the bare exchange, and how they compare.
#ifndef PLENARY_TESTS_BENCH_CLICKS_H_
#define PLENARY_TESTS_BENCH_CLICKS_H_

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/alone.h"
#include "tests/bench/crowd.h"
#include "tests/bench/hall.h"

namespace plenary::bench {

inline constexpr std::string_view kBare = "the bare exchange";

// Of both servers.
struct Pair {
  Round real;
  Round bare;
};

v1::SubmitRequest RequestOf(const log::SignedCommand& command);
CrowdTerms TermsOf(const Hall& hall, const std::string& address, std::size_t clients,
                   bool light = false);

// A member's ballot: signed when it is asked for.
using Sign = std::function<log::SignedCommand(std::size_t member)>;

// One ballot of each of the crowd. Every answer is checked, after the clock has stopped: a
// figure of wrong answers is none.
Round ClickReal(Hall& hall, Crowd& crowd, std::size_t clicks, const Sign& sign,
                std::chrono::milliseconds within = {});
// The same bytes, signed beforehand: the bare exchange has no cryptography of ours.
Round ClickBare(Crowd& crowd, std::size_t clicks, const Sign& sign);
void TakeAll(Hall& hall, const std::vector<log::SignedCommand>& ballots,
             const std::vector<v1::SubmitResponse>& responses);

// All receipts; of the rest the worst.
void Add(const Round& round, Round& sum);

// `limit` of the quotient at the 99th percentile, if there is one.
void PrintClicks(const std::string& who, const Pair& pair, const Alone& alone,
                 std::optional<double> limit);

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_CLICKS_H_
