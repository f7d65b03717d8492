#include "client/actions/narrate.h"

#include <utility>

#include "client/actions/find.h"
#include "client/actions/pending.h"
#include "client/actions/polls.h"
#include "client/text/terms.h"
#include "core/wire/ballot_codes.h"
#include "core/wire/enrolment.h"

namespace plenary::actions {
namespace {

using text::Language;
using text::Text;

// One overload of Of a kind of command; each says it with the signer left out.
class Teller {
 public:
  Teller(Language language, const Background& background)
      : language_(language), background_(background) {}

  // ---- registry
  std::string Of(const session::Found& body) const {
    return Say({"创立 {0}，第 {1} 届", "founds {0}, term {1}"},
               {body.name, std::to_string(body.term)});
  }
  std::string Of(const session::SetRules&) const {
    return Say({"提出修改议事规则", "proposes other rules"});
  }
  std::string Of(const session::PutPerson& body) const {
    return Say({"登记人员 {0}", "enters the person {0}"}, {body.name});
  }
  std::string Of(const session::AddSeat& body) const {
    return Say({"增设席位：{0}", "adds a seat: {0}"}, {text::Say(language_, body.office)});
  }
  std::string Of(const session::FillSeat& body) const {
    return Say({"提出由 {0} 就任{1}", "proposes {0} for {1}"},
               {Person(body.person), Seat(body.seat)});
  }
  std::string Of(const session::VacateSeat& body) const {
    return Say({"提出{0}出缺：{1}", "proposes that {0} falls vacant: {1}"},
               {Seat(body.seat), body.reason});
  }
  std::string Of(const session::GrantRole& body) const {
    return Say({"提出授予 {0} 角色“{1}”", "proposes the role {1} for {0}"},
               {Person(body.person), text::Say(language_, body.role)});
  }
  std::string Of(const session::WithdrawRole& body) const {
    return Say({"撤回 {0} 的角色“{1}”", "withdraws the role {1} from {0}"},
               {Person(body.person), text::Say(language_, body.role)});
  }
  std::string Of(const session::AdmitKey& body) const {
    return Say({"提出接纳 {0} 的密钥", "proposes to admit a key of {0}"}, {Person(body.person)});
  }
  std::string Of(const session::RevokeKey& body) const {
    const auto key = background_.registry.keys.find(body.key);
    const std::string whose =
        key == background_.registry.keys.end() ? "" : Person(key->second.person);
    return Say({"撤销 {1} 的密钥 {0}：{2}", "revokes the key {0} of {1}: {2}"},
               {wire::ShortCode(body.key), whose, body.reason});
  }
  std::string Of(const session::AdmitNode&) const {
    return Say({"提出接纳一个服务器节点", "proposes to admit a node"});
  }
  std::string Of(const session::RevokeNode& body) const {
    return Say({"撤销节点 {0}：{1}", "revokes the node {0}: {1}"},
               {wire::ShortCode(body.key), body.reason});
  }
  std::string Of(const session::Confirm& body) const {
    std::string entries;
    for (const std::uint64_t entry : body.entries) {
      entries += (entries.empty() ? "" : ", ") + std::to_string(entry);
    }
    return Say({"复核确认条目 {0}", "confirms {0}"}, {entries});
  }
  std::string Of(const session::BeginTerm& body) const {
    return Say({"提出开始第 {0} 届", "proposes that term {0} begins"}, {std::to_string(body.term)});
  }
  std::string Of(const session::SetYearFigures& body) const {
    return Say({"填报 {0} 年数据", "reports the figures of {0}"}, {std::to_string(body.year)});
  }

  // ---- the session itself
  std::string Of(const session::Convene& body) const {
    return Say({"召集 {0}，{1}，主持人 {2}", "convenes {0} for {1}, chair {2}"},
               {SessionTitle(language_, body), body.date.Iso(), Person(body.chair)});
  }
  std::string Of(const session::AdvanceRegistry& body) const {
    return Say({"将会议推进到登记簿条目 {0}", "moves the session to registry entry {0}"},
               {std::to_string(body.registry.size)});
  }
  std::string Of(const session::GiveNotice& body) const {
    return Say({"发出会议通知，{0}", "gives notice, {0}"}, {body.date.Iso()});
  }
  std::string Of(const session::OpenSession&) const {
    return Say({"宣布开会", "opens the session"});
  }
  std::string Of(const session::Recess&) const { return Say({"宣布休会", "calls a recess"}); }
  std::string Of(const session::Resume& body) const {
    return Say({"宣布复会，{0}", "resumes the session, {0}"}, {body.date.Iso()});
  }
  std::string Of(const session::CloseSession&) const {
    return Say({"宣布闭会", "closes the session"});
  }
  std::string Of(const session::HandOverChair& body) const {
    return Say({"改由 {0} 主持", "hands the chair to {0}"}, {Person(body.to)});
  }
  std::string Of(const session::NameScrutineers& body) const {
    std::string names;
    for (const PersonId& person : body.scrutineers) {
      names += (names.empty() ? "" : text::Say(language_, Text{"、", ", "})) + Person(person);
    }
    return Say({"指定监票人：{0}", "names the scrutineers {0}"}, {names});
  }

