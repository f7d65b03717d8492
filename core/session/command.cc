#include "core/session/command.h"

#include <algorithm>
#include <array>

#include "core/base/check.h"

namespace plenary::session {
namespace {

struct Row {
  CommandKind kind;
  std::string_view name;
};

using enum CommandKind;

// In the order of Body's alternatives; tests/core/session/command_test.cc compares them.
constexpr std::array kRows = {
    Row{kFound, "Found"},
    Row{kSetRules, "SetRules"},
    Row{kPutPerson, "PutPerson"},
    Row{kAddSeat, "AddSeat"},
    Row{kFillSeat, "FillSeat"},
    Row{kVacateSeat, "VacateSeat"},
    Row{kGrantRole, "GrantRole"},
    Row{kWithdrawRole, "WithdrawRole"},
    Row{kAdmitKey, "AdmitKey"},
    Row{kRevokeKey, "RevokeKey"},
    Row{kAdmitNode, "AdmitNode"},
    Row{kRevokeNode, "RevokeNode"},
    Row{kConfirm, "Confirm"},
    Row{kBeginTerm, "BeginTerm"},
    Row{kSetYearFigures, "SetYearFigures"},
    Row{kConvene, "Convene"},
    Row{kAdvanceRegistry, "AdvanceRegistry"},
    Row{kGiveNotice, "GiveNotice"},
    Row{kOpenSession, "OpenSession"},
    Row{kRecess, "Recess"},
    Row{kResume, "Resume"},
    Row{kCloseSession, "CloseSession"},
    Row{kHandOverChair, "HandOverChair"},
    Row{kNameScrutineers, "NameScrutineers"},
    Row{kAddItem, "AddItem"},
    Row{kAmendItem, "AmendItem"},
    Row{kMoveItem, "MoveItem"},
    Row{kWithdrawItem, "WithdrawItem"},
    Row{kDeferItem, "DeferItem"},
    Row{kAdoptAgenda, "AdoptAgenda"},
    Row{kStartItem, "StartItem"},
    Row{kConcludeItem, "ConcludeItem"},
    Row{kAttachDocument, "AttachDocument"},
    Row{kSignIn, "SignIn"},
    Row{kRecordAttendee, "RecordAttendee"},
    Row{kRecordDeparture, "RecordDeparture"},
    Row{kGrantLeave, "GrantLeave"},
    Row{kRecuse, "Recuse"},
    Row{kProposeAppointment, "ProposeAppointment"},
    Row{kWithdrawProposal, "WithdrawProposal"},
    Row{kRecordPrerequisite, "RecordPrerequisite"},
    Row{kRecordFollowUp, "RecordFollowUp"},
    Row{kDraftPoll, "DraftPoll"},
    Row{kDiscardPoll, "DiscardPoll"},
    Row{kObjectToMerge, "ObjectToMerge"},
    Row{kOpenPoll, "OpenPoll"},
    Row{kCastBallot, "CastBallot"},
    Row{kClosePoll, "ClosePoll"},
    Row{kEnterCount, "EnterCount"},
    Row{kConfirmCount, "ConfirmCount"},
    Row{kCertifyResult, "CertifyResult"},
    Row{kAnnounceResult, "AnnounceResult"},
    Row{kVoidPoll, "VoidPoll"},
    Row{kBeginCeremony, "BeginCeremony"},
    Row{kCommitToCeremony, "CommitToCeremony"},
    Row{kDealShares, "DealShares"},
    Row{kAcceptDeals, "AcceptDeals"},
    Row{kComplainOfDeal, "ComplainOfDeal"},
    Row{kCastSecretBallot, "CastSecretBallot"},
    Row{kChallengeBallot, "ChallengeBallot"},
    Row{kSealPoll, "SealPoll"},
    Row{kAnswerOpening, "AnswerOpening"},
    Row{kStateTotals, "StateTotals"},
};
static_assert(kRows.size() == std::variant_size_v<AnyBody>);

Bytes Of(const auto& id) { return ToBytes(id.view()); }

template <class IdT>
Bytes Of(const std::optional<IdT>& id) {
  return id ? Of(*id) : Bytes{};
}

// The first of poll, ceremony, proposal, item, person, seat that the body has.
struct SubjectReader {
  Bytes operator()(const auto& body) const {
    if constexpr (requires { body.poll; }) {
      return Of(body.poll);
    } else if constexpr (requires { body.ceremony; }) {
      return Of(body.ceremony);
    } else if constexpr (requires { body.proposal; }) {
      return Of(body.proposal);
    } else if constexpr (requires { body.item; }) {
      return Of(body.item);
    } else if constexpr (requires { body.person; }) {
      return Of(body.person);
    } else if constexpr (requires { body.seat; }) {
      return Of(body.seat);
    } else {
      return {};
    }
  }

  Bytes operator()(const AddItem& body) const { return Of(body.item.id); }
  Bytes operator()(const AmendItem& body) const { return Of(body.item.id); }
  Bytes operator()(const ProposeAppointment& body) const { return Of(body.proposal.id); }
  Bytes operator()(const Recuse& body) const {
    return body.proposal ? Of(*body.proposal) : Of(body.item);
  }
  Bytes operator()(const HandOverChair& body) const { return Of(body.to); }
  Bytes operator()(const RecordAttendee& body) const { return Of(body.attendee); }
};

}  // namespace

Body::Body() = default;
Body::Body(const Body& other) = default;
Body::Body(Body&& other) noexcept = default;
Body& Body::operator=(const Body& other) = default;
Body& Body::operator=(Body&& other) noexcept = default;
Body::~Body() = default;

CommandKind KindOf(const Body& body) { return kRows.at(body.index()).kind; }

std::string_view NameOf(CommandKind kind) {
  const auto row = std::ranges::find(kRows, kind, &Row::kind);
  PLENARY_CHECK(row != kRows.end());
  return row->name;
}

bool IsForRegistry(CommandKind kind) { return kind < kConvene; }

Bytes SubjectOf(const Body& body) { return std::visit(SubjectReader{}, body); }

Bytes CodeOf(const Body& body) {
  return std::visit(
      [](const auto& said) {
        if constexpr (requires { said.code; }) {
          return ToBytes(said.code.view());
        } else {
          return Bytes{};
        }
      },
      body);
}

}  // namespace plenary::session
