#include "client/text/titles.h"

#include "client/text/terms.h"

namespace plenary::text {
namespace {

std::string ChineseNumeral(std::uint32_t number) {  // 1 to 9999
  static constexpr const char* kDigits[] = {"零", "一", "二", "三", "四",
                                            "五", "六", "七", "八", "九"};
  static constexpr const char* kUnits[] = {"", "十", "百", "千"};
  std::string numeral;
  bool skipped = false;
  for (int place = 3; place >= 0; --place) {
    constexpr std::uint32_t kPowers[] = {1, 10, 100, 1000};
    const std::uint32_t digit = number / kPowers[place] % 10;
    if (digit == 0) {
      skipped = !numeral.empty();
      continue;
    }
    if (skipped) numeral += kDigits[0];
    skipped = false;
    const bool bare_ten = place == 1 && digit == 1 && numeral.empty();
    numeral += (bare_ten ? "" : kDigits[digit]);
    numeral += kUnits[place];
  }
  return numeral;
}

}  // namespace

std::string SessionCode(const session::Convene& convened) {
  return std::string(convened.rehearsal ? "rehearsal-" : "") + Code(convened.kind) + "-" +
         std::to_string(convened.number);
}

std::string SessionTitle(Language language, const session::Convene& convened) {
  if (!convened.title.empty()) return convened.title;
  const bool is_council = convened.kind == session::SessionKind::kCouncil;
  std::string title;
  if (language == Language::kChinese) {
    title = "第" + ChineseNumeral(convened.term) + "届人大常委会第" +
            ChineseNumeral(convened.number) + (is_council ? "次主任会议" : "次会议");
    return convened.rehearsal ? title + "（会前演练）" : title;
  }
  title = std::string(is_council ? "Council of chairpersons " : "Session ") +
          std::to_string(convened.number) + " of the standing committee of term " +
          std::to_string(convened.term);
  return convened.rehearsal ? title + " (rehearsal)" : title;
}

std::string TitleOf(const session::Proposal& proposal, Language language) {
  using enum session::Action;
  const std::string action = Say(language, proposal.action);
  if (language == Language::kEnglish) {
    std::string post = proposal.post;
    if (!proposal.organ_name.empty()) post += ", " + proposal.organ_name;
    return action + ": " + proposal.nominee + (post.empty() ? "" : " (" + post + ")");
  }
  const std::string post = proposal.organ_name + proposal.post;
  switch (proposal.action) {
    case kAppoint:
    case kDecideToAppoint:
    case kApprove:
    case kElect:
      return action + proposal.nominee + "为" + post;
    case kAppointActing:
      return action + "：" + proposal.nominee + "代理" + post;
    case kRemove:
    case kDecideToRemove:
      return action + proposal.nominee + "的" + post + "职务";
    case kAcceptResignation:
      return "接受" + proposal.nominee + "辞去" + post + "职务的请求";
    case kDismiss:
      return "撤销" + proposal.nominee + "的" + post + "职务";
    case kSuspend:
      return "暂时停止" + proposal.nominee + "的" + post + "职务";
  }
  return {};
}

std::string NameOf(const session::Registry& registry, const PersonId& person) {
  const session::Person* known = registry.FindPerson(person);
  return known != nullptr ? known->name : Brief(person);
}

}  // namespace plenary::text
