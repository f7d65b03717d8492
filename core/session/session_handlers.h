// Between the session's sources: each area of commands has a Check and a Perform for
// every command of its own.
#ifndef PLENARY_CORE_SESSION_SESSION_HANDLERS_H_
#define PLENARY_CORE_SESSION_SESSION_HANDLERS_H_

#include <cstdint>

#include "core/session/refuse.h"
#include "core/session/session.h"

namespace plenary::session {

// What a Check may look at.
struct Asked {
  const Session& session;
  const RegistryHistory& history;
  ByteView secret;  // as Surroundings
  const Command& command;
  PersonId signer;
  const CheckedBallot* checked;  // null: not checked yet
};

// What a Perform may use.
struct Accepted {
  Session& session;
  const RegistryHistory& history;
  ByteView secret;
  const Command& command;
  PersonId signer;
  std::uint64_t index;
  log::Head after;  // of the log that ends with it
};

bool IsDirectorate(const Registry& registry, const PersonId& person);
bool HasQuorum(const Session& session);
// A poll that was opened and has no announced result yet: none may wait beside it.
const PollRecord* UnfinishedPoll(const Session& session);
const PollRecord* UnfinishedPollOn(const Session& session, const ItemId& item);
// Whether a contest's proposals or its item concern the person.
bool IsConcerned(const Session& session, const PollRecord& poll, const PersonId& person);
// Enters the results that these counts have, one a contest. Valid counts.
void SettleResults(PollRecord& poll, const std::vector<rules::ContestCount>& counts);
Verdict CheckMover(const Registry& registry, const Mover& mover);

// procedure
Verdict CheckConvene(const RegistryHistory& history, const Command& command);
void PerformConvene(Session& session, const RegistryHistory& history, const Command& command);
Verdict Check(const Asked& asked, const AdvanceRegistry& command);
Verdict Check(const Asked& asked, const GiveNotice& command);
Verdict Check(const Asked& asked, const OpenSession& command);
Verdict Check(const Asked& asked, const Recess& command);
Verdict Check(const Asked& asked, const Resume& command);
Verdict Check(const Asked& asked, const CloseSession& command);
Verdict Check(const Asked& asked, const HandOverChair& command);
Verdict Check(const Asked& asked, const NameScrutineers& command);
Verdict Check(const Asked& asked, const RevokeKey& command);
void Perform(const Accepted& accepted, const AdvanceRegistry& command);
void Perform(const Accepted& accepted, const GiveNotice& command);
void Perform(const Accepted& accepted, const OpenSession& command);
void Perform(const Accepted& accepted, const Recess& command);
void Perform(const Accepted& accepted, const Resume& command);
void Perform(const Accepted& accepted, const CloseSession& command);
void Perform(const Accepted& accepted, const HandOverChair& command);
void Perform(const Accepted& accepted, const NameScrutineers& command);
void Perform(const Accepted& accepted, const RevokeKey& command);

// attendance
Verdict Check(const Asked& asked, const SignIn& command);
Verdict Check(const Asked& asked, const RecordAttendee& command);
Verdict Check(const Asked& asked, const RecordDeparture& command);
Verdict Check(const Asked& asked, const GrantLeave& command);
Verdict Check(const Asked& asked, const Recuse& command);
void Perform(const Accepted& accepted, const SignIn& command);
void Perform(const Accepted& accepted, const RecordAttendee& command);
void Perform(const Accepted& accepted, const RecordDeparture& command);
void Perform(const Accepted& accepted, const GrantLeave& command);
void Perform(const Accepted& accepted, const Recuse& command);

// agenda
Verdict Check(const Asked& asked, const AddItem& command);
Verdict Check(const Asked& asked, const AmendItem& command);
Verdict Check(const Asked& asked, const MoveItem& command);
Verdict Check(const Asked& asked, const WithdrawItem& command);
Verdict Check(const Asked& asked, const DeferItem& command);
Verdict Check(const Asked& asked, const AdoptAgenda& command);
Verdict Check(const Asked& asked, const StartItem& command);
Verdict Check(const Asked& asked, const ConcludeItem& command);
Verdict Check(const Asked& asked, const AttachDocument& command);
void Perform(const Accepted& accepted, const AddItem& command);
void Perform(const Accepted& accepted, const AmendItem& command);
void Perform(const Accepted& accepted, const MoveItem& command);
void Perform(const Accepted& accepted, const WithdrawItem& command);
void Perform(const Accepted& accepted, const DeferItem& command);
void Perform(const Accepted& accepted, const AdoptAgenda& command);
void Perform(const Accepted& accepted, const StartItem& command);
void Perform(const Accepted& accepted, const ConcludeItem& command);
void Perform(const Accepted& accepted, const AttachDocument& command);

// appointment business
Verdict Check(const Asked& asked, const ProposeAppointment& command);
Verdict Check(const Asked& asked, const WithdrawProposal& command);
Verdict Check(const Asked& asked, const RecordPrerequisite& command);
Verdict Check(const Asked& asked, const RecordFollowUp& command);
// Whether everything is recorded that the proposal needs before a vote.
Verdict CheckReady(const Session& session, const ProposalRecord& proposal);
void Perform(const Accepted& accepted, const ProposeAppointment& command);
void Perform(const Accepted& accepted, const WithdrawProposal& command);
void Perform(const Accepted& accepted, const RecordPrerequisite& command);
void Perform(const Accepted& accepted, const RecordFollowUp& command);

// polls: drafting
Verdict Check(const Asked& asked, const DraftPoll& command);
Verdict Check(const Asked& asked, const DiscardPoll& command);
Verdict Check(const Asked& asked, const ObjectToMerge& command);
void Perform(const Accepted& accepted, const DraftPoll& command);
void Perform(const Accepted& accepted, const DiscardPoll& command);
void Perform(const Accepted& accepted, const ObjectToMerge& command);

// polls: from opening to announcement
Verdict Check(const Asked& asked, const OpenPoll& command);
Verdict Check(const Asked& asked, const CastBallot& command);
Verdict Check(const Asked& asked, const ClosePoll& command);
Verdict Check(const Asked& asked, const EnterCount& command);
Verdict Check(const Asked& asked, const ConfirmCount& command);
Verdict Check(const Asked& asked, const CertifyResult& command);
Verdict Check(const Asked& asked, const AnnounceResult& command);
Verdict Check(const Asked& asked, const VoidPoll& command);
void Perform(const Accepted& accepted, const OpenPoll& command);
void Perform(const Accepted& accepted, const CastBallot& command);
void Perform(const Accepted& accepted, const ClosePoll& command);
void Perform(const Accepted& accepted, const EnterCount& command);
void Perform(const Accepted& accepted, const ConfirmCount& command);
void Perform(const Accepted& accepted, const CertifyResult& command);
void Perform(const Accepted& accepted, const AnnounceResult& command);
void Perform(const Accepted& accepted, const VoidPoll& command);

// the ceremony
Verdict Check(const Asked& asked, const BeginCeremony& command);
Verdict Check(const Asked& asked, const CommitToCeremony& command);
Verdict Check(const Asked& asked, const DealShares& command);
Verdict Check(const Asked& asked, const AcceptDeals& command);
Verdict Check(const Asked& asked, const ComplainOfDeal& command);
void Perform(const Accepted& accepted, const BeginCeremony& command);
void Perform(const Accepted& accepted, const CommitToCeremony& command);
void Perform(const Accepted& accepted, const DealShares& command);
void Perform(const Accepted& accepted, const AcceptDeals& command);
void Perform(const Accepted& accepted, const ComplainOfDeal& command);

// secret polls
// Whether the poll, about to be opened with this roll, could be opened again later.
Verdict CheckSecretOpening(const Session& session, const PollRecord& poll, std::size_t roll);
void OpenSecret(const Accepted& accepted, PollRecord& poll);
void CloseSecret(const Accepted& accepted, PollRecord& poll);
// Whether the member may cast a ballot that replaces this one.
Verdict CheckReplaces(const Asked& asked, const PollRecord& poll,
                      const std::optional<CommandId>& replaces);
// On the roll, and in the hall.
Verdict CheckVoter(const Asked& asked, const PollRecord& poll);
Verdict Check(const Asked& asked, const CastSecretBallot& command);
Verdict Check(const Asked& asked, const ChallengeBallot& command);
Verdict Check(const Asked& asked, const SealPoll& command);
Verdict Check(const Asked& asked, const AnswerOpening& command);
Verdict Check(const Asked& asked, const StateTotals& command);
void Perform(const Accepted& accepted, const CastSecretBallot& command);
void Perform(const Accepted& accepted, const ChallengeBallot& command);
void Perform(const Accepted& accepted, const SealPoll& command);
void Perform(const Accepted& accepted, const AnswerOpening& command);
void Perform(const Accepted& accepted, const StateTotals& command);

}  // namespace plenary::session

#endif  // PLENARY_CORE_SESSION_SESSION_HANDLERS_H_
