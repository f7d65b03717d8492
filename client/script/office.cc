#include "client/script/office.h"

#include <algorithm>
#include <utility>

#include "core/wire/enrolment.h"

namespace plenary::script {
namespace {

using text::Text;

constexpr std::chrono::hours kCodeLife{24};
constexpr const char* kReplaced = "更换电脑";

constexpr Text kAnotherName = {"服务器称登记码属于“{0}”，不是“{1}”",
                               "the server says that the code is for \"{0}\", not for \"{1}\""};
constexpr Text kNotHandedIn = {"“{0}”的登记申请没有收到或不可信：{1}",
                               "the enrolment of \"{0}\" did not arrive or cannot be trusted: {1}"};
constexpr Text kCodesDiffer = {"“{0}”的密钥短码与其屏幕上的 {1} 不符",
                               "the short code of \"{0}\" is not {1}, as on that person's screen"};

// The one that can be admitted, or else any of the person's.
const link::Application* ApplicationOf(const std::vector<link::Application>& applications,
                                       const PersonId& person) {
  const link::Application* found = nullptr;
  for (const link::Application& application : applications) {
    if (application.person != person) continue;
    if (found == nullptr || application.key) found = &application;
  }
  return found;
}

}  // namespace

Office::Office(People& people, Speech& speech, const Value& committee)
    : people_(people),
      speech_(speech),
      secretary_(committee.At("officers").Items()[0].Text()),
      second_(committee.At("officers").Items()[1].Text()) {}

Played<std::uint64_t> Office::Enter(session::Body body, const Value* where) {
  const auto accepted = speech_.Say(secretary(), registry(), std::move(body), where);
  if (!accepted) return std::unexpected(accepted.error());
  return accepted->index;
}

Played<> Office::Confirm(std::vector<std::uint64_t> entries, const Value* where) {
  if (entries.empty()) return {};
  const auto accepted =
      speech_.Say(second(), registry(), session::Confirm{std::move(entries)}, where);
  if (!accepted) return std::unexpected(accepted.error());
  return {};
}

Played<> Office::Enrol(std::vector<Newcomer> newcomers, const Then& once_admitted) {
  for (const Newcomer& newcomer : newcomers) PLENARY_TRY(HandIn(newcomer));
  auto entries = Admit(newcomers);
  if (!entries) return std::unexpected(entries.error());
  PLENARY_TRY(CompareCodes(newcomers));
  PLENARY_TRY(Confirm(*std::move(entries), newcomers.empty() ? nullptr : newcomers.front().where));
  PLENARY_TRY(once_admitted());
  for (Newcomer& newcomer : newcomers) {
    if (auto connected = people_.Connect(newcomer.client); !connected) {
      return Stop(newcomer.where, connected.error());
    }
    people_.Add(std::move(newcomer.client));
  }
  return {};
}

Played<> Office::HandIn(const Newcomer& newcomer) {
  const Client& client = newcomer.client;
  PLENARY_TRY(speech_.Reach(secretary(), registry(), newcomer.where));
  const auto sheet =
      link::MakeOffer(*secretary().link, *secretary().store, client.person, kCodeLife);
  if (!sheet) return Stop(newcomer.where, sheet.error());
  const auto invitation = link::ReadOffer(*sheet, kPatience);
  if (!invitation) return Stop(newcomer.where, invitation.error());
  const std::string& offered = invitation->offered_to.name;
  if (offered != client.name) {
    return Stop(newcomer.where, script::Say(kAnotherName, {offered, client.name}));
  }
  const auto applied =
      link::Apply(*client.store, *sheet, *invitation, newcomer.has_earlier_keys, kPatience);
  if (!applied) return Stop(newcomer.where, applied.error());
  return {};
}

Played<std::vector<std::uint64_t>> Office::Admit(const std::vector<Newcomer>& newcomers) {
  const auto applications = link::ListApplications(*secretary().link, *secretary().store);
  if (!applications) return Stop(nullptr, applications.error());
  std::vector<std::uint64_t> entries;
  for (const Newcomer& newcomer : newcomers) {
    const link::Application* application = ApplicationOf(*applications, newcomer.client.person);
    if (application == nullptr || !application->key) {
      const std::string problem = application == nullptr ? "" : application->problem;
      return Stop(newcomer.where, script::Say(kNotHandedIn, {newcomer.client.name, problem}));
    }
    const auto entry =
        Enter(session::AdmitKey{application->person, ToBytes(application->key->encoded())},
              newcomer.where);
    if (!entry) return std::unexpected(entry.error());
    entries.push_back(*entry);
    const auto dropped = secretary().store->DropOffer(application->code);
    if (!dropped) return Stop(newcomer.where, dropped.error());
  }
  return entries;
}

// What the registry waits to admit, against what each person's own screen shows.
Played<> Office::CompareCodes(const std::vector<Newcomer>& newcomers) {
  PLENARY_TRY(speech_.Reach(second(), registry(), nullptr));
  const auto admissions = link::ListAdmissions(*second().link->Registry());
  for (const Newcomer& newcomer : newcomers) {
    const std::string shown = wire::ShortCode(newcomer.client.store->key_id());
    const bool is_same = std::ranges::any_of(admissions, [&](const link::Admission& admission) {
      return admission.person == newcomer.client.person && admission.short_code == shown;
    });
    if (!is_same) {
      return Stop(newcomer.where, script::Say(kCodesDiffer, {newcomer.client.name, shown}));
    }
  }
  return {};
}

Played<> Office::ReplaceLaptop(const std::string& id, const Value* where,
                               const Then& once_admitted) {
  Client& old = people_.At(id);
  const KeyId old_key = old.store->key_id();
  auto fresh = people_.MakeClient(id, old.name);
  if (!fresh) return Stop(where, fresh.error());
  fresh->person = old.person;
  // The person asks for it: no alarm on the machine that is put away.
  if (auto owned = old.store->OwnKeys({fresh->store->key_id()}); !owned) {
    return Stop(where, owned.error());
  }
  std::vector<Newcomer> newcomers;
  newcomers.push_back({*std::move(fresh), true, where});
  PLENARY_TRY(Enrol(std::move(newcomers), once_admitted));
  const auto revoked = Enter(session::RevokeKey{old_key, kReplaced}, where);
  if (!revoked) return std::unexpected(revoked.error());
  return {};
}

}  // namespace plenary::script
