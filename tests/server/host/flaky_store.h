// A LogStore that fails when it is told to.
#ifndef PLENARY_TESTS_SERVER_HOST_FLAKY_STORE_H_
#define PLENARY_TESTS_SERVER_HOST_FLAKY_STORE_H_

#include <atomic>
#include <optional>

#include "tests/server/storage/memory_store.h"

namespace plenary::host {

class FlakyStore final : public storage::LogStore {
 public:
  explicit FlakyStore(storage::MemoryStore& store) : store_(store) {}

  enum class Mood { kWell, kRefuses, kLosesTheAnswer };
  void FailNext(Mood mood, ErrorCode code) {
    code_ = code;
    mood_ = mood;
  }
  void RefuseReads(bool refuse) { refuses_reads_ = refuse; }
  int appends() const { return appends_; }

  Result<void> Append(std::span<const storage::AppendGroup> groups) override {
    ++appends_;
    const Mood mood = mood_.exchange(Mood::kWell);
    if (mood == Mood::kRefuses) return Fail(code_, "flaky: refused");
    PLENARY_TRY(store_.Append(groups));
    if (mood == Mood::kLosesTheAnswer) return Fail(code_, "flaky: the answer was lost");
    return {};
  }
  Result<std::vector<Bytes>> Read(const LogId& log, std::uint64_t from,
                                  storage::ReadLimit limit) const override {
    if (refuses_reads_) return Fail(ErrorCode::kUnavailable, "flaky: no reading");
    return store_.Read(log, from, limit);
  }
  Result<std::optional<storage::StoredLog>> Find(const LogId& log) const override {
    return store_.Find(log);
  }
  Result<std::vector<storage::StoredLog>> Logs() const override { return store_.Logs(); }

 private:
  storage::MemoryStore& store_;
  std::atomic<Mood> mood_ = Mood::kWell;
  std::atomic<ErrorCode> code_ = ErrorCode::kInternal;
  std::atomic<bool> refuses_reads_ = false;
  std::atomic<int> appends_ = 0;
};

}  // namespace plenary::host

#endif  // PLENARY_TESTS_SERVER_HOST_FLAKY_STORE_H_
