// What a poll has yielded: its figures, the rule in numbers, the outcome. Pure; any thread.
#ifndef PLENARY_CLIENT_REPORT_FIGURES_H_
#define PLENARY_CLIENT_REPORT_FIGURES_H_

#include <string>

#include "client/report/json.h"
#include "client/text/language.h"
#include "core/session/session.h"

namespace plenary::report {

// "全体组成人员 35 人，过半数须 18 票" and "18 needed of 35 (more than half of all members)".
std::string RuleInNumbers(text::Language language, const rules::ContestTerms& terms,
                          const rules::ContestResult& result);
// "赞成 30，反对 2，弃权 1，未按表决器 2". `contest` is an index of a poll with results.
std::string FiguresOf(text::Language language, const session::PollRecord& poll,
                      std::size_t contest);
// "未按表决器": who is on the roll and did nothing.
text::Text NotVoting(session::Method method);
// "应到 35，实到 33，请假 1，缺席 1", the recused if there are any: when the poll was opened.
std::string Attending(text::Language language, const rules::Attendance& attendance);
// "通过", "优秀 12，满意 9", "作废：…": the outcome, or how far it has come.
std::string OutcomeOf(text::Language language, const session::PollRecord& poll);

// "赞成", the names of those chosen, "空白".
std::string ChosenOf(text::Language language, const rules::ContestTerms& terms,
                     const rules::Choice& choice);

// One contest with its counts, rule and outcome.
Json ContestJson(text::Language language, const session::PollRecord& poll, std::size_t contest);
Json AttendanceJson(const rules::Attendance& attendance);

}  // namespace plenary::report

#endif  // PLENARY_CLIENT_REPORT_FIGURES_H_
