// What is said about a session itself.
#include "core/wire/messages.h"
#include "core/wire/serialize.h"

namespace plenary::wire {

void Put(const log::Head& from, v1::Head& to) {
  to.set_size(from.size);
  to.set_root(Raw(from.root));
}

log::Head Take(Reader& in, const v1::Head& from) {
  return {.size = from.size(), .root = in.Hash("root", from.root())};
}

void Put(const session::Convene& from, v1::Command& to) {
  v1::Convene& body = *to.mutable_convene();
  body.set_kind(static_cast<std::uint32_t>(from.kind));
  body.set_rehearsal(from.rehearsal);
  body.set_urgent(from.urgent);
  body.set_term(from.term);
  body.set_number(from.number);
  body.set_date(from.date.Iso());
  body.set_title(from.title);
  body.set_place(from.place);
  body.set_chair(Raw(from.chair));
  Put(from.registry, *body.mutable_registry());
}

session::Convene Take(Reader& in, const v1::Convene& from) {
  return {
      .kind = in.Kind<session::SessionKind>("kind", from.kind()),
      .rehearsal = from.rehearsal(),
      .urgent = from.urgent(),
      .term = in.Number("term", from.term(), kCardinal),
      .number = in.Number("number", from.number(), kCardinal),
      .date = in.Date("date", from.date()),
      .title = in.Text("title", from.title(), kMaybeName),
      .place = in.Text("place", from.place(), kMaybeName),
      .chair = in.Id<PersonId>("chair", from.chair()),
      .registry = in.In("registry", [&] { return Take(in, from.registry()); }),
  };
}

void Put(const session::AdvanceRegistry& from, v1::Command& to) {
  Put(from.registry, *to.mutable_advance_registry()->mutable_registry());
}

session::AdvanceRegistry Take(Reader& in, const v1::AdvanceRegistry& from) {
  return {.registry = in.In("registry", [&] { return Take(in, from.registry()); })};
}

void Put(const session::GiveNotice& from, v1::Command& to) {
  to.mutable_give_notice()->set_date(from.date.Iso());
}

session::GiveNotice Take(Reader& in, const v1::GiveNotice& from) {
  return {.date = in.Date("date", from.date())};
}

void Put(const session::OpenSession&, v1::Command& to) { to.mutable_open_session(); }
session::OpenSession Take(Reader&, const v1::OpenSession&) { return {}; }

void Put(const session::Recess&, v1::Command& to) { to.mutable_recess(); }
session::Recess Take(Reader&, const v1::Recess&) { return {}; }

void Put(const session::Resume& from, v1::Command& to) {
  to.mutable_resume()->set_date(from.date.Iso());
}

session::Resume Take(Reader& in, const v1::Resume& from) {
  return {.date = in.Date("date", from.date())};
}

void Put(const session::CloseSession&, v1::Command& to) { to.mutable_close_session(); }
session::CloseSession Take(Reader&, const v1::CloseSession&) { return {}; }

void Put(const session::HandOverChair& from, v1::Command& to) {
  to.mutable_hand_over_chair()->set_to(Raw(from.to));
}

session::HandOverChair Take(Reader& in, const v1::HandOverChair& from) {
  return {.to = in.Id<PersonId>("to", from.to())};
}

void Put(const session::NameScrutineers& from, v1::Command& to) {
  v1::NameScrutineers& body = *to.mutable_name_scrutineers();
  for (const PersonId& person : from.scrutineers) body.add_scrutineers(Raw(person));
}

session::NameScrutineers Take(Reader& in, const v1::NameScrutineers& from) {
  auto people = in.Each("scrutineers", from.scrutineers(), kScrutineers,
                        [&](const auto& each) { return in.Id<PersonId>("", each); });
  return {.scrutineers = in.Distinct("scrutineers", std::move(people))};
}

}  // namespace plenary::wire
