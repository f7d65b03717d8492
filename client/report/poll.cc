#include "client/report/poll.h"

#include <algorithm>
#include <set>
#include <vector>

#include "client/report/figures.h"
#include "client/report/layout.h"
#include "client/report/names.h"
#include "client/report/secret_poll.h"
#include "client/text/terms.h"

namespace plenary::report {
namespace {

using rules::OptionKind;
using session::PollRecord;
using session::Session;
using text::Language;
using text::Text;

const std::string kBelow(5, ' ');  // what stands below a numbered line

template <class IdT>
std::size_t PlaceIn(const std::vector<IdT>& order, const IdT& id) {
  const auto found = std::ranges::find(order, id);
  return found == order.end() ? 0 : static_cast<std::size_t>(found - order.begin()) + 1;
}

// In what way, about what: "记名；第 3 项".
std::string Manner(Language language, const Session& session, const PollRecord& poll) {
  std::vector<std::string> parts;
  if (poll.draft.test) parts.push_back(text::Say(language, Text{"测试表决", "test poll"}));
  parts.push_back(text::Say(language, poll.draft.method));
  if (poll.draft.item) {
    parts.push_back(text::Say(language, {"第 {0} 项议题", "item {0}"},
                              {std::to_string(NumberOf(session, *poll.draft.item))}));
  }
  if (poll.draft.again) {
    parts.push_back(text::Say(language, {"第 {0} 号表决作废后重新表决", "poll {0} put again"},
                              {std::to_string(NumberOf(session, *poll.draft.again))}));
  }
  return Parted(language, parts);
}

bool HasPersons(const session::Contest& contest) {
  return std::holds_alternative<rules::Election>(contest.terms.rule);
}

// Whether the contests fit into one table: the same options in each, and no persons.
bool FitTable(const PollRecord& poll) {
  const auto& first = poll.draft.contests.front();
  return poll.draft.contests.size() > 1 && !HasPersons(first) &&
         std::ranges::all_of(poll.draft.contests, [&](const session::Contest& contest) {
           return contest.terms.options == first.terms.options;
         });
}

std::string ContestTable(Language language, const PollRecord& poll) {
  std::vector<Column> columns{{text::Say(language, Text{"序号", "No."}), Side::kRight},
                              {text::Say(language, Text{"事项", "Contest"})}};
  const bool on_paper = poll.draft.method == session::Method::kPaper && poll.entered;
  if (on_paper) {
    for (const Text heading :
         {Text{"发出", "issued"}, Text{"收回", "returned"}, Text{"无效", "void"}}) {
      columns.push_back({text::Say(language, heading), Side::kRight});
    }
  }
  for (const rules::Option& option : poll.draft.contests.front().terms.options) {
    columns.push_back({text::Say(language, option.kind), Side::kRight});
  }
  columns.push_back({text::Say(language, NotVoting(poll.draft.method)), Side::kRight});
  columns.push_back({text::Say(language, Text{"结果", "Outcome"})});
  std::vector<Cells> rows;
  for (std::size_t i = 0; i < poll.results.size(); ++i) {
    Cells row{std::to_string(i + 1), poll.draft.contests[i].title};
    if (on_paper) {
      const rules::PaperCount& papers = poll.entered->counts[i];
      for (const std::uint32_t number : {papers.issued, papers.returned, papers.invalid}) {
        row.push_back(std::to_string(number));
      }
    }
    for (const std::uint32_t votes : poll.results[i].count.votes) {
      row.push_back(std::to_string(votes));
    }
    row.push_back(std::to_string(poll.results[i].count.not_voting));
    row.push_back(text::Say(language, poll.results[i].outcome));
    rows.push_back(std::move(row));
  }
  return FormatTable(columns, rows, kBelow.size());
}

// Each rule in numbers once: contests mostly share it.
std::string RulesText(Language language, const PollRecord& poll) {
  std::string page;
  std::set<std::string> said;
  for (std::size_t i = 0; i < poll.results.size(); ++i) {
    const std::string rule = RuleInNumbers(language, poll.draft.contests[i].terms, poll.results[i]);
    if (said.insert(rule).second) page += Indented(kBelow, rule);
  }
  return page;
}

std::string ResultText(Language language, const PollRecord& poll) {
  if (FitTable(poll)) return ContestTable(language, poll) + RulesText(language, poll);
  std::string page;
  for (std::size_t i = 0; i < poll.results.size(); ++i) {
    const std::string& title = poll.draft.contests[i].title;
    if (poll.results.size() > 1) {
      page += Indented(kBelow, title + text::Say(language, Text{"：", ": "}) +
                                   text::Say(language, poll.results[i].outcome));
    } else if (!title.empty() && title != poll.draft.question) {
      page += Indented(kBelow, title);
    }
    page += Indented(kBelow, FiguresOf(language, poll, i));
  }
  return page + RulesText(language, poll);
}

void AddNames(std::string& page, Language language, Text heading,
              const std::vector<std::string>& names) {
  if (names.empty()) return;
  page += Indented(kBelow + text::Say(language, heading), Listed(language, names));
}

void AddWitnesses(Json& json, const Session& session, const PollRecord& poll) {
  const auto add = [&](const char* key, const std::optional<PersonId>& person) {
    if (person) json[key] = text::NameOf(*session.registry, *person);
  };
  if (poll.entered) add("entered_by", poll.entered->by);
  add("confirmed_by", poll.confirmed_by);
  add("certified_by", poll.certified_by);
  add("announced_by", poll.announced_by);
}

Json HeadJson(const Session& session, const PollId& id, const PollRecord& poll) {
  Json json{{"number", NumberOf(session, id)},
            {"id", id.hex()},
            {"question", poll.draft.question},
            {"item", nullptr},
            {"subject", text::Code(poll.draft.subject)},
            {"method", text::Code(poll.draft.method)},
            {"test", poll.draft.test},
            {"state", text::Code(poll.state)}};
  if (poll.draft.item) json["item"] = NumberOf(session, *poll.draft.item);
  if (poll.draft.again) json["again"] = NumberOf(session, *poll.draft.again);
  if (poll.state == session::PollState::kVoided) json["void_reason"] = poll.void_reason;
  return json;
}

// While the poll goes on a line for each thing that can change; afterwards one paragraph.
std::string SecrecyText(Language language, const Session& session, const PollRecord& poll) {
  const std::vector<std::string> lines = SecretPollText(language, session, poll);
  if (lines.empty()) return {};
  if (poll.state == session::PollState::kAnnounced || poll.state == session::PollState::kVoided) {
    return Indented(kBelow, Parted(language, lines));
  }
  std::string page;
  for (const std::string& line : lines) page += Indented(kBelow, line);
  return page;
}

bool WasOpened(const PollRecord& poll) { return poll.opened > 0; }

}  // namespace

std::size_t NumberOf(const Session& session, const PollId& poll) {
  return PlaceIn(session.poll_order, poll);
}

std::size_t NumberOf(const Session& session, const ItemId& item) {
  return PlaceIn(session.agenda, item);
}

std::string PollText(Language language, const Session& session, const PollId& id) {
  const PollRecord& poll = session.polls.at(id);
  std::string page = Indented(
      "  " + std::to_string(NumberOf(session, id)) + ". ",
      text::Say(language, {"{0}（{1}）：{2}", "{0} ({1}): {2}"},
                {poll.draft.question, Manner(language, session, poll), OutcomeOf(language, poll)}));
  AddNames(page, language, {"反对合并表决：", "Merging objected to by: "},
           NamesOf(*session.registry, poll.objections));
  if (!WasOpened(poll)) return page;
  page += Indented(kBelow, Attending(language, poll.attendance));
  AddNames(page, language, {"回避：", "Recused: "}, NamesOf(*session.registry, poll.recused));
  return page + ResultText(language, poll) + SecrecyText(language, session, poll);
}

Json PollJson(Language language, const Session& session, const PollId& id) {
  const PollRecord& poll = session.polls.at(id);
  Json json = HeadJson(session, id, poll);
  if (WasOpened(poll)) {
    json["attendance"] = AttendanceJson(poll.attendance);
    json["roll"] = poll.roll.size();
    json["recused"] = NamesOf(*session.registry, poll.recused);
  }
  if (!poll.objections.empty())
    json["merging_objected_by"] = NamesOf(*session.registry, poll.objections);
  AddWitnesses(json, session, poll);
  if (poll.secret) {
    json["every_ballot_checked"] = poll.secret->whole;
    json["secret"] = SecretPollJson(session, poll);
  }
  json["contests"] = Json::array();
  for (std::size_t i = 0; i < poll.draft.contests.size(); ++i) {
    json["contests"].push_back(ContestJson(language, poll, i));
  }
  if (poll.results.size() == 1) {
    for (const char* key : {"counts", "rule", "outcome"}) json[key] = json["contests"][0][key];
  }
  return json;
}

Json PollsJson(Language language, const Session& session) {
  Json polls = Json::array();
  for (const PollId& id : session.poll_order) polls.push_back(PollJson(language, session, id));
  return polls;
}

}  // namespace plenary::report
