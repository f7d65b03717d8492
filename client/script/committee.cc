#include "client/script/committee.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "client/actions/rules_form.h"
#include "client/script/reading.h"
#include "core/base/check.h"
#include "core/crypto/random.h"

namespace plenary::script {
namespace {

using text::Text;

constexpr Text kAnotherCommittee = {
    "目录中的 founding 是为“{0}”创立的，与脚本不符；请换一个目录",
    "the founding in the folder is of \"{0}\", not of this script's committee; take another "
    "folder"};
constexpr Text kStoreMissing = {"目录中没有“{0}”的密钥库；请先用 --node 创立",
                                "the folder has no key store of \"{0}\": found the committee "
                                "with --node first"};

const Value& PersonOf(const Value& committee, const std::string& id) {
  const List& people = committee.At("people").Items();
  const auto person =
      std::ranges::find_if(people, [&](const Value& one) { return one.At("id").Text() == id; });
  PLENARY_CHECK(person != people.end());
  return *person;
}

std::array<const Value*, 2> OfficersOf(const Value& committee) {
  const List& officers = committee.At("officers").Items();
  return {&PersonOf(committee, officers[0].Text()), &PersonOf(committee, officers[1].Text())};
}

Result<session::CommitteeRules> RulesOf(const Value& committee) {
  const Value* rules = committee.Find("rules");
  return rules == nullptr ? session::CommitteeRules{} : actions::ReadRules(ToJson(*rules));
}

Result<actions::FoundingTerms> TermsOf(const Value& committee, std::string_view node_json) {
  auto node = actions::ReadNodeFile(node_json, SuiteOf(committee));
  if (!node) return std::unexpected(node.error());
  auto rules = RulesOf(committee);
  if (!rules) return std::unexpected(rules.error());
  actions::FoundingTerms terms{.name = committee.At("name").Text(),
                               .term = static_cast<std::uint32_t>(committee.At("term").Integer()),
                               .date = DateOf(committee.At("founded")),
                               .first_name = OfficersOf(committee)[0]->At("name").Text(),
                               .people = {},
                               .id = {},
                               .node = *std::move(node),
                               .rules = *std::move(rules)};
  PLENARY_TRY(crypto::RandomBytes(terms.people[0].bytes));
  PLENARY_TRY(crypto::RandomBytes(terms.people[1].bytes));
  PLENARY_TRY(crypto::RandomBytes(terms.id.bytes));
  return terms;
}

// Enters what the script says of its people, and gathers what the second officer confirms.
class Entering {
 public:
  Entering(const Value& committee, Office& office) : committee_(committee), office_(office) {}

  Played<> EnterAll() {
    for (const Value& person : committee_.At("people").Items()) {
      PLENARY_TRY(EnterPerson(person));
      PLENARY_TRY(EnterSeat(person));
      PLENARY_TRY(EnterRoles(person));
    }
    return office_.Confirm(std::move(to_confirm_), &committee_.At("people"));
  }

  std::map<std::string, PersonId> TakePeople() { return std::move(people_); }

 private:
  Played<> Enter(session::Body body, const Value& where, bool needs_second) {
    const auto entry = office_.Enter(std::move(body), &where);
    if (!entry) return std::unexpected(entry.error());
    if (needs_second) to_confirm_.push_back(*entry);
    return {};
  }

  Played<> EnterPerson(const Value& person) {
    const std::string& id = person.At("id").Text();
    const Client* officer = office_.people().Find(id);
    const std::string note = person.TextOr("note", "");
    const auto fresh = officer != nullptr ? officer->person : NewId<PersonId>();
    people_.emplace(id, fresh);
    if (officer != nullptr && note.empty()) return {};
    return Enter(session::PutPerson{fresh, person.At("name").Text(), note}, person,
                 officer != nullptr);
  }

  Played<> EnterSeat(const Value& person) {
    const Value* office = person.Find("seat");
    if (office == nullptr) return {};
    const auto seat = NewId<SeatId>();
    PLENARY_TRY(Enter(session::AddSeat{seat, EnumOf<session::Office>(*office)}, *office, false));
    return Enter(session::FillSeat{seat, people_.at(person.At("id").Text()),
                                   DateOf(committee_.At("founded"))},
                 *office, true);
  }

