// The steps of a session, played: each said by whose part it is, in their order.
#ifndef PLENARY_CLIENT_SCRIPT_STEPS_H_
#define PLENARY_CLIENT_SCRIPT_STEPS_H_

#include "client/script/stage.h"

namespace plenary::script {

// Convenes the session, gives notice, draws up the agenda, lets members and guests sign in.
Played<> Prepare(Stage& stage);
// One step. What it had done before it failed stands.
Played<> PlayStep(Stage& stage, const Value& step);

}  // namespace plenary::script

#endif  // PLENARY_CLIENT_SCRIPT_STEPS_H_
