// A run of leaves told by hashes alone, as a watcher at light depth gets it.
#ifndef PLENARY_CORE_LOG_RUN_H_
#define PLENARY_CORE_LOG_RUN_H_

#include <cstdint>
#include <vector>

#include "core/base/ids.h"

namespace plenary::log {

struct Run {
  std::uint64_t first = 0;  // index of its first leaf
  std::uint64_t count = 0;
  std::vector<Digest> hashes;  // as MerkleTree::RunHashes has them

  std::uint64_t end() const { return first + count; }
  bool operator==(const Run&) const = default;
};

}  // namespace plenary::log

#endif  // PLENARY_CORE_LOG_RUN_H_
