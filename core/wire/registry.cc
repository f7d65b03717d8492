// What is said in a committee's registry.
#include "core/crypto/keys.h"
#include "core/wire/messages.h"
#include "core/wire/serialize.h"

namespace plenary::wire {
namespace {

constexpr Bounds kKeySize{crypto::kPublicKeySize, crypto::kPublicKeySize};

session::FoundingOfficer TakeOfficer(Reader& in, const v1::FoundingOfficer& from) {
  return {
      .person = in.Id<PersonId>("person", from.person()),
      .name = in.Text("name", from.name(), kName),
      .public_key = in.Raw("public_key", from.public_key(), kKeySize),
  };
}

std::array<session::FoundingOfficer, 2> TakeOfficers(Reader& in, const v1::Found& from) {
  auto officers = in.Each("officers", from.officers(), {2, 2},
                          [&](const auto& each) { return TakeOfficer(in, each); });
  if (!in.ok()) return {};
  if (officers[0].person == officers[1].person) in.Refuse("officers[1].person", "there already");
  if (officers[0].public_key == officers[1].public_key) {
    in.Refuse("officers[1].public_key", "there already");
  }
  return {std::move(officers[0]), std::move(officers[1])};
}

}  // namespace

void Put(const session::Node& from, v1::Node& to) {
  to.set_public_key(RawBytes(from.public_key));
  to.set_authority_certificate(RawBytes(from.authority_certificate));
}

session::Node Take(Reader& in, const v1::Node& from) {
  return {
      .public_key = in.Raw("public_key", from.public_key(), kKeySize),
      .authority_certificate =
          in.Raw("authority_certificate", from.authority_certificate(), kCertificateSize),
  };
}

void Put(const session::Found& from, v1::Command& to) {
  v1::Found& body = *to.mutable_found();
  body.set_name(from.name);
  body.set_suite(static_cast<std::uint32_t>(from.suite));
  body.set_term(from.term);
  body.set_date(from.date.Iso());
  for (const session::FoundingOfficer& officer : from.officers) {
    v1::FoundingOfficer& added = *body.add_officers();
    added.set_person(Raw(officer.person));
    added.set_name(officer.name);
    added.set_public_key(RawBytes(officer.public_key));
  }
  Put(from.node, *body.mutable_node());
  Put(from.rules, *body.mutable_rules());
}

session::Found Take(Reader& in, const v1::Found& from) {
  return {
      .name = in.Text("name", from.name(), kName),
      .suite = in.Kind<crypto::Suite>("suite", from.suite()),
      .term = in.Number("term", from.term(), kCardinal),
      .date = in.Date("date", from.date()),
      .officers = TakeOfficers(in, from),
      .node = in.In("node", [&] { return Take(in, from.node()); }),
      .rules = in.In("rules", [&] { return Take(in, from.rules()); }),
  };
}

void Put(const session::SetRules& from, v1::Command& to) {
  Put(from.rules, *to.mutable_set_rules()->mutable_rules());
}

session::SetRules Take(Reader& in, const v1::SetRules& from) {
  return {.rules = in.In("rules", [&] { return Take(in, from.rules()); })};
}

void Put(const session::PutPerson& from, v1::Command& to) {
  v1::PutPerson& body = *to.mutable_put_person();
  body.set_person(Raw(from.person));
  body.set_name(from.name);
  body.set_note(from.note);
}

session::PutPerson Take(Reader& in, const v1::PutPerson& from) {
  return {
      .person = in.Id<PersonId>("person", from.person()),
      .name = in.Text("name", from.name(), kName),
      .note = in.Text("note", from.note(), kMaybeName),
  };
}

void Put(const session::AddSeat& from, v1::Command& to) {
  v1::AddSeat& body = *to.mutable_add_seat();
  body.set_seat(Raw(from.seat));
  body.set_office(static_cast<std::uint32_t>(from.office));
}

session::AddSeat Take(Reader& in, const v1::AddSeat& from) {
  return {
      .seat = in.Id<SeatId>("seat", from.seat()),
      .office = in.Kind<session::Office>("office", from.office()),
  };
}

void Put(const session::FillSeat& from, v1::Command& to) {
  v1::FillSeat& body = *to.mutable_fill_seat();
  body.set_seat(Raw(from.seat));
  body.set_person(Raw(from.person));
  body.set_date(from.date.Iso());
}

session::FillSeat Take(Reader& in, const v1::FillSeat& from) {
  return {
      .seat = in.Id<SeatId>("seat", from.seat()),
      .person = in.Id<PersonId>("person", from.person()),
      .date = in.Date("date", from.date()),
  };
}

void Put(const session::VacateSeat& from, v1::Command& to) {
  v1::VacateSeat& body = *to.mutable_vacate_seat();
  body.set_seat(Raw(from.seat));
  body.set_date(from.date.Iso());
  body.set_reason(from.reason);
}

session::VacateSeat Take(Reader& in, const v1::VacateSeat& from) {
  return {
      .seat = in.Id<SeatId>("seat", from.seat()),
      .date = in.Date("date", from.date()),
      .reason = in.Text("reason", from.reason(), kText),
  };
}

void Put(const session::GrantRole& from, v1::Command& to) {
  v1::GrantRole& body = *to.mutable_grant_role();
  body.set_person(Raw(from.person));
  body.set_role(static_cast<std::uint32_t>(from.role));
}

session::GrantRole Take(Reader& in, const v1::GrantRole& from) {
  return {
      .person = in.Id<PersonId>("person", from.person()),
      .role = in.Kind<session::Role>("role", from.role()),
  };
}

void Put(const session::WithdrawRole& from, v1::Command& to) {
  v1::WithdrawRole& body = *to.mutable_withdraw_role();
  body.set_person(Raw(from.person));
  body.set_role(static_cast<std::uint32_t>(from.role));
}

session::WithdrawRole Take(Reader& in, const v1::WithdrawRole& from) {
  return {
      .person = in.Id<PersonId>("person", from.person()),
      .role = in.Kind<session::Role>("role", from.role()),
  };
}

void Put(const session::AdmitKey& from, v1::Command& to) {
  v1::AdmitKey& body = *to.mutable_admit_key();
  body.set_person(Raw(from.person));
  body.set_public_key(RawBytes(from.public_key));
}

session::AdmitKey Take(Reader& in, const v1::AdmitKey& from) {
  return {
      .person = in.Id<PersonId>("person", from.person()),
      .public_key = in.Raw("public_key", from.public_key(), kKeySize),
  };
}

void Put(const session::RevokeKey& from, v1::Command& to) {
  v1::RevokeKey& body = *to.mutable_revoke_key();
  body.set_key(Raw(from.key));
  body.set_reason(from.reason);
}

session::RevokeKey Take(Reader& in, const v1::RevokeKey& from) {
  return {
      .key = in.Id<KeyId>("key", from.key()),
      .reason = in.Text("reason", from.reason(), kText),
  };
}

void Put(const session::AdmitNode& from, v1::Command& to) {
  Put(from.node, *to.mutable_admit_node()->mutable_node());
}

session::AdmitNode Take(Reader& in, const v1::AdmitNode& from) {
  return {.node = in.In("node", [&] { return Take(in, from.node()); })};
}

void Put(const session::RevokeNode& from, v1::Command& to) {
  v1::RevokeNode& body = *to.mutable_revoke_node();
  body.set_key(Raw(from.key));
  body.set_reason(from.reason);
}

session::RevokeNode Take(Reader& in, const v1::RevokeNode& from) {
  return {
      .key = in.Id<KeyId>("key", from.key()),
      .reason = in.Text("reason", from.reason(), kText),
  };
}

void Put(const session::Confirm& from, v1::Command& to) {
  to.mutable_confirm()->mutable_entries()->Assign(from.entries.begin(), from.entries.end());
}

session::Confirm Take(Reader& in, const v1::Confirm& from) {
  auto entries = in.Each("entries", from.entries(), kConfirmed, std::identity{});
  return {.entries = in.Ascending("entries", std::move(entries))};
}

void Put(const session::BeginTerm& from, v1::Command& to) {
  v1::BeginTerm& body = *to.mutable_begin_term();
  body.set_term(from.term);
  body.set_date(from.date.Iso());
}

session::BeginTerm Take(Reader& in, const v1::BeginTerm& from) {
  return {
      .term = in.Number("term", from.term(), kCardinal),
      .date = in.Date("date", from.date()),
  };
}

void Put(const session::SetYearFigures& from, v1::Command& to) {
  v1::SetYearFigures& body = *to.mutable_set_year_figures();
  body.set_year(from.year);
  body.set_proposals(from.proposals);
  body.set_proposals_satisfied_permille(from.proposals_satisfied_permille);
  body.set_petitions(from.petitions);
  body.set_petitions_followed_up(from.petitions_followed_up);
}

session::SetYearFigures Take(Reader& in, const v1::SetYearFigures& from) {
  return {
      .year = in.Number("year", from.year(), kCardinal),
      .proposals = from.proposals(),
      .proposals_satisfied_permille =
          in.Number("proposals_satisfied_permille", from.proposals_satisfied_permille(), kPermille),
      .petitions = from.petitions(),
      .petitions_followed_up = from.petitions_followed_up(),
  };
}

}  // namespace plenary::wire
