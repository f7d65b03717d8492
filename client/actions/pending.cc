#include "client/actions/pending.h"

#include <algorithm>
#include <utility>

#include "client/actions/rules_text.h"
#include "client/text/terms.h"
#include "client/text/titles.h"
#include "core/wire/enrolment.h"

namespace plenary::actions {
namespace {

using text::Language;
using text::NameOf;
using text::Text;

std::string CodeOf(const session::Registry& registry, ByteView public_key) {
  const auto key = crypto::PublicKey::From(registry.suite, public_key);
  return key ? wire::ShortCode(key->id()) : std::string();  // Decide has refused it already
}

std::string Or(const std::string& text, std::string_view otherwise) {
  return text.empty() ? std::string(otherwise) : text;
}

// Only the kinds that wait for a second officer have something to say.
class Judge {
 public:
  Judge(Language language, const session::Registry& registry)
      : language_(language), registry_(registry) {}

  std::string Of(const session::SetRules& body) const {
    std::string line = Say({"议事规则：", "rules: "}, {});
    const auto changes = DescribeChanges(language_, registry_.rules, body.rules);
    if (changes.empty()) return line + Say({"没有变化", "nothing changes"}, {});
    for (std::size_t i = 0; i < changes.size(); ++i) line += (i == 0 ? "" : "; ") + changes[i];
    return line;
  }
  std::string Of(const session::PutPerson& body) const {
    const session::Person* known = registry_.FindPerson(body.person);
    return Say({"更正人员：{0}（{1}）→ {2}（{3}）", "corrects a person: {0} ({1}) -> {2} ({3})"},
               {known != nullptr ? known->name : "", Or(known != nullptr ? known->note : "", "-"),
                body.name, Or(body.note, "-")});
  }
  std::string Of(const session::FillSeat& body) const {
    return Say(
        {"{0} 自 {2} 起就任{1}", "{0} takes {1} on {2}"},
        {Person(body.person), DescribeSeat(language_, registry_, body.seat), body.date.Iso()});
  }
  std::string Of(const session::VacateSeat& body) const {
    return Say({"{0}自 {1} 起出缺：{2}", "{0} falls vacant on {1}: {2}"},
               {DescribeSeat(language_, registry_, body.seat), body.date.Iso(), body.reason});
  }
  std::string Of(const session::GrantRole& body) const {
    return Say({"{0} 取得角色“{1}”", "{0} is given the role {1}"},
               {Person(body.person), text::Say(language_, body.role)});
  }
  std::string Of(const session::AdmitKey& body) const {
    return Say({"接纳 {0} 的密钥 {1}", "key {1} becomes one of {0}"},
               {Person(body.person), CodeOf(registry_, body.public_key)});
  }
  std::string Of(const session::AdmitNode& body) const {
    return Say({"接纳服务器节点 {0}", "node {0} is admitted"},
               {CodeOf(registry_, body.node.public_key)});
  }
  std::string Of(const session::BeginTerm& body) const {
    return Say(
        {"第 {0} 届自 {1} 开始，全部席位出缺", "term {0} begins on {1}; every seat falls vacant"},
        {std::to_string(body.term), body.date.Iso()});
  }
  template <class Body>
  std::string Of(const Body& body) const {
    return std::string(session::NameOf(session::KindOf(session::Body(body))));
  }

 private:
  std::string Say(Text text, std::initializer_list<std::string_view> arguments) const {
    return text::Say(language_, text, arguments);
  }
  std::string Person(const PersonId& person) const { return NameOf(registry_, person); }

  Language language_;
  const session::Registry& registry_;
};

std::string ShortCodeOf(const session::Registry& registry, const session::Body& body) {
  if (const auto* key = std::get_if<session::AdmitKey>(&body)) {
    return CodeOf(registry, key->public_key);
  }
  if (const auto* node = std::get_if<session::AdmitNode>(&body)) {
    return CodeOf(registry, node->node.public_key);
  }
  return {};
}

}  // namespace

std::vector<PendingEntry> ListPending(Language language, const session::Registry& registry) {
  const Judge judge(language, registry);
  std::vector<PendingEntry> list;
  for (const auto& [entry, change] : registry.pending) {
    list.push_back(
        {.entry = entry,
         .proposer = change.proposer,
         .kind = session::KindOf(change.body),
         .sentence = std::visit([&](const auto& body) { return judge.Of(body); }, change.body),
         .short_code = ShortCodeOf(registry, change.body)});
  }
  return list;
}

std::string DescribeSeat(Language language, const session::Registry& registry, const SeatId& seat) {
  const auto found = registry.seats.find(seat);
  if (found == registry.seats.end()) return text::Brief(seat);
  const auto place = std::ranges::find(registry.seat_order, seat) - registry.seat_order.begin() + 1;
  return text::Say(language, Text{"第 {0} 席（{1}）", "seat {0} ({1})"},
                   {std::to_string(place), text::Say(language, found->second.office)});
}

}  // namespace plenary::actions
