#include "tests/server/host/committee.h"

#include <atomic>
#include <cstdio>
#include <memory>
#include <utility>

#include "core/base/check.h"
#include "core/base/mutex.h"
#include "core/crypto/random.h"
#include "core/session/registry.h"
#include "core/wire/command.h"

namespace plenary::host {
namespace {

using crypto::PrivateKey;
using crypto::Purpose;

constexpr CivilDate kDate{2023, 2, 28};

Participant MakeParticipant(crypto::Suite suite, std::uint64_t number, std::string name) {
  return {NumberedId<PersonId>('h', number), std::move(name), PrivateKey::Generate(suite).value()};
}

Bytes Encoded(const PrivateKey& key) { return ToBytes(key.public_key().encoded()); }

}  // namespace

TestCommittee::TestCommittee(std::size_t members, crypto::Suite suite)
    : suite_(suite),
      secretary_(MakeParticipant(suite, 1, "secretary")),
      officer_(MakeParticipant(suite, 2, "officer")) {
  for (std::size_t i = 0; i < members; ++i) {
    members_.push_back(MakeParticipant(suite, 100 + i, "member " + std::to_string(i)));
  }
  const PrivateKey node = PrivateKey::Generate(suite).value();
  const crypto::SecretBytes der = node.ToPlainPkcs8().value();
  node_key_ = ToBytes(der.view());
  session::Found found{.name = "committee",
                       .suite = suite,
                       .term = 1,
                       .date = kDate,
                       .officers = {{{secretary_.person, secretary_.name, Encoded(secretary_.key)},
                                     {officer_.person, officer_.name, Encoded(officer_.key)}}},
                       .node = {Encoded(node), Bytes{0x30, 0}},
                       .rules = {}};
  session::Command command{.committee = {},
                           .session = {},
                           .id = crypto::RandomId<CommandId>().value(),
                           .signer = secretary_.key.public_key().id(),
                           .seen = {0, log::EmptyRoot(suite)},
                           .body = std::move(found)};
  founding_.command = wire::EncodeCommand(command);
  founding_.signature = secretary_.key.Sign(Purpose::kFounding, founding_.command).value();
  founding_.cosignature = officer_.key.Sign(Purpose::kFounding, founding_.command).value();
  id_ = session::CommitteeIdOf(suite, founding_.command);
}

PrivateKey TestCommittee::NodeKey() const {
  return PrivateKey::FromPlainPkcs8(suite_, node_key_).value();
}

log::SignedCommand TestCommittee::Sign(const Participant& signer, const LogId& log,
                                       const log::Head& seen, session::Body body) const {
  return Sign(signer, log, seen, std::move(body), crypto::RandomId<CommandId>().value());
}

log::SignedCommand TestCommittee::Sign(const Participant& signer, const LogId& log,
                                       const log::Head& seen, session::Body body,
                                       const CommandId& id) const {
  const session::Command command{.committee = log.committee,
                                 .session = log.session,
                                 .id = id,
                                 .signer = signer.key.public_key().id(),
                                 .seen = seen,
                                 .body = std::move(body)};
  log::SignedCommand signed_command;
  signed_command.command = wire::EncodeCommand(command);
  const auto decoded = wire::DecodeCommand(signed_command.command);
  if (!decoded) std::fprintf(stderr, "committee: %s\n", decoded.error().message.c_str());
  PLENARY_CHECK(decoded.has_value());
  signed_command.signature = signer.key.Sign(Purpose::kCommand, signed_command.command).value();
  return signed_command;
}

std::vector<session::Body> TestCommittee::Seating() const {
  std::vector<session::Body> bodies;
  for (std::size_t i = 0; i < members_.size(); ++i) {
    const Participant& member = members_[i];
    const auto seat = NumberedId<SeatId>('t', i);
    bodies.emplace_back(session::PutPerson{member.person, member.name, ""});
    bodies.emplace_back(
        session::AddSeat{seat, i == 0 ? session::Office::kDirector : session::Office::kMember});
    bodies.emplace_back(session::FillSeat{seat, member.person, kDate});
    bodies.emplace_back(session::AdmitKey{member.person, Encoded(member.key)});
  }
  return bodies;
}

session::Confirm TestCommittee::SeatingConfirmed(std::uint64_t first_index) const {
  session::Confirm confirm;
  for (std::size_t i = 0; i < members_.size(); ++i) {
    confirm.entries.push_back(first_index + 4 * i + 2);
    confirm.entries.push_back(first_index + 4 * i + 3);
  }
  return confirm;
}

session::Convene TestCommittee::Convening(const log::Head& registry) const {
  return {.kind = session::SessionKind::kCommittee,
          .rehearsal = false,
          .urgent = false,
          .term = 1,
          .number = 1,
          .date = kDate,
          .title = "",
          .place = "hall",
          .chair = director().person,
          .registry = registry};
}

session::DraftPoll TestCommittee::TestPoll(std::uint64_t number) const {
  session::DraftPoll draft;
  draft.poll = PollNumber(number);
  draft.subject = session::PollSubject::kProcedure;
  draft.method = session::Method::kRecorded;
  draft.test = true;
  draft.question = "test";
  draft.contests.push_back({.title = "test", .proposals = {}, .terms = rules::MajorityContest()});
  return draft;
}

session::CastBallot TestCommittee::Ballot(std::uint64_t poll, std::uint32_t option,
                                          std::optional<CommandId> replaces) const {
  return {.poll = PollNumber(poll), .choices = {{.options = {option}}}, .replaces = replaces};
}

struct TestWorld::State {
  std::atomic<std::int64_t> now = 1'700'000'000'000;
  std::atomic<bool> broken = false;
  Mutex mutex;
  std::vector<Error> reports PLENARY_GUARDED_BY(mutex);
};

TestWorld::TestWorld() : state_(std::make_shared<State>()) {}

Environment TestWorld::environment() const {
  return {.clock = [state = state_] { return Instant{++state->now}; },
          .randomness = [state = state_](std::span<Byte> out) -> Result<void> {
            if (state->broken) return Fail(ErrorCode::kInternal, "no randomness");
            return crypto::RandomBytes(out);
          },
          .report =
              [state = state_](const Error& error) {
                const MutexLock lock(state->mutex);
                state->reports.push_back(error);
              }};
}

std::vector<Error> TestWorld::reports() const {
  const MutexLock lock(state_->mutex);
  return state_->reports;
}

void TestWorld::BreakRandomness(bool broken) { state_->broken = broken; }

}  // namespace plenary::host
