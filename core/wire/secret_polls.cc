// The key of secret polls, and what is said in them.
#include "core/wire/messages.h"
#include "core/wire/serialize.h"

namespace plenary::wire {
namespace {

template <class Message>
CeremonyId TakeCeremony(Reader& in, const Message& from) {
  return in.Id<CeremonyId>("ceremony", from.ceremony());
}

template <class Message>
PollId TakePoll(Reader& in, const Message& from) {
  return in.Id<PollId>("poll", from.poll());
}

}  // namespace

void Put(const session::BeginCeremony& from, v1::Command& to) {
  v1::BeginCeremony& body = *to.mutable_begin_ceremony();
  body.set_ceremony(Raw(from.ceremony));
  body.set_threshold(from.threshold);
  for (const PersonId& holder : from.holders) body.add_holders(Raw(holder));
}

session::BeginCeremony Take(Reader& in, const v1::BeginCeremony& from) {
  auto holders = in.Each("holders", from.holders(), kHolders,
                         [&](const auto& each) { return in.Id<PersonId>("", each); });
  return {
      .ceremony = TakeCeremony(in, from),
      .threshold = in.Number("threshold", from.threshold(), kThreshold),
      .holders = in.Distinct("holders", std::move(holders)),
  };
}

void Put(const session::CommitToCeremony& from, v1::Command& to) {
  v1::CommitToCeremony& body = *to.mutable_commit_to_ceremony();
  body.set_ceremony(Raw(from.ceremony));
  body.set_commitment(RawBytes(from.commitment));
}

session::CommitToCeremony Take(Reader& in, const v1::CommitToCeremony& from) {
  return {
      .ceremony = TakeCeremony(in, from),
      .commitment = in.Raw("commitment", from.commitment(),
                           {ballot::kCommitmentSize, ballot::kCommitmentSize}),
  };
}

void Put(const session::DealShares& from, v1::Command& to) {
  v1::DealShares& body = *to.mutable_deal_shares();
  body.set_ceremony(Raw(from.ceremony));
  body.set_deal(RawBytes(from.deal));
}

session::DealShares Take(Reader& in, const v1::DealShares& from) {
  return {
      .ceremony = TakeCeremony(in, from),
      .deal = in.Raw("deal", from.deal(), kDealSize),
  };
}

void Put(const session::AcceptDeals& from, v1::Command& to) {
  v1::AcceptDeals& body = *to.mutable_accept_deals();
  body.set_ceremony(Raw(from.ceremony));
  body.set_deals(Raw(from.deals));
}

session::AcceptDeals Take(Reader& in, const v1::AcceptDeals& from) {
  return {.ceremony = TakeCeremony(in, from), .deals = in.Hash("deals", from.deals())};
}

void Put(const session::ComplainOfDeal& from, v1::Command& to) {
  v1::ComplainOfDeal& body = *to.mutable_complain_of_deal();
  body.set_ceremony(Raw(from.ceremony));
  body.set_dealer(Raw(from.dealer));
  body.set_complaint(RawBytes(from.complaint));
}

session::ComplainOfDeal Take(Reader& in, const v1::ComplainOfDeal& from) {
  return {
      .ceremony = TakeCeremony(in, from),
      .dealer = in.Id<PersonId>("dealer", from.dealer()),
      .complaint =
          in.Raw("complaint", from.complaint(), {ballot::kComplaintSize, ballot::kComplaintSize}),
  };
}

void Put(const session::CastSecretBallot& from, v1::Command& to) {
  v1::CastSecretBallot& body = *to.mutable_cast_secret_ballot();
  body.set_poll(Raw(from.poll));
  body.set_ballot(RawBytes(from.ballot));
  body.set_code(Raw(from.code));
  if (from.replaces) body.set_replaces(Raw(*from.replaces));
}

session::CastSecretBallot Take(Reader& in, const v1::CastSecretBallot& from) {
  return {
      .poll = TakePoll(in, from),
      .ballot = in.Raw("ballot", from.ballot(), kBallotSize),
      .code = in.Hash("code", from.code()),
      .replaces = in.MaybeId<CommandId>("replaces", from.replaces()),
  };
}

void Put(const session::ChallengeBallot& from, v1::Command& to) {
  v1::ChallengeBallot& body = *to.mutable_challenge_ballot();
  body.set_poll(Raw(from.poll));
  body.set_ballot(RawBytes(from.ballot));
  body.set_code(Raw(from.code));
}

session::ChallengeBallot Take(Reader& in, const v1::ChallengeBallot& from) {
  return {
      .poll = TakePoll(in, from),
      .ballot = in.Raw("ballot", from.ballot(), kBallotSize),
      .code = in.Hash("code", from.code()),
  };
}

void Put(const session::SealPoll& from, v1::Command& to) {
  v1::SealPoll& body = *to.mutable_seal_poll();
  body.set_poll(Raw(from.poll));
  Put(from.seal.head, *body.mutable_head());
  body.set_ballots(from.seal.ballots);
  body.set_aggregates(RawBytes(from.seal.aggregates));
}

session::SealPoll Take(Reader& in, const v1::SealPoll& from) {
  return {
      .poll = TakePoll(in, from),
      .seal = {.head = in.In("head", [&] { return Take(in, from.head()); }),
               .ballots = from.ballots(),
               .aggregates = in.Raw("aggregates", from.aggregates(), kAggregatesSize)},
  };
}

void Put(const session::AnswerOpening& from, v1::Command& to) {
  v1::AnswerOpening& body = *to.mutable_answer_opening();
  body.set_poll(Raw(from.poll));
  body.set_answer(RawBytes(from.answer));
}

session::AnswerOpening Take(Reader& in, const v1::AnswerOpening& from) {
  return {
      .poll = TakePoll(in, from),
      .answer = in.Raw("answer", from.answer(), kAnswerSize),
  };
}

void Put(const session::StateTotals& from, v1::Command& to) {
  v1::StateTotals& body = *to.mutable_state_totals();
  body.set_poll(Raw(from.poll));
  for (const ballot::ContestTotal& total : from.totals) {
    v1::ContestTotal& added = *body.add_totals();
    added.mutable_votes()->Assign(total.votes.begin(), total.votes.end());
    added.set_blank(total.blank);
  }
}

session::StateTotals Take(Reader& in, const v1::StateTotals& from) {
  const auto total = [&](const v1::ContestTotal& each) {
    return ballot::ContestTotal{
        .votes = in.Each("votes", each.votes(), kOptions, std::identity{}),
        .blank = each.blank(),
    };
  };
  return {
      .poll = TakePoll(in, from),
      .totals = in.Each("totals", from.totals(), kContests, total),
  };
}

}  // namespace plenary::wire
