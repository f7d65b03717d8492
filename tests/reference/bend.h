// A command that says something a little different.
#ifndef PLENARY_TESTS_REFERENCE_BEND_H_
#define PLENARY_TESTS_REFERENCE_BEND_H_

#include <random>

#include "core/session/command.h"

namespace plenary::testing {

using Random = std::mt19937;

// Below `end`, which is not 0; the same on every machine.
std::size_t Below(Random& random, std::size_t end);

// Changes one field; false if there is none to change. What comes out may be malformed.
bool Bend(session::Body& body, Random& random);

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_REFERENCE_BEND_H_
