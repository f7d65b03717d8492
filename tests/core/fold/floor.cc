#include "tests/core/fold/floor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/check.h"
#include "core/wire/command.h"
#include "tests/support/check_secret.h"

namespace plenary::fold {
namespace {

constexpr std::array<const char*, 9> kPeople = {"secretary", "officer", "director", "vice", "m1",
                                                "m2",        "m3",      "m4",       "m5"};

template <class IdT>
IdT Named(std::string_view name) {
  IdT id;
  std::copy_n(name.begin(), std::min(name.size(), id.bytes.size()), id.bytes.begin());
  return id;
}

log::Blinds BlindsOf(std::uint64_t number) {
  log::Blinds blinds;
  for (std::size_t i = 0; i < blinds.parts.size(); ++i) {
    blinds.parts[i].fill(static_cast<Byte>(number + i));
  }
  return blinds;
}

}  // namespace

Floor::Floor(crypto::Suite chosen) : suite(chosen) {
  for (const char* person : kPeople) keys_.emplace(person, *crypto::PrivateKey::Generate(suite));
  keys_.emplace("node", *crypto::PrivateKey::Generate(suite));
  const auto encoded = [&](const char* name) { return ToBytes(Key(name).public_key().encoded()); };

  session::Found found;
  found.name = "绛县人民代表大会常务委员会";
  found.suite = suite;
  found.term = 17;
  found.date = {2021, 7, 15};
  found.officers = {session::FoundingOfficer{Person("secretary"), "李秀兰", encoded("secretary")},
                    session::FoundingOfficer{Person("officer"), "何志强", encoded("officer")}};
  found.node = {encoded("node"), Bytes{1}};
  session::Command command{{},
                           {},
                           Named<CommandId>("founding"),
                           Key("secretary").public_key().id(),
                           {0, log::EmptyRoot(suite)},
                           found};
  log::SignedCommand founding;
  founding.command = wire::EncodeCommand(command);
  founding.signature = *Key("secretary").Sign(crypto::Purpose::kFounding, founding.command);
  founding.cosignature = *Key("officer").Sign(crypto::Purpose::kFounding, founding.command);
  registry = std::make_unique<RegistryFold>(session::CommitteeIdOf(suite, founding.command), suite);
  PLENARY_CHECK(Submit(registry_log(), founding));

  session::Confirm confirm;
  const auto propose = [&](session::Body body) {
    confirm.entries.push_back(registry->chain().size());
    PLENARY_CHECK(Say("secretary", registry_log(), std::move(body)));
  };
  for (std::size_t i = 2; i < kPeople.size(); ++i) {
    const char* name = kPeople[i];
    const auto office = i == 2   ? session::Office::kDirector
                        : i == 3 ? session::Office::kViceDirector
                                 : session::Office::kMember;
    PLENARY_CHECK(Say("secretary", registry_log(), session::PutPerson{Person(name), name, ""}));
    PLENARY_CHECK(Say("secretary", registry_log(), session::AddSeat{Named<SeatId>(name), office}));
    propose(session::FillSeat{Named<SeatId>(name), Person(name), {2021, 7, 15}});
    propose(session::AdmitKey{Person(name), encoded(name)});
  }
  PLENARY_CHECK(Say("officer", registry_log(), confirm));

  const LogId log{registry_log().committee, Named<SessionId>("session")};
  session = std::make_unique<SessionFold>(log, suite, *registry, kTestSecret);
  session::Convene convene;
  convene.kind = session::SessionKind::kCommittee;
  convene.term = 17;
  convene.number = 15;
  convene.date = {2023, 4, 27};
  convene.chair = Person("director");
  convene.registry = registry->chain().head();
  PLENARY_CHECK(Say("secretary", log, convene));
}

PersonId Floor::Person(const std::string& person) const { return Named<PersonId>(person); }

session::Command Floor::Command(const std::string& person, const LogId& log, session::Body body) {
  CommandId id;
  Bytes number;
  PutU32(number, ++made_);
  std::ranges::copy(number, id.bytes.begin());
  const Chain& chain = log.IsRegistry() ? registry->chain() : session->chain();
  return {log.committee, log.session,    id, Key(person).public_key().id(),
          chain.head(),  std::move(body)};
}

log::SignedCommand Floor::Sign(const std::string& person, const session::Command& command) const {
  Bytes bytes = wire::EncodeCommand(command);
  Bytes signature = *Key(person).Sign(crypto::Purpose::kCommand, bytes);
  return {std::move(bytes), std::move(signature), {}};
}

Result<Decision, session::Refusal> Floor::Submit(const LogId& log,
                                                 const log::SignedCommand& command) {
  const bool founds = log.IsRegistry() && registry->chain().size() == 0;
  auto verified = founds ? VerifyFounding(command) : Verify(registry->state(), command);
  if (!verified) return std::unexpected(verified.error());
  const log::Blinds blinds = BlindsOf(registry_entries.size() + session_entries.size());
  now.milliseconds += 7;
  auto decision = log.IsRegistry() ? registry->Decide(*verified, now, blinds)
                                   : session->Decide(*verified, now, blinds);
  if (!decision || !std::holds_alternative<NewEntry>(*decision)) return decision;
  const NewEntry& entry = std::get<NewEntry>(*decision);
  if (log.IsRegistry()) {
    registry->Apply(entry, *verified);
    registry_entries.push_back(entry.entry);
  } else {
    session->Apply(entry, *verified);
    session_entries.push_back(entry.entry);
  }
  return decision;
}

Result<Decision, session::Refusal> Floor::Say(const std::string& person, const LogId& log,
                                              session::Body body) {
  return Submit(log, Sign(person, Command(person, log, std::move(body))));
}

void Floor::OpenAPoll() {
  const auto say = [&](const char* person, session::Body body) {
    const auto said = Say(person, session_log(), std::move(body));
    ASSERT_TRUE(said) << session::NameOf(said.error());
  };
  say("secretary", session::GiveNotice{{2023, 4, 17}});
  for (const char* member : {"director", "vice", "m1", "m2", "m3", "m4"}) {
    say(member, session::SignIn{});
  }
  session::AgendaItem item;
  item.id = Named<ItemId>("item");
  item.kind = session::ItemKind::kDecision;
  item.title = "决定";
  item.mover = {session::MoverKind::kCouncil, {}, ""};
  say("secretary", session::AddItem{item, 0});
  say("director", session::OpenSession{});
  say("director", session::AdoptAgenda{});
  say("director", session::NameScrutineers{{Person("m1"), Person("m2")}});
  say("director", session::StartItem{item.id});
  session::DraftPoll draft;
  poll = Named<PollId>("poll");
  draft.poll = poll;
  draft.item = item.id;
  draft.subject = session::PollSubject::kDraft;
  draft.method = session::Method::kRecorded;
  draft.question = "通过决定";
  draft.contests = {{"决定", {}, rules::MajorityContest()}};
  say("secretary", draft);
  say("director", session::OpenPoll{poll});
}

}  // namespace plenary::fold
