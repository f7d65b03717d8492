#include "client/cli/interrupt.h"

#include <atomic>

namespace plenary::cli {
namespace {

// All that a handler of signals may touch.
std::atomic<bool> has_come{false};
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void NoteInterruption(int) { has_come = true; }

}  // namespace

Interruption::Interruption() : interrupt_before_{}, terminate_before_{} {
  has_come = false;
  struct sigaction note{};
  note.sa_handler = NoteInterruption;
  note.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART;
  ::sigaction(SIGINT, &note, &interrupt_before_);
  ::sigaction(SIGTERM, &note, &terminate_before_);
}

Interruption::~Interruption() {
  ::sigaction(SIGINT, &interrupt_before_, nullptr);
  ::sigaction(SIGTERM, &terminate_before_, nullptr);
}

bool Interruption::HasCome() const { return has_come; }

}  // namespace plenary::cli
