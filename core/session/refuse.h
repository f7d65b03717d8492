// How the parts of the state machine say no.
#ifndef PLENARY_CORE_SESSION_REFUSE_H_
#define PLENARY_CORE_SESSION_REFUSE_H_

#include <expected>

#include "core/base/result.h"
#include "core/session/refusal.h"

namespace plenary::session {

using Verdict = Result<void, Refusal>;

inline std::unexpected<Refusal> Refuse(Refusal refusal) { return std::unexpected(refusal); }

inline Verdict RefuseUnless(bool condition, Refusal refusal) {
  if (condition) return {};
  return Refuse(refusal);
}

}  // namespace plenary::session

#endif  // PLENARY_CORE_SESSION_REFUSE_H_
