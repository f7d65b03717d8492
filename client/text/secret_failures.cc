#include "client/text/secret_failures.h"

namespace plenary::text {
namespace {

struct Row {
  session::Refusal refusal;
  Text sentence;
};

using enum session::Refusal;

constexpr Row kRows[] = {
    {kUnknownCeremony,
     {"没有这次密钥仪式，什么都没有改变；请同步后重试。",
      "There is no such key ceremony and nothing was changed; catch up and try again."}},
    {kCeremonyExists,
     {"已有同一编号的密钥仪式，什么都没有改变；请换一个编号重新开始。",
      "A key ceremony with this id exists already and nothing was changed; begin one with another "
      "id."}},
    {kCeremonyState,
     {"密钥仪式不在这一步，或已另行开始，什么都没有改变；请等待仪式完成，必要时重新开始。",
      "The key ceremony is not at this step, or another one has begun, and nothing was changed; "
      "wait until it is complete, or begin a new one."}},
    {kWrongHolders,
     {"密钥持有人或开票所需人数与规则不符，仪式没有开始；请同步后由程序按规则重新开始。",
      "These are not the key holders, or not the number to open, that the rules ask for, so the "
      "ceremony did not begin; catch up and begin it again."}},
    {kTooFewHolders,
     {"在场的密钥持有人不足，或人数与开票所需人数不合规定（开票至少 2 人，须过持有人的半数；持有人"
      "最多 100 人），没有开始；请等候持有人签到，或重新举行密钥仪式，必要时修改议事规则中的 "
      "key-holding。",
      "Too few key holders are present, or their number does not fit the number that opens (at "
      "least 2 of them and more than half, of at most 100), so this did not begin; wait for "
      "holders to sign in, hold a new key ceremony, or change key-holding in the rules."}},
    {kNotAHolder,
     {"您不是这把密钥的持有人，什么都没有改变；无需您操作。",
      "You hold no share of this key and nothing was changed; there is nothing for you to do."}},
    {kSaidAlready,
     {"您已经提交过，什么都没有改变；无需再交。",
      "You have said this already and nothing was changed; there is nothing left to do."}},
    {kBadCeremonyMessage,
     {"密钥仪式的数据不能通过验证，没有被接受；请停用本机并告知监票人。",
      "Data for the key ceremony does not verify and was not accepted; stop using this machine and "
      "tell the scrutineers."}},
    {kDealsDiffer,
     {"所确认的密钥份额与记录不同，没有被接受；请同步后重试。",
      "The shares accepted are not those that the log has, so this was not taken; catch up and try "
      "again."}},
    {kBadBallot,
     {"选票的格式与本次表决不符，没有计入；请重新选择并按键。",
      "The ballot is not in this poll's form and was not counted; choose and cast again."}},
    {kFalseBallot,
     {"选票的证明不成立，没有计入；请重新按键，再次出现时请停用本机并告知监票人。",
      "The ballot's proofs do not hold and it was not counted; cast again, and if it happens again "
      "stop using this machine and tell the scrutineers."}},
    {kBallotSeen,
     {"选票（或其中一部分）已经出现过，没有计入；请重新选择并按键。",
      "This ballot, or a part of it, was seen before and was not counted; choose and cast again."}},
    {kBallotSpent,
     {"这张选票已用于抽验，不能再投；请重新选择并按键。",
      "This ballot was challenged and can never be cast; choose and cast again."}},
    {kCodeDiffers,
     {"选票与其编码不符，没有计入；请重新选择并按键。",
      "The ballot does not have this code and was not counted; choose and cast again."}},
    {kTooManyChallenges,
     {"您在本次表决中的抽验次数已达上限，没有被接受；请投票。",
      "You have challenged as many ballots in this poll as anybody may, so this was not accepted; "
      "cast one now."}},
    {kTooFewBallots,
     {"人数或票数太少，公布结果会暴露各人的选择，没有进行；未开始的请放弃（discard），已截止的请"
      "作废，再改用其他方式表决。",
      "So few would show who chose what, so this was not done; discard the poll if it is not open "
      "yet, void it if it is closed, and vote in another way."}},
    {kSealDiffers,
     {"所封存的与本记录算出的不同，没有被接受；请停止会议并核对各人的记录。",
      "What was sealed is not what this log gives and was not accepted; stop and compare "
      "everybody's copies of the log."}},
    {kNotSealed,
     {"主持人和总监票人尚未封存，不能开票；请先封存。",
      "Chair and chief scrutineer have not both sealed the poll, so it cannot be opened; let them "
      "seal it first."}},
    {kBadAnswer,
     {"开票数据的格式不对，没有被接受；请重试。",
      "The data to open the poll has the wrong form and was not accepted; try again."}},
    {kTooFewAnswers,
     {"开票的持有人还不够，结果没有算出；请等候其他持有人。",
      "Too few holders have opened yet, so there is no result; wait for the others."}},
    {kTotalsDiffer,
     {"所述票数与开出的不符，没有被接受；请同步后重新计算。",
      "These totals are not what was opened and were not accepted; catch up and compute them "
      "again."}},
};

}  // namespace

Text SecretSentenceOf(session::Refusal refusal) {
  for (const Row& row : kRows) {
    if (row.refusal == refusal) return row.sentence;
  }
  return {};
}

}  // namespace plenary::text
