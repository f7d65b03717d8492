// A secret poll's key, ballots, seal and opening, as its log has them. Pure; any thread.
#ifndef PLENARY_CLIENT_REPORT_SECRET_POLL_H_
#define PLENARY_CLIENT_REPORT_SECRET_POLL_H_

#include <cstdint>
#include <string>
#include <vector>

#include "client/report/json.h"
#include "client/text/language.h"
#include "core/session/session.h"

namespace plenary::report {

// A line each: who holds the key, how many ballots are in, who sealed which code, who opened.
// Nothing of a poll that is not secret or was never opened. `poll` is one of the session's.
std::vector<std::string> SecretPollText(text::Language language, const session::Session& session,
                                        const session::PollRecord& poll);
// Where a session was read from: an edition has nobody's ballots.
enum class Source : std::uint8_t { kLog, kEdition };
// What of a secret poll's result this copy of the log let its owner check: every ballot, or less.
// Empty for any other poll, and without a result.
std::string CheckedText(text::Language language, const session::PollRecord& poll,
                        Source source = Source::kLog);
// The same once for all secret polls of the session, which were followed at one depth.
std::string SecretPollsCheckedText(text::Language language, const session::Session& session,
                                   Source source = Source::kLog);
// What SecretPollText says; `poll` is secret and was opened.
Json SecretPollJson(const session::Session& session, const session::PollRecord& poll);

}  // namespace plenary::report

#endif  // PLENARY_CLIENT_REPORT_SECRET_POLL_H_