  // ---- agenda
  std::string Of(const session::AddItem& body) const {
    return Say({"列入议题：{0}", "adds to the agenda: {0}"}, {body.item.title});
  }
  std::string Of(const session::AmendItem& body) const {
    return Say({"修改议题：{0}", "amends the item: {0}"}, {body.item.title});
  }
  std::string Of(const session::MoveItem& body) const {
    return Say({"将“{0}”移至第 {1} 项", "moves \"{0}\" to place {1}"},
               {Item(body.item), std::to_string(body.position + 1)});
  }
  std::string Of(const session::WithdrawItem& body) const {
    return Say({"撤回议题“{0}”：{1}", "withdraws \"{0}\": {1}"}, {Item(body.item), body.reason});
  }
  std::string Of(const session::DeferItem& body) const {
    return Say({"“{0}”暂不交付表决：{1}", "defers \"{0}\": {1}"}, {Item(body.item), body.reason});
  }
  std::string Of(const session::AdoptAgenda&) const {
    return Say({"宣布通过议程", "declares the agenda adopted"});
  }
  std::string Of(const session::StartItem& body) const {
    return Say({"开始审议“{0}”", "starts \"{0}\""}, {Item(body.item)});
  }
  std::string Of(const session::ConcludeItem& body) const {
    return Say({"“{0}”审议结束：{1}", "concludes \"{0}\": {1}"},
               {Item(body.item), text::Say(language_, body.ending)});
  }
  std::string Of(const session::AttachDocument& body) const {
    return Say({"提交文件“{0}”", "lays down the document \"{0}\""}, {body.name});
  }

  // ---- attendance
  std::string Of(const session::SignIn&) const { return Say({"签到", "signs in"}); }
  std::string Of(const session::RecordAttendee& body) const {
    return Say({"为 {0}（{1}）登记列席", "signs in {0} ({1})"},
               {body.name, text::Say(language_, body.kind)});
  }
  std::string Of(const session::RecordDeparture& body) const {
    return Say({"登记 {0} 离席", "records that {0} has left"}, {Person(body.person)});
  }
  std::string Of(const session::GrantLeave& body) const {
    return Say({"准许 {0} 请假：{1}", "grants leave to {0}: {1}"},
               {Person(body.person), body.reason});
  }
  std::string Of(const session::Recuse& body) const {
    const std::string about = body.proposal ? Proposal(*body.proposal) : Item(body.item);
    return Say({"{0} 就“{1}”回避：{2}", "recuses {0} from \"{1}\": {2}"},
               {Person(body.person), about, body.reason});
  }

  // ---- appointment business
  std::string Of(const session::ProposeAppointment& body) const {
    return Say({"登记提请：{0}", "enters the proposal: {0}"}, {TitleOf(body.proposal, language_)});
  }
  std::string Of(const session::WithdrawProposal& body) const {
    return Say({"撤回提请“{0}”：{1}", "withdraws the proposal \"{0}\": {1}"},
               {Proposal(body.proposal), body.reason});
  }
  std::string Of(const session::RecordPrerequisite& body) const {
    return Say({"登记“{0}”：{1}，{2}", "records for \"{0}\": {1}, {2}"},
               {Proposal(body.proposal), text::Say(language_, body.prerequisite), body.date.Iso()});
  }
  std::string Of(const session::RecordFollowUp& body) const {
    return Say({"登记“{0}”：{1}，{2}", "records for \"{0}\": {1}, {2}"},
               {Proposal(body.proposal), text::Say(language_, body.follow_up), body.date.Iso()});
  }

