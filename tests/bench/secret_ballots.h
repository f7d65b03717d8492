// Secret ballots, made before anything is measured.
#ifndef PLENARY_TESTS_BENCH_SECRET_BALLOTS_H_
#define PLENARY_TESTS_BENCH_SECRET_BALLOTS_H_

#include <span>
#include <vector>

#include "core/ballot/poll.h"
#include "tests/support/assembly.h"

namespace plenary::bench {

struct MadeBallot {
  Bytes bytes;
  Digest code;
};

// One for each voter, with a choice by the voter's place, on all processors.
std::vector<MadeBallot> MakeBallots(const ballot::Poll& poll,
                                    std::span<const testing::Participant> voters);

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_SECRET_BALLOTS_H_
