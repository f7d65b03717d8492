// Whether an archive is what it claims: everything is folded again from its bytes.
//
// Nothing in an archive is trusted: ids, roots, rolls, counts and outcomes are computed
// from the signed commands. What remains to be compared by a person is the committee's
// fingerprint. In an edition number and sum of the secret ballots, which it leaves out, rest on
// the seal of chair and chief scrutineer; all else is computed as well. Pure; any thread.
#ifndef PLENARY_CORE_ARCHIVE_VERIFY_H_
#define PLENARY_CORE_ARCHIVE_VERIFY_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/archive/format.h"
#include "core/fold/log_fold.h"
#include "core/log/head.h"
#include "core/session/session.h"

namespace plenary::archive {

// One entry as it was said.
struct Said {
  std::uint64_t index = 0;
  Instant time;
  session::Command command;
};

// A secret ballot of which an edition shows the code alone; or, if it was challenged, nothing.
struct RedactedBallot {
  std::uint64_t index = 0;
  PollId poll;
  std::optional<Digest> code;
};

struct Verified {
  LogId log;  // its committee is the fingerprint
  crypto::Suite suite;
  log::Head head;           // of the session's log
  log::Head registry_head;  // of the registry as far as the archive holds it
  std::vector<Digest> registry_leaves;
  std::shared_ptr<const session::Registry> registry;  // as it was at the session's end
  session::Session session;                           // closed
  std::vector<Said> registry_said;
  std::vector<Said> said;  // in an edition, without the secret ballots
  bool is_edition = false;
  std::vector<RedactedBallot> redacted;  // in an edition, in the order of the log
};

enum class Part : std::uint8_t { kFile = 1, kRegistry = 2, kSession = 3, kHead = 4 };

// The first thing that is wrong.
struct Rejection {
  Part part;
  std::optional<std::uint64_t> entry;  // its index, in kRegistry and kSession
  std::string reason;                  // English

  std::string Message() const;  // "session entry 17: would have been refused: NotOnRoll"
};

// An archive, no edition. `secret`: as session::Surroundings.
Result<Verified, Rejection> Verify(ByteView bytes, const fold::CheckSecret& secret);

// An edition, no archive.
Result<Verified, Rejection> VerifyEdition(ByteView bytes, const fold::CheckSecret& secret);

}  // namespace plenary::archive

#endif  // PLENARY_CORE_ARCHIVE_VERIFY_H_
