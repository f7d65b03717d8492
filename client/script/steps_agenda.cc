// The agenda: items from planning to their end, and documents.
#include <algorithm>
#include <utility>

#include "client/actions/business.h"
#include "client/actions/files.h"
#include "client/script/reading.h"
#include "client/script/script.h"
#include "client/script/step_parts.h"

namespace plenary::script {
namespace {

constexpr std::size_t kMaxDocument = std::size_t{1} << 30;

session::AgendaItem ItemOf(const Stage& stage, const Value& item) {
  session::AgendaItem made{.id = NewId<ItemId>(),
                           .kind = EnumOf<session::ItemKind>(item.At("kind")),
                           .title = item.At("title").Text(),
                           .mover = {session::MoverKind::kCouncil, {}, ""},
                           .reports = {},
                           .laws = item.TextsOf("laws")};
  if (const Value* mover = item.Find("mover")) made.mover = MoverOf(stage, *mover);
  for (const Value& report : item.ItemsOf("reports")) {
    made.reports.push_back({EnumOf<session::Organ>(report.At("organ")), report.At("name").Text(),
                            report.At("title").Text()});
  }
  return made;
}

// The secretary draws up the agenda; once it is adopted, the chair alone changes it.
Played<> SayEditor(Stage& stage, session::Body body, const Value& where) {
  const auto seen = stage.See(stage.secretary(), where);
  if (!seen) return std::unexpected(seen.error());
  return (*seen)->agenda_adopted ? stage.SayChair(std::move(body), where)
                                 : stage.SaySecretary(std::move(body), where);
}

// `position` counts from 1; none: last.
Played<> Insert(Stage& stage, const Value& item, const Value* position) {
  const auto seen = stage.See(stage.secretary(), item);
  if (!seen) return std::unexpected(seen.error());
  session::AddItem body{ItemOf(stage, item), static_cast<std::uint32_t>((*seen)->agenda.size())};
  if (position != nullptr) body.position = NumberOf(*position) - 1;
  const ItemId id = body.item.id;
  PLENARY_TRY(SayEditor(stage, std::move(body), item));
  stage.names.items.insert_or_assign(item.At("id").Text(), id);
  return {};
}

Result<Bytes> ContentOf(const Value& document) {
  if (const Value* text = document.Find("text")) return ToBytes(AsBytes(text->Text()));
  const Value& file = document.At("file");
  return actions::ReadFile(Beside(file, file.Text()), kMaxDocument);
}

}  // namespace

session::Mover MoverOf(const Stage& stage, const Value& mover) {
  session::Mover made{EnumOf<session::MoverKind>(mover.At("kind")), {}, mover.TextOr("name", "")};
  for (const Value& member : mover.ItemsOf("members")) {
    made.members.push_back(stage.people().At(member.Text()).person);
  }
  return made;
}

Played<> AppendItem(Stage& stage, const Value& item) { return Insert(stage, item, nullptr); }

Played<> AddItem(Stage& stage, const Value& addition) {
  return Insert(stage, addition.At("item"), addition.Find("position"));
}

Played<> MoveItem(Stage& stage, const Value& move) {
  return SayEditor(stage,
                   session::MoveItem{Known(stage.names.items, move.At("item")),
                                     NumberOf(move.At("position")) - 1},
                   move);
}

Played<> WithdrawItem(Stage& stage, const Value& withdrawal) {
  return SayEditor(stage,
                   session::WithdrawItem{Known(stage.names.items, withdrawal.At("item")),
                                         withdrawal.At("reason").Text()},
                   withdrawal);
}

Played<> DeferItem(Stage& stage, const Value& deferral) {
  return stage.SayChair(session::DeferItem{Known(stage.names.items, deferral.At("item")),
                                           deferral.At("reason").Text()},
                        deferral);
}

Played<> StartItem(Stage& stage, const Value& item) {
  return stage.SayChair(session::StartItem{Known(stage.names.items, item)}, item);
}

Played<> ConcludeItem(Stage& stage, const Value& end) {
  return stage.SayChair(
      session::ConcludeItem{Known(stage.names.items, end.At("item")),
                            EnumOf<session::Ending>(end.At("ending")), end.TextOr("remark", "")},
      end);
}

Played<> HearItem(Stage& stage, const Value& end) {
  PLENARY_TRY(StartItem(stage, end.At("item")));
  return ConcludeItem(stage, end);
}

Played<> AttachDocument(Stage& stage, const Value& document) {
  const auto content = ContentOf(document);
  if (!content) return Stop(&document, content.error());
  Client& uploader = stage.by.empty() ? stage.secretary() : stage.people().At(stage.by);
  const auto hash = uploader.link->PutDocument(*content, kPatience);
  if (!hash) return Stop(&document, hash.error());
  const std::string& name = document.At("name").Text();
  session::AttachDocument body{
      .item = {},
      .kind = EnumOf<session::DocumentKind>(document.At("kind")),
      .name = name,
      .media_type = document.TextOr("media-type", actions::MediaTypeOf(name)),
      .size = content->size(),
      .hash = *hash};
  if (const Value* item = document.Find("item")) body.item = Known(stage.names.items, *item);
  return stage.SaySecretary(std::move(body), document);
}

}  // namespace plenary::script
