// A session as its log says: attendance, agenda, appointment business, polls.
//
// Pure. `Decide` answers, `Apply` changes; an entry that Decide has not accepted
// against the same state must never be applied. A value: copy it freely; not
// thread-safe, but a const session may be read by any number of threads.
#ifndef PLENARY_CORE_SESSION_SESSION_H_
#define PLENARY_CORE_SESSION_SESSION_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/rules/composition.h"
#include "core/rules/outcome.h"
#include "core/session/command.h"
#include "core/session/refusal.h"
#include "core/session/registry.h"
#include "core/session/secret_records.h"

namespace plenary::session {

// The registry's past, for sessions that name one of its heads. Called by the thread
// that owns the session.
class RegistryHistory {
 public:
  virtual ~RegistryHistory() = default;
  // The registry as it was at that head; null if no such head is, or ever was, its own.
  virtual std::shared_ptr<const Registry> At(const log::Head& head) const = 0;
};

struct MemberAttendance {
  Presence presence = Presence::kExpected;
  bool late = false;         // first signed in after the session was opened
  std::string leave_reason;  // for kOnLeave
};

struct Attendee {
  AttendeeKind kind;
  std::string name;
  std::string organ;
  Presence presence = Presence::kPresent;
};

struct DocumentRecord {
  std::uint64_t index;
  AttachDocument document;
};

struct Recusal {
  PersonId person;
  std::optional<ProposalId> proposal;  // none: the whole item
  std::string reason;
};

struct ItemRecord {
  AgendaItem item;
  ItemState state = ItemState::kPlanned;
  std::optional<Ending> ending;
  std::string remark;  // of the end, the withdrawal or the deferral
  std::vector<Recusal> recusals;
  std::uint64_t changed = 0;  // index of the last entry about it
};

struct ProposalRecord {
  Proposal proposal;
  ProposalState state = ProposalState::kProposed;
  std::map<Prerequisite, CivilDate> met;
  std::map<FollowUp, CivilDate> follow_ups;
  std::optional<PollId> decided_by;
  std::uint64_t changed = 0;
};

struct BallotRecord {
  CommandId id;
  std::uint64_t index = 0;
  std::uint32_t presses = 1;           // ballots cast by the member so far, this one included
  std::vector<rules::Choice> choices;  // of a recorded poll
  Digest code;                         // of a secret one, as the next
  // Of all contests and places, in order; until the poll is closed, when they are summed up.
  std::vector<ballot::Ciphertext> ciphertexts;
};

struct EnteredCount {
  PersonId by;
  std::vector<rules::PaperCount> counts;
};

struct PollRecord {
  DraftPoll draft;
  PollState state = PollState::kDrafted;
  std::uint64_t drafted = 0;
  std::uint64_t opened = 0;
  std::uint64_t changed = 0;     // index of the last entry about it, ballots apart
  rules::Attendance attendance;  // when it was opened
  std::set<PersonId> roll;
  std::set<PersonId> recused;
  std::set<PersonId> objections;             // to the merging
  std::map<PersonId, BallotRecord> ballots;  // electronic polls: the last of each member
  std::optional<SecretPoll> secret;          // from the opening of a secret poll on
  std::optional<EnteredCount> entered;       // counted polls: by the first scrutineer
  std::optional<PersonId> confirmed_by;      // and by the second
  // One a contest, from the moment that nothing can change them: the close of a
  // recorded poll, the totals of a secret one, the confirmation of a counted one. Recomputed
  // by everybody.
  std::vector<rules::ContestResult> results;
  std::optional<PersonId> certified_by;
  std::optional<PersonId> announced_by;
  std::string void_reason;
};

struct Session {
  CommitteeId committee;
  SessionId id;  // zero: not convened
  std::shared_ptr<const Registry> registry;
  log::Head registry_head;
  std::set<KeyId> revoked;  // since then
  Convene convened;
  std::optional<CivilDate> notice;
  SessionPhase phase = SessionPhase::kConvened;
  std::uint32_t sittings = 0;  // opened so far
  CivilDate today;             // the current sitting's date
  PersonId chair;
  bool agenda_adopted = false;
  std::vector<PersonId> scrutineers;  // the chief first; empty: none named
  std::map<PersonId, MemberAttendance> members;
  std::map<PersonId, Attendee> attendees;
  std::vector<ItemId> agenda;  // in order, withdrawn ones too
  std::map<ItemId, ItemRecord> items;
  std::map<ProposalId, ProposalRecord> proposals;
  std::vector<ProposalId> proposal_order;
  std::map<PollId, PollRecord> polls;
  std::vector<PollId> poll_order;  // as drafted
  std::optional<PollId> open_poll;
  std::vector<DocumentRecord> documents;
  std::uint64_t attendance_changed = 0;
  std::set<CeremonyId> ceremonies;                // ever begun
  std::optional<CeremonyRecord> ceremony;         // the last of them
  std::shared_ptr<const HoldersKey> holders_key;  // of secret polls; null: none made yet
  // Who was shown to be at fault in a ceremony or an opening, by the entry that shows it.
  std::map<PersonId, std::uint64_t> excluded;
  // Whom a ceremony left out as silent since the last one that made a key; without those who
  // signed in again since then.
  std::set<PersonId> silent;

