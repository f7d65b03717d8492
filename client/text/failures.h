// Refusals and errors in a person's words.
#ifndef PLENARY_CLIENT_TEXT_FAILURES_H_
#define PLENARY_CLIENT_TEXT_FAILURES_H_

#include <string>

#include "client/text/language.h"
#include "client/text/terms.h"
#include "core/base/result.h"
#include "core/session/refusal.h"

namespace plenary::text {

// One sentence: what happened, and what to do.
Text SentenceOf(session::Refusal refusal);
inline std::string Explain(Language language, session::Refusal refusal) {
  return Say(language, SentenceOf(refusal));
}

Name NameOf(ErrorCode code);
template <>
inline constexpr auto kLast<ErrorCode> = ErrorCode::kInternal;

}  // namespace plenary::text

#endif  // PLENARY_CLIENT_TEXT_FAILURES_H_
