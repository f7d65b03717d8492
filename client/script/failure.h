// Why a script could not be played on: where it stands in it, and what happened.
#ifndef PLENARY_CLIENT_SCRIPT_FAILURE_H_
#define PLENARY_CLIENT_SCRIPT_FAILURE_H_

#include <optional>

#include "client/script/value.h"
#include "core/base/result.h"
#include "core/session/refusal.h"

namespace plenary::script {

struct Failure {
  Fault fault;                                   // its place may name no file: outside the script
  std::optional<session::Refusal> refusal = {};  // the command was refused, for this
  bool is_unreachable = false;                   // no server answered
};

template <class T = void>
using Played = Result<T, Failure>;

// `where`: the step, or whatever the script says that could not be done. Null: what the
// script does not speak of.
std::unexpected<Failure> Stop(const Value* where, Sentence sentence);
std::unexpected<Failure> Stop(const Value* where, const Error& error);
std::unexpected<Failure> Stop(const Value* where, session::Refusal refusal);

}  // namespace plenary::script

#endif  // PLENARY_CLIENT_SCRIPT_FAILURE_H_
