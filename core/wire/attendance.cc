// What is said about who is there.
#include "core/wire/messages.h"
#include "core/wire/serialize.h"

namespace plenary::wire {

void Put(const session::SignIn&, v1::Command& to) { to.mutable_sign_in(); }
session::SignIn Take(Reader&, const v1::SignIn&) { return {}; }

void Put(const session::RecordAttendee& from, v1::Command& to) {
  v1::RecordAttendee& body = *to.mutable_record_attendee();
  body.set_attendee(Raw(from.attendee));
  body.set_kind(static_cast<std::uint32_t>(from.kind));
  body.set_name(from.name);
  body.set_organ(from.organ);
}

session::RecordAttendee Take(Reader& in, const v1::RecordAttendee& from) {
  return {
      .attendee = in.Id<PersonId>("attendee", from.attendee()),
      .kind = in.Kind<session::AttendeeKind>("kind", from.kind()),
      .name = in.Text("name", from.name(), kName),
      .organ = in.Text("organ", from.organ(), kMaybeName),
  };
}

void Put(const session::RecordDeparture& from, v1::Command& to) {
  to.mutable_record_departure()->set_person(Raw(from.person));
}

session::RecordDeparture Take(Reader& in, const v1::RecordDeparture& from) {
  return {.person = in.Id<PersonId>("person", from.person())};
}

void Put(const session::GrantLeave& from, v1::Command& to) {
  v1::GrantLeave& body = *to.mutable_grant_leave();
  body.set_person(Raw(from.person));
  body.set_reason(from.reason);
}

session::GrantLeave Take(Reader& in, const v1::GrantLeave& from) {
  return {
      .person = in.Id<PersonId>("person", from.person()),
      .reason = in.Text("reason", from.reason(), kText),
  };
}

void Put(const session::Recuse& from, v1::Command& to) {
  v1::Recuse& body = *to.mutable_recuse();
  body.set_person(Raw(from.person));
  body.set_item(Raw(from.item));
  if (from.proposal) body.set_proposal(Raw(*from.proposal));
  body.set_reason(from.reason);
}

session::Recuse Take(Reader& in, const v1::Recuse& from) {
  return {
      .person = in.Id<PersonId>("person", from.person()),
      .item = in.Id<ItemId>("item", from.item()),
      .proposal = in.MaybeId<ProposalId>("proposal", from.proposal()),
      .reason = in.Text("reason", from.reason(), kText),
  };
}

}  // namespace plenary::wire
