// A hall that votes in secret: its holders' machines run by themselves.
#ifndef PLENARY_TESTS_CORE_SESSION_SECRET_HALL_H_
#define PLENARY_TESTS_CORE_SESSION_SECRET_HALL_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/session/holding.h"
#include "tests/core/session/hall.h"

namespace plenary::session {

class SecretHall : public Hall {
 public:
  explicit SecretHall(std::uint8_t members = 7, CommitteeRules rules = {}) : Hall(members, rules) {}

  // Convened, opened with so many present, item 1 started. Scrutineers are kMember and the two
  // after it.
  void Begin(std::uint8_t present);
  BeginCeremony NextCeremony(std::uint8_t id) const;  // with all who may hold
  // One step of everybody's machine but theirs who are silent; whether anybody said anything.
  bool Step(const std::vector<std::uint8_t>& silent = {});
  void MakeKey(std::uint8_t id);  // a whole ceremony, begun by the chair

  // A secret poll on item 1, opened.
  void OpenSecret(std::uint8_t poll);
  // Voided for a reason, and drafted again as another poll.
  void VoidAndDraftAgain(std::uint8_t poll, std::uint8_t again, const std::string& reason,
                         Method method = Method::kSecret);
  // A ballot for `option`; `seed` tells ballots of one person apart.
  Bytes BallotOf(std::uint8_t poll, std::uint8_t person, std::uint32_t option,
                 std::uint8_t seed = 0) const;
  CastSecretBallot MakeSecret(std::uint8_t poll, std::uint8_t person, std::uint32_t option,
                              std::optional<CommandId> replaces = {}, std::uint8_t seed = 0) const;
  // From the open poll to its result: closed, sealed, answered by these holders, stated.
  void CloseAndSeal(std::uint8_t poll);
  Verdict Answer(std::uint8_t poll, std::uint8_t holder);
  void State(std::uint8_t poll);

  crypto::SecretBytes SeedOf(std::uint8_t person) const;
  const crypto::SecretScalar& ShareOf(std::uint8_t holder) const { return *shares_.at(holder); }

 private:
  std::map<std::uint8_t, std::shared_ptr<const crypto::SecretScalar>> shares_;  // of the last key
};

}  // namespace plenary::session

#endif  // PLENARY_TESTS_CORE_SESSION_SECRET_HALL_H_
