#include "client/report/verification.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "client/report/layout.h"
#include "client/report/poll.h"
#include "client/report/secret_poll.h"
#include "client/report/session.h"
#include "client/text/titles.h"
#include "core/wire/enrolment.h"

namespace plenary::report {
namespace {

using archive::Part;
using archive::Rejection;
using archive::Verified;
using text::Language;
using text::Text;

Text NameOfPart(Part part) {
  switch (part) {
    case Part::kFile:
      return {"文件", "file"};
    case Part::kRegistry:
      return {"登记簿", "registry"};
    case Part::kSession:
      return {"会议记录", "session"};
    case Part::kHead:
      return {"服务器签名", "head"};
  }
  return {};
}

// The core's reasons in words for everybody; what is not here stands as it is.
struct Reason {
  std::string_view said;
  Text text;
};
constexpr std::array kReasons = std::to_array<Reason>({
    {"is empty", {"没有内容", "is empty"}},
    {"index out of order", {"序号不连续", "index out of order"}},
    {"its time is before the previous entry's",
     {"时间早于前一条", "its time is before the previous entry's"}},
    {"the same command a second time", {"同一命令出现两次", "the same command a second time"}},
    {"is cut off before its close", {"在闭会之前被截断", "is cut off before its close"}},
    {"does not end where the session last named it",
     {"与会议最后引用的登记簿不符", "does not end where the session last named it"}},
    {"signed by a node that the registry does not admit",
     {"签名的服务器未经登记簿接纳", "signed by a node that the registry does not admit"}},
    {"the node's signature does not match these entries",
     {"服务器的签名与这些条目不符", "the node's signature does not match these entries"}},
    {"is not in the one form", {"不是唯一规定的编码格式", "is not in the one form"}},
    {"not an archive of Plenary, version 1",
     {"不是 Plenary 第 1 版的会议档案", "not an archive of Plenary, version 1"}},
    {"not an edition of Plenary, version 1",
     {"不是 Plenary 第 1 版的公布版", "not an edition of Plenary, version 1"}},
    {"holds a secret ballot",
     {"公布版中不得有无记名选票", "holds a secret ballot, which an edition must not"}},
    {"is left out where no secret poll is open",
     {"没有进行无记名表决，此处却有条目未收入", "is left out where no secret poll is open"}},
    {"shows the code of an earlier ballot",
     {"选票编码与前面的一张重复", "shows the code of an earlier ballot"}},
    {"has fewer codes than ballots were sealed",
     {"选票编码少于封存的票数", "has fewer codes than ballots were sealed"}},
    {"ends before the node's signature",
     {"在服务器签名之前被截断", "ends before the node's signature"}},
    {"goes on after its end", {"结尾之后还有多余内容", "goes on after its end"}},
    {"would have been refused: BadSignature",
     {"签名与内容不符", "its signature does not match what it says (BadSignature)"}},
    {"would have been refused: UnknownKey",
     {"签名的密钥未经登记簿接纳",
      "signed with a key that the registry does not admit (UnknownKey)"}},
    {"would have been refused: RevokedKey",
     {"签名的密钥已被撤销", "signed with a key that was revoked (RevokedKey)"}},
    {"would have been refused: SeenUnknown",
     {"签名人当时所见的记录与此不同：之前的条目被改动、增删或调换",
      "its signer had seen other entries before it: one of them was changed, added, left out or "
      "moved (SeenUnknown)"}},
    {"would have been refused: Malformed",
     {"不符合规定的编码格式", "is not in the form that the protocol asks for (Malformed)"}},
    {"would have been refused: NotYourRole",
     {"签名人无权这样做", "its signer had no right to say it (NotYourRole)"}},
});

std::string ReasonOf(Language language, std::string_view said) {
  const auto known = std::ranges::find(kReasons, said, &Reason::said);
  if (known != kReasons.end()) return text::Say(language, known->text);
  constexpr std::string_view kRefused = "would have been refused: ";
  if (said.starts_with(kRefused)) {
    return text::Say(language, {"按规则会被拒绝（{0}）", "would have been refused: {0}"},
                     {said.substr(kRefused.size())});
  }
  return std::string(said);
}

// That were cast electronically, in whatever poll; in an edition without the secret ones.
std::size_t CountBallots(const Verified& archive) {
  return static_cast<std::size_t>(
      std::ranges::count_if(archive.said, [](const archive::Said& said) {
        const session::Body& body = said.command.body;
        return std::holds_alternative<session::CastBallot>(body) ||
               std::holds_alternative<session::CastSecretBallot>(body);
      }));
}

std::size_t CountPeople(const Verified& archive) {
  std::set<KeyId> keys;
  for (const archive::Said& said : archive.said) keys.insert(said.command.signer);
  return keys.size();
}

std::string Number(std::uint64_t number) { return std::to_string(number); }

std::size_t CountCodes(const Verified& edition) {
  return static_cast<std::size_t>(std::ranges::count_if(
      edition.redacted, [](const archive::RedactedBallot& one) { return one.code.has_value(); }));
}

// Entries that an edition leaves out are known by their hashes alone.
std::string CheckedEntriesText(Language language, const Verified& archive) {
  const std::size_t left_out = archive.redacted.size();
  const std::string but =
      left_out == 0 ? ""
                    : text::Say(language,
                                {"（其中 {0} 条未收入，只核验其哈希）",
                                 " ({0} of them left out, and checked by their hashes alone)"},
                                {Number(left_out)});
  const std::string each = text::Say(
      language, left_out == 0 ? Text{"每条", "each entry"} : Text{"其余每条", "each other entry"});
  return text::Say(
      language,
      {"已核验：登记簿 {0} 条、会议记录 {1} 条{4}，其中 {2} 把密钥的签名、电子选票 {3} "
       "张；{5}的编码格式、签名、顺序、权限和规则；哈希树及服务器的签名。",
       "Checked: {0} entries of the registry and {1} of the session{4}, signed with "
       "{2} keys, electronic ballots among them: {3}. Of {5} its encoding, "
       "signature, order, right and rules; the hash tree and the node's signature."},
      {Number(archive.registry_head.size), Number(archive.head.size), Number(CountPeople(archive)),
       Number(CountBallots(archive)), but, each});
}

// What an edition leaves out, and what rests on whom.
std::string EditionText(Language language, const Verified& edition) {
  const std::size_t codes = CountCodes(edition);
  return text::Say(
      language,
      {"公布版：不含无记名选票。投出的选票 {0} 张只列编码，经抽验的选票 {1} 张不列；谁在何时投票"
       "未收入。选票本身此处未核验，票数与密文合计以主持人、总监票人共同封存的为准；开票与结果"
       "已由此核验。",
       "An edition: it holds no secret ballots. Of those cast it shows the codes alone ({0}), of "
       "those challenged nothing ({1}); who voted when is left out. The ballots are not checked "
       "here: their number and sum are as chair and chief scrutineer sealed them; from there on, "
       "the opening and the results are checked."},
      {Number(codes), Number(edition.redacted.size() - codes)});
}

}  // namespace

std::string Explain(Language language, const Rejection& rejection) {
  const std::string place = text::Say(language, NameOfPart(rejection.part));
  const std::string reason = ReasonOf(language, rejection.reason);
  if (!rejection.entry) {
    return text::Say(language, {"{0}：{1}", "{0}: {1}"}, {place, reason});
  }
  return text::Say(language, {"{0}条目 {1}：{2}", "{0} entry {1}: {2}"},
                   {place, Number(*rejection.entry), reason});
}

std::string ExplainConflict(Language language, const Error& error) {
  switch (error.code) {
    case ErrorCode::kInvalidArgument:
      return text::Say(language, Text{"属于另一个委员会；不同委员会的档案请分别核验",
                                      "is of another committee; check each committee's apart"});
    case ErrorCode::kCorrupt:
      return text::Say(language,
                       {"与其他档案互相矛盾，说明有人出示了两份不同的记录（{0}）",
                        "contradicts another archive: somebody has shown two logs ({0})"},
                       {error.message});
    case ErrorCode::kBadSignature:
    case ErrorCode::kNotFound:
    case ErrorCode::kAlreadyExists:
    case ErrorCode::kPermissionDenied:
    case ErrorCode::kConflict:
    case ErrorCode::kUnavailable:
    case ErrorCode::kExhausted:
    case ErrorCode::kInternal:
      break;
  }
  return error.message;
}

std::string Explain(Language language, const archive::Collection& archives,
                    const archive::UndeclaredFailure& failure) {
  const auto of = [&](const SessionId& id) -> const Verified& {
    return *std::ranges::find(archives.archives(), id,
                              [](const Verified& archive) { return archive.log.session; });
  };
  const Verified& later = of(failure.later_session);
  const auto entry = std::ranges::find_if(later.said, [&](const archive::Said& said) {
    const auto* proposed = std::get_if<session::ProposeAppointment>(&said.command.body);
    return proposed != nullptr && proposed->proposal.id == failure.later_proposal;
  });
  return text::Say(
      language,
      {"{0} 会议记录条目 {1}：再次提请“{2}”，却没有说明它在 {3} 未获通过",
       "{0} session entry {1}: puts \"{2}\" again without naming the vote in {3} that it failed"},
      {text::SessionCode(later.session.convened), Number(entry->index),
       text::TitleOf(later.session.proposals.at(failure.later_proposal).proposal, language),
       text::SessionCode(of(failure.failure.session).session.convened)});
}

std::string VerifiedLine(Language language, const Verified& archive) {
  const session::Session& session = archive.session;
  return text::Say(language,
                   {"{0}，{1}：会议记录 {2} 条，表决 {3} 次", "{0}, {1}: {2} entries, {3} polls"},
                   {text::SessionTitle(language, session.convened), session.convened.date.Iso(),
                    Number(archive.head.size), Number(session.polls.size())});
}

std::string VerifiedText(Language language, const Verified& archive) {
  const session::Session& session = archive.session;
  std::string page =
      Indented("  ", session.registry->name) + Indented("  ", VerifiedLine(language, archive));
  page += Indented("  ", CheckedEntriesText(language, archive));
  if (archive.is_edition) page += Indented("  ", EditionText(language, archive));
  page +=
      Indented("  ", text::Say(language, {"会议记录根哈希：{0}", "Root of the session's log: {0}"},
                               {archive.head.root.hex()}));
  if (session.poll_order.empty()) return page;
  page +=
      Indented("  ", text::Say(language, Text{"由签名重新计算的表决结果：",
                                              "Results, computed again from what was signed:"}));
  for (const PollId& poll : session.poll_order) page += PollText(language, session, poll);
  const Source source = archive.is_edition ? Source::kEdition : Source::kLog;
  const std::string checked = SecretPollsCheckedText(language, session, source);
  return checked.empty() ? page : page + Indented("  ", checked);
}

Json VerifiedJson(Language language, const Verified& archive) {
  Json json = SessionHeadJson(language, archive.session);
  json["entries"] = archive.head.size;
  json["root"] = archive.head.root.hex();
  json["registry_entries"] = archive.registry_head.size;
  json["registry_root"] = archive.registry_head.root.hex();
  json["keys"] = CountPeople(archive);
  json["ballots"] = CountBallots(archive);
  json["edition"] = archive.is_edition;
  if (archive.is_edition) {
    json["codes"] = CountCodes(archive);
    json["challenged"] = archive.redacted.size() - CountCodes(archive);
  }
  const rules::Attendance attended = WhoAttended(archive.session).figures;
  json["attendance"] = {{"due", attended.composition},
                        {"present", attended.present},
                        {"on_leave", attended.on_leave},
                        {"absent", attended.absent}};
  json["polls"] = PollsJson(language, archive.session);
  return json;
}

}  // namespace plenary::report
