// Refusals, to who knows what was said: a ballot that came after the close.
#ifndef PLENARY_CLIENT_TEXT_LATE_H_
#define PLENARY_CLIENT_TEXT_LATE_H_

#include <string>

#include "client/text/failures.h"
#include "core/session/command.h"

namespace plenary::text {

// As Explain of the refusal alone, but who cast or challenged a ballot too late is told that it
// does not count, and that an earlier one does.
std::string Explain(Language language, session::CommandKind said, session::Refusal refusal);

}  // namespace plenary::text

#endif  // PLENARY_CLIENT_TEXT_LATE_H_
