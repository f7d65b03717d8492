// Appointment business: what is proposed, what must precede its vote, what follows it.
#include <algorithm>
#include <utility>

#include "client/script/reading.h"
#include "client/script/step_parts.h"

namespace plenary::script {
namespace {

session::Proposal ProposalOf(const Stage& stage, const Value& text) {
  session::Proposal proposal{.id = NewId<ProposalId>(),
                             .item = Known(stage.names.items, text.At("item")),
                             .person = {},
                             .nominee = text.At("nominee").Text(),
                             .post = text.At("post").Text(),
                             .organ = EnumOf<session::Organ>(text.At("organ")),
                             .organ_name = text.At("organ-name").Text(),
                             .action = EnumOf<session::Action>(text.At("action")),
                             .nominator = MoverOf(stage, text.At("nominator")),
                             .assessors = 0,
                             .earlier = {},
                             .reasons = text.TextOr("reasons", "")};
  if (const Value* person = text.Find("person")) {
    proposal.person = stage.people().At(person->Text()).person;
  }
  if (const Value* assessors = text.Find("assessors")) proposal.assessors = NumberOf(*assessors);
  for (const Value& earlier : text.ItemsOf("earlier")) {
    const Names& names = Known(stage.earlier, earlier.At("session"));
    proposal.earlier.push_back({names.session, Known(names.proposals, earlier.At("proposal"))});
  }
  std::ranges::sort(proposal.earlier);
  return proposal;
}

// The dates that stand in the step, by the words of the enum.
template <class Enum, class Body>
Played<> RecordDates(Stage& stage, const ProposalId& proposal, const Value& dates) {
  for (const Enum what : text::All<Enum>()) {
    const Value* date = dates.Find(text::Code(what));
    if (date == nullptr) continue;
    PLENARY_TRY(stage.SaySecretary(Body{proposal, what, DateOf(*date)}, *date));
  }
  return {};
}

}  // namespace

Played<> Propose(Stage& stage, const Value& proposal) {
  session::Proposal made = ProposalOf(stage, proposal);
  const ProposalId id = made.id;
  PLENARY_TRY(stage.SaySecretary(session::ProposeAppointment{std::move(made)}, proposal));
  stage.names.proposals.insert_or_assign(proposal.At("id").Text(), id);
  return RecordDates<session::Prerequisite, session::RecordPrerequisite>(stage, id, proposal);
}

Played<> RecordPrerequisites(Stage& stage, const Value& dates) {
  return RecordDates<session::Prerequisite, session::RecordPrerequisite>(
      stage, Known(stage.names.proposals, dates.At("proposal")), dates);
}

Played<> WithdrawProposal(Stage& stage, const Value& withdrawal) {
  return stage.SaySecretary(
      session::WithdrawProposal{Known(stage.names.proposals, withdrawal.At("proposal")),
                                withdrawal.At("reason").Text()},
      withdrawal);
}

Played<> FollowUp(Stage& stage, const Value& dates) {
  return RecordDates<session::FollowUp, session::RecordFollowUp>(
      stage, Known(stage.names.proposals, dates.At("proposal")), dates);
}

}  // namespace plenary::script
