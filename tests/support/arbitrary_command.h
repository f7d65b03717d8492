// Commands for tests: one example of each kind, and as many others as wanted.
//
// All are within the bounds of core/wire, so they encode and decode; whether a session
// would accept them is another question.
#ifndef PLENARY_TESTS_SUPPORT_ARBITRARY_COMMAND_H_
#define PLENARY_TESTS_SUPPORT_ARBITRARY_COMMAND_H_

#include <rapidcheck.h>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/session/command.h"

namespace plenary::testing {

// Decisions from a list of numbers: the same list makes the same command. After its end
// they go on with a sequence that the first of them fixes, so that a short list makes a command,
// too.
class Decisions {
 public:
  explicit Decisions(std::vector<std::uint32_t> numbers)
      : numbers_(std::move(numbers)), state_(numbers_.empty() ? 1 : numbers_.front()) {}

  std::uint32_t Next();
  std::uint32_t Below(std::uint32_t limit) { return Next() % limit; }  // limit above 0
  bool Flip() { return Below(2) == 1; }

 private:
  std::vector<std::uint32_t> numbers_;
  std::size_t used_ = 0;
  std::uint64_t state_;
};

// Every kind, in the order of session::Body.
const std::vector<session::CommandKind>& AllKinds();

session::Command MakeCommand(session::CommandKind kind, Decisions& decisions);

// Always the same one of its kind, with most fields filled.
session::Command ExampleCommand(session::CommandKind kind);

// Of any kind. Shrinks to shorter lists of smaller decisions.
rc::Gen<session::Command> ArbitraryCommand();

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_SUPPORT_ARBITRARY_COMMAND_H_
