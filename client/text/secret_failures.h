// Refusals about the key of secret polls, and in them. For SentenceOf alone.
#ifndef PLENARY_CLIENT_TEXT_SECRET_FAILURES_H_
#define PLENARY_CLIENT_TEXT_SECRET_FAILURES_H_

#include "client/text/language.h"
#include "core/session/refusal.h"

namespace plenary::text {

// Empty for any other refusal.
Text SecretSentenceOf(session::Refusal refusal);

}  // namespace plenary::text

#endif  // PLENARY_CLIENT_TEXT_SECRET_FAILURES_H_
