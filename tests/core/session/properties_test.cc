// Laws of the state machine, tried with whatever people may say in whatever order.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>

#include "core/session/permissions.h"
#include "tests/core/session/hall.h"

namespace plenary::session {
namespace {

using Tries = std::vector<std::tuple<std::uint8_t, std::uint8_t, std::uint8_t>>;

// One of the things that can be said about two items, two proposals and three polls.
Body Something(const Hall& hall, std::uint8_t what, std::uint8_t about, std::uint8_t who) {
  const std::uint8_t item = 1 + about % 2;
  const std::uint8_t poll = 1 + about % 3;
  const std::uint8_t proposal = 1 + about % 2;
  const bool known = hall.session().polls.contains(Q(poll));
  const auto results = known ? StateResults(hall.poll(poll)) : std::vector<StatedResult>{};
  std::optional<CommandId> replaces;
  if (known && about % 5 != 0) {
    const auto& ballots = hall.poll(poll).ballots;
    if (const auto own = ballots.find(P(who)); own != ballots.end()) replaces = own->second.id;
  }
  rules::PaperCount hands;
  hands.votes = {about % 5u, about % 3u, about % 2u};
  DraftPoll draft = item == 2 ? MakeAppointmentDraft(poll, 2, {{proposal}}) : MakeDraft(poll, 1);
  if (about % 7 == 0) draft.method = Method::kShowOfHands;
  switch (what % 22) {
    case 0:
      return SignIn{};
    case 1:
      return RecordDeparture{P(who)};
    case 2:
      return AddItem{MakeItem(item, item == 2 ? ItemKind::kAppointments : ItemKind::kDecision), 0};
    case 3:
      return StartItem{I(item)};
    case 4:
      return ConcludeItem{I(item), static_cast<Ending>(1 + about % 12), ""};
    case 5:
      return ProposeAppointment{MakeProposal(proposal, 2, std::to_string(proposal))};
    case 6:
      return RecordPrerequisite{
          R(proposal), static_cast<Prerequisite>(1 + about % 3), {2023, 4, 20}};
    case 7:
      return draft;
    case 8:
      return OpenPoll{Q(poll)};
    case 9:
    case 10:
    case 11:
      return MakeBallot(poll, about % 4, replaces);
    case 12:
      return ClosePoll{Q(poll)};
    case 13:
      return EnterCount{Q(poll), {hands}};
    case 14:
      return ConfirmCount{Q(poll), {hands}};
    case 15:
      return CertifyResult{Q(poll), results};
    case 16:
      return AnnounceResult{Q(poll), results};
    case 17:
      return VoidPoll{Q(poll), "程序有误"};
    case 18:
      return Recuse{P(who), I(item), std::nullopt, "亲属"};
    case 19:
      return Recess{};
    case 20:
      return Resume{{2023, 4, 28}};
    default:
      return WithdrawItem{I(item), "撤回"};
  }
}

void CheckInvariants(const Session& session) {
  int unfinished = 0;
  for (const auto& [id, poll] : session.polls) {
    const bool open = poll.state == PollState::kOpen;
    if (open || poll.state == PollState::kClosed || poll.state == PollState::kTallied) {
      ++unfinished;
    }
    RC_ASSERT(open == (session.open_poll == id));
    for (const auto& [person, ballot] : poll.ballots) RC_ASSERT(poll.roll.contains(person));
    RC_ASSERT(poll.roll.size() == rules::Roll(poll.attendance));
    if (poll.state == PollState::kAnnounced) {
      RC_ASSERT(poll.results.size() == poll.draft.contests.size());
      for (const rules::ContestResult& result : poll.results) {
        RC_ASSERT(result.count.ballots + result.count.invalid + result.count.not_voting ==
                  poll.roll.size());
      }
    }
  }
  RC_ASSERT(unfinished <= 1);
  int started = 0;
  for (const auto& [id, item] : session.items) {
    if (item.state == ItemState::kStarted) ++started;
    RC_ASSERT((item.state == ItemState::kConcluded) == item.ending.has_value());
  }
  RC_ASSERT(started <= 1);
  for (const auto& [id, proposal] : session.proposals) {
    const bool decided =
        proposal.state == ProposalState::kPassed || proposal.state == ProposalState::kFailed;
    RC_ASSERT(decided == proposal.decided_by.has_value());
    if (decided) {
      RC_ASSERT(session.polls.at(*proposal.decided_by).state == PollState::kAnnounced);
    }
  }
  RC_ASSERT(rules::Validate(session.CountAttendance()).has_value());
}

RC_GTEST_PROP(Session, NoOrderOfCommandsBreaksAnInvariant, (const Tries& tries)) {
  static constexpr std::array<std::uint8_t, 9> kPeople = {kSecretary, kOfficer, kGuest, 10, 11,
                                                          12,         13,       14,     15};
  static const Hall kReady = [] {
    Hall hall(6);
    hall.Convene();
    hall.Open(6);
    return hall;
  }();
  Hall hall = kReady;
  for (const auto& [what, about, by] : tries) {
    // Half of the time who may say it says it, so that the session gets somewhere.
    const std::uint8_t who = kPeople[by % kPeople.size()];
    const Body body = Something(hall, what, about, who);
    const Permission& row = PermissionFor(KindOf(body));
    std::uint8_t speaker = who;
    if (by % 2 == 0 && row.who.Has(Standing::kChair)) speaker = kDirector;
    if (by % 2 == 0 && row.who.Has(Standing::kChiefScrutineer)) speaker = kMember;
    if (by % 2 == 0 && row.who.Has(Standing::kSecretary)) speaker = kSecretary;
    static_cast<void>(hall.Say(speaker, body).has_value());
    CheckInvariants(hall.session());
  }
}

RC_GTEST_PROP(Session, AMemberCountsOnceByTheLastBallotBeforeTheClose,
              (const std::vector<std::pair<std::uint8_t, std::uint8_t>>& presses)) {
  static const Hall kReady = [] {
    Hall hall(9);
    hall.Convene();
    hall.Open(9);
    hall.StartItem(1, ItemKind::kDecision);
    hall.OpenPoll(1, 1);
    return hall;
  }();
  Hall hall = kReady;
  std::map<std::uint8_t, std::uint32_t> last;
  for (const auto& [who, choice] : presses) {
    const std::uint8_t person = static_cast<std::uint8_t>(kDirector + who % 9);
    std::optional<CommandId> replaces;
    if (last.contains(person)) replaces = hall.poll(1).ballots.at(P(person)).id;
    RC_ASSERT(hall.Say(person, MakeBallot(1, choice % 3u, replaces)).has_value());
    last[person] = choice % 3u;
  }
  RC_ASSERT(hall.Say(kDirector, ClosePoll{Q(1)}).has_value());
  std::vector<std::uint32_t> want(3);
  for (const auto& [person, choice] : last) ++want[choice];
  RC_ASSERT(hall.poll(1).results.front().count.votes == want);
  RC_ASSERT(hall.poll(1).results.front().count.not_voting == 9 - last.size());
}

}  // namespace
}  // namespace plenary::session
