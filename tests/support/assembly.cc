#include "tests/support/assembly.h"

#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "core/base/check.h"
#include "core/crypto/random.h"
#include "core/wire/command.h"
#include "tests/support/check_secret.h"

namespace plenary::testing {
namespace {

using session::Body;
using session::Refusal;

constexpr CivilDate kFounded{2021, 7, 1};
constexpr std::int64_t kBegin = 1'672'560'000'000;  // 2023-01-01T08:00:00Z
constexpr std::int64_t kTick = 1000;
constexpr std::size_t kMostConfirmed = 4096;  // at once

[[noreturn]] void Give(std::string_view what, std::string_view why) {
  std::fprintf(stderr, "assembly: %s: %s\n", std::string(what).c_str(), std::string(why).c_str());
  std::abort();
}

log::Blinds FreshBlinds() {
  log::Blinds blinds;
  for (log::Blind& blind : blinds.parts) PLENARY_CHECK(crypto::RandomBytes(blind).has_value());
  return blinds;
}

Participant Newcomer(crypto::Suite suite, std::uint32_t number, std::string name) {
  return {NumberedId<PersonId>('h', number), std::move(name),
          crypto::PrivateKey::Generate(suite).value()};
}

Bytes Encoded(const crypto::PrivateKey& key) { return ToBytes(key.public_key().encoded()); }

session::Office OfficeOf(std::size_t member, std::size_t vice_directors) {
  if (member == 0) return session::Office::kDirector;
  return member <= vice_directors ? session::Office::kViceDirector : session::Office::kMember;
}

// Decides and applies; the entry that it becomes.
template <class Fold>
Result<log::Entry, Refusal> Enter(Fold& fold,
                                  const Result<fold::VerifiedCommand, Refusal>& command) {
  if (!command) return std::unexpected(command.error());
  const Instant now{kBegin + kTick * static_cast<std::int64_t>(fold.chain().size())};
  const auto decision = fold.Decide(*command, now, FreshBlinds());
  if (!decision) return std::unexpected(decision.error());
  const auto& entry = std::get<fold::NewEntry>(*decision);
  fold.Apply(entry, *command);
  return entry.entry;
}

}  // namespace

log::SignedCommand Sign(const Participant& signer, const LogId& log, const log::Head& seen,
                        Body body) {
  const session::Command command{.committee = log.committee,
                                 .session = log.session,
                                 .id = crypto::RandomId<CommandId>().value(),
                                 .signer = signer.key.public_key().id(),
                                 .seen = seen,
                                 .body = std::move(body)};
  log::SignedCommand signed_command;
  signed_command.command = wire::EncodeCommand(command);
  if (const auto decoded = wire::DecodeCommand(signed_command.command); !decoded) {
    Give("sign", decoded.error().message);
  }
  signed_command.signature =
      signer.key.Sign(crypto::Purpose::kCommand, signed_command.command).value();
  return signed_command;
}

Assembly::Assembly(const Options& options)
    : Assembly(options, crypto::PrivateKey::Generate(options.suite).value(), Bytes{0x30, 0}) {}

Assembly::Assembly(const Options& options, crypto::PrivateKey node, const Bytes& authority)
    : suite_(options.suite),
      secretary_(Newcomer(suite_, 1, "秘书")),
      officer_(Newcomer(suite_, 2, "复核")),
      node_(std::move(node)) {
  for (std::size_t i = 0; i < options.members; ++i) {
    members_.push_back(
        Newcomer(suite_, static_cast<std::uint32_t>(100 + i), "委员" + std::to_string(i)));
  }
  const log::SignedCommand founding = Found(options, authority);
  registry_ = std::make_unique<fold::RegistryFold>(session::CommitteeIdOf(suite_, founding.command),
                                                   suite_);
  auto entry = Enter(*registry_, fold::VerifyFounding(founding));
  if (!entry) Give("found", session::NameOf(entry.error()));
  entries_.push_back(*std::move(entry));
  Seat(options);
}

log::SignedCommand Assembly::Found(const Options& options, const Bytes& authority) {
  session::Found found{.name = options.name,
                       .suite = suite_,
                       .term = 17,
                       .date = kFounded,
                       .officers = {{{secretary_.person, secretary_.name, Encoded(secretary_.key)},
                                     {officer_.person, officer_.name, Encoded(officer_.key)}}},
                       .node = {Encoded(node_), authority},
                       .rules = options.rules};
  log::SignedCommand founding =
      Sign(secretary_, LogId{}, {0, log::EmptyRoot(suite_)}, std::move(found));
  founding.signature = secretary_.key.Sign(crypto::Purpose::kFounding, founding.command).value();
  founding.cosignature = officer_.key.Sign(crypto::Purpose::kFounding, founding.command).value();
  return founding;
}

void Assembly::Seat(const Options& options) {
  session::Confirm confirm;
  const auto confirm_all = [&] {
    if (!confirm.entries.empty()) Say(officer_, std::exchange(confirm, {}));
  };
  for (std::size_t i = 0; i < members_.size(); ++i) {
    const Participant& member = members_[i];
    const auto seat = NumberedId<SeatId>('t', static_cast<std::uint32_t>(i));
    Say(secretary_, session::PutPerson{member.person, member.name, ""});
    Say(secretary_, session::AddSeat{seat, OfficeOf(i, options.vice_directors)});
    confirm.entries.push_back(Say(secretary_, session::FillSeat{seat, member.person, kFounded}));
    confirm.entries.push_back(
        Say(secretary_, session::AdmitKey{member.person, Encoded(member.key)}));
    if (confirm.entries.size() >= kMostConfirmed - 1) confirm_all();
  }
  confirm_all();
}

std::uint64_t Assembly::Say(const Participant& signer, Body body) {
  const log::SignedCommand command =
      Sign(signer, registry_->chain().log(), registry_->chain().head(), std::move(body));
  auto entry = Enter(*registry_, fold::Verify(registry_->state(), command));
  if (!entry) Give("registry", session::NameOf(entry.error()));
  entries_.push_back(*std::move(entry));
  return entries_.back().index;
}

void Assembly::SayConfirmed(Body body) {
  const std::uint64_t index = Say(secretary_, std::move(body));
  Say(officer_, session::Confirm{{index}});
}

SessionLog Assembly::Convene(std::uint32_t number, session::SessionKind kind, CivilDate date,
                             bool rehearsal) {
  SessionLog log(*this, NumberedId<SessionId>('s', number));
  log.Say(secretary_, session::Convene{.kind = kind,
                                       .rehearsal = rehearsal,
                                       .urgent = false,
                                       .term = registry_->state().term,
                                       .number = number,
                                       .date = date,
                                       .title = "",
                                       .place = "常委会会议室",
                                       .chair = director().person,
                                       .registry = registry_->chain().head()});
  return log;
}

SessionLog::SessionLog(const Assembly& assembly, SessionId id)
    : assembly_(&assembly),
      fold_({assembly.id(), id}, assembly.suite(), assembly.registry(), kTestSecret) {}

Result<std::uint64_t, Refusal> SessionLog::Submit(const Participant& signer, Body body) {
  const log::SignedCommand command = Sign(signer, log(), fold_.chain().head(), std::move(body));
  auto entry = Enter(fold_, fold::Verify(assembly_->registry().state(), command));
  if (!entry) return std::unexpected(entry.error());
  entries_.push_back(*std::move(entry));
  return entries_.back().index;
}

Result<std::uint64_t, Refusal> SessionLog::Try(const Participant& signer, Body body) {
  return Submit(signer, std::move(body));
}

std::uint64_t SessionLog::Say(const Participant& signer, Body body) {
  const std::string kind(session::NameOf(session::KindOf(body)));
  const auto index = Submit(signer, std::move(body));
  if (!index) Give(kind, session::NameOf(index.error()));
  return *index;
}

void SessionLog::Open() {
  Say(assembly_->secretary(), session::GiveNotice{state().convened.date});
  for (const Participant& member : assembly_->members()) {
    if (state().IsMember(member.person)) Say(member, session::SignIn{});
  }
  Say(assembly_->director(), session::OpenSession{});
  Say(assembly_->director(), session::AdoptAgenda{});
  if (assembly_->members().size() < 3 || !state().IsMember(assembly_->member(2).person)) return;
  Say(assembly_->director(),
      session::NameScrutineers{{assembly_->member(1).person, assembly_->member(2).person}});
}

ItemId SessionLog::Start(session::AgendaItem item) {
  const auto position = static_cast<std::uint32_t>(state().agenda.size());
  if (item.id.IsZero()) item.id = NumberedId<ItemId>('i', next_id_++);
  const ItemId id = item.id;
  Say(assembly_->director(), session::AddItem{std::move(item), position});
  Say(assembly_->director(), session::StartItem{id});
  return id;
}

void SessionLog::Conclude(const ItemId& item, session::Ending ending) {
  Say(assembly_->director(), session::ConcludeItem{item, ending, ""});
}

ItemId SessionLog::Hold(session::AgendaItem item, session::Ending ending) {
  const ItemId id = Start(std::move(item));
  Conclude(id, ending);
  return id;
}

ProposalId SessionLog::Propose(session::Proposal proposal) {
  if (proposal.id.IsZero()) proposal.id = NumberedId<ProposalId>('n', next_id_++);
  const ProposalId id = proposal.id;
  Say(assembly_->secretary(), session::ProposeAppointment{std::move(proposal)});
  for (const auto prerequisite :
       {session::Prerequisite::kMaterials, session::Prerequisite::kExamination,
        session::Prerequisite::kStatement}) {
    Say(assembly_->secretary(),
        session::RecordPrerequisite{id, prerequisite, state().convened.date});
  }
  return id;
}

PollId SessionLog::OpenPoll(session::DraftPoll draft) {
  if (draft.poll.IsZero()) draft.poll = NumberedId<PollId>('p', next_id_++);
  const PollId id = draft.poll;
  Say(assembly_->director(), std::move(draft));
  Say(assembly_->director(), session::OpenPoll{id});
  return id;
}

void SessionLog::Cast(const PollId& poll,
                      const std::vector<std::optional<std::uint32_t>>& options) {
  const std::size_t contests = state().polls.at(poll).draft.contests.size();
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (!options[i]) continue;
    const std::vector<rules::Choice> choices(contests, rules::Choice{{*options[i]}});
    Say(assembly_->member(i), session::CastBallot{poll, choices, std::nullopt});
  }
}

