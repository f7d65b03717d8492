// A holder's machine at work: says by itself what ceremony and opening ask of it.
#ifndef PLENARY_CLIENT_ACTIONS_TENDING_H_
#define PLENARY_CLIENT_ACTIONS_TENDING_H_

#include <array>
#include <chrono>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "client/actions/secret_polls.h"
#include "client/link/link.h"

namespace plenary::actions {

// Somebody else was quicker: as many as are needed have answered, the totals are stated, or the
// ceremony has gone on.
inline constexpr std::array kQuicker = {
    session::Refusal::kPollState, session::Refusal::kSaidAlready, session::Refusal::kCeremonyState};
bool IsQuicker(session::Refusal refusal);

struct Refused {
  session::CommandKind said;
  session::Refusal refusal;
};

struct Round {
  std::vector<session::Body> said;
  std::optional<Refused> refused;  // what ended it
};

// One holder in one session, for the time of one program. One thread. Link and store outlive it.
class Tending {
 public:
  // Whose answer opened a poll states the totals; after so long any holder does.
  static constexpr std::chrono::seconds kOpenerPatience{5};

  Tending(link::Link& link, link::KeyStore& store, const SessionId& session,
          link::Milliseconds timeout)
      : link_(link), store_(store), session_(session), timeout_(timeout) {}

  // Says what NextAsHolder gives, each once what was said before is in this client's copy, until
  // it gives nothing or something is refused. What was refused, and not because somebody else was
  // quicker, is not said again. Blocks. Failures of NextAsHolder and of Link::Submit.
  Result<Round> Once(const Consent& consent);

 private:
  bool OpenerIsLate(const session::Session& session);

  link::Link& link_;
  link::KeyStore& store_;
  const SessionId session_;
  const link::Milliseconds timeout_;
  std::set<std::pair<session::CommandKind, Bytes>> refused_;  // with what they are about
  // The poll that is opened and has no totals yet, and since when this machine knows.
  std::optional<std::pair<PollId, std::chrono::steady_clock::time_point>> opened_;
};

}  // namespace plenary::actions

#endif  // PLENARY_CLIENT_ACTIONS_TENDING_H_
