// One poll of a session, for reading and for machines. Pure; any thread.
#ifndef PLENARY_CLIENT_REPORT_POLL_H_
#define PLENARY_CLIENT_REPORT_POLL_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "client/report/json.h"
#include "client/text/language.h"
#include "core/session/session.h"

namespace plenary::report {

// Its place in the order in which the session's polls were drafted, from 1; 0: not its own.
std::size_t NumberOf(const session::Session& session, const PollId& poll);
// The item's place in the agenda, from 1; 0: not in it.
std::size_t NumberOf(const session::Session& session, const ItemId& item);

// Question, method, attendance, figures, the rule in numbers, outcome: several lines.
// `poll` is in the session.
std::string PollText(text::Language language, const session::Session& session, const PollId& poll);

// Of a poll with one contest, its "counts", "rule" and "outcome" stand beside "contests" too.
Json PollJson(text::Language language, const session::Session& session, const PollId& poll);
// All of them, as drafted; discarded ones too.
Json PollsJson(text::Language language, const session::Session& session);

}  // namespace plenary::report

#endif  // PLENARY_CLIENT_REPORT_POLL_H_
