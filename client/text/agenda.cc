#include "client/text/terms.h"

namespace plenary::text {

Name NameOf(session::SessionKind kind) {
  using enum session::SessionKind;
  switch (kind) {
    case kCommittee:
      return {"committee", {"常委会会议", "committee session"}};
    case kCouncil:
      return {"council", {"主任会议", "council of chairpersons"}};
  }
  return {};
}

Name NameOf(session::SessionPhase phase) {
  using enum session::SessionPhase;
  switch (phase) {
    case kConvened:
      return {"convened", {"已召集", "convened"}};
    case kOpen:
      return {"open", {"进行中", "open"}};
    case kRecessed:
      return {"recessed", {"休会", "recessed"}};
    case kClosed:
      return {"closed", {"已闭会", "closed"}};
  }
  return {};
}

Name NameOf(session::ItemKind kind) {
  using enum session::ItemKind;
  switch (kind) {
    case kStudy:
      return {"study", {"第一议题、学习传达", "study"}};
    case kBriefing:
      return {"briefing", {"听取汇报", "briefing"}};
    case kNextAgenda:
      return {"next-agenda", {"研究会议建议议程", "draft agenda of the next session"}};
    case kNominationForSubmission:
      return {"nomination-for-submission", {"研究提请人事任免", "nomination for submission"}};
    case kDutyReport:
      return {"duty-report", {"履职情况报告", "officials' report on their duties"}};
    case kProposalsHandling:
      return {"proposals-handling", {"代表建议办理情况", "handling of deputies' proposals"}};
    case kOther:
      return {"other", {"其他事项", "other business"}};
    case kWorkReport:
      return {"work-report", {"专项工作报告", "work report"}};
    case kPlanReport:
      return {"plan-report", {"计划执行情况报告", "report on the plan"}};
    case kBudgetReport:
      return {"budget-report", {"预算执行情况报告", "report on the budget"}};
    case kAuditReport:
      return {"audit-report", {"审计工作报告", "audit report"}};
    case kBudgetAdjustment:
      return {"budget-adjustment", {"预算调整", "budget adjustment"}};
    case kFinalAccounts:
      return {"final-accounts", {"决算", "final accounts"}};
    case kStateAssets:
      return {"state-assets", {"国有资产管理报告", "report on state assets"}};
    case kLawEnforcementInspection:
      return {"law-enforcement-inspection", {"执法检查报告", "law-enforcement inspection"}};
    case kGroupInspection:
      return {"group-inspection", {"视察", "group inspection"}};
    case kResearch:
      return {"research", {"调研报告", "research report"}};
    case kSpecialInquiry:
      return {"special-inquiry", {"专题询问", "special inquiry"}};
    case kInterpellation:
      return {"interpellation", {"质询", "interpellation"}};
    case kResolution:
      return {"resolution", {"决议", "resolution"}};
    case kDecision:
      return {"decision", {"决定", "decision"}};
    case kRegulation:
      return {"regulation", {"地方性法规草案", "draft of a local regulation"}};
    case kNormativeReview:
      return {"normative-review", {"规范性文件备案审查报告", "review of normative documents"}};
    case kAppointments:
      return {"appointments", {"人事任免", "appointments and removals"}};
    case kResignation:
      return {"resignation", {"接受辞职", "resignation"}};
    case kDismissal:
      return {"dismissal", {"撤职", "dismissal"}};
    case kEvaluation:
      return {"evaluation", {"满意度测评、工作评议", "evaluation"}};
    case kMidTermEvaluation:
      return {"mid-term-evaluation", {"届中测评", "mid-term evaluation"}};
    case kByElection:
      return {"by-election", {"补选代表", "by-election of deputies"}};
    case kCredentials:
      return {"credentials", {"代表资格审查", "examination of credentials"}};
    case kInvestigation:
      return {"investigation", {"特定问题调查", "investigation committee"}};
  }
  return {};
}

Name NameOf(session::ItemState state) {
  using enum session::ItemState;
  switch (state) {
    case kPlanned:
      return {"planned", {"待议", "planned"}};
    case kStarted:
      return {"started", {"审议中", "under way"}};
    case kConcluded:
      return {"concluded", {"已结束", "concluded"}};
    case kWithdrawn:
      return {"withdrawn", {"已撤回", "withdrawn"}};
    case kDeferred:
      return {"deferred", {"暂不交付表决", "deferred"}};
  }
  return {};
}

Name NameOf(session::Ending ending) {
  using enum session::Ending;
  switch (ending) {
    case kNoted:
      return {"noted", {"已知悉", "noted"}};
    case kAgreed:
      return {"agreed", {"同意", "agreed"}};
    case kHeard:
      return {"heard", {"已听取", "heard"}};
    case kAdopted:
      return {"adopted", {"通过", "adopted"}};
    case kNotAdopted:
      return {"not-adopted", {"未通过", "not adopted"}};
    case kEvaluated:
      return {"evaluated", {"已测评", "evaluated"}};
    case kHeld:
      return {"held", {"已进行", "held"}};
    case kAnswered:
      return {"answered", {"已答复", "answered"}};
    case kConfirmed:
      return {"confirmed", {"已确认", "confirmed"}};
    case kVoted:
      return {"voted", {"已表决", "voted"}};
    case kAskAgain:
      return {"ask-again", {"再作答复", "to be asked again"}};
    case kContinued:
      return {"continued", {"继续审议", "continued"}};
  }
  return {};
}

Name NameOf(session::DocumentKind kind) {
  using enum session::DocumentKind;
  switch (kind) {
    case kNotice:
      return {"notice", {"通知", "notice"}};
    case kReport:
      return {"report", {"报告", "report"}};
    case kExplanation:
      return {"explanation", {"说明", "explanation"}};
    case kDraft:
      return {"draft", {"草案", "draft"}};
    case kMotion:
      return {"motion", {"议案", "motion"}};
    case kOpinions:
      return {"opinions", {"审议意见", "deliberation opinions"}};
    case kMinutes:
      return {"minutes", {"会议纪要", "minutes"}};
    case kText:
      return {"text", {"通过的文本", "text as adopted"}};
    case kOther:
      return {"other", {"其他文件", "other document"}};
  }
  return {};
}

}  // namespace plenary::text