void SessionLog::Announce(const PollId& poll) {
  Say(assembly_->director(), session::ClosePoll{poll});
  const auto results = session::StateResults(state().polls.at(poll));
  if (!state().polls.at(poll).draft.test) {
    Say(assembly_->member(1), session::CertifyResult{poll, results});
  }
  Say(assembly_->director(), session::AnnounceResult{poll, results});
}

PollId SessionLog::Vote(session::DraftPoll draft, std::uint32_t option) {
  const PollId poll = OpenPoll(std::move(draft));
  Cast(poll, std::vector<std::optional<std::uint32_t>>(assembly_->members().size(), option));
  Announce(poll);
  return poll;
}

void SessionLog::Close() { Say(assembly_->director(), session::CloseSession{}); }

archive::Contents SessionLog::Contents() const {
  archive::Contents contents;
  const auto& registry = assembly_->registry_entries();
  const auto end = registry.begin() + static_cast<std::ptrdiff_t>(state().registry_head.size);
  contents.registry.assign(registry.begin(), end);
  contents.session = entries_;
  const auto head = log::SignHead(assembly_->node(), log(), fold_.chain().head()).value();
  contents.node = head.node;
  contents.signature = head.signature;
  return contents;
}

session::AgendaItem Item(session::ItemKind kind, std::string title) {
  return {.id = {},
          .kind = kind,
          .title = std::move(title),
          .mover = {session::MoverKind::kCouncil, {}, ""},
          .reports = {},
          .laws = {}};
}

session::DraftPoll Draft(const ItemId& item, session::PollSubject subject) {
  session::DraftPoll draft;
  draft.item = item;
  draft.subject = subject;
  draft.method = session::Method::kRecorded;
  draft.question = "表决事项";
  draft.contests.push_back({.title = "草案", .proposals = {}, .terms = rules::MajorityContest()});
  return draft;
}

}  // namespace plenary::testing