  // ---- polls
  std::string Of(const session::DraftPoll& body) const {
    return Say({"拟定表决“{0}”，{1}", "drafts the poll \"{0}\", {1}"},
               {body.question, text::Say(language_, body.method)});
  }
  std::string Of(const session::DiscardPoll& body) const {
    return Say({"放弃表决“{0}”", "discards the poll \"{0}\""}, {Poll(body.poll)});
  }
  std::string Of(const session::ObjectToMerge& body) const {
    return Say({"反对合并表决“{0}”", "objects to the merging in \"{0}\""}, {Poll(body.poll)});
  }
  std::string Of(const session::OpenPoll& body) const {
    return Say({"开始表决“{0}”", "opens the poll \"{0}\""}, {Poll(body.poll)});
  }
  std::string Of(const session::CastBallot& body) const {
    return body.replaces ? Say({"就“{0}”再次按键", "casts again in \"{0}\""}, {Poll(body.poll)})
                         : Say({"就“{0}”表决", "casts a ballot in \"{0}\""}, {Poll(body.poll)});
  }
  std::string Of(const session::ClosePoll& body) const {
    return Say({"结束表决“{0}”", "closes the poll \"{0}\""}, {Poll(body.poll)});
  }
  std::string Of(const session::EnterCount& body) const {
    return Say({"录入“{0}”的计票", "enters the count of \"{0}\""}, {Poll(body.poll)});
  }
  std::string Of(const session::ConfirmCount& body) const {
    return Say({"复核“{0}”的计票", "confirms the count of \"{0}\""}, {Poll(body.poll)});
  }
  std::string Of(const session::CertifyResult& body) const {
    return Say({"签署“{0}”的结果：{1}", "certifies the result of \"{0}\": {1}"},
               {Poll(body.poll), Outcomes(body.results)});
  }
  std::string Of(const session::AnnounceResult& body) const {
    return Say({"当场宣布“{0}”：{1}", "announces \"{0}\": {1}"},
               {Poll(body.poll), Outcomes(body.results)});
  }
  std::string Of(const session::VoidPoll& body) const {
    return Say({"宣布表决“{0}”作废：{1}", "voids the poll \"{0}\": {1}"},
               {Poll(body.poll), body.reason});
  }

  // ---- secret polls
  std::string Of(const session::BeginCeremony& body) const {
    return Say({"开始密钥仪式：{0} 人持有，任意 {1} 人可共同开票",
                "begins a key ceremony: {0} holders, any {1} open"},
               {std::to_string(body.holders.size()), std::to_string(body.threshold)});
  }
  std::string Of(const session::CommitToCeremony&) const {
    return Say({"在密钥仪式中作出承诺", "commits to the key ceremony"});
  }
  std::string Of(const session::DealShares&) const {
    return Say({"分发密钥份额", "deals shares of the key"});
  }
  std::string Of(const session::AcceptDeals&) const {
    return Say({"确认收到的密钥份额", "accepts the shares of the key"});
  }
  std::string Of(const session::ComplainOfDeal& body) const {
    return Say(
        {"指出 {0} 分发的份额有误，附证据", "complains of the share from {0}, with evidence"},
        {Person(body.dealer)});
  }
  std::string Of(const session::CastSecretBallot& body) const {
    return body.replaces
               ? Say({"就“{0}”再次无记名投票，编码 {1}",
                      "casts a secret ballot again in \"{0}\", code {1}"},
                     {Poll(body.poll), wire::ShortCode(body.code)})
               : Say({"就“{0}”无记名投票，编码 {1}", "casts a secret ballot in \"{0}\", code {1}"},
                     {Poll(body.poll), wire::ShortCode(body.code)});
  }
  std::string Of(const session::ChallengeBallot& body) const {
    return Say({"在“{0}”中抽验一张选票，编码 {1}", "challenges a ballot in \"{0}\", code {1}"},
               {Poll(body.poll), wire::ShortCode(body.code)});
  }
  std::string Of(const session::SealPoll& body) const {
    return Say(
        {"封存“{0}”：{1} 张选票，封存码 {2}", "seals \"{0}\": {1} ballots, code {2}"},
        {Poll(body.poll), std::to_string(body.seal.ballots), wire::ShortCode(body.seal.head.root)});
  }
  std::string Of(const session::AnswerOpening& body) const {
    return Say({"参与“{0}”的开票", "helps to open \"{0}\""}, {Poll(body.poll)});
  }
  std::string Of(const session::StateTotals& body) const {
    return Say({"算出“{0}”的票数", "states the totals of \"{0}\""}, {Poll(body.poll)});
  }

