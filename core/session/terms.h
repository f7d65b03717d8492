// The words of the field as numbers: what commands, state and results share.
//
// Every number here is stored and signed: append only, never renumber. The terms
// in Chinese stand beside them; docs/protocol.md has the whole table.
#ifndef PLENARY_CORE_SESSION_TERMS_H_
#define PLENARY_CORE_SESSION_TERMS_H_

#include <cstdint>

namespace plenary::session {

// What the registry gives a person. Voting comes from a seat, not from a role.
enum class Role : std::uint8_t {
  kSecretary = 1,    // 办公室, 秘书处: convenes, registers, writes and files
  kOfficer = 2,      // confirms what the secretary enters into the registry
  kAttendee = 3,     // 列席
  kHallDisplay = 4,  // a screen in the hall: follows, says nothing
};

// The office that a seat of the committee carries.
enum class Office : std::uint8_t {
  kDirector = 1,          // 主任
  kViceDirector = 2,      // 副主任
  kSecretaryGeneral = 3,  // 秘书长
  kMember = 4,            // 委员
};

enum class SessionKind : std::uint8_t {
  kCommittee = 1,  // 常委会会议
  kCouncil = 2,    // 主任会议
};

enum class SessionPhase : std::uint8_t { kConvened = 1, kOpen = 2, kRecessed = 3, kClosed = 4 };

enum class ItemKind : std::uint8_t {
  kStudy = 1,                      // 第一议题、学习传达
  kBriefing = 2,                   // 听取汇报
  kNextAgenda = 3,                 // 研究会议建议议程
  kNominationForSubmission = 4,    // 研究提请人事任免
  kDutyReport = 5,                 // 履职情况报告
  kProposalsHandling = 6,          // 代表建议办理情况
  kOther = 7,                      // 其他事项
  kWorkReport = 8,                 // 听取审议专项工作报告
  kPlanReport = 9,                 // 计划执行情况报告
  kBudgetReport = 10,              // 预算执行情况报告
  kAuditReport = 11,               // 审计工作报告
  kBudgetAdjustment = 12,          // 预算调整
  kFinalAccounts = 13,             // 决算
  kStateAssets = 14,               // 国有资产管理报告
  kLawEnforcementInspection = 15,  // 执法检查报告
  kGroupInspection = 16,           // 视察
  kResearch = 17,                  // 调研报告
  kSpecialInquiry = 18,            // 专题询问
  kInterpellation = 19,            // 质询
  kResolution = 20,                // 决议
  kDecision = 21,                  // 决定
  kRegulation = 22,                // 地方性法规草案
  kNormativeReview = 23,           // 规范性文件备案审查报告
  kAppointments = 24,              // 人事任免
  kResignation = 25,               // 接受辞职
  kDismissal = 26,                 // 撤职
  kEvaluation = 27,                // 满意度测评、工作评议
  kMidTermEvaluation = 28,         // 届中测评
  kByElection = 29,                // 补选代表
  kCredentials = 30,               // 代表资格审查
  kInvestigation = 31,             // 特定问题调查
};

enum class ItemState : std::uint8_t {
  kPlanned = 1,
  kStarted = 2,
  kConcluded = 3,
  kWithdrawn = 4,
  kDeferred = 5,  // 暂不交付表决
};

// How an item ended.
enum class Ending : std::uint8_t {
  kNoted = 1,
  kAgreed = 2,
  kHeard = 3,
  kAdopted = 4,
  kNotAdopted = 5,
  kEvaluated = 6,
  kHeld = 7,
  kAnswered = 8,
  kConfirmed = 9,
  kVoted = 10,      // appointment business, elections: each contest says its own outcome
  kAskAgain = 11,   // an interpellation whose answer did not satisfy
  kContinued = 12,  // a regulation between two readings
};

// 一府一委两院 and the rest.
enum class Organ : std::uint8_t {
  kGovernment = 1,
  kSupervisionCommission = 2,
  kCourt = 3,
  kProcuratorate = 4,
  kCommitteeOffice = 5,  // the standing committee's own offices
  kOther = 6,
};

// Who may bring an item or a nomination.
enum class MoverKind : std::uint8_t {
  kCouncil = 1,  // 主任会议
  kGovernment = 2,
  kSupervisionCommission = 3,
  kCourt = 4,
  kProcuratorate = 5,
  kMembers = 6,  // members jointly
  kSpecialCommittee = 7,
};

enum class Action : std::uint8_t {
  kAppoint = 1,            // 任命
  kDecideToAppoint = 2,    // 决定任命
  kApprove = 3,            // 批准任命
  kRemove = 4,             // 免去
  kDecideToRemove = 5,     // 决定免去
  kAcceptResignation = 6,  // 接受辞职
  kDismiss = 7,            // 撤销职务
  kAppointActing = 8,      // 决定代理
  kElect = 9,              // 推选
  kSuspend = 10,           // 暂时停止职务
};

enum class ProposalState : std::uint8_t { kProposed = 1, kWithdrawn = 2, kPassed = 3, kFailed = 4 };

enum class Prerequisite : std::uint8_t {
  kMaterials = 1,    // 议案、任免材料
  kExamination = 2,  // 任前法律知识考试
  kStatement = 3,    // 供职发言
};

enum class FollowUp : std::uint8_t {
  kCertificate = 1,  // 任命书
  kOath = 2,         // 宪法宣誓
};

enum class Method : std::uint8_t {
  kSecret = 1,       // 无记名按表决器: needs a key of the key holders
  kRecorded = 2,     // 记名
  kShowOfHands = 3,  // 举手
  kPaper = 4,        // 无记名投票
};

// Who holds the key of secret polls, a share each.
enum class KeyHolders : std::uint8_t {
  kScrutineers = 1,  // 监票人
  kBody = 2,         // every member who is present: only a quorum of them opens a poll
};

// What a poll is about; decides its place among the polls of its item.
enum class PollSubject : std::uint8_t {
  kDraft = 1,        // the item's own draft: decides how it ends
  kAmendment = 2,    // 修正案: before the draft
  kClause = 3,       // 单独表决: before the draft
  kAppointment = 4,  // 人事任免
  kEvaluation = 5,   // 测评
  kElection = 6,     // 选举
  kProcedure = 7,    // anything else the session decides
};

enum class PollState : std::uint8_t {
  kDrafted = 1,
  kOpen = 2,
  kClosed = 3,
  kTallied = 4,    // the chief scrutineer has signed the result
  kAnnounced = 5,  // the chair has signed and announced it
  kVoided = 6,
  kDiscarded = 7,  // drafted, never opened
};

enum class AttendeeKind : std::uint8_t {
  kOfficial = 1,          // heads of the organs under discussion
  kTownshipChair = 2,     // 乡镇人大主席
  kGrassRootsDeputy = 3,  // 基层人大代表
  kInvited = 4,
  kObserver = 5,  // 旁听
};

enum class Presence : std::uint8_t {
  kExpected = 1,
  kPresent = 2,
  kOnLeave = 3,
  kLeft = 4,
};

enum class DocumentKind : std::uint8_t {
  kNotice = 1,
  kReport = 2,
  kExplanation = 3,
  kDraft = 4,
  kMotion = 5,
  kOpinions = 6,  // 审议意见
  kMinutes = 7,
  kText = 8,  // the text as adopted
  kOther = 9,
};

}  // namespace plenary::session

#endif  // PLENARY_CORE_SESSION_TERMS_H_
