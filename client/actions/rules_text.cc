#include "client/actions/rules_text.h"

#include <array>
#include <utility>

#include "client/actions/rules_form.h"
#include "client/text/terms.h"
#include "core/base/check.h"

namespace plenary::actions {
namespace {

using report::Json;
using text::Language;
using text::Say;
using text::Text;

constexpr std::array kLabels = std::to_array<std::pair<std::string_view, Text>>({
    {"quorum", {"法定人数（占全体组成人员）", "Quorum, of the full composition"}},
    {"majority", {"通过所需多数", "Majority"}},
    {"majorities", {"另定多数的事项", "Other majorities"}},
    {"evaluation", {"测评等次", "Evaluation grades"}},
    {"notice-days", {"会议通知提前天数", "Days between notice and session"}},
    {"materials-days", {"任免材料提前天数", "Days between materials and session"}},
    {"nomination-limit", {"同一提名每届可未通过次数", "Failed votes on a nomination in a term"}},
    {"joint-movers", {"联名提案所需人数", "Members who must move together"}},
    {"last-ballot-counts", {"截止前可以改票", "Votes may be changed before the close"}},
    {"recusal", {"回避制度", "Recusal"}},
    {"merged-polls", {"可以合并表决", "Merged polls"}},
    {"examination", {"任前法律知识考试", "Law examination before an appointment"}},
    {"statement", {"供职发言", "Statement before an appointment"}},
    {"key-holding", {"无记名表决的密钥", "Key of secret polls"}},
});

std::string Joined(Language language, const std::vector<std::string>& parts) {
  std::string line;
  for (const std::string& part : parts) {
    line += (line.empty() ? "" : Say(language, Text{"；", "; "})) + part;
  }
  return line;
}

// "超过一半" for more-than-half.
std::string ShareText(Language language, const rules::Fraction& share) {
  if (share == rules::kMoreThanHalf) return Say(language, Text{"过半数", "more than half"});
  if (share == rules::kTwoThirds) return Say(language, Text{"三分之二以上", "at least two thirds"});
  const std::string fraction =
      std::to_string(share.numerator) + "/" + std::to_string(share.denominator);
  return Say(language,
             share.strict ? Text{"超过 {0}", "more than {0}"} : Text{"不少于 {0}", "at least {0}"},
             {fraction});
}

std::string MajorityText(Language language, const rules::Majority& majority) {
  return Say(language, Text{"{1}的{0}", "{0} of {1}"},
             {ShareText(language, majority.share), Say(language, majority.base)});
}

std::string ExceptionsText(Language language, const std::vector<session::KindMajority>& all) {
  std::vector<std::string> parts;
  for (const auto& one : all) {
    parts.push_back(Say(language, Text{"{0}：{1}", "{0}: {1}"},
                        {Say(language, one.kind), MajorityText(language, one.majority)}));
  }
  return parts.empty() ? Say(language, Text{"无", "none"}) : Joined(language, parts);
}

std::string EvaluationText(Language language, const rules::Evaluation& evaluation) {
  return Joined(language,
                {Say(language, Text{"满意 {0}", "satisfied {0}"},
                     {MajorityText(language, evaluation.satisfied)}),
                 Say(language, Text{"优秀 {0}", "excellent {0}"},
                     {MajorityText(language, evaluation.excellent)}),
                 Say(language, evaluation.basically_counts
                                   ? Text{"“基本满意”计入满意", "\"basically satisfied\" counts"}
                                   : Text{"“基本满意”不计入满意",
                                          "\"basically satisfied\" does not count"})});
}

std::string KeyHoldingText(Language language, const session::KeyHolding& holding) {
  const bool body = holding.holders == session::KeyHolders::kBody;
  const std::string opens =
      body ? Say(language, Text{"达到法定人数的组成人员共同开票", "a quorum of them opens"})
      : holding.threshold == 0
          ? Say(language, Text{"过半数持有人共同开票", "more than half of them open"})
          : Say(language, Text{"任意 {0} 人共同开票", "{0} of them open"},
                {std::to_string(holding.threshold)});
  return Joined(language,
                {Say(language, holding.holders), opens,
                 Say(language,
                     Text{"开始表决时，在场持有人须比开票所需多 {0} 人（不足则须全部在场）",
                          "{0} more holders than that, or all, must be present when a poll "
                          "opens"},
                     {std::to_string(holding.margin)}),
                 Say(language, Text{"少于 {0} 票不开票", "nothing is opened below {0} ballots"},
                     {std::to_string(holding.least_ballots)})});
}

std::string ValueText(Language language, const session::CommitteeRules& rules,
                      std::string_view field, const Json& value) {
  if (field == "quorum") return ShareText(language, rules.quorum);
  if (field == "majority") return MajorityText(language, rules.majority);
  if (field == "majorities") return ExceptionsText(language, rules.majorities);
  if (field == "key-holding") return KeyHoldingText(language, rules.key_holding);
  if (field == "evaluation") return EvaluationText(language, rules.evaluation);
  if (value.is_boolean()) {
    return Say(language, value.get<bool>() ? Text{"是", "yes"} : Text{"否", "no"});
  }
  return value.dump();
}

}  // namespace

std::vector<RuleLine> DescribeRules(Language language, const session::CommitteeRules& rules) {
  const Json form = WriteRules(rules);
  std::vector<RuleLine> lines;
  for (const auto& [field, label] : kLabels) {
    const auto value = form.find(field);
    PLENARY_CHECK(value != form.end());
    lines.push_back(
        {std::string(field), Say(language, label), ValueText(language, rules, field, *value)});
  }
  PLENARY_CHECK(lines.size() == form.size());
  return lines;
}

std::vector<std::string> DescribeChanges(Language language, const session::CommitteeRules& from,
                                         const session::CommitteeRules& to) {
  const auto before = DescribeRules(language, from);
  const auto after = DescribeRules(language, to);
  std::vector<std::string> changes;
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (before[i] == after[i]) continue;
    changes.push_back(Say(language, Text{"{0}：{1} → {2}", "{0}: {1} -> {2}"},
                          {after[i].label, before[i].value, after[i].value}));
  }
  return changes;
}

}  // namespace plenary::actions
