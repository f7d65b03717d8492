#include "client/text/failures.h"

#include "client/text/secret_failures.h"

namespace plenary::text {

Text SentenceOf(session::Refusal refusal) {
  using enum session::Refusal;
  switch (refusal) {
    case kMalformed:
      return {"命令的格式不合规定，没有提交；请把客户端升级到与服务器相同的版本后重试。",
              "The command is not in the form that the protocol asks for and was not accepted; use "
              "a client of the same version as the server and try again."};
    case kOtherCommittee:
      return {"命令是给另一个委员会的，没有被接受；请选用本委员会的身份。",
              "The command is meant for another committee and was not accepted; use your identity "
              "in this one."};
    case kOtherLog:
      return {"命令是给另一次会议或登记簿的，没有被接受；请核对会议编号。",
              "The command is meant for another session, or for the registry, and was not "
              "accepted; check which session you named."};
    case kUnknownKey:
      return {"登记簿中没有您的密钥，命令没有被接受；请先登记，并由两名工作人员确认。",
              "The registry does not know your key, so the command was not accepted; enrol first "
              "and have two officers confirm it."};
    case kRevokedKey:
      return {"您的密钥已被撤销，命令没有被接受；请重新登记一把新密钥。",
              "Your key has been revoked, so the command was not accepted; enrol a new one."};
    case kBadSignature:
      return {"签名与命令不符，命令没有被接受；请重试，再次出现时请停用本机并告知秘书。",
              "The signature does not match the command, which was not accepted; try again, and if "
              "it happens again stop using this machine and tell the secretary."};
    case kIdReused:
      return {"同一编号下已有另一条命令，本命令没有被接受；请重新提交。",
              "Another command stands under the same id, so this one was not accepted; give it "
              "again under a new id."};
    case kSeenUnknown:
      return {"您的记录与服务器的不是同一份，命令没有被接受；请保留本机记录并立即告知秘书。",
              "Your copy of the log and the server's are not one and the same, so the command was "
              "not accepted; keep your copy and tell the secretary at once."};
    case kSeenOlderThanOwn:
      return {"命令早于您自己的上一条命令，没有被接受；请同步后重试。",
              "The command was made before your own last one was known here and was not accepted; "
              "catch up with the log and try again."};
    case kSeenOlderThanSubject:
      return {"命令所涉事项在您看到之前已有变化，没有被接受；请同步后核对再提交。",
              "What the command speaks of has changed since you last looked, so it was not "
              "accepted; catch up, look again and repeat it if you still mean it."};
    case kNotYourRole:
      return {
          "您的身份无权这样做，什么都没有改变；请由有权的人员操作。",
          "Your role does not allow this and nothing was changed; ask somebody whose role does."};
    case kNotInThisPhase:
      return {"会议目前的阶段不能这样做，什么都没有改变；请在相应阶段再试。",
              "The session is in a phase where this cannot be done, and nothing was changed; do it "
              "when the session is open, or closed, as the command asks."};
    case kLogIsFounded:
      return {"这里已经成立或召集过了，什么都没有改变；请使用已有的记录。",
              "This log has been started already and nothing was changed; use it as it is."};
    case kLogIsEmpty:
      return {"这里还没有成立或召集，命令没有被接受；请先成立委员会或召集会议。",
              "This log has not been started, so the command was not accepted; found the committee "
              "or convene the session first."};
    case kUnknownPerson:
      return {"登记簿中没有这个人，什么都没有改变；请核对编号，或先由秘书录入。",
              "The registry knows no such person and nothing was changed; check the id, or let the "
              "secretary enter the person first."};
    case kUnknownSeat:
      return {"登记簿中没有这个席位，什么都没有改变；请核对编号，或先增设席位。",
              "The registry knows no such seat and nothing was changed; check the id, or add the "
              "seat first."};
    case kSeatTaken:
      return {"这个席位有人在任，什么都没有改变；请先办理出缺。",
              "Somebody holds this seat and nothing was changed; vacate it first."};
    case kSeatVacant:
      return {"这个席位本来就空缺，什么都没有改变；请核对席位。",
              "This seat is vacant already and nothing was changed; check which seat you mean."};
    case kAlreadySeated:
      return {
          "这个人已有席位，什么都没有改变；一人只能有一个席位。",
          "This person holds a seat already and nothing was changed; one person holds one seat."};
    case kKnownAlready:
      return {"这一项已经登记在册，什么都没有改变；无需再办。",
              "This stands in the record already and nothing was changed; there is nothing left to "
              "do."};
    case kNotGranted:
      return {
          "这个人没有这一角色，什么都没有改变；请核对姓名与角色。",
          "This person does not have that role and nothing was changed; check person and role."};
    case kNothingToConfirm:
      return {"所列条目中有并非等待确认的，什么都没有改变；请核对条目序号。",
              "Not every entry named waits for a second officer, and nothing was changed; check "
              "the numbers of the entries."};
    case kOwnProposal:
      return {"提出的人不能自己确认，什么都没有改变；请由另一名工作人员确认。",
              "Who proposed a change cannot confirm it and nothing was changed; let the other "
              "officer do it."};
    case kLastOfficers:
      return {"这样会少于两名工作人员或没有秘书，什么都没有改变；请先增加人员。",
              "This would leave fewer than two officers, or no secretary, and nothing was changed; "
              "admit another first."};
    case kUnknownNode:
      return {"登记簿中没有这个服务器节点，什么都没有改变；请核对节点密钥。",
              "The registry knows no such node and nothing was changed; check the node's key."};
    case kBadTerm:
      return {"届次不是下一届，什么都没有改变；请核对届次。",
              "This is not the next term and nothing was changed; check its number."};
    case kBadRules:
      return {"规则自相矛盾或超出范围，什么都没有改变；请修改后重新提交。",
              "These rules contradict themselves or are out of bounds, and nothing was changed; "
              "correct them and propose them again."};
    case kBadKey:
      return {"这不是本委员会密码套件的公钥，什么都没有改变；请重新生成密钥。",
              "This is not a public key of the committee's suite and nothing was changed; make a "
              "new key."};
    case kRegistryUnknown:
      return {"所指登记簿版本不属于本委员会的登记簿，命令没有被接受；请同步登记簿后重试。",
              "The registry head named is not one of this committee's registry, so the command was "
              "not accepted; catch up with the registry and try again."};
    case kRegistryBackwards:
      return {"会议不能退回到更早的登记簿，什么都没有改变；请使用最新的登记簿。",
              "A session cannot go back to an earlier registry and nothing was changed; name the "
              "newest one."};
    case kPollIsOpen:
      return {"有表决正在进行，什么都没有改变；请待表决截止后再办。",
              "A poll is open and nothing was changed; wait until it is closed."};
    case kNoQuorum:
      return {"出席人数不足法定人数，不能开会或表决；请等候更多组成人员签到。",
              "Too few members are present for a quorum, so the session or poll cannot be opened; "
              "wait for more members to sign in."};
    case kNoticeTooShort:
      return {"通知时间不足规定天数，会议没有召开；请更改日期，或按紧急会议召集。",
              "The notice was shorter than the rules ask for, so nothing was changed; choose a "
              "later date or convene it as urgent."};
    case kNoNotice:
      return {"会议通知尚未发出，会议没有召开；请先发出通知。",
              "No notice has been given, so the session was not opened; give notice first."};
    case kNotAMember:
      return {
          "这个人不是常委会组成人员，什么都没有改变；请核对姓名。",
          "This person is not a member of the committee and nothing was changed; check the name."};
    case kNotPresent:
      return {
          "这个人没有签到或已离席，什么都没有改变；请先签到。",
          "This person has not signed in, or has left, and nothing was changed; sign in first."};
    case kPresentAlready:
      return {"这个人已经签到，什么都没有改变；无需再签。",
              "This person has signed in already and nothing was changed; there is nothing left to "
              "do."};
    case kOnLeave:
      return {"这个人已获准请假，什么都没有改变；到会者请直接签到。",
              "This person is on leave and nothing was changed; whoever comes after all simply "
              "signs in."};
    case kBadDate:
      return {"日期不合适，什么都没有改变；请核对日期的先后。",
              "The date does not fit and nothing was changed; check which day comes before which."};
    case kItemsUnfinished:
      return {"还有议题没有结束，会议没有闭会；请先结束、撤回或暂缓这些议题。",
              "Some items have not ended, so the session was not closed; conclude, withdraw or "
              "defer them first."};
    case kTooFewScrutineers:
      return {"监票人不足，什么都没有改变；请先通过两名以上监票人。",
              "There are too few scrutineers and nothing was changed; name at least two first."};
    case kScrutineerConcerned:
      return {
          "监票人与表决事项有关，什么都没有改变；请改由无关人员监票。",
          "A scrutineer is concerned in the matter and nothing was changed; name one who is not."};
    case kAgendaNotAdopted:
      return {"议程尚未通过，什么都没有改变；请先通过议程。",
              "The agenda has not been adopted and nothing was changed; adopt it first."};
    case kUnknownItem:
      return {"议程中没有这个议题，什么都没有改变；请核对编号。",
              "The agenda has no such item and nothing was changed; check its id."};
    case kItemExists:
      return {"议程中已有同一编号的议题，什么都没有改变；请换一个编号。",
              "An item with this id is on the agenda already and nothing was changed; choose "
              "another id."};
    case kItemState:
      return {"议题目前的状态不能这样做，什么都没有改变；请查看议程后再办。",
              "The item is in a state where this cannot be done, and nothing was changed; look at "
              "the agenda first."};
    case kAnotherItemStarted:
      return {"另一议题正在审议，什么都没有改变；请先结束该议题。",
              "Another item is under way and nothing was changed; conclude it first."};
    case kWrongEnding:
      return {"这类议题不能这样结束，什么都没有改变；请选择合适的结果。",
              "This kind of item does not end so and nothing was changed; choose an ending that "
              "fits it."};
    case kEndingWithoutVote:
      return {"没有已宣布的表决支持这一结果，议题没有结束；请先表决并宣布。",
              "No announced poll says so, and the item was not concluded; vote and announce the "
              "result first."};
    case kPollsUnfinished:
      return {"议题中还有表决没有完成，什么都没有改变；请先完成、取消或作废。",
              "Some polls of the item are not finished and nothing was changed; finish, discard or "
              "void them first."};
    case kBadMover:
      return {"提出人或联名人数不合规定，什么都没有改变；请核对提出人。",
              "The mover does not fit, or too few members move jointly, and nothing was changed; "
              "check who brings it."};
    case kBadPosition:
      return {"议程中没有这个位置，什么都没有改变；请核对序号。",
              "The agenda has no such place and nothing was changed; check the position."};
    case kDocumentExists:
      return {"这份文件已经登记，什么都没有改变；无需再交。",
              "This document is in the record already and nothing was changed; there is nothing "
              "left to do."};
    case kUnknownProposal:
      return {"没有这项任免提请，什么都没有改变；请核对编号。",
              "There is no such nomination and nothing was changed; check its id."};
    case kProposalExists:
      return {"这项任免已经提请过（或编号重复），什么都没有改变；请查看已有的提请。",
              "This nomination (or one with this id) is before the session already and nothing was "
              "changed; "
              "look at those that there are."};
    case kProposalState:
      return {"这项任免目前的状态不能这样做，什么都没有改变；请查看其状态。",
              "The nomination is in a state where this cannot be done, and nothing was changed; "
              "look at it first."};
    case kTooManyFailures:
      return {"同一提名的未通过次数已达上限，没有被接受；本届内不能再次提请。",
              "This nomination has failed as often as the committee allows and was not accepted; "
              "it cannot be put again in this term."};
    case kReasonsMissing:
      return {"曾未通过的提名须说明新的理由，没有被接受；请补充理由。",
              "A nomination that failed before needs new reasons and was not accepted; state them "
              "and propose it again."};
    case kPrerequisitesMissing:
      return {"任前材料、考试或发言尚未齐备，没有开始表决；请先补办。",
              "Materials, examination or statement are still missing, so it cannot be voted on; "
              "record them first."};
    case kMaterialsTooLate:
      return {"任免材料提交太晚，没有被接受；请改在以后的会议提请。",
              "The materials came too late for this session and were not accepted; bring the "
              "nomination to a later one."};
    case kRecusalNotKept:
      return {"委员会的规则没有回避制度，什么都没有改变；需要时请先修改规则。",
              "The committee's rules know no recusal and nothing was changed; change the rules "
              "first if it is wanted."};
    case kUnknownPoll:
      return {"没有这项表决，什么都没有改变；请核对编号。",
              "There is no such poll and nothing was changed; check its id."};
    case kPollExists:
      return {"已有同一编号的表决，什么都没有改变；请换一个编号。",
              "A poll with this id exists already and nothing was changed; choose another id."};
    case kPollState:
      return {"表决目前的状态不能这样做，什么都没有改变；请查看表决是否已开始或截止。",
              "The poll is in a state where this cannot be done, and nothing was changed; see "
              "whether it is open, closed or announced."};
    case kWrongMethod:
      return {"这种表决方式不能这样做，什么都没有改变；请核对表决方式。",
              "This cannot be done with the poll's method and nothing was changed; check how it is "
              "voted."};
    case kSecretNeedsKey:
      return {
          "本次会议还没有无记名表决所需的密钥，表决没有开始；请先举行密钥仪式。",
          "This session has no key for secret ballots yet, so the poll was not opened; hold the "
          "key ceremony first."};
    case kWrongContest:
      return {"选项、规则或提名与议题不符，或选票过长，什么都没有改变；请核对表决内容。",
              "Options, rule or nominations do not fit, or its ballots would be too long, and "
              "nothing was changed; check what the poll asks."};
    case kWrongRule:
      return {"所用多数与委员会的规则不符，什么都没有改变；请改用规定的多数。",
              "This is not the majority that the committee has set, and nothing was changed; use "
              "that one."};
    case kMergeNotAllowed:
      return {"委员会的规则不许合并表决，什么都没有改变；请逐人表决。",
              "The committee's rules allow no merged polls and nothing was changed; vote on each "
              "person separately."};
    case kMergeObjected:
      return {"有组成人员反对合并表决，表决没有开始；请改为逐人表决。",
              "A member has objected to the merging, so the poll was not opened; vote on each "
              "person separately."};
    case kNotARepetition:
      return {"与作废的表决内容不同，什么都没有改变；重新表决须与原表决一致。",
              "This does not ask the same as the voided poll and nothing was changed; a repetition "
              "must."};
    case kOrderOfPolls:
      return {"修正案和单独表决的条款须先表决，什么都没有改变；请先表决它们。",
              "Amendments and clauses come before the draft and nothing was changed; vote on them "
              "first."};
    case kNotOnRoll:
      return {"您不在本次表决的名单中，没有计入；名单在表决开始时已确定。",
              "You are not on the roll of this poll and no ballot was counted; the roll was fixed "
              "when the poll was opened."};
    case kWrongChoice:
      return {"选择不符合选项或数目，没有计入；请重新选择。",
              "The choice does not fit the options or their number, and no ballot was counted; "
              "choose again."};
    case kNotTheLast:
      return {"您的上一次表决不是这里所写的那一次，没有改票；请同步后重新选择。",
              "The ballot to be replaced is not your last one, which still counts; catch up and "
              "choose again."};
    case kBallotIsFinal:
      return {"委员会规定首次表决为准，您的表决不能更改；原表决仍然有效。",
              "The committee counts the first ballot as final, so yours cannot be changed; it "
              "still counts."};
    case kWrongCount:
      return {"票数自相矛盾或超过名单人数，没有记录；请重新清点。",
              "The figures contradict each other or the roll and were not recorded; count again."};
    case kCountsDiffer:
      return {
          "两名监票人的计数不同，没有确认；请重新清点。",
          "The two scrutineers have counted differently and nothing was confirmed; count again."};
    case kSameScrutineer:
      return {
          "须由另一名监票人确认，没有确认；请由第二名监票人清点。",
          "Another scrutineer must confirm, and nothing was confirmed; let the second one count."};
    case kResultDiffers:
      return {"所述结果与记录算出的不同，没有被接受；请同步后核对。",
              "The result stated is not the one that the record gives and was not accepted; catch "
              "up and compare."};
    case kMoreReturnedThanIssued:
      return {"收回的票多于发出的票，本次表决无效；请作废后重新表决。",
              "More papers were returned than issued, so this vote is void; void the poll and put "
              "it again."};
    case kRollEmpty:
      return {"没有人可以参加表决，表决没有开始；请等候组成人员签到。",
              "Nobody could vote, so the poll was not opened; wait for members to sign in."};
    case kUnknownCeremony:
    case kCeremonyExists:
    case kCeremonyState:
    case kWrongHolders:
    case kTooFewHolders:
    case kNotAHolder:
    case kSaidAlready:
    case kBadCeremonyMessage:
    case kDealsDiffer:
    case kBadBallot:
    case kFalseBallot:
    case kBallotSeen:
    case kBallotSpent:
    case kCodeDiffers:
    case kTooManyChallenges:
    case kTooFewBallots:
    case kSealDiffers:
    case kNotSealed:
    case kBadAnswer:
    case kTooFewAnswers:
    case kTotalsDiffer:
      return SecretSentenceOf(refusal);
  }
  return {};
}

Name NameOf(ErrorCode code) {
  using enum ErrorCode;
  switch (code) {
    case kInvalidArgument:
      return {"invalid-argument", {"输入不合格式", "The input is malformed"}};
    case kBadSignature:
      return {"bad-signature", {"签名不符", "A signature does not match"}};
    case kNotFound:
      return {"not-found", {"没有找到", "It was not found"}};
    case kAlreadyExists:
      return {"already-exists", {"已经存在", "It exists already"}};
    case kPermissionDenied:
      return {"permission-denied", {"没有权限", "It is not permitted"}};
    case kConflict:
      return {"conflict",
              {"他人已先作更改，请重新读取", "Somebody else changed it first: read it again"}};
    case kCorrupt:
      return {
          "corrupt",
          {"记录自相矛盾，请停止使用并恢复", "The record contradicts itself: stop and restore it"}};
    case kUnavailable:
      return {"unavailable",
              {"暂时无法连接服务器，请稍后再试", "The server cannot be reached: try again later"}};
    case kExhausted:
      return {"exhausted", {"已达上限", "A limit has been reached"}};
    case kInternal:
      return {"internal", {"程序内部的库出错", "A library failed"}};
  }
  return {};
}

}  // namespace plenary::text
