// What the chair's machine does by the chair's word, before and after votes.
#ifndef PLENARY_TESTS_BENCH_OFFICERS_H_
#define PLENARY_TESTS_BENCH_OFFICERS_H_

#include <cstddef>
#include <memory>
#include <vector>

#include "tests/bench/hall.h"
#include "tests/bench/machine.h"

namespace plenary::bench {

inline constexpr std::size_t kScrutineers = 3;              // of whom two open a poll
inline constexpr std::size_t kOfficers = 1 + kScrutineers;  // with the chair

CeremonyId BeginCeremony(Machine& chair);
// A secret poll on the hall's item, or on its proposal of that number if it has any.
PollId OpenSecretPoll(Machine& chair, const Hall& hall, std::size_t number);

// The machines of chair and scrutineers, who hold the key. They share what is verified, as if
// it took no time: in a hall each has a processor of its own.
class Officers {
 public:
  explicit Officers(Hall& hall);

  Machine& chair() { return *machines_.front(); }
  // A ceremony, and then a poll that is open; the hall votes in it. Nobody follows any more.
  PollId Open();
  void Follow();

 private:
  Hall& hall_;
  std::vector<std::unique_ptr<Machine>> machines_;
};

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_OFFICERS_H_
