// Ctrl-C, for commands that take their time and must end in order.
#ifndef PLENARY_CLIENT_CLI_INTERRUPT_H_
#define PLENARY_CLIENT_CLI_INTERRUPT_H_

#include <signal.h>

namespace plenary::cli {

// While it lives, the first SIGINT or SIGTERM is only noted; the second ends the program.
// One at a time.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  bool HasCome() const;  // any thread

 private:
  struct sigaction interrupt_before_;
  struct sigaction terminate_before_;
};

}  // namespace plenary::cli

#endif  // PLENARY_CLIENT_CLI_INTERRUPT_H_
