#include "client/text/terms.h"

namespace plenary::text {

Name NameOf(session::KeyHolders holders) {
  using enum session::KeyHolders;
  switch (holders) {
    case kScrutineers:
      return {"scrutineers", {"监票人持有", "held by the scrutineers"}};
    case kBody:
      return {"body", {"全体在场组成人员持有", "held by all members present"}};
  }
  return {};
}

Name NameOf(session::Method method) {
  using enum session::Method;
  switch (method) {
    case kSecret:
      return {"secret", {"无记名按表决器", "secret, by device"}};
    case kRecorded:
      return {"recorded", {"记名", "recorded"}};
    case kShowOfHands:
      return {"show-of-hands", {"举手", "show of hands"}};
    case kPaper:
      return {"paper", {"无记名投票", "secret, on paper"}};
  }
  return {};
}

Name NameOf(session::PollSubject subject) {
  using enum session::PollSubject;
  switch (subject) {
    case kDraft:
      return {"draft", {"草案", "draft"}};
    case kAmendment:
      return {"amendment", {"修正案", "amendment"}};
    case kClause:
      return {"clause", {"单独表决条款", "separate clause"}};
    case kAppointment:
      return {"appointment", {"人事任免", "appointment business"}};
    case kEvaluation:
      return {"evaluation", {"测评", "evaluation"}};
    case kElection:
      return {"election", {"选举", "election"}};
    case kProcedure:
      return {"procedure", {"其他事项", "procedure"}};
  }
  return {};
}

Name NameOf(session::PollState state) {
  using enum session::PollState;
  switch (state) {
    case kDrafted:
      return {"drafted", {"待表决", "drafted"}};
    case kOpen:
      return {"open", {"表决中", "open"}};
    case kClosed:
      return {"closed", {"已截止", "closed"}};
    case kTallied:
      return {"tallied", {"已计票", "tallied"}};
    case kAnnounced:
      return {"announced", {"已宣布", "announced"}};
    case kVoided:
      return {"voided", {"作废", "voided"}};
    case kDiscarded:
      return {"discarded", {"已取消", "discarded"}};
  }
  return {};
}

Name NameOf(rules::Base base) {
  using enum rules::Base;
  switch (base) {
    case kAll:
      return {"all", {"全体组成人员", "all members"}};
    case kPresent:
      return {"present", {"出席人员", "members present"}};
    case kVoting:
      return {"voting", {"参加表决人员", "members voting"}};
  }
  return {};
}

Name NameOf(rules::OptionKind kind) {
  using enum rules::OptionKind;
  switch (kind) {
    case kFor:
      return {"for", {"赞成", "for"}};
    case kAgainst:
      return {"against", {"反对", "against"}};
    case kAbstain:
      return {"abstain", {"弃权", "abstain"}};
    case kCandidate:
      return {"candidate", {"候选人", "candidate"}};
    case kSatisfied:
      return {"satisfied", {"满意", "satisfied"}};
    case kBasicallySatisfied:
      return {"basically-satisfied", {"基本满意", "basically satisfied"}};
    case kNotSatisfied:
      return {"not-satisfied", {"不满意", "not satisfied"}};
    case kNotAcquainted:
      return {"not-acquainted", {"不了解", "not acquainted"}};
    case kWriteIn:
      return {"write-in", {"另选他人", "write-in"}};
  }
  return {};
}

Name NameOf(rules::Outcome outcome) {
  using enum rules::Outcome;
  switch (outcome) {
    case kAdopted:
      return {"adopted", {"通过", "adopted"}};
    case kNotAdopted:
      return {"not-adopted", {"未通过", "not adopted"}};
    case kExcellent:
      return {"excellent", {"优秀", "excellent"}};
    case kSatisfied:
      return {"satisfied", {"满意", "satisfied"}};
    case kNotSatisfied:
      return {"not-satisfied", {"不满意", "not satisfied"}};
    case kElected:
      return {"elected", {"当选", "elected"}};
    case kPartlyElected:
      return {"partly-elected", {"部分当选", "partly elected"}};
    case kNobodyElected:
      return {"nobody-elected", {"无人当选", "nobody elected"}};
  }
  return {};
}

Name NameOf(rules::Standing standing) {
  using enum rules::Standing;
  switch (standing) {
    case kElected:
      return {"elected", {"当选", "elected"}};
    case kNotElected:
      return {"not-elected", {"未当选", "not elected"}};
    case kTied:
      return {"tied", {"票数相等，另行表决", "tied, to be voted again"}};
  }
  return {};
}

}  // namespace plenary::text
