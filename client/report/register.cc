#include "client/report/register.h"

#include <algorithm>
#include <vector>

#include "client/report/layout.h"
#include "client/text/terms.h"
#include "client/text/titles.h"

namespace plenary::report {
namespace {

using archive::Change;
using archive::Collection;
using archive::Holder;
using archive::Post;
using text::Language;
using text::Text;

const session::Convene& ConvenedOf(const Collection& archives, const SessionId& session) {
  return std::ranges::find(archives.archives(), session,
                           [](const archive::Verified& archive) { return archive.log.session; })
      ->session.convened;
}

std::string OrganName(Language language, const Post& post) {
  return post.organ_name.empty() ? text::Say(language, post.organ) : post.organ_name;
}

std::string StandingOf(Language language, const Holder& holder) {
  std::string standing = text::Say(language, holder.action);
  if (holder.suspended) standing += text::Say(language, Text{"，停职", ", suspended"});
  return standing;
}

std::string HeadOf(Language language, const Collection& archives, Text heading) {
  const session::Registry* registry = archives.NewestRegistry();
  if (registry == nullptr) return {};
  return registry->name + " " + text::Say(language, heading) + "\n\n";
}

Json PostJson(const Post& post) {
  return {{"organ", text::Code(post.organ)}, {"organ_name", post.organ_name}, {"post", post.title}};
}

Json HolderJson(const Collection& archives, const Holder& holder) {
  return {{"name", holder.name},
          {"since", holder.since.Iso()},
          {"action", text::Code(holder.action)},
          {"acting", holder.IsActing()},
          {"suspended", holder.suspended},
          {"session", text::SessionCode(ConvenedOf(archives, holder.session))},
          {"session_id", holder.session.hex()}};
}

Json ChangeJson(const Collection& archives, const Change& change) {
  Json json{{"date", change.date.Iso()},
            {"session", text::SessionCode(ConvenedOf(archives, change.session))},
            {"session_id", change.session.hex()},
            {"action", text::Code(change.action)},
            {"name", change.name}};
  json.update(PostJson(change.post));
  json["holder_unknown"] = change.holder_unknown;
  return json;
}

}  // namespace

std::string RegisterText(Language language, const Collection& archives,
                         const archive::Register& offices) {
  std::vector<Cells> rows;
  for (const auto& [post, holders] : offices.posts) {
    const std::string organ = OrganName(language, post);
    if (holders.empty()) {
      rows.push_back({organ, post.title, text::Say(language, Text{"（空缺）", "(vacant)"})});
    }
    for (const Holder& holder : holders) {
      rows.push_back({organ, post.title, holder.name, holder.since.Iso(),
                      StandingOf(language, holder),
                      text::SessionTitle(language, ConvenedOf(archives, holder.session))});
    }
  }
  if (rows.empty()) {
    return text::Say(language, Text{"这些档案中没有任免事项。\n",
                                    "These archives appoint and remove nobody.\n"});
  }
  const auto heading = [&](Text text) { return Column{text::Say(language, text)}; };
  return HeadOf(language, archives, {"任免名册", "register of office-holders"}) +
         FormatTable(
             {heading({"机关", "Organ"}), heading({"职务", "Post"}), heading({"姓名", "Name"}),
              heading({"日期", "Since"}), heading({"方式", "By"}), heading({"会议", "Session"})},
             rows);
}

std::string ChangesText(Language language, const Collection& archives,
                        const archive::Register& offices) {
  std::vector<Cells> rows;
  bool any_unknown = false;
  for (const Change& change : offices.changes) {
    any_unknown = any_unknown || change.holder_unknown;
    rows.push_back({change.date.Iso(), text::Say(language, change.action),
                    change.name + (change.holder_unknown ? " *" : ""),
                    OrganName(language, change.post), change.post.title,
                    text::SessionTitle(language, ConvenedOf(archives, change.session))});
  }
  if (rows.empty()) return RegisterText(language, archives, offices);
  const auto heading = [&](Text text) { return Column{text::Say(language, text)}; };
  std::string page = HeadOf(language, archives, {"任免事项", "appointments and removals"}) +
                     FormatTable({heading({"日期", "Date"}), heading({"方式", "Action"}),
                                  heading({"姓名", "Name"}), heading({"机关", "Organ"}),
                                  heading({"职务", "Post"}), heading({"会议", "Session"})},
                                 rows);
  if (any_unknown) {
    page += text::Say(language, Text{"\n* 其任职不在这些档案中。\n",
                                     "\n* Took the office before the first of these archives.\n"});
  }
  return page;
}

Json RegisterJson(const Collection& archives, const archive::Register& offices) {
  Json json{{"posts", Json::array()}, {"changes", Json::array()}};
  for (const auto& [post, holders] : offices.posts) {
    Json one = PostJson(post);
    one["holders"] = Json::array();
    for (const Holder& holder : holders) one["holders"].push_back(HolderJson(archives, holder));
    json["posts"].push_back(std::move(one));
  }
  for (const Change& change : offices.changes) {
    json["changes"].push_back(ChangeJson(archives, change));
  }
  return json;
}

}  // namespace plenary::report
