// What is said for the key of secret polls, and in them.
//
// Plain values; core/wire checks every bound given here before it makes one. The bytes are
// those of docs/secret-ballots.md, and core/ballot reads them.
#ifndef PLENARY_CORE_SESSION_SECRET_COMMANDS_H_
#define PLENARY_CORE_SESSION_SECRET_COMMANDS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "core/ballot/totals.h"
#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/log/head.h"

namespace plenary::session {

// ---- the ceremony, in which the holders make a key that none of them has

struct BeginCeremony {
  CeremonyId ceremony;
  std::uint32_t threshold;        // how many open a poll together
  std::vector<PersonId> holders;  // 2 to 100, numbered from 1 in this order
};

struct CommitToCeremony {
  CeremonyId ceremony;
  Bytes commitment;
};

struct DealShares {
  CeremonyId ceremony;
  Bytes deal;
};

struct AcceptDeals {  // the signer's share fits every deal
  CeremonyId ceremony;
  Digest deals;
};

// Evidence that a dealer dealt wrongly to the signer, or that the signer says so wrongly.
struct ComplainOfDeal {
  CeremonyId ceremony;
  PersonId dealer;
  Bytes complaint;
};

// ---- secret polls

struct CastSecretBallot {
  PollId poll;
  Bytes ballot;
  Digest code;
  std::optional<CommandId> replaces;  // the person's ballot so far, if any
};

// The ballot is spent: its maker shows on another machine what it holds.
struct ChallengeBallot {
  PollId poll;
  Bytes ballot;
  Digest code;
};

// What the signer's own machine has found in the log as it stood when the poll was closed.
struct Seal {
  log::Head head;
  std::uint32_t ballots = 0;  // that count
  Bytes aggregates;

  bool operator==(const Seal&) const = default;
};

struct SealPoll {  // by chair and chief scrutineer
  PollId poll;
  Seal seal;
};

struct AnswerOpening {  // by a holder
  PollId poll;
  Bytes answer;
};

struct StateTotals {
  PollId poll;
  std::vector<ballot::ContestTotal> totals;  // one a contest, in order
};

}  // namespace plenary::session

#endif  // PLENARY_CORE_SESSION_SECRET_COMMANDS_H_
