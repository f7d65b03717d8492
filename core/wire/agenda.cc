// What is said about the agenda and its documents.
#include "core/wire/messages.h"
#include "core/wire/serialize.h"

namespace plenary::wire {

void Put(const session::Mover& from, v1::Mover& to) {
  to.set_kind(static_cast<std::uint32_t>(from.kind));
  for (const PersonId& member : from.members) to.add_members(Raw(member));
  to.set_name(from.name);
}

session::Mover Take(Reader& in, const v1::Mover& from) {
  const auto kind = in.Kind<session::MoverKind>("kind", from.kind());
  auto members = in.Each("members", from.members(), kMovers,
                         [&](const auto& each) { return in.Id<PersonId>("", each); });
  return {
      .kind = kind,
      .members = in.Distinct("members", std::move(members)),
      .name = in.Text("name", from.name(), kMaybeName),
  };
}

void Put(const session::AgendaItem& from, v1::AgendaItem& to) {
  to.set_id(Raw(from.id));
  to.set_kind(static_cast<std::uint32_t>(from.kind));
  to.set_title(from.title);
  Put(from.mover, *to.mutable_mover());
  for (const session::Report& report : from.reports) {
    v1::Report& added = *to.add_reports();
    added.set_organ(static_cast<std::uint32_t>(report.organ));
    added.set_organ_name(report.organ_name);
    added.set_title(report.title);
  }
  for (const std::string& law : from.laws) to.add_laws(law);
}

session::AgendaItem Take(Reader& in, const v1::AgendaItem& from) {
  const auto report = [&](const v1::Report& each) {
    return session::Report{
        .organ = in.Kind<session::Organ>("organ", each.organ()),
        .organ_name = in.Text("organ_name", each.organ_name(), kName),
        .title = in.Text("title", each.title(), kName),
    };
  };
  const auto law = [&](const std::string& each) { return in.Text("", each, kName); };
  return {
      .id = in.Id<ItemId>("id", from.id()),
      .kind = in.Kind<session::ItemKind>("kind", from.kind()),
      .title = in.Text("title", from.title(), kName),
      .mover = in.In("mover", [&] { return Take(in, from.mover()); }),
      .reports = in.Each("reports", from.reports(), kReports, report),
      .laws = in.Distinct("laws", in.Each("laws", from.laws(), kLaws, law)),
  };
}

void Put(const session::AddItem& from, v1::Command& to) {
  v1::AddItem& body = *to.mutable_add_item();
  Put(from.item, *body.mutable_item());
  body.set_position(from.position);
}

session::AddItem Take(Reader& in, const v1::AddItem& from) {
  return {
      .item = in.In("item", [&] { return Take(in, from.item()); }),
      .position = from.position(),
  };
}

void Put(const session::AmendItem& from, v1::Command& to) {
  Put(from.item, *to.mutable_amend_item()->mutable_item());
}

session::AmendItem Take(Reader& in, const v1::AmendItem& from) {
  return {.item = in.In("item", [&] { return Take(in, from.item()); })};
}

void Put(const session::MoveItem& from, v1::Command& to) {
  v1::MoveItem& body = *to.mutable_move_item();
  body.set_item(Raw(from.item));
  body.set_position(from.position);
}

session::MoveItem Take(Reader& in, const v1::MoveItem& from) {
  return {.item = in.Id<ItemId>("item", from.item()), .position = from.position()};
}

void Put(const session::WithdrawItem& from, v1::Command& to) {
  v1::WithdrawItem& body = *to.mutable_withdraw_item();
  body.set_item(Raw(from.item));
  body.set_reason(from.reason);
}

session::WithdrawItem Take(Reader& in, const v1::WithdrawItem& from) {
  return {
      .item = in.Id<ItemId>("item", from.item()),
      .reason = in.Text("reason", from.reason(), kText),
  };
}

void Put(const session::DeferItem& from, v1::Command& to) {
  v1::DeferItem& body = *to.mutable_defer_item();
  body.set_item(Raw(from.item));
  body.set_reason(from.reason);
}

session::DeferItem Take(Reader& in, const v1::DeferItem& from) {
  return {
      .item = in.Id<ItemId>("item", from.item()),
      .reason = in.Text("reason", from.reason(), kText),
  };
}

void Put(const session::AdoptAgenda&, v1::Command& to) { to.mutable_adopt_agenda(); }
session::AdoptAgenda Take(Reader&, const v1::AdoptAgenda&) { return {}; }

void Put(const session::StartItem& from, v1::Command& to) {
  to.mutable_start_item()->set_item(Raw(from.item));
}

session::StartItem Take(Reader& in, const v1::StartItem& from) {
  return {.item = in.Id<ItemId>("item", from.item())};
}

void Put(const session::ConcludeItem& from, v1::Command& to) {
  v1::ConcludeItem& body = *to.mutable_conclude_item();
  body.set_item(Raw(from.item));
  body.set_ending(static_cast<std::uint32_t>(from.ending));
  body.set_remark(from.remark);
}

session::ConcludeItem Take(Reader& in, const v1::ConcludeItem& from) {
  return {
      .item = in.Id<ItemId>("item", from.item()),
      .ending = in.Kind<session::Ending>("ending", from.ending()),
      .remark = in.Text("remark", from.remark(), kMaybeText),
  };
}

void Put(const session::AttachDocument& from, v1::Command& to) {
  v1::AttachDocument& body = *to.mutable_attach_document();
  if (from.item) body.set_item(Raw(*from.item));
  body.set_kind(static_cast<std::uint32_t>(from.kind));
  body.set_name(from.name);
  body.set_media_type(from.media_type);
  body.set_size(from.size);
  body.set_hash(Raw(from.hash));
}

session::AttachDocument Take(Reader& in, const v1::AttachDocument& from) {
  return {
      .item = in.MaybeId<ItemId>("item", from.item()),
      .kind = in.Kind<session::DocumentKind>("kind", from.kind()),
      .name = in.Text("name", from.name(), kName),
      .media_type = in.Text("media_type", from.media_type(), kName),
      .size = in.Number64("size", from.size(), kDocumentSize),
      .hash = in.Hash("hash", from.hash()),
  };
}

}  // namespace plenary::wire