  bool IsConvened() const { return !id.IsZero(); }
  // The key's person; none if it is unknown or revoked, in the registry or here.
  std::optional<PersonId> SignerOf(const KeyId& key) const;
  // Whether the person belongs to the body that meets: a member in office, in a council
  // of chairpersons one with the office of director, vice-director or secretary-general.
  bool IsMember(const PersonId& person) const;
  // All of them, in the order of their seats: the full composition.
  std::vector<PersonId> Members() const;
  bool IsPresent(const PersonId& member) const;
  // Of all members; `recused` is 0: it belongs to a poll.
  rules::Attendance CountAttendance() const;
};

// What a session's commands are asked against, besides the session. Borrowed.
struct Surroundings {
  const RegistryHistory& history;
  // 32 bytes that nobody outside this process knows: proofs are checked with coefficients
  // derived from them.
  ByteView secret;
};

// Whether `command`, with its signature verified, may be the next entry. `checked`: what checking
// the ballot that it carries gave, if that is done already; else null.
Result<void, Refusal> Decide(const Session& session, const Surroundings& surroundings,
                             const Command& command, const CheckedBallot* checked = nullptr);

// The command accepted by Decide. `after`: the head of the log that ends with it.
void Apply(Session& session, const Surroundings& surroundings, const Command& command,
           const log::Head& after);

// Ballots of others were left out of this copy of the log at this place: false, and nothing
// changes, unless a secret poll is open.
bool SkipBallots(Session& session);

// Members who would hold the key of a ceremony that begins now, in the order of their numbers:
// present, in office, never at fault.
std::vector<PersonId> EligibleHolders(const Session& session);
// Whom that ceremony may leave out: Session::silent, and who has not said what the one that runs
// asks for, once as many as its threshold have.
std::set<PersonId> SilentHolders(const Session& session);
// How many holders of that ceremony's key would open a poll together, whoever is left out.
std::uint32_t HolderThreshold(const Session& session);
// Holders of the key who must be present before a secret poll opens.
std::uint32_t HoldersNeeded(const Session& session);
// How many of them are, and would hold the key of a new ceremony too: not whose keys are all
// revoked, nor a scrutineer who is none any more.
std::uint32_t HoldersPresent(const Session& session);

// The least seen size that shows what the command speaks of; 0 if nothing.
std::uint64_t NeedsSeen(const Session& session, const Body& body);

// What CertifyResult and AnnounceResult state of a poll with results.
std::vector<StatedResult> StateResults(const PollRecord& poll);

}  // namespace plenary::session

#endif  // PLENARY_CORE_SESSION_SESSION_H_
