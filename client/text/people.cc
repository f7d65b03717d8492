#include "client/text/terms.h"

namespace plenary::text {

Name NameOf(session::Role role) {
  using enum session::Role;
  switch (role) {
    case kSecretary:
      return {"secretary", {"秘书", "secretary"}};
    case kOfficer:
      return {"officer", {"复核人", "second officer"}};
    case kAttendee:
      return {"attendee", {"列席人员", "attendee"}};
    case kHallDisplay:
      return {"hall-display", {"会场大屏", "hall display"}};
  }
  return {};
}

Name NameOf(session::Office office) {
  using enum session::Office;
  switch (office) {
    case kDirector:
      return {"director", {"主任", "director"}};
    case kViceDirector:
      return {"vice-director", {"副主任", "vice-director"}};
    case kSecretaryGeneral:
      return {"secretary-general", {"秘书长", "secretary-general"}};
    case kMember:
      return {"member", {"委员", "member"}};
  }
  return {};
}

Name NameOf(session::Organ organ) {
  using enum session::Organ;
  switch (organ) {
    case kGovernment:
      return {"government", {"政府", "government"}};
    case kSupervisionCommission:
      return {"supervision-commission", {"监察委员会", "supervision commission"}};
    case kCourt:
      return {"court", {"法院", "court"}};
    case kProcuratorate:
      return {"procuratorate", {"检察院", "procuratorate"}};
    case kCommitteeOffice:
      return {"committee-office", {"常委会工作机构", "committee's own office"}};
    case kOther:
      return {"other", {"其他机关", "other organ"}};
  }
  return {};
}

Name NameOf(session::MoverKind kind) {
  using enum session::MoverKind;
  switch (kind) {
    case kCouncil:
      return {"council", {"主任会议", "council of chairpersons"}};
    case kGovernment:
      return {"government", {"政府", "government"}};
    case kSupervisionCommission:
      return {"supervision-commission", {"监察委员会", "supervision commission"}};
    case kCourt:
      return {"court", {"法院", "court"}};
    case kProcuratorate:
      return {"procuratorate", {"检察院", "procuratorate"}};
    case kMembers:
      return {"members", {"组成人员联名", "members jointly"}};
    case kSpecialCommittee:
      return {"special-committee", {"专门委员会", "special committee"}};
  }
  return {};
}

Name NameOf(session::Action action) {
  using enum session::Action;
  switch (action) {
    case kAppoint:
      return {"appoint", {"任命", "appoint"}};
    case kDecideToAppoint:
      return {"decide-to-appoint", {"决定任命", "decide to appoint"}};
    case kApprove:
      return {"approve", {"批准任命", "approve the appointment"}};
    case kRemove:
      return {"remove", {"免去", "remove"}};
    case kDecideToRemove:
      return {"decide-to-remove", {"决定免去", "decide to remove"}};
    case kAcceptResignation:
      return {"accept-resignation", {"接受辞职", "accept the resignation"}};
    case kDismiss:
      return {"dismiss", {"撤销职务", "dismiss"}};
    case kAppointActing:
      return {"appoint-acting", {"决定代理", "appoint as acting"}};
    case kElect:
      return {"elect", {"推选", "elect"}};
    case kSuspend:
      return {"suspend", {"暂时停止职务", "suspend"}};
  }
  return {};
}

Name NameOf(session::ProposalState state) {
  using enum session::ProposalState;
  switch (state) {
    case kProposed:
      return {"proposed", {"已提请", "proposed"}};
    case kWithdrawn:
      return {"withdrawn", {"已撤回", "withdrawn"}};
    case kPassed:
      return {"passed", {"通过", "passed"}};
    case kFailed:
      return {"failed", {"未通过", "not passed"}};
  }
  return {};
}

Name NameOf(session::Prerequisite prerequisite) {
  using enum session::Prerequisite;
  switch (prerequisite) {
    case kMaterials:
      return {"materials", {"任免材料", "materials submitted"}};
    case kExamination:
      return {"examination", {"任前法律知识考试", "law examination passed"}};
    case kStatement:
      return {"statement", {"供职发言", "statement made"}};
  }
  return {};
}

Name NameOf(session::FollowUp follow_up) {
  using enum session::FollowUp;
  switch (follow_up) {
    case kCertificate:
      return {"certificate", {"颁发任命书", "certificate of appointment handed over"}};
    case kOath:
      return {"oath", {"宪法宣誓", "oath to the constitution taken"}};
  }
  return {};
}

Name NameOf(session::AttendeeKind kind) {
  using enum session::AttendeeKind;
  switch (kind) {
    case kOfficial:
      return {"official", {"机关负责人", "official"}};
    case kTownshipChair:
      return {"township-chair", {"乡镇人大主席", "township chair"}};
    case kGrassRootsDeputy:
      return {"grass-roots-deputy", {"基层人大代表", "grass-roots deputy"}};
    case kInvited:
      return {"invited", {"其他列席人员", "invited"}};
    case kObserver:
      return {"observer", {"旁听人员", "observer"}};
  }
  return {};
}

Name NameOf(session::Presence presence) {
  using enum session::Presence;
  switch (presence) {
    case kExpected:
      return {"expected", {"应到", "expected"}};
    case kPresent:
      return {"present", {"出席", "present"}};
    case kOnLeave:
      return {"on-leave", {"请假", "on leave"}};
    case kLeft:
      return {"left", {"已离席", "left"}};
  }
  return {};
}

Name NameOf(session::Standing standing) {
  using enum session::Standing;
  switch (standing) {
    case kSecretary:
      return {"secretary", {"秘书", "secretary"}};
    case kOfficer:
      return {"officer", {"复核人", "second officer"}};
    case kChair:
      return {"chair", {"主持人", "chair"}};
    case kDirectorate:
      return {"directorate", {"主任、副主任", "director or vice-director"}};
    case kMember:
      return {"member", {"组成人员", "member"}};
    case kScrutineer:
      return {"scrutineer", {"监票人", "scrutineer"}};
    case kChiefScrutineer:
      return {"chief-scrutineer", {"总监票人", "chief scrutineer"}};
    case kAttendee:
      return {"attendee", {"列席人员", "attendee"}};
    case kSelf:
      return {"self", {"本人", "the person concerned"}};
    case kKeyHolder:
      return {"key-holder", {"密钥持有人", "key holder"}};
  }
  return {};
}

}  // namespace plenary::text
