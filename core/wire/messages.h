// Every message of command.proto and its value in core.
//
// Put writes a value into a message that is still empty, bodies into the command they
// are for; Take reads it back and checks each field. The two stand side by side in the
// files named here.
#ifndef PLENARY_CORE_WIRE_MESSAGES_H_
#define PLENARY_CORE_WIRE_MESSAGES_H_

#include "core/session/command.h"
#include "core/wire/reader.h"
#include "plenary/v1/command.pb.h"

namespace plenary::wire {

// ---- parts of messages

void Put(const rules::Fraction& from, v1::Fraction& to);
rules::Fraction Take(Reader& in, const v1::Fraction& from);
void Put(const rules::Majority& from, v1::Majority& to);
rules::Majority Take(Reader& in, const v1::Majority& from);
void Put(const rules::Evaluation& from, v1::Evaluation& to);
rules::Evaluation Take(Reader& in, const v1::Evaluation& from);
void Put(const session::KeyHolding& from, v1::KeyHolding& to);
session::KeyHolding Take(Reader& in, const v1::KeyHolding& from);
void Put(const session::CommitteeRules& from, v1::CommitteeRules& to);
session::CommitteeRules Take(Reader& in, const v1::CommitteeRules& from);
void Put(const session::Node& from, v1::Node& to);
session::Node Take(Reader& in, const v1::Node& from);
void Put(const log::Head& from, v1::Head& to);
log::Head Take(Reader& in, const v1::Head& from);
void Put(const session::Mover& from, v1::Mover& to);
session::Mover Take(Reader& in, const v1::Mover& from);
void Put(const session::AgendaItem& from, v1::AgendaItem& to);
session::AgendaItem Take(Reader& in, const v1::AgendaItem& from);
void Put(const session::Proposal& from, v1::Proposal& to);
session::Proposal Take(Reader& in, const v1::Proposal& from);
void Put(const session::Contest& from, v1::Contest& to);
session::Contest Take(Reader& in, const v1::Contest& from);
void Put(const rules::PaperCount& from, v1::PaperCount& to);
rules::PaperCount Take(Reader& in, const v1::PaperCount& from);
void Put(const session::StatedResult& from, v1::StatedResult& to);
session::StatedResult Take(Reader& in, const v1::StatedResult& from);

// ---- bodies: registry.cc

void Put(const session::Found& from, v1::Command& to);
void Put(const session::SetRules& from, v1::Command& to);
void Put(const session::PutPerson& from, v1::Command& to);
void Put(const session::AddSeat& from, v1::Command& to);
void Put(const session::FillSeat& from, v1::Command& to);
void Put(const session::VacateSeat& from, v1::Command& to);
void Put(const session::GrantRole& from, v1::Command& to);
void Put(const session::WithdrawRole& from, v1::Command& to);
void Put(const session::AdmitKey& from, v1::Command& to);
void Put(const session::RevokeKey& from, v1::Command& to);
void Put(const session::AdmitNode& from, v1::Command& to);
void Put(const session::RevokeNode& from, v1::Command& to);
void Put(const session::Confirm& from, v1::Command& to);
void Put(const session::BeginTerm& from, v1::Command& to);
void Put(const session::SetYearFigures& from, v1::Command& to);
session::Found Take(Reader& in, const v1::Found& from);
session::SetRules Take(Reader& in, const v1::SetRules& from);
session::PutPerson Take(Reader& in, const v1::PutPerson& from);
session::AddSeat Take(Reader& in, const v1::AddSeat& from);
session::FillSeat Take(Reader& in, const v1::FillSeat& from);
session::VacateSeat Take(Reader& in, const v1::VacateSeat& from);
session::GrantRole Take(Reader& in, const v1::GrantRole& from);
session::WithdrawRole Take(Reader& in, const v1::WithdrawRole& from);
session::AdmitKey Take(Reader& in, const v1::AdmitKey& from);
session::RevokeKey Take(Reader& in, const v1::RevokeKey& from);
session::AdmitNode Take(Reader& in, const v1::AdmitNode& from);
session::RevokeNode Take(Reader& in, const v1::RevokeNode& from);
session::Confirm Take(Reader& in, const v1::Confirm& from);
session::BeginTerm Take(Reader& in, const v1::BeginTerm& from);
session::SetYearFigures Take(Reader& in, const v1::SetYearFigures& from);

// ---- bodies: session.cc

void Put(const session::Convene& from, v1::Command& to);
void Put(const session::AdvanceRegistry& from, v1::Command& to);
void Put(const session::GiveNotice& from, v1::Command& to);
void Put(const session::OpenSession& from, v1::Command& to);
void Put(const session::Recess& from, v1::Command& to);
void Put(const session::Resume& from, v1::Command& to);
void Put(const session::CloseSession& from, v1::Command& to);
void Put(const session::HandOverChair& from, v1::Command& to);
void Put(const session::NameScrutineers& from, v1::Command& to);
session::Convene Take(Reader& in, const v1::Convene& from);
session::AdvanceRegistry Take(Reader& in, const v1::AdvanceRegistry& from);
session::GiveNotice Take(Reader& in, const v1::GiveNotice& from);
session::OpenSession Take(Reader& in, const v1::OpenSession& from);
session::Recess Take(Reader& in, const v1::Recess& from);
session::Resume Take(Reader& in, const v1::Resume& from);
session::CloseSession Take(Reader& in, const v1::CloseSession& from);
session::HandOverChair Take(Reader& in, const v1::HandOverChair& from);
session::NameScrutineers Take(Reader& in, const v1::NameScrutineers& from);

// ---- bodies: agenda.cc

void Put(const session::AddItem& from, v1::Command& to);
void Put(const session::AmendItem& from, v1::Command& to);
void Put(const session::MoveItem& from, v1::Command& to);
void Put(const session::WithdrawItem& from, v1::Command& to);
void Put(const session::DeferItem& from, v1::Command& to);
void Put(const session::AdoptAgenda& from, v1::Command& to);
void Put(const session::StartItem& from, v1::Command& to);
void Put(const session::ConcludeItem& from, v1::Command& to);
void Put(const session::AttachDocument& from, v1::Command& to);
session::AddItem Take(Reader& in, const v1::AddItem& from);
session::AmendItem Take(Reader& in, const v1::AmendItem& from);
session::MoveItem Take(Reader& in, const v1::MoveItem& from);
session::WithdrawItem Take(Reader& in, const v1::WithdrawItem& from);
session::DeferItem Take(Reader& in, const v1::DeferItem& from);
session::AdoptAgenda Take(Reader& in, const v1::AdoptAgenda& from);
session::StartItem Take(Reader& in, const v1::StartItem& from);
session::ConcludeItem Take(Reader& in, const v1::ConcludeItem& from);
session::AttachDocument Take(Reader& in, const v1::AttachDocument& from);

// ---- bodies: attendance.cc

void Put(const session::SignIn& from, v1::Command& to);
void Put(const session::RecordAttendee& from, v1::Command& to);
void Put(const session::RecordDeparture& from, v1::Command& to);
void Put(const session::GrantLeave& from, v1::Command& to);
void Put(const session::Recuse& from, v1::Command& to);
session::SignIn Take(Reader& in, const v1::SignIn& from);
session::RecordAttendee Take(Reader& in, const v1::RecordAttendee& from);
session::RecordDeparture Take(Reader& in, const v1::RecordDeparture& from);
session::GrantLeave Take(Reader& in, const v1::GrantLeave& from);
session::Recuse Take(Reader& in, const v1::Recuse& from);

// ---- bodies: appointments.cc

void Put(const session::ProposeAppointment& from, v1::Command& to);
void Put(const session::WithdrawProposal& from, v1::Command& to);
void Put(const session::RecordPrerequisite& from, v1::Command& to);
void Put(const session::RecordFollowUp& from, v1::Command& to);
session::ProposeAppointment Take(Reader& in, const v1::ProposeAppointment& from);
session::WithdrawProposal Take(Reader& in, const v1::WithdrawProposal& from);
session::RecordPrerequisite Take(Reader& in, const v1::RecordPrerequisite& from);
session::RecordFollowUp Take(Reader& in, const v1::RecordFollowUp& from);

// ---- bodies: polls.cc

void Put(const session::DraftPoll& from, v1::Command& to);
void Put(const session::DiscardPoll& from, v1::Command& to);
void Put(const session::ObjectToMerge& from, v1::Command& to);
void Put(const session::OpenPoll& from, v1::Command& to);
void Put(const session::CastBallot& from, v1::Command& to);
void Put(const session::ClosePoll& from, v1::Command& to);
void Put(const session::VoidPoll& from, v1::Command& to);
session::DraftPoll Take(Reader& in, const v1::DraftPoll& from);
session::DiscardPoll Take(Reader& in, const v1::DiscardPoll& from);
session::ObjectToMerge Take(Reader& in, const v1::ObjectToMerge& from);
session::OpenPoll Take(Reader& in, const v1::OpenPoll& from);
session::CastBallot Take(Reader& in, const v1::CastBallot& from);
session::ClosePoll Take(Reader& in, const v1::ClosePoll& from);
session::VoidPoll Take(Reader& in, const v1::VoidPoll& from);

// ---- bodies: counts.cc

void Put(const session::EnterCount& from, v1::Command& to);
void Put(const session::ConfirmCount& from, v1::Command& to);
void Put(const session::CertifyResult& from, v1::Command& to);
void Put(const session::AnnounceResult& from, v1::Command& to);
session::EnterCount Take(Reader& in, const v1::EnterCount& from);
session::ConfirmCount Take(Reader& in, const v1::ConfirmCount& from);
session::CertifyResult Take(Reader& in, const v1::CertifyResult& from);
session::AnnounceResult Take(Reader& in, const v1::AnnounceResult& from);

// ---- bodies: secret_polls.cc

void Put(const session::BeginCeremony& from, v1::Command& to);
void Put(const session::CommitToCeremony& from, v1::Command& to);
void Put(const session::DealShares& from, v1::Command& to);
void Put(const session::AcceptDeals& from, v1::Command& to);
void Put(const session::ComplainOfDeal& from, v1::Command& to);
void Put(const session::CastSecretBallot& from, v1::Command& to);
void Put(const session::ChallengeBallot& from, v1::Command& to);
void Put(const session::SealPoll& from, v1::Command& to);
void Put(const session::AnswerOpening& from, v1::Command& to);
void Put(const session::StateTotals& from, v1::Command& to);
session::BeginCeremony Take(Reader& in, const v1::BeginCeremony& from);
session::CommitToCeremony Take(Reader& in, const v1::CommitToCeremony& from);
session::DealShares Take(Reader& in, const v1::DealShares& from);
session::AcceptDeals Take(Reader& in, const v1::AcceptDeals& from);
session::ComplainOfDeal Take(Reader& in, const v1::ComplainOfDeal& from);
session::CastSecretBallot Take(Reader& in, const v1::CastSecretBallot& from);
session::ChallengeBallot Take(Reader& in, const v1::ChallengeBallot& from);
session::SealPoll Take(Reader& in, const v1::SealPoll& from);
session::AnswerOpening Take(Reader& in, const v1::AnswerOpening& from);
session::StateTotals Take(Reader& in, const v1::StateTotals& from);

}  // namespace plenary::wire

#endif  // PLENARY_CORE_WIRE_MESSAGES_H_
