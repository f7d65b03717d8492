// Parts of the work alone: what the figures of whole servers are compared with.
#ifndef PLENARY_TESTS_BENCH_ALONE_H_
#define PLENARY_TESTS_BENCH_ALONE_H_

#include <cstddef>
#include <filesystem>

namespace plenary::bench {

struct Alone {
  double sign = 0;    // milliseconds, one core: a command of a ballot
  double verify = 0;  // likewise
  double sync = 0;    // 4 KiB more in a file, and on the disk; the median
};

// `folder` lies on the disk where the stores lie.
Alone MeasureAlone(const std::filesystem::path& folder, std::size_t repetitions);

struct ArchiveVerification {
  std::size_t entries = 0;  // of the registry and the session
  double milliseconds = 0;  // of one archive, one core
};

// A session with that many recorded polls, everybody voting in each.
ArchiveVerification MeasureArchive(std::size_t members, std::size_t polls, std::size_t repetitions);

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_ALONE_H_
