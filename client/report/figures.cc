#include "client/report/figures.h"

#include <algorithm>
#include <map>
#include <vector>

#include "client/report/names.h"
#include "client/text/terms.h"

namespace plenary::report {
namespace {

using rules::OptionKind;
using session::Method;
using session::PollRecord;
using session::PollState;
using text::Language;
using text::Text;

std::string ShareOf(Language language, const rules::Fraction& share) {
  if (share == rules::kMoreThanHalf) return text::Say(language, Text{"过半数", "more than half"});
  if (share == rules::kTwoThirds) return text::Say(language, Text{"三分之二以上", "two thirds"});
  const std::string figures =
      std::to_string(share.numerator) + "/" + std::to_string(share.denominator);
  return share.strict ? text::Say(language, {"超过{0}", "more than {0}"}, {figures})
                      : text::Say(language, {"{0}以上", "at least {0}"}, {figures});
}

std::string NeededOf(Language language, const rules::Majority& majority,
                     const rules::Threshold& threshold) {
  return text::Say(language, {"{0} {1} 人，{2}须 {3} 票", "{3} needed of {1} ({2} of {0})"},
                   {text::Say(language, majority.base), std::to_string(threshold.base),
                    ShareOf(language, majority.share), std::to_string(threshold.needed)});
}

struct RuleTeller {
  Language language;
  const rules::ContestResult& result;

  std::string operator()(const rules::Majority& majority) const {
    return NeededOf(language, majority, result.threshold);
  }
  std::string operator()(const rules::Election& election) const {
    const std::string posts = std::to_string(election.posts);
    if (!election.threshold) {
      return text::Say(language, {"应选 {0} 名，得票多者当选", "{0} to be elected, most votes"},
                       {posts});
    }
    return text::Say(language, {"应选 {0} 名；{1}", "{0} to be elected; {1}"},
                     {posts, NeededOf(language, *election.threshold, result.threshold)});
  }
  std::string operator()(const rules::Evaluation& evaluation) const {
    const Text grade = evaluation.basically_counts
                           ? Text{"满意（含基本满意）", "satisfied or basically satisfied"}
                           : Text{"满意", "satisfied"};
    return text::Say(
        language,
        {"{0}：{1}；优秀（只计满意）：{2}", "{0}: {1}; excellent by \"satisfied\" alone: {2}"},
        {text::Say(language, grade), NeededOf(language, evaluation.satisfied, result.threshold),
         NeededOf(language, evaluation.excellent, result.excellent)});
  }
};

class Figures {
 public:
  explicit Figures(Language language) : language_(language) {}

  void Add(std::string_view name, std::uint32_t number, const std::string& remark = "") {
    if (!text_.empty()) text_ += text::Say(language_, Text{"，", ", "});
    text_ += std::string(name) + " " + std::to_string(number);
    if (!remark.empty()) text_ += text::Say(language_, {"（{0}）", " ({0})"}, {remark});
  }
  const std::string& text() const { return text_; }

