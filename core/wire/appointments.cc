// What is said about appointments and removals.
#include "core/wire/messages.h"
#include "core/wire/serialize.h"

namespace plenary::wire {

void Put(const session::Proposal& from, v1::Proposal& to) {
  to.set_id(Raw(from.id));
  to.set_item(Raw(from.item));
  if (from.person) to.set_person(Raw(*from.person));
  to.set_nominee(from.nominee);
  to.set_post(from.post);
  to.set_organ(static_cast<std::uint32_t>(from.organ));
  to.set_organ_name(from.organ_name);
  to.set_action(static_cast<std::uint32_t>(from.action));
  Put(from.nominator, *to.mutable_nominator());
  to.set_assessors(from.assessors);
  for (const session::EarlierFailure& failure : from.earlier) {
    v1::EarlierFailure& added = *to.add_earlier();
    added.set_session(Raw(failure.session));
    added.set_proposal(Raw(failure.proposal));
  }
  to.set_reasons(from.reasons);
}

session::Proposal Take(Reader& in, const v1::Proposal& from) {
  const auto failure = [&](const v1::EarlierFailure& each) {
    return session::EarlierFailure{
        .session = in.Id<SessionId>("session", each.session()),
        .proposal = in.Id<ProposalId>("proposal", each.proposal()),
    };
  };
  return {
      .id = in.Id<ProposalId>("id", from.id()),
      .item = in.Id<ItemId>("item", from.item()),
      .person = in.MaybeId<PersonId>("person", from.person()),
      .nominee = in.Text("nominee", from.nominee(), kName),
      .post = in.Text("post", from.post(), kName),
      .organ = in.Kind<session::Organ>("organ", from.organ()),
      .organ_name = in.Text("organ_name", from.organ_name(), kName),
      .action = in.Kind<session::Action>("action", from.action()),
      .nominator = in.In("nominator", [&] { return Take(in, from.nominator()); }),
      .assessors = in.Number("assessors", from.assessors(), kAssessors),
      .earlier = in.Ascending("earlier", in.Each("earlier", from.earlier(), kEarlier, failure)),
      .reasons = in.Text("reasons", from.reasons(), kMaybeText),
  };
}

void Put(const session::ProposeAppointment& from, v1::Command& to) {
  Put(from.proposal, *to.mutable_propose_appointment()->mutable_proposal());
}

session::ProposeAppointment Take(Reader& in, const v1::ProposeAppointment& from) {
  return {.proposal = in.In("proposal", [&] { return Take(in, from.proposal()); })};
}

void Put(const session::WithdrawProposal& from, v1::Command& to) {
  v1::WithdrawProposal& body = *to.mutable_withdraw_proposal();
  body.set_proposal(Raw(from.proposal));
  body.set_reason(from.reason);
}

session::WithdrawProposal Take(Reader& in, const v1::WithdrawProposal& from) {
  return {
      .proposal = in.Id<ProposalId>("proposal", from.proposal()),
      .reason = in.Text("reason", from.reason(), kText),
  };
}

void Put(const session::RecordPrerequisite& from, v1::Command& to) {
  v1::RecordPrerequisite& body = *to.mutable_record_prerequisite();
  body.set_proposal(Raw(from.proposal));
  body.set_prerequisite(static_cast<std::uint32_t>(from.prerequisite));
  body.set_date(from.date.Iso());
}

session::RecordPrerequisite Take(Reader& in, const v1::RecordPrerequisite& from) {
  return {
      .proposal = in.Id<ProposalId>("proposal", from.proposal()),
      .prerequisite = in.Kind<session::Prerequisite>("prerequisite", from.prerequisite()),
      .date = in.Date("date", from.date()),
  };
}

void Put(const session::RecordFollowUp& from, v1::Command& to) {
  v1::RecordFollowUp& body = *to.mutable_record_follow_up();
  body.set_proposal(Raw(from.proposal));
  body.set_follow_up(static_cast<std::uint32_t>(from.follow_up));
  body.set_date(from.date.Iso());
}

session::RecordFollowUp Take(Reader& in, const v1::RecordFollowUp& from) {
  return {
      .proposal = in.Id<ProposalId>("proposal", from.proposal()),
      .follow_up = in.Kind<session::FollowUp>("follow_up", from.follow_up()),
      .date = in.Date("date", from.date()),
  };
}

}  // namespace plenary::wire
