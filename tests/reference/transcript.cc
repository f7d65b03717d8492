#include "tests/reference/transcript.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "core/base/check.h"
#include "core/crypto/random.h"
#include "core/fold/chain.h"
#include "core/wire/command.h"

namespace plenary::testing {
namespace {

using session::Body;
using session::Ending;
using session::ItemKind;
using session::PollSubject;

constexpr CivilDate kDay{2023, 3, 28};
constexpr std::int64_t kBegin = 1'680'000'000'000;

session::CommitteeRules Rules() {
  session::CommitteeRules rules;
  rules.majorities = {{ItemKind::kDecision, rules::kTwoThirdsOfAll}};
  rules.notice_days = 3;
  rules.materials_days = 2;
  return rules;
}

PersonId Member(std::uint32_t number) { return NumberedId<PersonId>('h', 100 + number); }
PollId Poll(std::uint32_t number) { return NumberedId<PollId>('p', number); }
ItemId ItemNumber(std::uint32_t number) { return NumberedId<ItemId>('i', number); }
ProposalId ProposalNumber(std::uint32_t number) { return NumberedId<ProposalId>('n', number); }

session::AgendaItem MakeItem(std::uint32_t number, ItemKind kind) {
  session::AgendaItem item = Item(kind);
  item.id = ItemNumber(number);
  return item;
}

session::DraftPoll MakeDraft(std::uint32_t number, std::optional<ItemId> item,
                             PollSubject subject) {
  session::DraftPoll draft = Draft(ItemNumber(1), subject);
  draft.poll = Poll(number);
  draft.item = item;
  draft.test = !item;
  return draft;
}

session::StatedResult Stated(std::vector<std::uint32_t> votes, std::uint32_t not_voting,
                             rules::Outcome outcome) {
  return {std::move(votes), not_voting, outcome};
}

log::Blinds RandomBlinds() {
  log::Blinds blinds;
  for (log::Blind& blind : blinds.parts) PLENARY_CHECK(crypto::RandomBytes(blind).has_value());
  return blinds;
}

void Append(log::MerkleTree& tree, const log::Entry& entry) {
  const auto command = wire::DecodeCommand(entry.command.command);
  // No verifier comes past an entry that is no command: any leaf will do for it.
  tree.Append(command ? fold::LeafOf(tree.suite(), entry, *command) : Digest{});
}

log::MerkleTree TreeOf(crypto::Suite suite, const std::vector<log::Entry>& entries) {
  log::MerkleTree tree(suite);
  for (const log::Entry& entry : entries) Append(tree, entry);
  return tree;
}

log::Entry EntryAt(std::uint64_t index) {
  log::Entry entry;
  entry.index = index;
  entry.time = {kBegin + static_cast<std::int64_t>(index)};
  entry.blinds = RandomBlinds();
  return entry;
}

// The last revocation in a registry, as it was signed.
const log::SignedCommand* LastRevocation(const std::vector<log::Entry>& entries) {
  const log::SignedCommand* last = nullptr;
  for (const log::Entry& entry : entries) {
    const auto command = wire::DecodeCommand(entry.command.command);
    if (command && std::holds_alternative<session::RevokeKey>(command->body)) {
      last = &entry.command;
    }
  }
  return last;
}

KeyId KeyOf(const Participant& person) { return person.key.public_key().id(); }

}  // namespace

Transcript::Transcript(crypto::Suite suite)
    : assembly_({.members = 5, .vice_directors = 1, .suite = suite, .rules = Rules()}),
      guest_{NumberedId<PersonId>('h', 200), "列席人员",
             crypto::PrivateKey::Generate(suite).value()},
      laptop_(crypto::PrivateKey::Generate(suite).value()) {
  keys_[KeyOf(assembly_.secretary())] = &assembly_.secretary().key;
  keys_[KeyOf(assembly_.officer())] = &assembly_.officer().key;
  keys_[KeyOf(guest_)] = &guest_.key;
  for (const Participant& member : assembly_.members()) keys_[KeyOf(member)] = &member.key;
  keys_[laptop_.public_key().id()] = &laptop_;
  contents_.registry = {assembly_.registry_entries().front()};
  for (std::size_t i = 1; i < assembly_.registry_entries().size(); ++i) {
    auto command = wire::DecodeCommand(assembly_.registry_entries()[i].command.command).value();
    lines_.registry.push_back({command.signer, FreshId(), std::move(command.body)});
  }
  AddToRegistry();
  AddSession();
  contents_ = Write(lines_, 0, 0);
}

void Transcript::SayInRegistry(const KeyId& signer, Body body) {
  lines_.registry.push_back({signer, FreshId(), std::move(body)});
}

CommandId Transcript::Say(const KeyId& signer, Body body) {
  lines_.session.push_back({signer, FreshId(), std::move(body)});
  return lines_.session.back().id;
}

KeyId Transcript::AnySigner(std::uint32_t random) const {
  return std::next(keys_.begin(), static_cast<std::ptrdiff_t>(random % keys_.size()))->first;
}

// ---- what is said

void Transcript::AddToRegistry() {
  const KeyId secretary = KeyOf(assembly_.secretary());
  const auto encoded = [](const crypto::PrivateKey& key) {
    return ToBytes(key.public_key().encoded());
  };
  const auto other_node = crypto::PrivateKey::Generate(assembly_.suite()).value();
  const std::uint64_t next = lines_.registry.size() + 1;
  SayInRegistry(secretary, session::PutPerson{guest_.person, guest_.name, "县财政局"});
  SayInRegistry(secretary, session::AddSeat{NumberedId<SeatId>('t', 9), session::Office::kMember});
  SayInRegistry(secretary, session::GrantRole{guest_.person, session::Role::kAttendee});
  SayInRegistry(secretary, session::AdmitKey{guest_.person, encoded(guest_.key)});
  SayInRegistry(secretary, session::AdmitKey{Member(2), encoded(laptop_)});
  SayInRegistry(secretary, session::AdmitNode{{encoded(other_node), Bytes{0x30, 0}}});
  SayInRegistry(secretary, session::PutPerson{guest_.person, guest_.name, "县审计局"});
  SayInRegistry(KeyOf(assembly_.officer()),
                session::Confirm{{next + 2, next + 3, next + 4, next + 5, next + 6}});
  AddPassingChanges();
  SayInRegistry(secretary, session::SetYearFigures{2023, 154, 975, 23, 21});
  SayInRegistry(secretary, session::RevokeNode{other_node.public_key().id(), "停用"});
  // here the session is convened
  SayInRegistry(secretary, session::RevokeKey{KeyOf(assembly_.member(2)), "笔记本损坏"});
}

// What leaves the committee as it was, or waits for ever.
void Transcript::AddPassingChanges() {
  const KeyId secretary = KeyOf(assembly_.secretary());
  const KeyId officer = KeyOf(assembly_.officer());
  const auto seat = NumberedId<SeatId>('t', 9);
  const std::uint64_t next = lines_.registry.size() + 1;
  SayInRegistry(secretary, session::SetRules{Rules()});
  SayInRegistry(secretary, session::GrantRole{guest_.person, session::Role::kOfficer});
  SayInRegistry(secretary, session::FillSeat{seat, guest_.person, {2023, 1, 4}});
  SayInRegistry(officer, session::Confirm{{next, next + 1, next + 2}});
  SayInRegistry(secretary, session::WithdrawRole{guest_.person, session::Role::kOfficer});
  SayInRegistry(secretary, session::VacateSeat{seat, {2023, 1, 5}, "调离"});
  SayInRegistry(officer, session::Confirm{{next + 5}});
  SayInRegistry(secretary, session::BeginTerm{18, {2023, 1, 6}});
}

void Transcript::AddSession() {
  AddOpening();
  AddDraftAndAmendment();
  AddAppointments();
  AddCountedPolls();
  AddEnd();
}

void Transcript::AddOpening() {
  const KeyId secretary = KeyOf(assembly_.secretary());
  const KeyId chair = KeyOf(assembly_.director());
  Say(secretary, session::Convene{.kind = session::SessionKind::kCommittee,
                                  .rehearsal = false,
                                  .urgent = false,
                                  .term = 17,
                                  .number = 12,
                                  .date = kDay,
                                  .title = "",
                                  .place = "常委会会议室",
                                  .chair = assembly_.director().person,
                                  .registry = {}});
  Say(secretary, session::GiveNotice{{2023, 3, 20}});
  Say(secretary, session::AddItem{MakeItem(1, ItemKind::kDecision), 0});
  Say(secretary, session::AddItem{MakeItem(2, ItemKind::kAppointments), 0});
  Say(secretary, session::AddItem{MakeItem(3, ItemKind::kBriefing), 2});
  Say(secretary, session::MoveItem{ItemNumber(2), 1});
  Say(secretary,
      session::AttachDocument{
          ItemNumber(1), session::DocumentKind::kDraft, "草案.pdf", "application/pdf", 9, {}});
  Say(chair, session::GrantLeave{Member(4), "出差"});
  for (const std::size_t i : {0u, 1u, 2u, 3u}) Say(KeyOf(assembly_.member(i)), session::SignIn{});
  Say(KeyOf(guest_), session::SignIn{});
  Say(chair, session::OpenSession{});
  Say(chair, session::AdoptAgenda{});
  Say(chair, session::NameScrutineers{{Member(1), Member(3)}});
  Vote(MakeDraft(1, std::nullopt, PollSubject::kProcedure), {0, 1, 2},
       Stated({1, 1, 1}, 1, rules::Outcome::kNotAdopted));
}

void Transcript::AddDraftAndAmendment() {
  const KeyId chair = KeyOf(assembly_.director());
  Say(chair, session::StartItem{ItemNumber(1)});
  session::DraftPoll draft = MakeDraft(2, ItemNumber(1), PollSubject::kDraft);
  draft.contests[0].terms = rules::MajorityContest(rules::kTwoThirdsOfAll);
  session::DraftPoll amendment = MakeDraft(3, ItemNumber(1), PollSubject::kAmendment);
  amendment.contests = draft.contests;
  Vote(amendment, {0, 1, 0}, Stated({2, 1, 0}, 1, rules::Outcome::kNotAdopted));
  Say(KeyOf(assembly_.member(4)), session::SignIn{});
  const CommandId first = FreshId();
  Say(chair, draft);
  Say(chair, session::OpenPoll{draft.poll});
  lines_.session.push_back(
      {KeyOf(assembly_.member(4)), first, session::CastBallot{draft.poll, {{{1}}}, std::nullopt}});
  for (const std::size_t i : {0u, 1u, 3u}) {
    Say(KeyOf(assembly_.member(i)), session::CastBallot{draft.poll, {{{0}}}, std::nullopt});
  }
  Say(KeyOf(assembly_.member(4)), session::CastBallot{draft.poll, {{{0}}}, first});
  Say(KeyOf(assembly_.secretary()), session::RevokeKey{KeyOf(assembly_.member(2)), "笔记本损坏"});
  Say(laptop_.public_key().id(), session::CastBallot{draft.poll, {{{2}}}, std::nullopt});
  const auto result = Stated({4, 0, 1}, 0, rules::Outcome::kAdopted);
  Say(chair, session::ClosePoll{draft.poll});
  Say(KeyOf(assembly_.member(1)), session::CertifyResult{draft.poll, {result}});
  Say(chair, session::AnnounceResult{draft.poll, {result}});
  Say(chair, session::ConcludeItem{ItemNumber(1), Ending::kAdopted, ""});
  Say(chair, session::Recess{});
  Say(chair, session::Resume{{2023, 3, 29}});
  Say(KeyOf(assembly_.secretary()), session::AdvanceRegistry{{}});
}

void Transcript::AddAppointments() {
  const KeyId chair = KeyOf(assembly_.director());
  const KeyId secretary = KeyOf(assembly_.secretary());
  Say(chair, session::StartItem{ItemNumber(2)});
  for (const std::uint32_t i : {1u, 2u}) {
    session::Proposal proposal{.id = ProposalNumber(i),
                               .item = ItemNumber(2),
                               .person = std::nullopt,
                               .nominee = "某人" + std::to_string(i),
                               .post = "局长",
                               .organ = session::Organ::kGovernment,
                               .organ_name = "县教育局",
                               .action = session::Action::kDecideToAppoint,
                               .nominator = {session::MoverKind::kGovernment, {}, "县长"},
                               .earlier = {},
                               .reasons = ""};
    Say(secretary, session::ProposeAppointment{proposal});
    for (const auto what : {session::Prerequisite::kMaterials, session::Prerequisite::kExamination,
                            session::Prerequisite::kStatement}) {
      Say(secretary, session::RecordPrerequisite{ProposalNumber(i), what, {2023, 3, 20}});
    }
  }
  Say(KeyOf(assembly_.member(4)),
      session::Recuse{Member(4), ItemNumber(2), ProposalNumber(2), "亲属"});
  session::DraftPoll merged = MakeDraft(4, ItemNumber(2), PollSubject::kAppointment);
  merged.contests[0].proposals = {ProposalNumber(1), ProposalNumber(2)};
  Say(chair, merged);
  Say(KeyOf(assembly_.member(3)), session::ObjectToMerge{merged.poll, ""});
  Say(chair, session::DiscardPoll{merged.poll});
  session::DraftPoll one = MakeDraft(5, ItemNumber(2), PollSubject::kAppointment);
  one.contests[0].proposals = {ProposalNumber(1)};
  Vote(one, {0, 0, 1, 0}, Stated({3, 1, 0}, 1, rules::Outcome::kAdopted));
  Say(chair, session::VoidPoll{one.poll, "系统故障"});
  one.again = one.poll;
  one.poll = Poll(6);
  Vote(one, {0, 0, 0, 2}, Stated({3, 0, 1}, 1, rules::Outcome::kAdopted));
  session::DraftPoll two = MakeDraft(7, ItemNumber(2), PollSubject::kAppointment);
  two.contests[0].proposals = {ProposalNumber(2)};
  Vote(two, {1, 0}, Stated({1, 1, 0}, 2, rules::Outcome::kNotAdopted));
  Say(secretary,
      session::RecordFollowUp{ProposalNumber(1), session::FollowUp::kOath, {2023, 3, 29}});
  Say(chair, session::ConcludeItem{ItemNumber(2), Ending::kVoted, ""});
}

void Transcript::AddCountedPolls() {
  const KeyId chair = KeyOf(assembly_.director());
  const KeyId chief = KeyOf(assembly_.member(1));
  const KeyId second = KeyOf(assembly_.member(3));
  Say(chair, session::AddItem{MakeItem(4, ItemKind::kByElection), 3});
  Say(chair, session::AddItem{MakeItem(5, ItemKind::kEvaluation), 4});
  const auto run = [&](const session::DraftPoll& draft, std::vector<rules::PaperCount> counts,
                       std::vector<session::StatedResult> results, Ending ending) {
    Say(chair, session::StartItem{*draft.item});
    Say(chair, draft);
    Say(chair, session::OpenPoll{draft.poll});
    Say(chair, session::ClosePoll{draft.poll});
    Say(second, session::EnterCount{draft.poll, counts});
    Say(chief, session::ConfirmCount{draft.poll, counts});
    Say(chief, session::CertifyResult{draft.poll, results});
    Say(chair, session::AnnounceResult{draft.poll, std::move(results)});
    Say(chair, session::ConcludeItem{*draft.item, ending, ""});
  };
  session::DraftPoll election = MakeDraft(8, ItemNumber(4), PollSubject::kElection);
  election.method = session::Method::kPaper;
  election.contests[0].terms =
      rules::ElectionContest({"甲", "乙", "丙"}, {2, rules::kMoreThanHalfOfAll}, true);
  run(election,
      {{.issued = 5,
        .returned = 5,
        .valid = 4,
        .invalid = 1,
        .blank = 1,
        .votes = {3, 1, 0, 1},
        .write_ins = {{"丁", 1}}}},
      {Stated({3, 1, 0, 1}, 0, rules::Outcome::kPartlyElected)}, Ending::kVoted);
  session::DraftPoll grades = MakeDraft(9, ItemNumber(5), PollSubject::kEvaluation);
  grades.method = session::Method::kShowOfHands;
  grades.contests[0].terms = rules::EvaluationContest();
  grades.contests.push_back(grades.contests[0]);
  run(grades, {{.votes = {4, 0, 1, 0}}, {.votes = {1, 2, 0, 0}}},
      {Stated({4, 0, 1, 0}, 0, rules::Outcome::kExcellent),
       Stated({1, 2, 0, 0}, 2, rules::Outcome::kSatisfied)},
      Ending::kEvaluated);
}

void Transcript::AddEnd() {
  const KeyId chair = KeyOf(assembly_.director());
  Say(KeyOf(assembly_.secretary()),
      session::RecordAttendee{NumberedId<PersonId>('h', 300), session::AttendeeKind::kObserver,
                              "旁听", ""});
  Say(chair, session::NameScrutineers{{Member(3), Member(4)}});
  Say(chair, session::HandOverChair{Member(1)});
  const KeyId deputy = KeyOf(assembly_.member(1));
  Say(chair, session::RecordDeparture{Member(0)});
  Say(deputy, session::DeferItem{ItemNumber(3), "下次再议"});
  Say(deputy, session::CloseSession{});
}

void Transcript::Vote(const session::DraftPoll& draft, std::vector<std::uint32_t> marks,
                      const session::StatedResult& result) {
  const KeyId chair = KeyOf(assembly_.director());
  Say(chair, draft);
  Say(chair, session::OpenPoll{draft.poll});
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const bool replaced = i == 2 && draft.poll > Poll(3);  // the third member's laptop
    Say(replaced ? laptop_.public_key().id() : KeyOf(assembly_.member(i)),
        session::CastBallot{draft.poll, {{{marks[i]}}}, std::nullopt});
  }
  Say(chair, session::ClosePoll{draft.poll});
  if (!draft.test) {
    Say(KeyOf(assembly_.member(1)), session::CertifyResult{draft.poll, {result}});
  }
  Say(chair, session::AnnounceResult{draft.poll, {result}});
}

