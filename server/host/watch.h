// Following a log: who is to be woken when it grows, and its entries in shared batches.
#ifndef PLENARY_SERVER_HOST_WATCH_H_
#define PLENARY_SERVER_HOST_WATCH_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "core/base/bytes.h"
#include "core/log/head.h"
#include "core/log/run.h"
#include "server/storage/log_store.h"

namespace plenary::host {

using storage::SharedBytes;

// A part of a log: entries that follow each other, and at light depth runs between them.
// Shared by all who ask for the same one; never changes. Any thread.
class Batch {
 public:
  Batch(std::uint64_t from, std::uint64_t to, std::vector<SharedBytes> entries,
        std::vector<log::Run> runs, std::optional<log::SignedHead> head)
      : from_(from),
        to_(to),
        entries_(std::move(entries)),
        runs_(std::move(runs)),
        head_(std::move(head)) {}

  std::uint64_t from() const { return from_; }
  std::uint64_t to() const { return to_; }  // the next index to ask for
  bool empty() const { return from_ == to_; }
  const std::vector<SharedBytes>& entries() const { return entries_; }  // as EncodeEntry wrote
  const std::vector<log::Run>& runs() const { return runs_; }           // of what is no entry here
  // Of size to(); none if more entries wait behind these.
  const std::optional<log::SignedHead>& head() const { return head_; }

  // What `encode` makes of this batch, made once for all who ask; every caller passes the
  // same one. Valid as long as the batch.
  const Bytes& Encoded(const std::function<Bytes(const Batch&)>& encode) const {
    std::call_once(once_, [&] { encoded_ = encode(*this); });
    return encoded_;
  }

 private:
  std::uint64_t from_;
  std::uint64_t to_;
  std::vector<SharedBytes> entries_;
  std::vector<log::Run> runs_;
  std::optional<log::SignedHead> head_;
  mutable std::once_flag once_;
  mutable Bytes encoded_;
};

struct BatchLimit {
  std::size_t entries = 4096;   // those in runs included
  std::size_t bytes = 1 << 20;  // of the entries; one entry always fits
};

// How soon a watcher is woken.
enum class Pace : std::uint8_t {
  kAtOnce,
  kGathered,  // after some changes together, in turn with all others of this pace
};

// While it lives, its owner is woken after each change of a log. Destroying it waits for
// a running call, unless that call itself destroys it; none comes afterwards. May
// outlive the host.
class Subscription {
 public:
  virtual ~Subscription() = default;
};

}  // namespace plenary::host

#endif  // PLENARY_SERVER_HOST_WATCH_H_
