// Whether a result is what the script expects of it.
#include <algorithm>
#include <utility>

#include "client/script/reading.h"
#include "client/script/step_parts.h"

namespace plenary::script {
namespace {

using text::Text;

constexpr Text kFigure = {"第 {0} 项的 {1} 应为 {2}，实为 {3}",
                          "{1} of contest {0} must be {2}, and is {3}"};
constexpr Text kNoResult = {"表决还没有结果", "the poll has no result yet"};

// The votes for the option of that kind; 0 where there is none.
std::uint32_t VotesFor(const rules::ContestTerms& terms, const rules::ContestResult& result,
                       rules::OptionKind kind) {
  const auto option = std::ranges::find(terms.options, kind, &rules::Option::kind);
  if (option == terms.options.end()) return 0;
  return result.count.votes[static_cast<std::size_t>(option - terms.options.begin())];
}

std::string Join(const std::vector<std::uint32_t>& figures) {
  std::string joined;
  for (const std::uint32_t figure : figures) {
    joined += (joined.empty() ? "" : ", ") + std::to_string(figure);
  }
  return "[" + joined + "]";
}

std::vector<std::uint32_t> FiguresOf(const Value& list) {
  std::vector<std::uint32_t> figures;
  for (const Value& figure : list.Items()) figures.push_back(NumberOf(figure));
  return figures;
}

class Checking {
 public:
  Checking(const session::PollRecord& poll, const Value& expected)
      : expected_(expected),
        number_(expected.Has("contest") ? NumberOf(expected.At("contest")) : 1),
        terms_(poll.draft.contests.at(number_ - 1).terms),
        result_(poll.results.at(number_ - 1)) {}

  Played<> Check() const {
    PLENARY_TRY(Compare("outcome", text::Code(result_.outcome)));
    PLENARY_TRY(CompareFigures());
    const Value* votes = expected_.Find("votes");
    if (votes == nullptr || FiguresOf(*votes) == result_.count.votes) return {};
    return Differs(*votes, "votes", Join(FiguresOf(*votes)), Join(result_.count.votes));
  }

 private:
  Played<> CompareFigures() const {
    using enum rules::OptionKind;
    const std::pair<const char*, std::uint32_t> figures[] = {
        {"needed", result_.threshold.needed},
        {"for", VotesFor(terms_, result_, kFor)},
        {"against", VotesFor(terms_, result_, kAgainst)},
        {"abstain", VotesFor(terms_, result_, kAbstain)},
        {"not-voting", result_.count.not_voting},
        {"recused", result_.attendance.recused}};
    for (const auto& [name, figure] : figures) {
      PLENARY_TRY(Compare(name, std::to_string(figure)));
    }
    return {};
  }

  Played<> Compare(const char* name, const std::string& is) const {
    const Value* wanted = expected_.Find(name);
    if (wanted == nullptr) return {};
    const std::string must_be =
        wanted->IsText() ? wanted->Text() : std::to_string(wanted->Integer());
    return must_be == is ? Played<>{} : Differs(*wanted, name, must_be, is);
  }

  Played<> Differs(const Value& where, const char* name, const std::string& must_be,
                   const std::string& is) const {
    return Stop(&where, Say(kFigure, {std::to_string(number_), name, must_be, is}));
  }

  const Value& expected_;
  std::uint32_t number_;
  const rules::ContestTerms& terms_;
  const rules::ContestResult& result_;
};

}  // namespace

Played<> CheckResults(const session::PollRecord& poll, const Value& expected) {
  if (poll.results.empty()) return Stop(&expected, Say(kNoResult));
  if (expected.IsMap()) return Checking(poll, expected).Check();
  for (const Value& one : expected.Items()) PLENARY_TRY(Checking(poll, one).Check());
  return {};
}

}  // namespace plenary::script
