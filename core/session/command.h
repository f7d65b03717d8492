// A command: who says what, in which log, having seen what.
#ifndef PLENARY_CORE_SESSION_COMMAND_H_
#define PLENARY_CORE_SESSION_COMMAND_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "core/base/ids.h"
#include "core/log/head.h"
#include "core/session/registry_commands.h"
#include "core/session/secret_commands.h"
#include "core/session/session_commands.h"

namespace plenary::session {

using AnyBody = std::variant<
    // registry
    Found, SetRules, PutPerson, AddSeat, FillSeat, VacateSeat, GrantRole, WithdrawRole, AdmitKey,
    RevokeKey, AdmitNode, RevokeNode, Confirm, BeginTerm, SetYearFigures,
    // session
    Convene, AdvanceRegistry, GiveNotice, OpenSession, Recess, Resume, CloseSession, HandOverChair,
    NameScrutineers, AddItem, AmendItem, MoveItem, WithdrawItem, DeferItem, AdoptAgenda, StartItem,
    ConcludeItem, AttachDocument, SignIn, RecordAttendee, RecordDeparture, GrantLeave, Recuse,
    ProposeAppointment, WithdrawProposal, RecordPrerequisite, RecordFollowUp, DraftPoll,
    DiscardPoll, ObjectToMerge, OpenPoll, CastBallot, ClosePoll, EnterCount, ConfirmCount,
    CertifyResult, AnnounceResult, VoidPoll,
    // secret polls
    BeginCeremony, CommitToCeremony, DealShares, AcceptDeals, ComplainOfDeal, CastSecretBallot,
    ChallengeBallot, SealPoll, AnswerOpening, StateTotals>;

template <class T, class Variant>
inline constexpr bool kIsAlternativeOf = false;
template <class T, class... Alternatives>
inline constexpr bool kIsAlternativeOf<T, std::variant<Alternatives...>> =
    (std::is_same_v<T, Alternatives> || ...);

// What a command says. The variant's copies, moves and destruction are compiled once, in
// command.cc: so many alternatives cost every file that holds a command seconds.
class Body : public AnyBody {
 public:
  Body();
  Body(const Body& other);
  Body(Body&& other) noexcept;
  Body& operator=(const Body& other);
  Body& operator=(Body&& other) noexcept;
  ~Body();

  template <class T>
    requires kIsAlternativeOf<std::remove_cvref_t<T>, AnyBody>
  Body(T&& said)  // implicit, as the variant's own
      : AnyBody(std::in_place_type<std::remove_cvref_t<T>>, std::forward<T>(said)) {}
};

// The body's field number in plenary.v1.Command: append only, never renumber.
enum class CommandKind : std::uint32_t {
  kFound = 10,
  kSetRules = 11,
  kPutPerson = 12,
  kAddSeat = 13,
  kFillSeat = 14,
  kVacateSeat = 15,
  kGrantRole = 16,
  kWithdrawRole = 17,
  kAdmitKey = 18,
  kRevokeKey = 19,
  kAdmitNode = 20,
  kRevokeNode = 21,
  kConfirm = 22,
  kBeginTerm = 23,
  kSetYearFigures = 24,
  kConvene = 50,
  kAdvanceRegistry = 51,
  kGiveNotice = 52,
  kOpenSession = 53,
  kRecess = 54,
  kResume = 55,
  kCloseSession = 56,
  kHandOverChair = 57,
  kNameScrutineers = 58,
  kAddItem = 60,
  kAmendItem = 61,
  kMoveItem = 62,
  kWithdrawItem = 63,
  kDeferItem = 64,
  kAdoptAgenda = 65,
  kStartItem = 66,
  kConcludeItem = 67,
  kAttachDocument = 68,
  kSignIn = 70,
  kRecordAttendee = 71,
  kRecordDeparture = 72,
  kGrantLeave = 73,
  kRecuse = 74,
  kProposeAppointment = 80,
  kWithdrawProposal = 81,
  kRecordPrerequisite = 82,
  kRecordFollowUp = 83,
  kDraftPoll = 90,
  kDiscardPoll = 91,
  kObjectToMerge = 92,
  kOpenPoll = 93,
  kCastBallot = 94,
  kClosePoll = 95,
  kEnterCount = 96,
  kConfirmCount = 97,
  kCertifyResult = 98,
  kAnnounceResult = 99,
  kVoidPoll = 100,
  kBeginCeremony = 110,
  kCommitToCeremony = 111,
  kDealShares = 112,
  kAcceptDeals = 113,
  kComplainOfDeal = 114,
  kCastSecretBallot = 120,
  kChallengeBallot = 121,
  kSealPoll = 122,
  kAnswerOpening = 123,
  kStateTotals = 124,
};

struct Command {
  CommitteeId committee;  // zero in Found, whose hash it is
  SessionId session;      // zero: for the registry
  CommandId id;           // random; with the signer, the key of idempotency
  KeyId signer;
  log::Head seen;  // of the same log
  Body body;

  LogId log() const { return {committee, session}; }
};

CommandKind KindOf(const Body& body);
// The name in code of a kind: "OpenPoll".
std::string_view NameOf(CommandKind kind);
bool IsForRegistry(CommandKind kind);

// The first that the command names of poll, ceremony, proposal, item, person, seat: 16 bytes,
// or empty. Part of the leaf that a redacted edition shows.
Bytes SubjectOf(const Body& body);
// The code of the secret ballot that the command casts or challenges; else empty. Likewise.
Bytes CodeOf(const Body& body);

}  // namespace plenary::session

#endif  // PLENARY_CORE_SESSION_COMMAND_H_
