// What a key store keeps of things that are not finished, and their bytes on disk.
#ifndef PLENARY_CLIENT_LINK_RECORDS_H_
#define PLENARY_CLIENT_LINK_RECORDS_H_

#include <string>

#include "client/link/alarm.h"
#include "core/base/ids.h"
#include "core/crypto/secret.h"
#include "core/log/entry.h"
#include "core/wire/enrolment.h"

namespace plenary::link {

// A command that was signed and whose answer is not known.
struct PendingCommand {
  CommandId id;
  LogId log;
  log::SignedCommand command;
};

// A code that the secretary has handed out.
struct Offer {
  wire::EnrolmentCodeId id;
  crypto::SecretBytes secret;
  PersonId person;
  Instant expires;
};

// Decoding: kCorrupt for anything that these did not write.
Bytes EncodePending(const PendingCommand& command);
Result<PendingCommand> DecodePending(ByteView bytes);
crypto::SecretBytes EncodeOffer(const Offer& offer);  // seal it before it is stored
Result<Offer> DecodeOffer(ByteView bytes);
std::string FormatAlarm(const Alarm& alarm);  // JSON
Result<Alarm> ParseAlarm(std::string_view json);

}  // namespace plenary::link

#endif  // PLENARY_CLIENT_LINK_RECORDS_H_
