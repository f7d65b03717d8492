#include "core/session/item_kinds.h"

#include <algorithm>
#include <array>

#include "core/base/check.h"

namespace plenary::session {
namespace {

using K = ItemKind;
using E = Ending;
using P = PollSubject;

constexpr SetOf<Ending> kVote = {E::kAdopted, E::kNotAdopted};
constexpr SetOf<Ending> kReport = {E::kHeard, E::kEvaluated, E::kAdopted, E::kNotAdopted};
constexpr SetOf<PollSubject> kNothing = {P::kProcedure};
constexpr SetOf<PollSubject> kText = {P::kDraft, P::kAmendment, P::kClause, P::kProcedure};
constexpr SetOf<PollSubject> kReportPolls = {P::kDraft, P::kAmendment, P::kClause, P::kEvaluation,
                                             P::kProcedure};
constexpr SetOf<PollSubject> kGrades = {P::kEvaluation, P::kProcedure};
constexpr SetOf<PollSubject> kPeople = {P::kAppointment, P::kElection, P::kProcedure};

constexpr std::array kTable = {
    ItemKindTraits{K::kStudy, {E::kNoted}, kNothing},
    ItemKindTraits{K::kBriefing, {E::kNoted}, kNothing},
    ItemKindTraits{K::kNextAgenda, {E::kAgreed}, kNothing},
    ItemKindTraits{K::kNominationForSubmission, {E::kAgreed}, kNothing},
    ItemKindTraits{K::kDutyReport, {E::kHeard, E::kEvaluated}, kGrades},
    ItemKindTraits{K::kProposalsHandling, {E::kHeard, E::kEvaluated}, kGrades},
    ItemKindTraits{K::kOther, {E::kNoted, E::kAgreed}, kNothing},
    ItemKindTraits{K::kWorkReport, kReport, kReportPolls},
    ItemKindTraits{K::kPlanReport, kReport, kReportPolls},
    ItemKindTraits{K::kBudgetReport, kReport, kReportPolls},
    ItemKindTraits{K::kAuditReport, kReport, kReportPolls},
    ItemKindTraits{K::kBudgetAdjustment, kVote, kText},
    ItemKindTraits{K::kFinalAccounts, kVote, kText},
    ItemKindTraits{K::kStateAssets, kReport, kReportPolls},
    ItemKindTraits{K::kLawEnforcementInspection, {E::kHeard, E::kEvaluated}, kGrades},
    ItemKindTraits{K::kGroupInspection, {E::kNoted}, kNothing},
    ItemKindTraits{K::kResearch, {E::kNoted, E::kHeard}, kNothing},
    ItemKindTraits{K::kSpecialInquiry, {E::kHeld, E::kEvaluated}, kGrades},
    ItemKindTraits{K::kInterpellation, {E::kAnswered, E::kAskAgain}, kNothing},
    ItemKindTraits{K::kResolution, kVote, kText},
    ItemKindTraits{K::kDecision, kVote, kText},
    ItemKindTraits{K::kRegulation, {E::kAdopted, E::kNotAdopted, E::kContinued}, kText},
    ItemKindTraits{K::kNormativeReview, {E::kHeard, E::kAdopted, E::kNotAdopted}, kText},
    ItemKindTraits{K::kAppointments, {E::kVoted}, kPeople},
    ItemKindTraits{K::kResignation, {E::kVoted}, kPeople},
    ItemKindTraits{K::kDismissal, {E::kVoted}, kPeople},
    ItemKindTraits{K::kEvaluation, {E::kEvaluated}, kGrades},
    ItemKindTraits{K::kMidTermEvaluation, {E::kEvaluated}, kGrades},
    ItemKindTraits{K::kByElection, {E::kVoted}, kPeople},
    ItemKindTraits{K::kCredentials, {E::kConfirmed, E::kAdopted, E::kNotAdopted}, kText},
    ItemKindTraits{K::kInvestigation, kVote, kText},
};

}  // namespace

const ItemKindTraits& TraitsOf(ItemKind kind) {
  const auto row = std::ranges::find(kTable, kind, &ItemKindTraits::kind);
  PLENARY_CHECK(row != kTable.end());
  return *row;
}

bool NeedsExaminationAndStatement(Action action) {
  switch (action) {
    case Action::kAppoint:
    case Action::kDecideToAppoint:
    case Action::kApprove:
    case Action::kElect:
      return true;
    case Action::kRemove:
    case Action::kDecideToRemove:
    case Action::kAcceptResignation:
    case Action::kDismiss:
    case Action::kAppointActing:
    case Action::kSuspend:
      return false;
  }
  return false;
}

bool CountsReports(ItemKind kind) { return kind != ItemKind::kDutyReport; }

}  // namespace plenary::session
