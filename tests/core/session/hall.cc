#include "tests/core/session/hall.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "tests/support/check_secret.h"

namespace plenary::session {
namespace {

void Must(const Verdict& verdict) {
  if (!verdict) FAIL() << "refused: " << NameOf(verdict.error());
}

}  // namespace

const crypto::PublicKey& KeyOf(std::uint8_t person) {
  static auto& keys = *new std::map<std::uint8_t, crypto::PublicKey>;
  if (const auto found = keys.find(person); found != keys.end()) return found->second;
  auto key = crypto::PrivateKey::Generate(crypto::Suite::kP256);
  PLENARY_CHECK(key);
  return keys.emplace(person, key->public_key()).first->second;
}

Hall::Hall(std::uint8_t members, CommitteeRules rules) {
  Found found;
  found.name = "绛县人民代表大会常务委员会";
  found.suite = crypto::Suite::kP256;
  found.term = 17;
  found.date = {2021, 7, 15};
  found.officers = {FoundingOfficer{P(kSecretary), "李秀兰", ToBytes(KeyOf(kSecretary).encoded())},
                    FoundingOfficer{P(kOfficer), "何志强", ToBytes(KeyOf(kOfficer).encoded())}};
  found.node = {ToBytes(KeyOf(200).encoded()), {}};
  found.rules = std::move(rules);
  Command command{{}, {}, MakeId<CommandId>(1), KeyOf(kSecretary).id(), {}, found};
  Must(Decide(registry_, committee_, command, 0));
  Apply(registry_, committee_, command, registry_size_++);
  past_.push_back(std::make_shared<const Registry>(registry_));

  Must(Enter(kSecretary, PutPerson{P(kGuest), "马腾", "县人民政府办公室主任"}));
  Must(EnterConfirmed(AdmitKey{P(kGuest), ToBytes(KeyOf(kGuest).encoded())}));
  Must(EnterConfirmed(GrantRole{P(kGuest), Role::kAttendee}));
  for (std::uint8_t i = 0; i < members; ++i) {
    const std::uint8_t person = static_cast<std::uint8_t>(kDirector + i);
    const Office office = i == 0   ? Office::kDirector
                          : i == 1 ? Office::kViceDirector
                                   : Office::kMember;
    Must(Enter(kSecretary, PutPerson{P(person), "组成人员" + std::to_string(person), ""}));
    Must(Enter(kSecretary, AddSeat{MakeId<SeatId>(person), office}));
    Must(EnterConfirmed(FillSeat{MakeId<SeatId>(person), P(person), {2021, 7, 15}}));
    Must(EnterConfirmed(AdmitKey{P(person), ToBytes(KeyOf(person).encoded())}));
  }
}

Command Hall::MakeCommand(std::uint8_t person, Body body, SessionId session) {
  CommandId id;
  Bytes number;
  PutU32(number, ++commands_);
  std::ranges::copy(number, id.bytes.begin());
  return {committee_, session, id, KeyOf(person).id(), {}, std::move(body)};
}

Verdict Hall::Enter(std::uint8_t person, Body body) {
  const Command command = MakeCommand(person, std::move(body), {});
  PLENARY_TRY(Decide(registry_, committee_, command, registry_size_));
  Apply(registry_, committee_, command, registry_size_++);
  past_.push_back(std::make_shared<const Registry>(registry_));
  return {};
}

Verdict Hall::EnterConfirmed(Body body) {
  const std::uint64_t index = registry_size_;
  PLENARY_TRY(Enter(kSecretary, std::move(body)));
  return Enter(kOfficer, Confirm{{index}});
}

Verdict Hall::Say(std::uint8_t person, Body body) {
  const SessionId session =
      std::holds_alternative<RevokeKey>(body) ? SessionId{} : MakeId<SessionId>(50);
  const Command command = MakeCommand(person, std::move(body), session);
  const Surroundings around{*this, kTestSecret};
  PLENARY_TRY(Decide(session_, around, command));
  // Stands for the root: unlike any other.
  Digest root;
  root.bytes[0] = static_cast<Byte>(++session_size_ >> 8);
  root.bytes[1] = static_cast<Byte>(session_size_);
  Apply(session_, around, command, {session_size_, root});
  return {};
}

log::Head Hall::RegistryHead() const { return {registry_size_, {}}; }

std::shared_ptr<const Registry> Hall::At(const log::Head& head) const {
  return head.size >= 1 && head.size <= past_.size() ? past_[head.size - 1] : nullptr;
}

void Hall::Convene(SessionKind kind) {
  session::Convene convene;
  convene.kind = kind;
  convene.term = 17;
  convene.number = 15;
  convene.date = {2023, 4, 27};
  convene.chair = P(kDirector);
  convene.registry = RegistryHead();
  Must(Say(kSecretary, convene));
  Must(Say(kSecretary, GiveNotice{{2023, 4, 17}}));
}

void Hall::Open(std::uint8_t present) {
  for (std::uint8_t i = 0; i < present; ++i) {
    Must(Say(static_cast<std::uint8_t>(kDirector + i), SignIn{}));
  }
  Must(Say(kDirector, OpenSession{}));
  Must(Say(kDirector, AdoptAgenda{}));
  if (present >= 4) {
    Must(Say(kDirector, NameScrutineers{{P(kMember), P(static_cast<std::uint8_t>(kMember + 1))}}));
  }
}

void Hall::StartItem(std::uint8_t item, ItemKind kind) {
  Must(Say(kDirector,
           AddItem{MakeItem(item, kind), static_cast<std::uint32_t>(session_.agenda.size())}));
  Must(Say(kDirector, session::StartItem{I(item)}));
}

void Hall::Draft(DraftPoll draft) { Must(Say(kSecretary, std::move(draft))); }

void Hall::OpenPoll(std::uint8_t poll, std::uint8_t item) {
  Draft(MakeDraft(poll, item));
  Must(Say(kDirector, session::OpenPoll{Q(poll)}));
}

void Hall::Cast(std::uint8_t poll, int for_, int against, int abstain) {
  std::uint8_t person = kDirector;
  const auto cast = [&](int count, std::uint32_t option) {
    for (int i = 0; i < count; ++i) Must(Say(person++, MakeBallot(poll, option)));
  };
  cast(for_, 0);
  cast(against, 1);
  cast(abstain, 2);
}

Verdict Hall::Certify(std::uint8_t poll_number) {
  return Say(kMember, CertifyResult{Q(poll_number), StateResults(poll(poll_number))});
}

Verdict Hall::Announce(std::uint8_t poll_number) {
  return Say(kDirector, AnnounceResult{Q(poll_number), StateResults(poll(poll_number))});
}

void Hall::Conclude(std::uint8_t poll_number, int for_, int against, int abstain) {
  Cast(poll_number, for_, against, abstain);
  Must(Say(kDirector, ClosePoll{Q(poll_number)}));
  Must(Certify(poll_number));
  Must(Announce(poll_number));
}

AgendaItem MakeItem(std::uint8_t item, ItemKind kind) {
  return {I(item), kind, "议题" + std::to_string(item), {MoverKind::kCouncil, {}, ""}, {}, {}};
}

Proposal MakeProposal(std::uint8_t proposal, std::uint8_t item, std::string nominee) {
  Proposal made;
  made.id = R(proposal);
  made.item = I(item);
  made.nominee = std::move(nominee);
  made.post = "局长";
  made.organ = Organ::kGovernment;
  made.organ_name = "县教育局";
  made.action = Action::kDecideToAppoint;
  made.nominator = {MoverKind::kGovernment, {}, "县长"};
  return made;
}

DraftPoll MakeDraft(std::uint8_t poll, std::uint8_t item) {
  DraftPoll draft;
  draft.poll = Q(poll);
  draft.item = I(item);
  draft.subject = PollSubject::kDraft;
  draft.method = Method::kRecorded;
  draft.question = "通过决议草案";
  draft.contests = {{"决议草案", {}, rules::MajorityContest()}};
  return draft;
}

DraftPoll MakeAppointmentDraft(std::uint8_t poll, std::uint8_t item,
                               std::vector<std::vector<std::uint8_t>> contests) {
  DraftPoll draft = MakeDraft(poll, item);
  draft.subject = PollSubject::kAppointment;
  draft.contests.clear();
  for (const auto& proposals : contests) {
    Contest contest{"任命", {}, rules::MajorityContest()};
    for (const std::uint8_t proposal : proposals) contest.proposals.push_back(R(proposal));
    draft.contests.push_back(std::move(contest));
  }
  return draft;
}

CastBallot MakeBallot(std::uint8_t poll, std::uint32_t option, std::optional<CommandId> replaces) {
  return {Q(poll), {rules::Choice{{option}}}, replaces};
}

}  // namespace plenary::session
