// What a schema cannot say: that names are known, given once, and fit each other.
#ifndef PLENARY_CLIENT_SCRIPT_CHECK_H_
#define PLENARY_CLIENT_SCRIPT_CHECK_H_

#include "client/script/script.h"

namespace plenary::script {

// Of a script that keeps its schema. Whether the committee's rules allow what it does is
// not asked: the run will tell.
Faults CheckScript(const Script& script);

}  // namespace plenary::script

#endif  // PLENARY_CLIENT_SCRIPT_CHECK_H_
