// A committee for the tests of the host: its people with their keys, and what they sign.
#ifndef PLENARY_TESTS_SERVER_HOST_COMMITTEE_H_
#define PLENARY_TESTS_SERVER_HOST_COMMITTEE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/crypto/keys.h"
#include "core/log/entry.h"
#include "core/log/head.h"
#include "core/session/command.h"
#include "server/host/submit.h"

namespace plenary::host {

template <class IdT>
IdT NumberedId(std::uint8_t kind, std::uint64_t number) {
  IdT id;
  id.bytes[0] = kind;
  for (std::size_t i = 0; i < 8; ++i) id.bytes[i + 1] = static_cast<Byte>(number >> (8 * i));
  return id;
}

struct Participant {
  PersonId person;
  std::string name;
  crypto::PrivateKey key;
};

// A secretary and a second officer found it; `members` take seats, the first the
// director's, once the commands of Seating have been accepted.
class TestCommittee {
 public:
  explicit TestCommittee(std::size_t members, crypto::Suite suite = crypto::Suite::kP256);

  crypto::Suite suite() const { return suite_; }
  const CommitteeId& id() const { return id_; }
  LogId registry() const { return {id_, SessionId{}}; }
  LogId session(std::uint64_t number) const { return {id_, SessionNumber(number)}; }
  static SessionId SessionNumber(std::uint64_t number) {
    return NumberedId<SessionId>('s', number);
  }

  const log::SignedCommand& founding() const { return founding_; }
  crypto::PrivateKey NodeKey() const;  // the one node's, another object each time
  const Participant& secretary() const { return secretary_; }
  const Participant& officer() const { return officer_; }
  const std::vector<Participant>& members() const { return members_; }
  const Participant& director() const { return members_.front(); }

  // Under a new id each time, or the one given.
  log::SignedCommand Sign(const Participant& signer, const LogId& log, const log::Head& seen,
                          session::Body body) const;
  log::SignedCommand Sign(const Participant& signer, const LogId& log, const log::Head& seen,
                          session::Body body, const CommandId& id) const;

  // What the secretary says, in this order, to seat the members and admit their keys;
  // then the officer confirms the entries that wait (SeatingToConfirm: how many entries
  // after the founding, less the indexes of PutPerson and AddSeat).
  std::vector<session::Body> Seating() const;
  session::Confirm SeatingConfirmed(std::uint64_t first_index) const;

  session::Convene Convening(const log::Head& registry) const;
  // A recorded test poll of one contest, for, against, abstain.
  session::DraftPoll TestPoll(std::uint64_t number) const;
  static PollId PollNumber(std::uint64_t number) { return NumberedId<PollId>('p', number); }
  session::CastBallot Ballot(std::uint64_t poll, std::uint32_t option,
                             std::optional<CommandId> replaces = {}) const;

 private:
  crypto::Suite suite_;
  Participant secretary_;
  Participant officer_;
  std::vector<Participant> members_;
  Bytes node_key_;
  log::SignedCommand founding_;
  CommitteeId id_;
};

// A clock that ticks a millisecond a call, the system's randomness, and what was
// reported, for any number of threads.
class TestWorld {
 public:
  TestWorld();
  Environment environment() const;
  std::vector<Error> reports() const;
  void BreakRandomness(bool broken);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace plenary::host

#endif  // PLENARY_TESTS_SERVER_HOST_COMMITTEE_H_
