// Laws of the fold, tried with whatever a session's people may say in whatever order.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <sstream>

#include "core/fold/log_fold.h"
#include "tests/support/assembly.h"
#include "tests/support/check_secret.h"

namespace plenary::fold {
namespace {

using session::Body;
using session::Session;
using testing::Assembly;
using testing::Participant;
using testing::SessionLog;

using Tries = std::vector<std::tuple<std::uint8_t, std::uint8_t>>;

void Describe(std::ostream& out, const session::PollRecord& poll) {
  out << " state " << static_cast<int>(poll.state) << " opened " << poll.opened << " changed "
      << poll.changed << " present " << poll.attendance.present << " void " << poll.void_reason;
  for (const PersonId& person : poll.roll) out << " roll " << person.hex();
  for (const auto& [person, ballot] : poll.ballots) {
    out << " ballot " << person.hex() << ' ' << ballot.id.hex() << ' ' << ballot.index << ' '
        << ballot.presses;
  }
  for (const rules::ContestResult& result : poll.results) {
    out << " not voting " << result.count.not_voting;
    for (const std::uint32_t votes : result.count.votes) out << " votes " << votes;
  }
}

// What the session is, in words: equal exactly if the states are.
std::string Describe(const Session& session) {
  std::ostringstream out;
  out << "phase " << static_cast<int>(session.phase) << " sittings " << session.sittings
      << " chair " << session.chair.hex() << " changed " << session.attendance_changed;
  for (const auto& [person, member] : session.members) {
    out << "\nmember " << person.hex() << ' ' << static_cast<int>(member.presence);
  }
  for (const ItemId& item : session.agenda) {
    const session::ItemRecord& record = session.items.at(item);
    out << "\nitem " << item.hex() << ' ' << static_cast<int>(record.state) << ' '
        << record.ending.has_value() << ' ' << record.recusals.size() << ' ' << record.changed;
  }
  for (const PollId& poll : session.poll_order) {
    out << "\npoll " << poll.hex();
    Describe(out, session.polls.at(poll));
  }
  return out.str();
}

// The poll drafted last.
std::optional<PollId> Last(const Session& session) {
  if (session.poll_order.empty()) return std::nullopt;
  return session.poll_order.back();
}

Body Ballot(const Session& session, const PollId& poll, const Participant& by,
            std::uint8_t choice) {
  const auto& ballots = session.polls.at(poll).ballots;
  const auto own = ballots.find(by.person);
  const auto replaces = own == ballots.end() ? std::nullopt : std::optional(own->second.id);
  return session::CastBallot{poll, {rules::Choice{{choice % 4u}}}, replaces};
}

// One of the things that `by` can say about the last poll and its item.
Body Something(const Session& session, std::uint8_t what, const Participant& by) {
  const ItemId item = session.agenda.front();
  const auto poll = Last(session);
  session::DraftPoll draft = testing::Draft(item, session::PollSubject::kDraft);
  draft.poll =
      testing::NumberedId<PollId>('q', static_cast<std::uint32_t>(session.poll_order.size() + 1));
  if (!poll) return draft;
  const auto results = StateResults(session.polls.at(*poll));
  if (results.empty() && (what % 16 == 3 || what % 16 == 4)) return session::ClosePoll{*poll};
  switch (what % 16) {
    case 0:
      return draft;
    case 1:
      return session::OpenPoll{*poll};
    case 2:
      return session::ClosePoll{*poll};
    case 3:
      return session::CertifyResult{*poll, results};
    case 4:
      return session::AnnounceResult{*poll, results};
    case 5:
      return session::VoidPoll{*poll, "程序有误"};
    case 6:
      return session::RecordDeparture{by.person};
    case 7:
      return session::SignIn{};
    case 8:
      return session::Recess{};
    case 9:
      return session::Resume{session.today};
    case 10:
      return session::Recuse{by.person, item, std::nullopt, "亲属"};
    default:
      return Ballot(session, *poll, by, what / 16);
  }
}

bool IsTheChairs(const Body& body) {
  return std::holds_alternative<session::DraftPoll>(body) ||
         std::holds_alternative<session::OpenPoll>(body) ||
         std::holds_alternative<session::ClosePoll>(body) ||
         std::holds_alternative<session::AnnounceResult>(body);
}

RC_GTEST_PROP(Replay, GivesTheLiveStateWhateverWasSaid, (const Tries& tries)) {
  static Assembly assembly;
  SessionLog live = assembly.Convene(1, session::SessionKind::kCommittee, {2023, 6, 28});
  live.Open();
  live.Start(testing::Item(session::ItemKind::kDecision));
  for (const auto& [what, who] : tries) {
    const Participant& by = assembly.member(who % assembly.members().size());
    const Body body = Something(live.state(), what, by);
    const std::string before = Describe(live.state());
    // Mostly said by whoever may, so that the session gets somewhere.
    const bool by_chair = IsTheChairs(body) && who % 8 != 0;
    if (live.Try(by_chair ? assembly.director() : by, body)) continue;
    RC_ASSERT(Describe(live.state()) == before);
  }

  SessionFold again(live.log(), assembly.suite(), assembly.registry(), kTestSecret);
  for (const log::Entry& entry : live.entries()) {
    RC_ASSERT(again.Replay(entry, assembly.registry().state()).has_value());
  }
  RC_ASSERT(Describe(again.state()) == Describe(live.state()));
}

}  // namespace
}  // namespace plenary::fold
