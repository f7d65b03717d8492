// The parts of plenary_bench: each measures what docs/benchmarks.md says of it, and prints it.
#ifndef PLENARY_TESTS_BENCH_PARTS_H_
#define PLENARY_TESTS_BENCH_PARTS_H_

#include <cstddef>

#include "tests/bench/alone.h"

namespace plenary::bench {

struct Sizes {
  std::size_t committee = 175;  // members of a provincial standing committee, and a few
  std::size_t hall = 3000;
  std::size_t rounds = 15;         // of the committee's clicks, on each server
  std::size_t secret_rounds = 10;  // likewise, in secret
  std::size_t hall_rounds = 3;     // likewise, of as many clicks in the hall
  std::size_t repetitions = 500;   // of a part of the work alone
  std::size_t session_members = 35;
  std::size_t session_polls = 18;
  std::size_t holders = 5;     // scrutineers, in the smaller ceremony
  std::size_t casting = 5000;  // milliseconds in which the hall casts
  bool judged = true;          // by the targets
};

// ---- recorded polls
void RunCommittee(const Sizes& sizes, const Alone& alone);
void RunHall(const Sizes& sizes, const Alone& alone);

// ---- secret polls
void RunSecretCommittee(const Sizes& sizes, const Alone& alone);
void RunSecretHall(const Sizes& sizes, const Alone& alone);
// Key ceremonies, and a session's polls from their closing to the result on every client.
void RunSecretSession(const Sizes& sizes, const Alone& alone);

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_PARTS_H_
