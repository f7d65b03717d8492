// What can be said in a session.
//
// Plain values; core/wire checks every bound given here before it makes one.
// core/session/permissions.h says who may say what, and when.
#ifndef PLENARY_CORE_SESSION_SESSION_COMMANDS_H_
#define PLENARY_CORE_SESSION_SESSION_COMMANDS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/log/head.h"
#include "core/rules/contest.h"
#include "core/rules/count.h"
#include "core/rules/outcome.h"
#include "core/session/terms.h"

namespace plenary::session {

// ---- the session itself

// The first entry of a session's log.
struct Convene {
  SessionKind kind;
  bool rehearsal = false;  // 会前演练: counts for nothing
  bool urgent = false;     // notice may be short
  std::uint32_t term;
  std::uint32_t number;  // 次
  CivilDate date;        // its first day
  std::string title;     // may be empty: made from term and number
  std::string place;     // may be empty
  PersonId chair;
  log::Head registry;  // the registry that it is convened under
};

struct AdvanceRegistry {
  log::Head registry;
};

struct GiveNotice {
  CivilDate date;
};

struct OpenSession {};
struct Recess {};
struct Resume {
  CivilDate date;
};
struct CloseSession {};

struct HandOverChair {
  PersonId to;
};

struct NameScrutineers {
  std::vector<PersonId> scrutineers;  // 2 to 9, the chief first
};

// ---- agenda

struct Mover {
  MoverKind kind;
  std::vector<PersonId> members;  // for kMembers: who signs with whom
  std::string name;               // 县长 赵某某; may be empty
};

struct Report {
  Organ organ;
  std::string organ_name;  // 县财政局
  std::string title;
};

struct AgendaItem {
  ItemId id;
  ItemKind kind;
  std::string title;
  Mover mover;
  std::vector<Report> reports;    // reports heard under the item, each counted by itself
  std::vector<std::string> laws;  // the laws whose enforcement was inspected
};

struct AddItem {
  AgendaItem item;
  std::uint32_t position;  // 0-based; at most the number of items
};

struct AmendItem {  // before it is started; same id and kind
  AgendaItem item;
};

struct MoveItem {
  ItemId item;
  std::uint32_t position;
};

struct WithdrawItem {
  ItemId item;
  std::string reason;
};

struct DeferItem {
  ItemId item;
  std::string reason;
};

struct AdoptAgenda {};

struct StartItem {
  ItemId item;
};

struct ConcludeItem {
  ItemId item;
  Ending ending;
  std::string remark;  // may be empty
};

struct AttachDocument {
  std::optional<ItemId> item;  // none: of the session
  DocumentKind kind;
  std::string name;
  std::string media_type;
  std::uint64_t size;  // bytes, 1 to 2^30
  Digest hash;         // of the content, in the committee's suite
};

// ---- attendance

struct SignIn {};  // the signer's own

struct RecordAttendee {  // 列席, 旁听: signed in by the secretariat
  PersonId attendee;
  AttendeeKind kind;
  std::string name;
  std::string organ;  // may be empty
};

struct RecordDeparture {
  PersonId person;
};

struct GrantLeave {
  PersonId person;
  std::string reason;
};

struct Recuse {
  PersonId person;
  ItemId item;
  std::optional<ProposalId> proposal;  // none: from the whole item
  std::string reason;
};

// ---- appointment business

// An earlier failed vote on the same nomination in this term.
struct EarlierFailure {
  SessionId session;
  ProposalId proposal;

  auto operator<=>(const EarlierFailure&) const = default;
};

struct Proposal {
  ProposalId id;
  ItemId item;
  std::optional<PersonId> person;  // where the nominee is in the registry
  std::string nominee;             // for a list of assessors: its title
  std::string post;                // 局长
  Organ organ;
  std::string organ_name;  // 县教育局
  Action action;
  Mover nominator;
  std::uint32_t assessors = 0;          // people's assessors on the list; 0: an office
  std::vector<EarlierFailure> earlier;  // ascending
  std::string reasons;                  // required where a vote failed before
};

struct ProposeAppointment {
  Proposal proposal;
};

struct WithdrawProposal {
  ProposalId proposal;
  std::string reason;
};

struct RecordPrerequisite {
  ProposalId proposal;
  Prerequisite prerequisite;
  CivilDate date;
};

struct RecordFollowUp {
  ProposalId proposal;
  FollowUp follow_up;
  CivilDate date;
};

// ---- polls

struct Contest {
  std::string title;                  // may be empty
  std::vector<ProposalId> proposals;  // several: merged (合并表决)
  rules::ContestTerms terms;
};

struct DraftPoll {
  PollId poll;
  std::optional<ItemId> item;  // none: a test poll
  PollSubject subject;
  Method method;
  bool test = false;
  std::string question;
  std::vector<Contest> contests;  // 1 to 300
  std::optional<PollId> again;    // the voided poll that this one repeats
};

struct DiscardPoll {
  PollId poll;
};

struct ObjectToMerge {
  PollId poll;
  std::string reason;  // may be empty
};

struct OpenPoll {
  PollId poll;
};

struct CastBallot {
  PollId poll;
  std::vector<rules::Choice> choices;  // one a contest, in order
  std::optional<CommandId> replaces;   // the person's ballot so far, if any
};

struct ClosePoll {
  PollId poll;
};

// What the scrutineers counted, one a contest, in order. In a show of hands only
// `votes` is filled.
struct EnterCount {
  PollId poll;
  std::vector<rules::PaperCount> counts;
};

struct ConfirmCount {  // the second scrutineer's own count
  PollId poll;
  std::vector<rules::PaperCount> counts;
};

// The result as the signer's own machine computed it; refused if it differs.
struct StatedResult {
  std::vector<std::uint32_t> votes;
  std::uint32_t not_voting;
  rules::Outcome outcome;

  bool operator==(const StatedResult&) const = default;
};

struct CertifyResult {  // by the chief scrutineer
  PollId poll;
  std::vector<StatedResult> results;
};

struct AnnounceResult {  // by the chair: 当场宣布
  PollId poll;
  std::vector<StatedResult> results;
};

struct VoidPoll {
  PollId poll;
  std::string reason;
};

}  // namespace plenary::session

#endif  // PLENARY_CORE_SESSION_SESSION_COMMANDS_H_
