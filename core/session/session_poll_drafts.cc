// Polls on paper: drafting, discarding, objecting to a merger.
#include <algorithm>
#include <set>

#include "core/session/item_kinds.h"
#include "core/session/session_handlers.h"

namespace plenary::session {
namespace {

bool IsMerged(const DraftPoll& draft) {
  return std::ranges::any_of(draft.contests,
                             [](const Contest& contest) { return contest.proposals.size() > 1; });
}

bool HasWriteIn(const Contest& contest) {
  return std::ranges::any_of(contest.terms.options, [](const rules::Option& option) {
    return option.kind == rules::OptionKind::kWriteIn;
  });
}

Verdict CheckMethod(const DraftPoll& draft) {
  switch (draft.method) {
    case Method::kSecret:
    case Method::kRecorded:
      return RefuseUnless(std::ranges::none_of(draft.contests, HasWriteIn), Refusal::kWrongMethod);
    case Method::kShowOfHands:
      return RefuseUnless(std::ranges::all_of(draft.contests,
                                              [](const Contest& contest) {
                                                return rules::CanCountHands(contest.terms);
                                              }),
                          Refusal::kWrongMethod);
    case Method::kPaper:
      return {};
  }
  return Refuse(Refusal::kWrongMethod);
}

// Each contest of an appointment poll decides proposals of the item that nothing has
// decided yet, each once.
Verdict CheckProposals(const Session& session, const DraftPoll& draft) {
  std::set<ProposalId> seen;
  for (const Contest& contest : draft.contests) {
    if (contest.proposals.empty()) return Refuse(Refusal::kWrongContest);
    for (const ProposalId& id : contest.proposals) {
      const auto record = session.proposals.find(id);
      if (record == session.proposals.end() || record->second.proposal.item != draft.item) {
        return Refuse(Refusal::kUnknownProposal);
      }
      if (record->second.state != ProposalState::kProposed) return Refuse(Refusal::kProposalState);
      if (!seen.insert(id).second) return Refuse(Refusal::kWrongContest);
    }
  }
  return RefuseUnless(!IsMerged(draft) || session.registry->rules.merged_polls,
                      Refusal::kMergeNotAllowed);
}

template <class RuleType, class Predicate>
Verdict CheckEachRule(const DraftPoll& draft, Predicate is_as_set) {
  for (const Contest& contest : draft.contests) {
    const auto* rule = std::get_if<RuleType>(&contest.terms.rule);
    if (rule == nullptr) return Refuse(Refusal::kWrongContest);
    if (!is_as_set(*rule)) return Refuse(Refusal::kWrongRule);
  }
  return {};
}

// The rule is the committee's, not the drafter's.
Verdict CheckRule(const Session& session, const DraftPoll& draft, ItemKind kind) {
  const CommitteeRules& rules = session.registry->rules;
  const rules::Majority needed = draft.subject == PollSubject::kProcedure
                                     ? rules.majority
                                     : session.registry->MajorityFor(kind);
  switch (draft.subject) {
    case PollSubject::kDraft:
      if (draft.contests.size() != 1) return Refuse(Refusal::kWrongContest);
      [[fallthrough]];
    case PollSubject::kAmendment:
    case PollSubject::kClause:
    case PollSubject::kAppointment:
    case PollSubject::kProcedure:
      return CheckEachRule<rules::Majority>(
          draft, [&](const rules::Majority& rule) { return rule == needed; });
    case PollSubject::kEvaluation:
      return CheckEachRule<rules::Evaluation>(
          draft, [&](const rules::Evaluation& rule) { return rule == rules.evaluation; });
    case PollSubject::kElection:
      return CheckEachRule<rules::Election>(
          draft, [&](const rules::Election& rule) { return rule.threshold == needed; });
  }
  return Refuse(Refusal::kWrongContest);
}

Verdict CheckRepetition(const Session& session, const DraftPoll& draft) {
  const auto first = session.polls.find(*draft.again);
  if (first == session.polls.end()) return Refuse(Refusal::kUnknownPoll);
  const DraftPoll& before = first->second.draft;
  const bool same =
      first->second.state == PollState::kVoided && before.item == draft.item &&
      before.subject == draft.subject && before.test == draft.test &&
      std::ranges::equal(before.contests, draft.contests, [](const Contest& a, const Contest& b) {
        return a.title == b.title && a.proposals == b.proposals && a.terms == b.terms;
      });
  return RefuseUnless(same, Refusal::kNotARepetition);
}

Verdict CheckRealDraft(const Session& session, const DraftPoll& draft) {
  if (!draft.item) return Refuse(Refusal::kUnknownItem);
  const ItemKind kind = session.items.at(*draft.item).item.kind;
  if (!TraitsOf(kind).polls.Has(draft.subject)) return Refuse(Refusal::kWrongContest);
  if (draft.subject == PollSubject::kAppointment) {
    PLENARY_TRY(CheckProposals(session, draft));
  } else if (std::ranges::any_of(draft.contests, [](const Contest& contest) {
               return !contest.proposals.empty();
             })) {
    return Refuse(Refusal::kWrongContest);
  }
  return CheckRule(session, draft, kind);
}

Verdict CheckTestDraft(const DraftPoll& draft) {
  const bool names_something =
      draft.item.has_value() || std::ranges::any_of(draft.contests, [](const Contest& contest) {
        return !contest.proposals.empty();
      });
  return RefuseUnless(!names_something, Refusal::kWrongContest);
}

}  // namespace

Verdict Check(const Asked& asked, const DraftPoll& command) {
  const Session& session = asked.session;
  if (session.polls.contains(command.poll)) return Refuse(Refusal::kPollExists);
  PLENARY_TRY(CheckMethod(command));
  for (const Contest& contest : command.contests) {
    if (!rules::Validate(contest.terms)) return Refuse(Refusal::kWrongContest);
  }
  PLENARY_TRY(command.test ? CheckTestDraft(command) : CheckRealDraft(session, command));
  return command.again ? CheckRepetition(session, command) : Verdict{};
}

void Perform(const Accepted& accepted, const DraftPoll& command) {
  PollRecord record;
  record.draft = command;
  record.drafted = accepted.index;
  record.changed = accepted.index;
  accepted.session.poll_order.push_back(command.poll);
  accepted.session.polls.emplace(command.poll, std::move(record));
}

Verdict Check(const Asked&, const DiscardPoll&) { return {}; }

void Perform(const Accepted& accepted, const DiscardPoll& command) {
  PollRecord& poll = accepted.session.polls.at(command.poll);
  poll.state = PollState::kDiscarded;
  poll.changed = accepted.index;
}

Verdict Check(const Asked& asked, const ObjectToMerge& command) {
  const PollRecord& poll = asked.session.polls.at(command.poll);
  if (!asked.session.IsPresent(asked.signer)) return Refuse(Refusal::kNotPresent);
  if (!IsMerged(poll.draft)) return Refuse(Refusal::kWrongContest);
  return RefuseUnless(!poll.objections.contains(asked.signer), Refusal::kKnownAlready);
}

void Perform(const Accepted& accepted, const ObjectToMerge& command) {
  PollRecord& poll = accepted.session.polls.at(command.poll);
  poll.objections.insert(accepted.signer);
  poll.changed = accepted.index;
}

}  // namespace plenary::session
