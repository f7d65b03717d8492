// Shares, majorities and what a committee sets.
#include "core/rules/majority.h"
#include "core/wire/messages.h"

namespace plenary::wire {

void Put(const rules::Fraction& from, v1::Fraction& to) {
  to.set_numerator(from.numerator);
  to.set_denominator(from.denominator);
  to.set_strict(from.strict);
}

rules::Fraction Take(Reader& in, const v1::Fraction& from) {
  const rules::Fraction share{
      .numerator = from.numerator(), .denominator = from.denominator(), .strict = from.strict()};
  if (!rules::IsValid(share)) in.Refuse("", "not a share");
  return share;
}

void Put(const rules::Majority& from, v1::Majority& to) {
  to.set_base(static_cast<std::uint32_t>(from.base));
  Put(from.share, *to.mutable_share());
}

rules::Majority Take(Reader& in, const v1::Majority& from) {
  return {
      .base = in.Kind<rules::Base>("base", from.base()),
      .share = in.In("share", [&] { return Take(in, from.share()); }),
  };
}

void Put(const rules::Evaluation& from, v1::Evaluation& to) {
  Put(from.satisfied, *to.mutable_satisfied());
  Put(from.excellent, *to.mutable_excellent());
  to.set_basically_counts(from.basically_counts);
}

rules::Evaluation Take(Reader& in, const v1::Evaluation& from) {
  return {
      .satisfied = in.In("satisfied", [&] { return Take(in, from.satisfied()); }),
      .basically_counts = from.basically_counts(),
      .excellent = in.In("excellent", [&] { return Take(in, from.excellent()); }),
  };
}

void Put(const session::KeyHolding& from, v1::KeyHolding& to) {
  to.set_holders(static_cast<std::uint32_t>(from.holders));
  to.set_threshold(from.threshold);
  to.set_margin(from.margin);
  to.set_least_ballots(from.least_ballots);
}

session::KeyHolding Take(Reader& in, const v1::KeyHolding& from) {
  return {
      .holders = in.Kind<session::KeyHolders>("holders", from.holders()),
      .threshold = in.Number("threshold", from.threshold(), kThreshold),
      .margin = in.Number("margin", from.margin(), kMargin),
      .least_ballots = in.Number("least_ballots", from.least_ballots(), kLeastBallots),
  };
}

void Put(const session::CommitteeRules& from, v1::CommitteeRules& to) {
  Put(from.quorum, *to.mutable_quorum());
  Put(from.majority, *to.mutable_majority());
  for (const session::KindMajority& exception : from.majorities) {
    v1::KindMajority& added = *to.add_majorities();
    added.set_kind(static_cast<std::uint32_t>(exception.kind));
    Put(exception.majority, *added.mutable_majority());
  }
  Put(from.evaluation, *to.mutable_evaluation());
  to.set_notice_days(from.notice_days);
  to.set_materials_days(from.materials_days);
  to.set_nomination_limit(from.nomination_limit);
  to.set_joint_movers(from.joint_movers);
  to.set_last_ballot_counts(from.last_ballot_counts);
  to.set_recusal(from.recusal);
  to.set_merged_polls(from.merged_polls);
  to.set_examination(from.examination);
  to.set_statement(from.statement);
  // Left out where it is the usual one, so that rules from before it keep their one encoding.
  if (from.key_holding != session::KeyHolding{}) Put(from.key_holding, *to.mutable_key_holding());
}

session::CommitteeRules Take(Reader& in, const v1::CommitteeRules& from) {
  const auto exception = [&](const v1::KindMajority& each) {
    return session::KindMajority{
        .kind = in.Kind<session::ItemKind>("kind", each.kind()),
        .majority = in.In("majority", [&] { return Take(in, each.majority()); }),
    };
  };
  return {
      .quorum = in.In("quorum", [&] { return Take(in, from.quorum()); }),
      .majority = in.In("majority", [&] { return Take(in, from.majority()); }),
      .majorities = in.Ascending("majorities",
                                 in.Each("majorities", from.majorities(), kMajorities, exception),
                                 &session::KindMajority::kind),
      .evaluation = in.In("evaluation", [&] { return Take(in, from.evaluation()); }),
      .notice_days = in.Number("notice_days", from.notice_days(), kDays),
      .materials_days = in.Number("materials_days", from.materials_days(), kDays),
      .nomination_limit = in.Number("nomination_limit", from.nomination_limit(), kNominations),
      .joint_movers = in.Number("joint_movers", from.joint_movers(), kJointMovers),
      .last_ballot_counts = from.last_ballot_counts(),
      .recusal = from.recusal(),
      .merged_polls = from.merged_polls(),
      .examination = from.examination(),
      .statement = from.statement(),
      .key_holding = from.has_key_holding()
                         ? in.In("key_holding", [&] { return Take(in, from.key_holding()); })
                         : session::KeyHolding{},
  };
}

}  // namespace plenary::wire