// ---- writing it

log::Entry Transcript::Sign(const Line& line, const LogId& log, const log::Head& seen) const {
  const session::Command command{log.committee, log.session, line.id, line.signer, seen, line.body};
  log::Entry entry = EntryAt(seen.size);
  entry.command.command = wire::EncodeCommand(command);
  entry.command.signature =
      keys_.at(line.signer)->Sign(crypto::Purpose::kCommand, entry.command.command).value();
  return entry;
}

void Transcript::WriteRegistry(const std::vector<Line>& lines, archive::Contents& contents) const {
  log::MerkleTree tree = TreeOf(assembly_.suite(), contents.registry);
  while (contents.registry.size() < lines.size() + 1) {
    const Line& line = lines[contents.registry.size() - 1];
    contents.registry.push_back(Sign(line, {assembly_.id(), {}}, log::HeadOf(tree)));
    Append(tree, contents.registry.back());
  }
}

void Transcript::WriteSession(const std::vector<Line>& lines, const log::MerkleTree& registry,
                              archive::Contents& contents) const {
  const LogId log{assembly_.id(), NumberedId<SessionId>('s', 1)};
  const log::SignedCommand* revocation = LastRevocation(contents.registry);
  log::MerkleTree tree = TreeOf(assembly_.suite(), contents.session);
  while (contents.session.size() < lines.size()) {
    Line line = lines[contents.session.size()];
    if (auto* convene = std::get_if<session::Convene>(&line.body)) {
      convene->registry = {registry.size() - 1, registry.RootAt(registry.size() - 1)};
    }
    if (auto* advance = std::get_if<session::AdvanceRegistry>(&line.body)) {
      advance->registry = log::HeadOf(registry);
    }
    if (revocation != nullptr && std::holds_alternative<session::RevokeKey>(line.body)) {
      contents.session.push_back(EntryAt(tree.size()));
      contents.session.back().command = *revocation;
    } else {
      contents.session.push_back(Sign(line, log, log::HeadOf(tree)));
    }
    Append(tree, contents.session.back());
  }
  const auto head = log::SignHead(assembly_.node(), log, log::HeadOf(tree)).value();
  contents.node = head.node;
  contents.signature = head.signature;
}

archive::Contents Transcript::Write(const Lines& lines, std::size_t registry_from,
                                    std::size_t session_from) const {
  archive::Contents contents = contents_;
  contents.registry.resize(std::min(registry_from + 1, contents.registry.size()));
  contents.session.resize(std::min(session_from, contents.session.size()));
  WriteRegistry(lines.registry, contents);
  WriteSession(lines.session, TreeOf(assembly_.suite(), contents.registry), contents);
  return contents;
}

}  // namespace plenary::testing