 private:
  Language language_;
  std::string text_;
};

std::string OptionName(Language language, const rules::Option& option) {
  return option.label.empty() ? text::Say(language, option.kind) : option.label;
}

Json ThresholdJson(const rules::Threshold& threshold) {
  return {{"of", threshold.base}, {"needed", threshold.needed}, {"reached", threshold.reached}};
}

void AddElected(Json& json, const rules::ContestTerms& terms, const rules::ContestResult& result) {
  Json candidates = Json::array();
  for (std::size_t i = 0; i < terms.options.size(); ++i) {
    if (terms.options[i].kind != OptionKind::kCandidate) continue;
    candidates.push_back({{"name", terms.options[i].label},
                          {"votes", result.count.votes[i]},
                          {"standing", text::Code(result.standings[i])}});
  }
  if (candidates.empty()) return;
  Json write_ins = Json::array();
  for (std::size_t i = 0; i < result.count.write_ins.size(); ++i) {
    write_ins.push_back({{"name", result.count.write_ins[i].name},
                         {"votes", result.count.write_ins[i].votes},
                         {"standing", text::Code(result.write_in_standings[i])}});
  }
  json["candidates"] = std::move(candidates);
  json["write_ins"] = std::move(write_ins);
}

// Keys are written with "_", values with "-".
std::string KeyOf(OptionKind kind) {
  std::string key = text::Code(kind);
  std::ranges::replace(key, '-', '_');
  return key;
}

Json CountsJson(const rules::ContestTerms& terms, const rules::ContestCount& count) {
  Json counts = Json::object();
  for (std::size_t i = 0; i < terms.options.size(); ++i) {
    const OptionKind kind = terms.options[i].kind;
    if (kind != OptionKind::kCandidate) counts[KeyOf(kind)] = count.votes[i];
  }
  counts["not_voting"] = count.not_voting;
  counts["valid"] = count.ballots;
  counts["blank"] = count.blank;
  counts["invalid"] = count.invalid;
  return counts;
}

void AddPapers(Json& counts, const PollRecord& poll, std::size_t contest) {
  if (poll.draft.method != Method::kPaper || !poll.entered) return;
  counts["issued"] = poll.entered->counts[contest].issued;
  counts["returned"] = poll.entered->counts[contest].returned;
}

}  // namespace

Text NotVoting(Method method) {
  switch (method) {
    case Method::kSecret:
    case Method::kRecorded:
      return {"未按表决器", "not voting"};
    case Method::kShowOfHands:
      return {"未举手", "no hand raised"};
    case Method::kPaper:
      return {"未投票", "no paper returned"};
  }
  return {};
}

std::string RuleInNumbers(Language language, const rules::ContestTerms& terms,
                          const rules::ContestResult& result) {
  return std::visit(RuleTeller{language, result}, terms.rule);
}

std::string FiguresOf(Language language, const PollRecord& poll, std::size_t contest) {
  const rules::ContestTerms& terms = poll.draft.contests[contest].terms;
  const rules::ContestResult& result = poll.results[contest];
  Figures figures(language);
  if (poll.draft.method == Method::kPaper && poll.entered) {
    figures.Add(text::Say(language, Text{"发出", "issued"}), poll.entered->counts[contest].issued);
    figures.Add(text::Say(language, Text{"收回", "returned"}),
                poll.entered->counts[contest].returned);
    figures.Add(text::Say(language, Text{"有效", "valid"}), result.count.ballots);
    figures.Add(text::Say(language, Text{"无效", "void"}), result.count.invalid);
  }
  for (std::size_t i = 0; i < terms.options.size(); ++i) {
    const bool stands =
        !result.standings.empty() && terms.options[i].kind == OptionKind::kCandidate;
    figures.Add(OptionName(language, terms.options[i]), result.count.votes[i],
                stands ? text::Say(language, result.standings[i]) : "");
  }
  for (std::size_t i = 0; i < result.count.write_ins.size(); ++i) {
    figures.Add(result.count.write_ins[i].name, result.count.write_ins[i].votes,
                text::Say(language, result.write_in_standings[i]));
  }
  if (result.count.blank > 0) {
    figures.Add(text::Say(language, Text{"空白", "blank"}), result.count.blank);
  }
  figures.Add(text::Say(language, NotVoting(poll.draft.method)), result.count.not_voting);
  return figures.text();
}

std::string Attending(Language language, const rules::Attendance& attendance) {
  Figures figures(language);
  figures.Add(text::Say(language, Text{"应到", "due"}), attendance.composition);
  figures.Add(text::Say(language, Text{"实到", "present"}), attendance.present);
  figures.Add(text::Say(language, Text{"请假", "on leave"}), attendance.on_leave);
  figures.Add(text::Say(language, Text{"缺席", "absent"}), attendance.absent);
  if (attendance.recused > 0) {
    figures.Add(text::Say(language, Text{"回避", "recused"}), attendance.recused);
  }
  return figures.text();
}

std::string OutcomeOf(Language language, const PollRecord& poll) {
  if (poll.state == PollState::kVoided) {
    return text::Say(language, {"作废：{0}", "voided: {0}"}, {poll.void_reason});
  }
  if (poll.results.empty()) return text::Say(language, poll.state);
  std::map<rules::Outcome, std::uint32_t> outcomes;
  for (const rules::ContestResult& result : poll.results) ++outcomes[result.outcome];
  std::string said;
  if (outcomes.size() == 1) {
    said = text::Say(language, outcomes.begin()->first);
  } else {
    Figures figures(language);
    for (const auto& [outcome, times] : outcomes) figures.Add(text::Say(language, outcome), times);
    said = figures.text();
  }
  if (poll.state == PollState::kAnnounced) return said;
  return text::Say(language, {"{0}（{1}，尚未宣布）", "{0} ({1}, not yet announced)"},
                   {said, text::Say(language, poll.state)});
}

std::string ChosenOf(Language language, const rules::ContestTerms& terms,
                     const rules::Choice& choice) {
  if (choice.options.empty()) return text::Say(language, Text{"空白", "blank"});
  std::vector<std::string> names;
  for (const std::uint32_t option : choice.options) {
    names.push_back(OptionName(language, terms.options.at(option)));
  }
  return Listed(language, names);
}

Json ContestJson(Language language, const PollRecord& poll, std::size_t contest) {
  const session::Contest& put = poll.draft.contests[contest];
  Json json{{"title", put.title}};
  if (poll.results.empty()) return json;
  const rules::ContestResult& result = poll.results[contest];
  json["counts"] = CountsJson(put.terms, result.count);
  AddPapers(json["counts"], poll, contest);
  AddElected(json, put.terms, result);
  json["rule"] = ThresholdJson(result.threshold);
  json["rule"]["text"] = RuleInNumbers(language, put.terms, result);
  if (std::holds_alternative<rules::Evaluation>(put.terms.rule)) {
    json["rule"]["excellent"] = ThresholdJson(result.excellent);
  }
  json["outcome"] = text::Code(result.outcome);
  return json;
}

Json AttendanceJson(const rules::Attendance& attendance) {
  return {{"due", attendance.composition},
          {"present", attendance.present},
          {"on_leave", attendance.on_leave},
          {"absent", attendance.absent},
          {"recused", attendance.recused}};
}

}  // namespace plenary::report
