// The account of a session: head, attendance, agenda, appointments, polls, documents.
// Pure; any thread.
#ifndef PLENARY_CLIENT_REPORT_SESSION_H_
#define PLENARY_CLIENT_REPORT_SESSION_H_

#include <string>
#include <vector>

#include "client/report/json.h"
#include "client/report/secret_poll.h"
#include "client/text/language.h"
#include "core/session/session.h"

namespace plenary::report {

// Who has attended: unlike Session::CountAttendance, which says who is in the hall now, members
// who came and left have been present. In DOMAIN.md's terms.
struct Attended {
  rules::Attendance figures;  // recused: 0
  std::vector<PersonId> late;
  std::vector<PersonId> left;
  std::vector<PersonId> on_leave;
  std::vector<PersonId> absent;
};
Attended WhoAttended(const session::Session& session);

// The account as lines of at most kPageWidth columns where they can be broken.
std::string SessionText(text::Language language, const session::Session& session,
                        Source source = Source::kLog);
Json SessionJson(text::Language language, const session::Session& session);

// The part on appointments; empty if there are none.
std::string AppointmentsText(text::Language language, const session::Session& session);
Json AppointmentsJson(text::Language language, const session::Session& session);

// What names the session: committee, code, title, kind, dates; the beginning of SessionJson.
Json SessionHeadJson(text::Language language, const session::Session& session);

}  // namespace plenary::report

#endif  // PLENARY_CLIENT_REPORT_SESSION_H_
