#include "tests/support/small_committee.h"

#include <chrono>
#include <utility>

#include "client/link/certificate.h"
#include "core/base/check.h"
#include "core/crypto/random.h"
#include "core/wire/command.h"

namespace plenary::testing {
namespace {

constexpr CivilDate kDate{2023, 2, 28};
constexpr std::int64_t kHour = 3'600'000;

crypto::Validity ValidFor(std::int64_t hours) {
  const Instant now = link::SystemNow();
  return {{now.milliseconds - hours * kHour}, {now.milliseconds + hours * kHour}};
}

crypto::SerialNumber Serial() { return crypto::RandomId<crypto::SerialNumber>().value(); }

PersonId Person(std::uint8_t number) {
  PersonId id;
  id.bytes[0] = 'h';
  id.bytes[1] = number;
  return id;
}

Bytes PublicBytes(const Somebody& somebody) {
  return ToBytes(somebody.key().public_key().encoded());
}

}  // namespace

SmallCommittee::SmallCommittee(std::size_t members, crypto::Suite suite)
    : suite_(suite),
      node_(crypto::PrivateKey::Generate(suite).value()),
      authority_(
          crypto::Authority::Create(crypto::Suite::kP256, "node", ValidFor(24), Serial()).value()),
      ledger_({}, suite, node_) {
  people_.push_back(Stranger("secretary"));
  people_.push_back(Stranger("officer"));
  for (std::size_t i = 0; i < members; ++i) people_.push_back(Stranger("m" + std::to_string(i)));
  for (std::size_t i = 0; i < people_.size(); ++i) {
    people_[i].person = Person(static_cast<std::uint8_t>(i + 1));
  }
  ledger_ = Found();
  Seat();
}

Somebody SmallCommittee::Stranger(const std::string& name) {
  return {Person(200), name,
          link::KeyStore::Create(
              folder_.path() / name, "pass word",
              {.suite = suite_, .iterations = 1, .durability = link::Durability::kProcess})
              .value()};
}

Ledger SmallCommittee::Found() {
  session::Found found{
      .name = "committee",
      .suite = suite_,
      .term = 1,
      .date = kDate,
      .officers = {{{secretary().person, "secretary", PublicBytes(secretary())},
                    {officer().person, "officer", PublicBytes(officer())}}},
      .node = {ToBytes(node_.public_key().encoded()), authority_.certificate().der()},
      .rules = {}};
  const session::Command command{.committee = {},
                                 .session = {},
                                 .id = crypto::RandomId<CommandId>().value(),
                                 .signer = secretary().store->key_id(),
                                 .seen = {0, log::EmptyRoot(suite_)},
                                 .body = std::move(found)};
  log::SignedCommand founding;
  founding.command = wire::EncodeCommand(command);
  const auto sign = [&](const Somebody& officer) {
    return officer.key().Sign(crypto::Purpose::kFounding, founding.command).value();
  };
  founding.signature = sign(secretary());
  founding.cosignature = sign(officer());
  Ledger ledger(session::CommitteeIdOf(suite_, founding.command), suite_, node_);
  PLENARY_CHECK(std::holds_alternative<log::Receipt>(ledger.Submit(founding)));
  return ledger;
}

void SmallCommittee::Seat() {
  const auto say = [&](const Somebody& signer, session::Body body) {
    return ledger_.Say(signer.key(), ledger_.registry(), std::move(body)).index;
  };
  session::Confirm confirm;
  for (std::size_t i = 2; i < people_.size(); ++i) {
    SeatId seat;
    seat.bytes[0] = 't';
    seat.bytes[1] = static_cast<Byte>(i);
    say(secretary(), session::PutPerson{people_[i].person, people_[i].name, ""});
    say(secretary(),
        session::AddSeat{seat, i == 2 ? session::Office::kDirector : session::Office::kMember});
    confirm.entries.push_back(say(secretary(), session::FillSeat{seat, people_[i].person, kDate}));
    confirm.entries.push_back(
        say(secretary(), session::AdmitKey{people_[i].person, PublicBytes(people_[i])}));
  }
  if (people_.size() == 2) return;
  say(officer(), confirm);
  session::Convene convene{.kind = session::SessionKind::kCommittee,
                           .rehearsal = false,
                           .urgent = false,
                           .term = 1,
                           .number = 1,
                           .date = kDate,
                           .title = "",
                           .place = "hall",
                           .chair = people_[2].person,
                           .registry = ledger_.Newest(ledger_.registry())};
  ledger_.Say(secretary().key(), ledger_.session(1), std::move(convene));
}

void SmallCommittee::Connect(const std::vector<std::string>& servers) {
  for (Somebody& somebody : people_) {
    link::Profile profile = somebody.store->profile();
    profile.committee = id();
    profile.committee_name = "committee";
    profile.person = somebody.person;
    profile.servers = servers;
    profile.authorities = {authority_.certificate()};
    PLENARY_CHECK(somebody.store->SetProfile(profile).has_value());
    const auto key = crypto::ConnectionKey::Generate().value();
    const auto request = key.MakeRequest("x").value();
    const auto certificate =
        authority_.IssueClient(request, somebody.store->key_id(), ValidFor(12), Serial()).value();
    PLENARY_CHECK(somebody.store->SetConnection(key, certificate).has_value());
  }
}

void SmallCommittee::Reopen(Somebody& somebody) {
  const auto folder = somebody.store->folder();
  somebody.store.reset();
  somebody.store = link::KeyStore::Open(folder, "pass word", link::Durability::kProcess).value();
}

session::RecordAttendee Attendee(std::uint8_t number) {
  PersonId id;
  id.bytes[0] = 'a';
  id.bytes[1] = number;
  return {.attendee = id,
          .kind = session::AttendeeKind::kGrassRootsDeputy,
          .name = "guest " + std::to_string(number),
          .organ = ""};
}

}  // namespace plenary::testing
