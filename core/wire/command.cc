#include "core/wire/command.h"

#include <algorithm>
#include <array>
#include <variant>

#include "core/wire/messages.h"
#include "core/wire/serialize.h"

namespace plenary::wire {
namespace {

struct Row {
  v1::Command::BodyCase which;
  const char* field;
  session::Body (*take)(Reader& in, const v1::Command& from);
};

template <auto Get>
constexpr Row MakeRow(v1::Command::BodyCase which, const char* field) {
  return {which, field, [](Reader& in, const v1::Command& from) {
            return session::Body(Take(in, (from.*Get)()));
          }};
}

constexpr std::array kRows = {
    MakeRow<&v1::Command::found>(v1::Command::kFound, "found"),
    MakeRow<&v1::Command::set_rules>(v1::Command::kSetRules, "set_rules"),
    MakeRow<&v1::Command::put_person>(v1::Command::kPutPerson, "put_person"),
    MakeRow<&v1::Command::add_seat>(v1::Command::kAddSeat, "add_seat"),
    MakeRow<&v1::Command::fill_seat>(v1::Command::kFillSeat, "fill_seat"),
    MakeRow<&v1::Command::vacate_seat>(v1::Command::kVacateSeat, "vacate_seat"),
    MakeRow<&v1::Command::grant_role>(v1::Command::kGrantRole, "grant_role"),
    MakeRow<&v1::Command::withdraw_role>(v1::Command::kWithdrawRole, "withdraw_role"),
    MakeRow<&v1::Command::admit_key>(v1::Command::kAdmitKey, "admit_key"),
    MakeRow<&v1::Command::revoke_key>(v1::Command::kRevokeKey, "revoke_key"),
    MakeRow<&v1::Command::admit_node>(v1::Command::kAdmitNode, "admit_node"),
    MakeRow<&v1::Command::revoke_node>(v1::Command::kRevokeNode, "revoke_node"),
    MakeRow<&v1::Command::confirm>(v1::Command::kConfirm, "confirm"),
    MakeRow<&v1::Command::begin_term>(v1::Command::kBeginTerm, "begin_term"),
    MakeRow<&v1::Command::set_year_figures>(v1::Command::kSetYearFigures, "set_year_figures"),
    MakeRow<&v1::Command::convene>(v1::Command::kConvene, "convene"),
    MakeRow<&v1::Command::advance_registry>(v1::Command::kAdvanceRegistry, "advance_registry"),
    MakeRow<&v1::Command::give_notice>(v1::Command::kGiveNotice, "give_notice"),
    MakeRow<&v1::Command::open_session>(v1::Command::kOpenSession, "open_session"),
    MakeRow<&v1::Command::recess>(v1::Command::kRecess, "recess"),
    MakeRow<&v1::Command::resume>(v1::Command::kResume, "resume"),
    MakeRow<&v1::Command::close_session>(v1::Command::kCloseSession, "close_session"),
    MakeRow<&v1::Command::hand_over_chair>(v1::Command::kHandOverChair, "hand_over_chair"),
    MakeRow<&v1::Command::name_scrutineers>(v1::Command::kNameScrutineers, "name_scrutineers"),
    MakeRow<&v1::Command::add_item>(v1::Command::kAddItem, "add_item"),
    MakeRow<&v1::Command::amend_item>(v1::Command::kAmendItem, "amend_item"),
    MakeRow<&v1::Command::move_item>(v1::Command::kMoveItem, "move_item"),
    MakeRow<&v1::Command::withdraw_item>(v1::Command::kWithdrawItem, "withdraw_item"),
    MakeRow<&v1::Command::defer_item>(v1::Command::kDeferItem, "defer_item"),
    MakeRow<&v1::Command::adopt_agenda>(v1::Command::kAdoptAgenda, "adopt_agenda"),
    MakeRow<&v1::Command::start_item>(v1::Command::kStartItem, "start_item"),
    MakeRow<&v1::Command::conclude_item>(v1::Command::kConcludeItem, "conclude_item"),
    MakeRow<&v1::Command::attach_document>(v1::Command::kAttachDocument, "attach_document"),
    MakeRow<&v1::Command::sign_in>(v1::Command::kSignIn, "sign_in"),
    MakeRow<&v1::Command::record_attendee>(v1::Command::kRecordAttendee, "record_attendee"),
    MakeRow<&v1::Command::record_departure>(v1::Command::kRecordDeparture, "record_departure"),
    MakeRow<&v1::Command::grant_leave>(v1::Command::kGrantLeave, "grant_leave"),
    MakeRow<&v1::Command::recuse>(v1::Command::kRecuse, "recuse"),
    MakeRow<&v1::Command::propose_appointment>(v1::Command::kProposeAppointment,
                                               "propose_appointment"),
    MakeRow<&v1::Command::withdraw_proposal>(v1::Command::kWithdrawProposal, "withdraw_proposal"),
    MakeRow<&v1::Command::record_prerequisite>(v1::Command::kRecordPrerequisite,
                                               "record_prerequisite"),
    MakeRow<&v1::Command::record_follow_up>(v1::Command::kRecordFollowUp, "record_follow_up"),
    MakeRow<&v1::Command::draft_poll>(v1::Command::kDraftPoll, "draft_poll"),
    MakeRow<&v1::Command::discard_poll>(v1::Command::kDiscardPoll, "discard_poll"),
    MakeRow<&v1::Command::object_to_merge>(v1::Command::kObjectToMerge, "object_to_merge"),
    MakeRow<&v1::Command::open_poll>(v1::Command::kOpenPoll, "open_poll"),
    MakeRow<&v1::Command::cast_ballot>(v1::Command::kCastBallot, "cast_ballot"),
    MakeRow<&v1::Command::close_poll>(v1::Command::kClosePoll, "close_poll"),
    MakeRow<&v1::Command::enter_count>(v1::Command::kEnterCount, "enter_count"),
    MakeRow<&v1::Command::confirm_count>(v1::Command::kConfirmCount, "confirm_count"),
    MakeRow<&v1::Command::certify_result>(v1::Command::kCertifyResult, "certify_result"),
    MakeRow<&v1::Command::announce_result>(v1::Command::kAnnounceResult, "announce_result"),
    MakeRow<&v1::Command::void_poll>(v1::Command::kVoidPoll, "void_poll"),
    MakeRow<&v1::Command::begin_ceremony>(v1::Command::kBeginCeremony, "begin_ceremony"),
    MakeRow<&v1::Command::commit_to_ceremony>(v1::Command::kCommitToCeremony, "commit_to_ceremony"),
    MakeRow<&v1::Command::deal_shares>(v1::Command::kDealShares, "deal_shares"),
    MakeRow<&v1::Command::accept_deals>(v1::Command::kAcceptDeals, "accept_deals"),
    MakeRow<&v1::Command::complain_of_deal>(v1::Command::kComplainOfDeal, "complain_of_deal"),
    MakeRow<&v1::Command::cast_secret_ballot>(v1::Command::kCastSecretBallot, "cast_secret_ballot"),
    MakeRow<&v1::Command::challenge_ballot>(v1::Command::kChallengeBallot, "challenge_ballot"),
    MakeRow<&v1::Command::seal_poll>(v1::Command::kSealPoll, "seal_poll"),
    MakeRow<&v1::Command::answer_opening>(v1::Command::kAnswerOpening, "answer_opening"),
    MakeRow<&v1::Command::state_totals>(v1::Command::kStateTotals, "state_totals"),
};
static_assert(kRows.size() == std::variant_size_v<session::AnyBody>);

session::Body TakeBody(Reader& in, const v1::Command& from) {
  const auto row = std::ranges::find(kRows, from.body_case(), &Row::which);
  if (row == kRows.end()) {
    in.Refuse("body", "is missing");
    return {};
  }
  return in.In(row->field, [&] { return row->take(in, from); });
}

// Found names no committee, for it makes one; the registry's commands name no session.
void CheckLog(Reader& in, const session::Command& command) {
  if (!in.ok()) return;
  const session::CommandKind kind = session::KindOf(command.body);
  if (command.committee.IsZero() != (kind == session::CommandKind::kFound)) {
    in.Refuse("committee", command.committee.IsZero() ? "is missing" : "in a founding");
  }
  if (command.session.IsZero() != session::IsForRegistry(kind)) {
    in.Refuse("session", command.session.IsZero() ? "is missing" : "in a registry's command");
  }
}

session::Command TakeCommand(Reader& in, const v1::Command& from) {
  session::Command command{
      .committee = in.MaybeId<CommitteeId>("committee", from.committee()).value_or(CommitteeId{}),
      .session = in.MaybeId<SessionId>("session", from.session()).value_or(SessionId{}),
      .id = in.Id<CommandId>("id", from.id()),
      .signer = in.Id<KeyId>("signer", from.signer()),
      .seen = in.In("seen", [&] { return Take(in, from.seen()); }),
      .body = TakeBody(in, from),
  };
  CheckLog(in, command);
  return command;
}

}  // namespace

Bytes EncodeCommand(const session::Command& command) {
  v1::Command message;
  if (!command.committee.IsZero()) message.set_committee(Raw(command.committee));
  if (!command.session.IsZero()) message.set_session(Raw(command.session));
  message.set_id(Raw(command.id));
  message.set_signer(Raw(command.signer));
  Put(command.seen, *message.mutable_seen());
  std::visit([&](const auto& body) { Put(body, message); }, command.body);
  return Serialize(message);
}

Result<session::Command> DecodeCommand(ByteView bytes) {
  v1::Command message;
  PLENARY_TRY(Parse(bytes, kMaxCommandSize, message));
  Reader in;
  auto command = TakeCommand(in, message);
  auto result = std::move(in).Finish(std::move(command));
  if (result) PLENARY_TRY(RequireSame(bytes, EncodeCommand(*result)));
  return result;
}

}  // namespace plenary::wire
