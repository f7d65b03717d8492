// A member's machine: a real client, with key store, vault and link, which says by itself what
// ceremonies, seals and openings ask of this member.
#ifndef PLENARY_TESTS_BENCH_MACHINE_H_
#define PLENARY_TESTS_BENCH_MACHINE_H_

#include <array>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <thread>

#include "client/link/link.h"
#include "core/base/mutex.h"
#include "tests/bench/figures.h"

namespace plenary::bench {

// One thread at a time. What fails, is refused, or takes five minutes is a bug and aborts.
class Machine {
 public:
  // The store outlives it. Nothing is followed yet but the registry.
  Machine(link::KeyStore& store, const SessionId& session, link::LinkOptions options);
  ~Machine();
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  link::Link& link() { return *link_; }
  link::KeyStore& store() { return store_; }
  const PersonId& person() const { return person_; }

  void Follow();    // to where the log is now; then by itself
  void Unfollow();  // what comes meanwhile is fetched by the next Follow
  std::shared_ptr<const session::Session> Session() const { return link_->Session(session_); }

  // In the session; returns when this machine's own copy has it.
  void Say(session::Body body);
  // Likewise, but returns at once; `done` when the receipt is there.
  void SayAsync(session::Body body, std::function<void()> done);
  void WaitFor(std::function<bool(const session::Session&)> wanted);

  // When the key that this ceremony makes stood here, and when the poll's result did, by this
  // machine's own verification. Waits for it.
  Clock::time_point WhenMade(const CeremonyId& ceremony) { return When(ceremony.bytes); }
  Clock::time_point WhenCounted(const PollId& poll) { return When(poll.bytes); }

 private:
  void TendAll();
  void Look(const session::Session& session);
  void TendOnce(const session::Session& session);
  using Name = std::array<Byte, 16>;  // of a ceremony or a poll
  Clock::time_point When(const Name& name);

  link::KeyStore& store_;
  const SessionId session_;
  const PersonId person_;
  std::unique_ptr<link::Link> link_;

  Mutex mutex_;
  std::condition_variable_any changed_;
  bool grown_ PLENARY_GUARDED_BY(mutex_) = false;
  bool stopping_ PLENARY_GUARDED_BY(mutex_) = false;
  std::map<Name, Clock::time_point> times_ PLENARY_GUARDED_BY(mutex_);

  std::unique_ptr<link::Subscription> growth_;
  std::thread tending_;
};

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_MACHINE_H_
