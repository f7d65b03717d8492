// A committee and a session of it in memory, for the tests of the state machine: people
// speak, the machine decides, accepted commands are applied. Nothing is signed here.
#ifndef PLENARY_TESTS_CORE_SESSION_HALL_H_
#define PLENARY_TESTS_CORE_SESSION_HALL_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/session/refuse.h"
#include "core/session/registry.h"
#include "core/session/session.h"

namespace plenary::session {

// An id whose first byte is `number`.
template <class IdT>
IdT MakeId(std::uint8_t number) {
  IdT id;
  id.bytes[0] = number;
  id.bytes[1] = 0x5a;
  return id;
}

inline PersonId P(std::uint8_t number) { return MakeId<PersonId>(number); }
inline ItemId I(std::uint8_t number) { return MakeId<ItemId>(number); }
inline PollId Q(std::uint8_t number) { return MakeId<PollId>(number); }
inline ProposalId R(std::uint8_t number) { return MakeId<ProposalId>(number); }

// People: 1 secretary, 2 second officer, 3 an attendee, 10 the director, 11 the
// vice-director, 12 and on members.
inline constexpr std::uint8_t kSecretary = 1;
inline constexpr std::uint8_t kOfficer = 2;
inline constexpr std::uint8_t kGuest = 3;
inline constexpr std::uint8_t kDirector = 10;
inline constexpr std::uint8_t kVice = 11;
inline constexpr std::uint8_t kMember = 12;

const crypto::PublicKey& KeyOf(std::uint8_t person);  // made once, kept

class Hall : public RegistryHistory {
 public:
  // `members` seats in office, the director's and the vice-director's among them.
  explicit Hall(std::uint8_t members = 7, CommitteeRules rules = {});

  // In the registry; `person` needs a key there.
  Verdict Enter(std::uint8_t person, Body body);
  // Entered by the secretary and confirmed by the second officer.
  Verdict EnterConfirmed(Body body);

  // In the session.
  Verdict Say(std::uint8_t person, Body body);

  // Convenes, gives notice.
  void Convene(SessionKind kind = SessionKind::kCommittee);
  // The first `present` members sign in, the director opens, the agenda is adopted, and
  // members kMember and kMember + 1 are scrutineers.
  void Open(std::uint8_t present);
  void StartItem(std::uint8_t item, ItemKind kind);
  // A recorded poll on the item's draft, opened.
  void OpenPoll(std::uint8_t poll, std::uint8_t item);
  void Draft(DraftPoll draft);
  // Each of `for_` and so on cast by that many members in order of their seats.
  void Cast(std::uint8_t poll, int for_, int against, int abstain);
  // From the closed poll to the announcement.
  Verdict Certify(std::uint8_t poll);
  Verdict Announce(std::uint8_t poll);
  void Conclude(std::uint8_t poll, int for_, int against, int abstain);  // cast to announce

  const Registry& registry() const { return registry_; }
  const Session& session() const { return session_; }
  const PollRecord& poll(std::uint8_t number) const { return session_.polls.at(Q(number)); }
  log::Head RegistryHead() const;

  std::shared_ptr<const Registry> At(const log::Head& head) const override;

 private:
  Command MakeCommand(std::uint8_t person, Body body, SessionId session);

  CommitteeId committee_ = MakeId<CommitteeId>(99);
  Registry registry_;
  std::vector<std::shared_ptr<const Registry>> past_;
  Session session_;
  std::uint64_t registry_size_ = 0;
  std::uint64_t session_size_ = 0;
  std::uint32_t commands_ = 0;
};

AgendaItem MakeItem(std::uint8_t item, ItemKind kind);
Proposal MakeProposal(std::uint8_t proposal, std::uint8_t item, std::string nominee);
// A recorded poll on the item's draft.
DraftPoll MakeDraft(std::uint8_t poll, std::uint8_t item);
// One contest a proposal.
DraftPoll MakeAppointmentDraft(std::uint8_t poll, std::uint8_t item,
                               std::vector<std::vector<std::uint8_t>> contests);
CastBallot MakeBallot(std::uint8_t poll, std::uint32_t option,
                      std::optional<CommandId> replaces = {});

// The refusal, or nothing if it was accepted: for EXPECT_EQ.
inline std::optional<Refusal> Answer(const Verdict& verdict) {
  if (verdict) return std::nullopt;
  return verdict.error();
}

}  // namespace plenary::session

#endif  // PLENARY_TESTS_CORE_SESSION_HALL_H_
