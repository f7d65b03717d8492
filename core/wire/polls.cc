// What is said about polls, counts and results apart.
#include <type_traits>
#include <variant>

#include "core/wire/messages.h"
#include "core/wire/serialize.h"

namespace plenary::wire {
namespace {

struct RuleWriter {
  v1::Rule& to;

  void operator()(const rules::Majority& majority) const { Put(majority, *to.mutable_majority()); }
  void operator()(const rules::Evaluation& evaluation) const {
    Put(evaluation, *to.mutable_evaluation());
  }
  void operator()(const rules::Election& election) const {
    v1::Election& body = *to.mutable_election();
    body.set_posts(election.posts);
    if (election.threshold) Put(*election.threshold, *body.mutable_threshold());
  }
};

rules::Election TakeElection(Reader& in, const v1::Election& from) {
  rules::Election election{.posts = from.posts(), .threshold = std::nullopt};
  if (from.has_threshold()) {
    election.threshold = in.In("threshold", [&] { return Take(in, from.threshold()); });
  }
  return election;
}

rules::Rule TakeRule(Reader& in, const v1::Rule& from) {
  switch (from.rule_case()) {
    case v1::Rule::kMajority:
      return in.In("majority", [&] { return Take(in, from.majority()); });
    case v1::Rule::kElection:
      return in.In("election", [&] { return TakeElection(in, from.election()); });
    case v1::Rule::kEvaluation:
      return in.In("evaluation", [&] { return Take(in, from.evaluation()); });
    case v1::Rule::RULE_NOT_SET:
      break;
  }
  in.Refuse("", "is missing");
  return {};
}

rules::ContestTerms TakeTerms(Reader& in, const v1::Contest& from) {
  const auto option = [&](const v1::Option& each) {
    return rules::Option{
        .kind = in.Kind<rules::OptionKind>("kind", each.kind()),
        .label = in.Text("label", each.label(), kMaybeLabel),
    };
  };
  rules::ContestTerms terms{
      .options = in.Each("options", from.options(), kOptions, option),
      .rule = in.In("rule", [&] { return TakeRule(in, from.rule()); }),
      .min_choices = from.min_choices(),
      .max_choices = from.max_choices(),
  };
  if (!in.ok()) return terms;
  if (const auto valid = rules::Validate(terms); !valid) in.Refuse("", valid.error().message);
  return terms;
}

rules::Choice TakeChoice(Reader& in, const v1::Choice& from) {
  auto options = in.Each("options", from.options(), kChosen, std::identity{});
  return {.options = in.Ascending("options", std::move(options))};
}

}  // namespace

void Put(const session::Contest& from, v1::Contest& to) {
  to.set_title(from.title);
  for (const ProposalId& proposal : from.proposals) to.add_proposals(Raw(proposal));
  for (const rules::Option& option : from.terms.options) {
    v1::Option& added = *to.add_options();
    added.set_kind(static_cast<std::uint32_t>(option.kind));
    added.set_label(option.label);
  }
  std::visit(RuleWriter{*to.mutable_rule()}, from.terms.rule);
  to.set_min_choices(from.terms.min_choices);
  to.set_max_choices(from.terms.max_choices);
}

session::Contest Take(Reader& in, const v1::Contest& from) {
  auto title = in.Text("title", from.title(), kMaybeName);
  auto proposals = in.Each("proposals", from.proposals(), kMerged,
                           [&](const auto& each) { return in.Id<ProposalId>("", each); });
  return {
      .title = std::move(title),
      .proposals = in.Distinct("proposals", std::move(proposals)),
      .terms = TakeTerms(in, from),
  };
}

void Put(const session::DraftPoll& from, v1::Command& to) {
  v1::DraftPoll& body = *to.mutable_draft_poll();
  body.set_poll(Raw(from.poll));
  if (from.item) body.set_item(Raw(*from.item));
  body.set_subject(static_cast<std::uint32_t>(from.subject));
  body.set_method(static_cast<std::uint32_t>(from.method));
  body.set_test(from.test);
  body.set_question(from.question);
  for (const session::Contest& contest : from.contests) Put(contest, *body.add_contests());
  if (from.again) body.set_again(Raw(*from.again));
}

session::DraftPoll Take(Reader& in, const v1::DraftPoll& from) {
  return {
      .poll = in.Id<PollId>("poll", from.poll()),
      .item = in.MaybeId<ItemId>("item", from.item()),
      .subject = in.Kind<session::PollSubject>("subject", from.subject()),
      .method = in.Kind<session::Method>("method", from.method()),
      .test = from.test(),
      .question = in.Text("question", from.question(), kText),
      .contests = in.Each("contests", from.contests(), kContests,
                          [&](const v1::Contest& each) { return Take(in, each); }),
      .again = in.MaybeId<PollId>("again", from.again()),
  };
}

void Put(const session::DiscardPoll& from, v1::Command& to) {
  to.mutable_discard_poll()->set_poll(Raw(from.poll));
}

session::DiscardPoll Take(Reader& in, const v1::DiscardPoll& from) {
  return {.poll = in.Id<PollId>("poll", from.poll())};
}

void Put(const session::ObjectToMerge& from, v1::Command& to) {
  v1::ObjectToMerge& body = *to.mutable_object_to_merge();
  body.set_poll(Raw(from.poll));
  body.set_reason(from.reason);
}

session::ObjectToMerge Take(Reader& in, const v1::ObjectToMerge& from) {
  return {
      .poll = in.Id<PollId>("poll", from.poll()),
      .reason = in.Text("reason", from.reason(), kMaybeText),
  };
}

void Put(const session::OpenPoll& from, v1::Command& to) {
  to.mutable_open_poll()->set_poll(Raw(from.poll));
}

session::OpenPoll Take(Reader& in, const v1::OpenPoll& from) {
  return {.poll = in.Id<PollId>("poll", from.poll())};
}

void Put(const session::CastBallot& from, v1::Command& to) {
  v1::CastBallot& body = *to.mutable_cast_ballot();
  body.set_poll(Raw(from.poll));
  for (const rules::Choice& choice : from.choices) {
    body.add_choices()->mutable_options()->Assign(choice.options.begin(), choice.options.end());
  }
  if (from.replaces) body.set_replaces(Raw(*from.replaces));
}

session::CastBallot Take(Reader& in, const v1::CastBallot& from) {
  return {
      .poll = in.Id<PollId>("poll", from.poll()),
      .choices = in.Each("choices", from.choices(), kContests,
                         [&](const v1::Choice& each) { return TakeChoice(in, each); }),
      .replaces = in.MaybeId<CommandId>("replaces", from.replaces()),
  };
}

void Put(const session::ClosePoll& from, v1::Command& to) {
  to.mutable_close_poll()->set_poll(Raw(from.poll));
}

session::ClosePoll Take(Reader& in, const v1::ClosePoll& from) {
  return {.poll = in.Id<PollId>("poll", from.poll())};
}

void Put(const session::VoidPoll& from, v1::Command& to) {
  v1::VoidPoll& body = *to.mutable_void_poll();
  body.set_poll(Raw(from.poll));
  body.set_reason(from.reason);
}

session::VoidPoll Take(Reader& in, const v1::VoidPoll& from) {
  return {
      .poll = in.Id<PollId>("poll", from.poll()),
      .reason = in.Text("reason", from.reason(), kText),
  };
}

}  // namespace plenary::wire
