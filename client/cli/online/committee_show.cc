// `plenary committee show`: the registry as this client has verified it.
#include <CLI/CLI.hpp>
#include <memory>
#include <utility>

#include "client/actions/pending.h"
#include "client/actions/rules_form.h"
#include "client/cli/online/committee.h"
#include "client/cli/online/listing.h"
#include "client/report/layout.h"
#include "client/report/names.h"
#include "client/text/terms.h"
#include "core/wire/enrolment.h"

namespace plenary::cli {
namespace {

using report::Json;

std::string Heading(const Context& context, text::Text text) {
  return "\n" + context.Say(text) + "\n";
}

std::vector<std::string> KeysOf(const Context& context, const session::Registry& registry,
                                const PersonId& person) {
  std::vector<std::string> codes;
  for (const auto& [id, key] : registry.keys) {
    if (key.person != person) continue;
    codes.push_back(wire::ShortCode(id) +
                    (key.revoked ? context.Say({"（已撤销）", " (revoked)"}) : std::string()));
  }
  return codes;
}

std::string SeatsText(const Context& context, const session::Registry& registry) {
  std::vector<report::Cells> rows;
  for (const SeatId& id : registry.seat_order) {
    const session::Seat& seat = registry.seats.at(id);
    rows.push_back(
        {std::to_string(rows.size() + 1), text::Say(context.language, seat.office),
         seat.holder ? text::NameOf(registry, *seat.holder) : context.Say({"（出缺）", "(vacant)"}),
         seat.since.IsValid() ? seat.since.Iso() : std::string()});
  }
  return report::FormatTable({{"#", report::Side::kRight},
                              {context.Say({"职务", "Office"})},
                              {context.Say({"现任", "Holder"})},
                              {context.Say({"自", "Since"})}},
                             rows, 2);
}

std::string PeopleText(const Context& context, const session::Registry& registry) {
  std::vector<report::Cells> rows;
  for (const auto& [id, person] : registry.people) {
    std::vector<std::string> roles;
    for (const session::Role role : person.roles) {
      roles.push_back(text::Say(context.language, role));
    }
    rows.push_back({person.name, report::Listed(context.language, roles),
                    report::Listed(context.language, KeysOf(context, registry, id)), person.note});
  }
  return report::FormatTable({{context.Say({"姓名", "Name"})},
                              {context.Say({"角色", "Roles"})},
                              {context.Say({"密钥短码", "Keys"})},
                              {context.Say({"备注", "Note"})}},
                             rows, 2);
}

std::string NodesText(const Context& context, const session::Registry& registry) {
  std::string text;
  for (const auto& [id, node] : registry.nodes) {
    text += "  " + wire::ShortCode(id) +
            (node.revoked ? context.Say({"（已撤销）", " (revoked)"}) : std::string()) + "\n";
  }
  return text;
}

std::string PendingText(const Context& context, const session::Registry& registry) {
  std::string text;
  for (const auto& one : actions::ListPending(context.language, registry)) {
    text += "  " + context.Say({"第 {0} 条  {1}（{2} 提出）\n", "entry {0}  {1} (by {2})\n"},
                               {std::to_string(one.entry), one.sentence,
                                text::NameOf(registry, one.proposer)});
  }
  return text.empty() ? context.Say({"  无\n", "  nothing\n"}) : text;
}

std::string TextOf(const Context& context, const session::Registry& registry) {
  const auto seats = std::to_string(registry.seats.size());
  std::string text = context.Say(
      {"{0}\n第 {1} 届，{2} 起；席位 {3}，在任 {4}；算法 {5}\n指纹  {6}\n",
       "{0}\nTerm {1} since {2}; {3} seats, {4} in office; suite {5}\nFingerprint  {6}\n"},
      {registry.name, std::to_string(registry.term), registry.term_began.Iso(), seats,
       std::to_string(registry.Composition()), crypto::SuiteName(registry.suite),
       wire::FormatFingerprint(registry.committee)});
  if (!registry.seats.empty()) {
    text += Heading(context, {"席位", "Seats"}) + SeatsText(context, registry);
  }
  text += Heading(context, {"人员", "People"}) + PeopleText(context, registry);
  text += Heading(context, {"服务器节点（短码）", "Nodes (short codes)"}) +
          NodesText(context, registry);
  text += Heading(context, {"议事规则", "Rules"}) + RulesText(context, registry.rules);
  return text + Heading(context, {"等待另一名经办人确认", "Waits for a second officer"}) +
         PendingText(context, registry);
}

Json SeatsJson(const session::Registry& registry) {
  Json seats = Json::array();
  for (const SeatId& id : registry.seat_order) {
    const session::Seat& seat = registry.seats.at(id);
    Json row{{"id", id.hex()}, {"office", text::Code(seat.office)}, {"holder", nullptr}};
    if (seat.holder) row["holder"] = text::NameOf(registry, *seat.holder);
    if (seat.since.IsValid()) row["since"] = seat.since.Iso();
    seats.push_back(std::move(row));
  }
  return seats;
}

Json PeopleJson(const session::Registry& registry) {
  Json people = Json::array();
  for (const auto& [id, person] : registry.people) {
    Json row{{"id", id.hex()}, {"name", person.name}, {"note", person.note}};
    row["roles"] = Json::array();
    for (const session::Role role : person.roles) row["roles"].push_back(text::Code(role));
    row["keys"] = Json::array();
    for (const auto& [key_id, key] : registry.keys) {
      if (key.person != id) continue;
      row["keys"].push_back({{"id", key_id.hex()},
                             {"short_code", wire::ShortCode(key_id)},
                             {"revoked", key.revoked}});
    }
    people.push_back(std::move(row));
  }
  return people;
}

Json JsonOf(const Context& context, const session::Registry& registry) {
  Json json{{"name", registry.name},
            {"fingerprint", wire::FormatFingerprint(registry.committee)},
            {"suite", crypto::SuiteName(registry.suite)},
            {"term", registry.term},
            {"term_began", registry.term_began.Iso()},
            {"composition", registry.Composition()},
            {"rules", actions::WriteRules(registry.rules)},
            {"seats", SeatsJson(registry)},
            {"people", PeopleJson(registry)},
            {"nodes", Json::array()},
            {"pending", Json::array()}};
  for (const auto& [id, node] : registry.nodes) {
    json["nodes"].push_back(
        {{"id", id.hex()}, {"short_code", wire::ShortCode(id)}, {"revoked", node.revoked}});
  }
  for (const auto& one : actions::ListPending(context.language, registry)) {
    json["pending"].push_back({{"entry", one.entry},
                               {"command", session::NameOf(one.kind)},
                               {"proposed_by", text::NameOf(registry, one.proposer)},
                               {"short_code", one.short_code},
                               {"what", one.sentence}});
  }
  for (const auto& [year, figures] : registry.years) {
    json["years"][std::to_string(year)] = {
        {"proposals", figures.proposals},
        {"proposals_satisfied_permille", figures.proposals_satisfied_permille},
        {"petitions", figures.petitions},
        {"petitions_followed_up", figures.petitions_followed_up}};
  }
  return json;
}

}  // namespace

void AddCommitteeShow(CLI::App& committee, Context& context) {
  AddDeskAction(committee, context, "show",
                {"委员会现状：席位、人员、密钥、规则、待确认",
                 "The committee as it is: seats, people, keys, rules, and what waits"},
                [](Desk& desk, const DeskOptions&) -> Outcome {
                  const auto registry = desk.registry();
                  desk.context().Print(TextOf(desk.context(), *registry),
                                       JsonOf(desk.context(), *registry));
                  return Exit::kDone;
                });
}

}  // namespace plenary::cli
