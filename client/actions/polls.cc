#include "client/actions/polls.h"

#include <algorithm>
#include <utility>

#include "client/text/terms.h"
#include "core/session/item_kinds.h"

namespace plenary::actions {
namespace {

using session::PollSubject;
using text::Language;

// The rule that the committee has set for polls of this subject.
rules::Majority MajorityOf(const session::Session& session, const session::DraftPoll& poll) {
  const session::CommitteeRules& rules = session.registry->rules;
  if (poll.subject == PollSubject::kProcedure || !poll.item) return rules.majority;
  return session.registry->MajorityFor(session.items.at(*poll.item).item.kind);
}

rules::ContestTerms TermsOf(const session::Session& session, const session::DraftPoll& poll,
                            const ContestPlan& plan) {
  switch (poll.subject) {
    case PollSubject::kEvaluation:
      return rules::EvaluationContest(session.registry->rules.evaluation, plan.other);
    case PollSubject::kElection:
      return rules::ElectionContest(plan.candidates, {plan.posts, MajorityOf(session, poll)},
                                    plan.write_in);
    case PollSubject::kDraft:
    case PollSubject::kAmendment:
    case PollSubject::kClause:
    case PollSubject::kAppointment:
    case PollSubject::kProcedure:
      break;
  }
  return rules::MajorityContest(MajorityOf(session, poll));
}

Result<std::string> TitleFor(const session::Session& session, const ContestPlan& plan,
                             const std::string& question, Language language) {
  if (plan.proposals.empty()) return plan.title.empty() ? question : plan.title;
  std::string title;
  for (const ProposalId& id : plan.proposals) {
    const auto record = session.proposals.find(id);
    if (record == session.proposals.end()) {
      return Fail(ErrorCode::kNotFound, "the session has no proposal " + id.hex());
    }
    if (!title.empty()) title += text::Say(language, text::Text{"；", "; "});
    title += TitleOf(record->second.proposal, language);
  }
  return plan.title.empty() ? title : plan.title;
}

Result<void> AddContests(const session::Session& session, const PollPlan& plan, Language language,
                         session::DraftPoll& poll) {
  std::vector<ContestPlan> contests = plan.contests;
  if (contests.empty()) contests.push_back({.title = plan.question});
  for (const ContestPlan& contest : contests) {
    auto title = TitleFor(session, contest, plan.question, language);
    if (!title) return std::unexpected(title.error());
    session::Contest made{std::move(*title), contest.proposals, TermsOf(session, poll, contest)};
    PLENARY_TRY(rules::Validate(made.terms));
    poll.contests.push_back(std::move(made));
  }
  return {};
}

Result<session::DraftPoll> Repeat(const session::Session& session, const PollPlan& plan) {
  const auto record = session.polls.find(*plan.again);
  if (record == session.polls.end()) {
    return Fail(ErrorCode::kNotFound, "the session has no poll " + plan.again->hex());
  }
  session::DraftPoll poll = record->second.draft;
  poll.poll = plan.id;
  poll.method = plan.method;
  poll.again = plan.again;
  if (!plan.question.empty()) poll.question = plan.question;
  return poll;
}

bool Says(const rules::Option& option, std::string_view word) {
  const text::Name name = text::NameOf(option.kind);
  if (option.kind == rules::OptionKind::kCandidate) return option.label == word;
  return name.code == word || name.text.zh == word || name.text.en == word;
}

std::string ChoicesOf(const rules::ContestTerms& terms) {
  std::string all;
  for (const rules::Option& option : terms.options) {
    if (option.kind == rules::OptionKind::kWriteIn) continue;
    if (!all.empty()) all += ", ";
    all += option.label.empty() ? text::Code(option.kind) : option.label;
  }
  return terms.min_choices == 0 ? all + ", blank" : all;
}

std::optional<std::uint32_t> OptionOf(const rules::ContestTerms& terms, std::string_view word) {
  const auto option =
      std::ranges::find_if(terms.options, [&](const auto& one) { return Says(one, word); });
  if (option != terms.options.end()) {
    return static_cast<std::uint32_t>(option - terms.options.begin());
  }
  const bool is_number =
      !word.empty() && word.size() <= 4 &&
      std::ranges::all_of(word, [](char digit) { return digit >= '0' && digit <= '9'; });
  if (!is_number) return std::nullopt;
  const auto number = static_cast<std::uint32_t>(std::stoul(std::string(word)));
  if (number == 0 || number > terms.options.size()) return std::nullopt;
  return number - 1;
}

Result<std::vector<session::StatedResult>> ResultsOf(const session::Session& session,
                                                     const PollId& poll) {
  const auto record = session.polls.find(poll);
  if (record == session.polls.end()) return Fail(ErrorCode::kNotFound, "no such poll");
  if (record->second.results.empty()) {
    return Fail(ErrorCode::kConflict, "the poll has no result yet");
  }
  return session::StateResults(record->second);
}

}  // namespace

PollSubject SubjectFor(session::ItemKind kind, const std::vector<ContestPlan>& contests) {
  const auto& polls = session::TraitsOf(kind).polls;
  const auto some = [&](auto has) { return std::ranges::any_of(contests, has); };
  if (some([](const ContestPlan& plan) { return !plan.proposals.empty(); })) {
    return PollSubject::kAppointment;
  }
  if (some([](const ContestPlan& plan) { return !plan.candidates.empty(); })) {
    return PollSubject::kElection;
  }
  if (polls.Has(PollSubject::kDraft)) return PollSubject::kDraft;
  if (polls.Has(PollSubject::kEvaluation)) return PollSubject::kEvaluation;
  return PollSubject::kProcedure;
}

Result<session::DraftPoll> MakePoll(const session::Session& session, const PollPlan& plan,
                                    Language language) {
  if (plan.again) return Repeat(session, plan);
  session::DraftPoll poll{.poll = plan.id,
                          .item = plan.item,
                          .subject = PollSubject::kProcedure,
                          .method = plan.method,
                          .test = plan.test,
                          .question = plan.question,
                          .contests = {},
                          .again = {}};
  if (plan.item) {
    const auto item = session.items.find(*plan.item);
    if (item == session.items.end()) {
      return Fail(ErrorCode::kNotFound, "the session has no item " + plan.item->hex());
    }
    poll.subject = SubjectFor(item->second.item.kind, plan.contests);
  }
  if (plan.subject) poll.subject = *plan.subject;
  PLENARY_TRY(AddContests(session, plan, language, poll));
  return poll;
}

Result<rules::Choice> ParseChoice(const rules::ContestTerms& terms, std::string_view word) {
  rules::Choice choice;
  const auto bad = [&] {
    return Fail(ErrorCode::kInvalidArgument,
                "\"" + std::string(word) + "\" cannot be chosen: " + ChoicesOf(terms));
  };
  std::string_view rest = word;
  while (word != "blank" && word != "空白") {
    const auto comma = rest.find(',');
    const auto option = OptionOf(terms, rest.substr(0, comma));
    if (!option) return bad();
    choice.options.push_back(*option);
    if (comma == std::string_view::npos) break;
    rest = rest.substr(comma + 1);
  }
  std::ranges::sort(choice.options);
  if (!rules::Validate(terms, choice)) return bad();
  return choice;
}

Result<std::vector<rules::Choice>> ParseChoices(const session::PollRecord& poll,
                                                std::span<const std::string> words) {
  const auto& contests = poll.draft.contests;
  if (words.size() != 1 && words.size() != contests.size()) {
    return Fail(ErrorCode::kInvalidArgument, std::to_string(contests.size()) +
                                                 " contests are put, and " +
                                                 std::to_string(words.size()) + " choices given");
  }
  std::vector<rules::Choice> choices;
  for (std::size_t i = 0; i < contests.size(); ++i) {
    auto choice = ParseChoice(contests[i].terms, words.size() == 1 ? words[0] : words[i]);
    if (!choice) return std::unexpected(choice.error());
    choices.push_back(std::move(*choice));
  }
  return choices;
}

Result<session::CastBallot> MakeBallot(const session::Session& session, const PollId& poll,
                                       const PersonId& voter, std::vector<rules::Choice> choices) {
  const auto record = session.polls.find(poll);
  if (record == session.polls.end()) return Fail(ErrorCode::kNotFound, "no such poll");
  session::CastBallot ballot{poll, std::move(choices), {}};
  const auto last = record->second.ballots.find(voter);
  if (last != record->second.ballots.end()) ballot.replaces = last->second.id;
  return ballot;
}

Result<session::CertifyResult> MakeCertificate(const session::Session& session,
                                               const PollId& poll) {
  auto results = ResultsOf(session, poll);
  if (!results) return std::unexpected(results.error());
  return session::CertifyResult{poll, std::move(*results)};
}

Result<session::AnnounceResult> MakeAnnouncement(const session::Session& session,
                                                 const PollId& poll) {
  auto results = ResultsOf(session, poll);
  if (!results) return std::unexpected(results.error());
  return session::AnnounceResult{poll, std::move(*results)};
}

}  // namespace plenary::actions
