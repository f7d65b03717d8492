// What a client says when the server, or somebody through it, has lied.
//
// An alarm never goes away by itself. Those of a log stop it: what the log said before
// is kept, nothing more is believed.
#ifndef PLENARY_CLIENT_LINK_ALARM_H_
#define PLENARY_CLIENT_LINK_ALARM_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/base/time.h"

namespace plenary::link {

// Written into evidence files: append only, never renumber.
enum class AlarmKind : std::uint8_t {
  kForked = 1,            // two signed heads that cannot be of one log: convinces a stranger
  kContradicted = 2,      // the entries sent do not make the head that was signed
  kRolledBack = 3,        // the server denies a head that it signed before
  kDropped = 4,           // an entry that we hold a receipt for is not in the log
  kReordered = 5,         // entries out of order, or ours elsewhere than the receipt says
  kInvented = 6,          // an entry nobody signed, or that the rules do not allow
  kFalseReceipt = 7,      // a receipt that does not hold what it promises
  kFalseHead = 8,         // a head that no node admitted by the registry has signed
  kWithheld = 9,          // a signed head is never followed by its entries
  kForeignAdmission = 10  // a key admitted in this person's name that we did not ask for
};

std::string_view NameOf(AlarmKind kind);  // "Forked"
// Whether the log that it is about is believed no further. The others leave it running.
bool StopsLog(AlarmKind kind);

struct Alarm {
  AlarmKind kind;
  LogId log;
  std::string sentence;  // English, what happened, for a log file; clients translate the kind
  Bytes evidence;        // what was received: plenary.v1 messages in text form, UTF-8
  Instant when;          // of this machine's clock
};

}  // namespace plenary::link

#endif  // PLENARY_CLIENT_LINK_ALARM_H_