  Played<> EnterRoles(const Value& person) {
    const PersonId& id = people_.at(person.At("id").Text());
    for (const Value& role : person.ItemsOf("roles")) {
      const auto granted = EnumOf<session::Role>(role);
      if (office_.secretary().link->Registry()->HasRole(id, granted)) continue;  // as founded
      PLENARY_TRY(Enter(session::GrantRole{id, granted}, role, true));
    }
    return {};
  }

  const Value& committee_;
  Office& office_;
  std::map<std::string, PersonId> people_;
  std::vector<std::uint64_t> to_confirm_;
};

}  // namespace

crypto::Suite SuiteOf(const Value& committee) {
  const auto suite = crypto::ParseSuite(committee.TextOr("suite", "p256"));
  PLENARY_CHECK(suite);
  return *suite;
}

Played<log::SignedCommand> SignFounding(const Value& committee, const People& people,
                                        std::string_view node_json) {
  const auto terms = TermsOf(committee, node_json);
  if (!terms) return Stop(nullptr, terms.error());
  std::vector<Client> officers;
  for (const Value* officer : OfficersOf(committee)) {
    auto client = people.MakeClient(officer->At("id").Text(), officer->At("name").Text());
    if (!client) return Stop(officer, client.error());
    officers.push_back(*std::move(client));
  }
  const crypto::PrivateKey& second = officers[1].store->key();
  const auto draft = actions::DraftFounding(officers[0].store->key(),
                                            {officers[1].name, second.public_key()}, *terms);
  if (!draft) return Stop(&committee, draft.error());
  auto founding = actions::Cosign(*draft, second);
  if (!founding) return Stop(&committee, founding.error());
  return *std::move(founding);
}

Played<> CheckFounding(const Value& committee, const actions::ReadableFounding& founding) {
  const session::Found& found = founding.found;
  const auto officers = OfficersOf(committee);
  const auto is_officer = [&](std::size_t i) {
    return found.officers[i].name == officers[i]->At("name").Text();
  };
  const bool is_same = found.name == committee.At("name").Text() &&
                       found.suite == SuiteOf(committee) &&
                       found.term == committee.At("term").Integer() &&
                       found.date == DateOf(committee.At("founded")) && is_officer(0) &&
                       is_officer(1) && founding.is_cosigned;
  if (is_same) return {};
  return Stop(&committee, Say(kAnotherCommittee, {found.name}));
}

Played<> SeatOfficers(const Value& committee, const actions::ReadableFounding& founding,
                      const std::string& server, People& people) {
  const auto fetched = link::FetchFounding(server, founding.committee, kPatience);
  if (!fetched) return Stop(nullptr, fetched.error());
  const auto officers = OfficersOf(committee);
  for (std::size_t i = 0; i < officers.size(); ++i) {
    const std::string& id = officers[i]->At("id").Text();
    const std::string& name = officers[i]->At("name").Text();
    auto store = people.OpenStore(id);
    if (!store) return Stop(officers[i], store.error());
    if (!*store) return Stop(officers[i], Say(kStoreMissing, {name}));
    Client client{id, name, founding.found.officers[i].person, *std::move(store), nullptr};
    if (auto bound = link::Bind(*client.store, *fetched, client.person, {server}, false); !bound) {
      return Stop(officers[i], bound.error());
    }
    if (auto linked = people.Connect(client); !linked) return Stop(officers[i], linked.error());
    people.Add(std::move(client));
  }
  return {};
}

Played<> Constitute(const Value& committee, Office& office) {
  Entering entering(committee, office);
  PLENARY_TRY(entering.EnterAll());
  const auto ids = entering.TakePeople();
  std::vector<Newcomer> newcomers;
  for (const Value& person : committee.At("people").Items()) {
    const std::string& id = person.At("id").Text();
    if (office.people().Find(id) != nullptr) continue;  // the officers
    auto client = office.people().MakeClient(id, person.At("name").Text());
    if (!client) return Stop(&person, client.error());
    client->person = ids.at(id);
    newcomers.push_back({*std::move(client), false, &person});
  }
  return office.Enrol(std::move(newcomers));
}

}  // namespace plenary::script