 private:
  std::string Say(Text sentence, std::initializer_list<std::string_view> arguments = {}) const {
    return text::Say(language_, sentence, arguments);
  }
  std::string Person(const PersonId& person) const {
    if (background_.session != nullptr) {
      const auto attendee = background_.session->attendees.find(person);
      if (attendee != background_.session->attendees.end()) return attendee->second.name;
    }
    return NameOf(background_.registry, person);
  }
  std::string Seat(const SeatId& seat) const {
    return DescribeSeat(language_, background_.registry, seat);
  }
  std::string Item(const ItemId& id) const {
    if (background_.session == nullptr) return Brief(id);
    const auto item = background_.session->items.find(id);
    return item == background_.session->items.end() ? Brief(id) : item->second.item.title;
  }
  std::string Proposal(const ProposalId& id) const {
    if (background_.session == nullptr) return Brief(id);
    const auto found = background_.session->proposals.find(id);
    if (found == background_.session->proposals.end()) return Brief(id);
    return TitleOf(found->second.proposal, language_);
  }
  std::string Poll(const PollId& id) const {
    if (background_.session == nullptr) return Brief(id);
    const auto poll = background_.session->polls.find(id);
    return poll == background_.session->polls.end() ? Brief(id) : poll->second.draft.question;
  }
  // Each once, with how often: 21 contests make a long line.
  std::string Outcomes(const std::vector<session::StatedResult>& results) const {
    std::map<rules::Outcome, std::size_t> outcomes;
    for (const session::StatedResult& result : results) ++outcomes[result.outcome];
    std::string said;
    for (const auto& [outcome, times] : outcomes) {
      if (!said.empty()) said += text::Say(language_, Text{"，", ", "});
      said += text::Say(language_, outcome);
      if (results.size() > 1) said += " " + std::to_string(times);
    }
    return said;
  }

  Language language_;
  const Background& background_;
};

}  // namespace

std::string SignerName(const session::Registry& registry, const KeyId& signer) {
  const auto key = registry.keys.find(signer);
  return key == registry.keys.end() ? wire::ShortCode(signer)
                                    : NameOf(registry, key->second.person);
}

std::string Narrate(Language language, const Background& background,
                    const session::Command& command) {
  const Teller teller(language, background);
  const std::string what =
      std::visit([&](const auto& body) { return teller.Of(body); }, command.body);
  return SignerName(background.registry, command.signer) + " " + what;
}

Text SentenceOf(link::AlarmKind kind) {
  using enum link::AlarmKind;
  switch (kind) {
    case kForked:
      return {
          "服务器签署了两份互相矛盾的记录。这是可以向任何人出示的证据。停止会议，保存证据，通知全体"
          "人员。",
          "The server has signed two logs that contradict each other. The evidence convinces "
          "anybody. Stop the session, keep the evidence, tell everybody."};
    case kContradicted:
      return {
          "服务器发来的条目与其签署的记录不符。不要继续依据本机所见行事，请与其他人核对。",
          "The entries that the server sends do not make the log that it has signed. Do not act "
          "on what is shown; compare with others."};
    case kRolledBack:
      return {"服务器否认了自己先前签署的记录：记录被回退。停止会议，保存证据。",
              "The server denies what it has signed before: the log was rolled back. Stop the "
              "session and keep the evidence."};
    case kDropped:
      return {"服务器已出具回执的条目不在记录中：条目被丢弃。停止会议，保存证据。",
              "An entry that the server gave a receipt for is not in the log: it was dropped. Stop "
              "the session and keep the evidence."};
    case kReordered:
      return {"服务器改变了条目的顺序。停止会议，保存证据。",
              "The server has changed the order of entries. Stop the session and keep the "
              "evidence."};
    case kInvented:
      return {"记录中有无人签署或规则不允许的条目：系伪造。停止会议，保存证据。",
              "The log has an entry that nobody signed or that the rules do not allow: it was "
              "invented. Stop the session and keep the evidence."};
    case kFalseReceipt:
      return {"服务器的回执不实。你的操作可能没有记录，请与其他人核对。",
              "The server's receipt is false. What you said may not be in the log; compare with "
              "others."};
    case kFalseHead:
      return {"记录的签名不属于委员会接纳的任何服务器。不要继续，请联系秘书处。",
              "The log is signed by no server that the committee has admitted. Do not go on; ask "
              "the secretariat."};
    case kWithheld:
      return {"服务器扣留了它已签署的条目。请换一台服务器或联系秘书处。",
              "The server withholds entries that it has signed. Use another server, or ask the "
              "secretariat."};
    case kForeignAdmission:
      return {"有人以你的名义登记了不是你申请的密钥。请立即通知秘书处和复核人。",
              "A key that you did not ask for was admitted in your name. Tell the secretariat and "
              "the second officer at once."};
  }
  return {};
}

}  // namespace plenary::actions
