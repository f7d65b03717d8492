// Wakes a command that follows a link whenever there is something new, or Ctrl-C was pressed.
#ifndef PLENARY_CLIENT_CLI_ONLINE_PULSE_H_
#define PLENARY_CLIENT_CLI_ONLINE_PULSE_H_

#include <condition_variable>
#include <memory>

#include "client/cli/interrupt.h"
#include "client/link/link.h"
#include "core/base/mutex.h"

namespace plenary::cli {

// One thread, for the time of one command. The link outlives it.
class Pulse {
 public:
  explicit Pulse(link::Link& link);
  Pulse(const Pulse&) = delete;
  Pulse& operator=(const Pulse&) = delete;

  bool WasInterrupted() const { return interruption_.HasCome(); }
  // Returns at once if something came since the last call, and in a fifth of a second at the
  // latest: so soon is Ctrl-C noticed.
  void Await();

 private:
  void Wake();

  const Interruption interruption_;
  Mutex mutex_;
  std::condition_variable_any changed_;
  bool woken_ PLENARY_GUARDED_BY(mutex_) = false;
  std::unique_ptr<link::Subscription> growth_;  // ended before what they wake
  std::unique_ptr<link::Subscription> alarms_;
  std::unique_ptr<link::Subscription> states_;
};

}  // namespace plenary::cli

#endif  // PLENARY_CLIENT_CLI_ONLINE_PULSE_H_
