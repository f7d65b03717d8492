// What can be said in a committee's registry.
//
// Plain values; core/wire checks every bound given here before it makes one. A
// command marked "two officers" only proposes: it takes effect when another
// officer's Confirm names its index.
#ifndef PLENARY_CORE_SESSION_REGISTRY_COMMANDS_H_
#define PLENARY_CORE_SESSION_REGISTRY_COMMANDS_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/crypto/suite.h"
#include "core/rules/rule.h"
#include "core/session/terms.h"

namespace plenary::session {

// Texts are UTF-8 without control characters, trimmed, and of at most this many bytes.
inline constexpr std::size_t kMaxName = 300;
inline constexpr std::size_t kMaxText = 4000;

// The majority that a kind of item needs, where it is not the usual one.
struct KindMajority {
  ItemKind kind;
  rules::Majority majority;

  bool operator==(const KindMajority&) const = default;
};

// A single ballot has no secret; and a rule that no poll can meet is a mistake.
inline constexpr std::uint32_t kFewestBallots = 2;
inline constexpr std::uint32_t kMostLeastBallots = 1000;

// How the key of secret polls is held, and how few ballots are too few for a secret.
struct KeyHolding {
  KeyHolders holders = KeyHolders::kScrutineers;
  // Scrutineers who open a poll together; 0: more than half of those who hold. The body opens
  // with its quorum.
  std::uint32_t threshold = 0;
  std::uint32_t margin = 2;         // holders present beyond those, where there are so many
  std::uint32_t least_ballots = 3;  // with fewer, nothing is opened

  bool operator==(const KeyHolding&) const = default;
};

// What the committee has set in its rules of procedure (议事规则).
struct CommitteeRules {
  rules::Fraction quorum{1, 2, true};  // of the full composition
  rules::Majority majority = rules::kMoreThanHalfOfAll;
  std::vector<KindMajority> majorities;  // exceptions, one a kind, ascending
  rules::Evaluation evaluation;
  std::uint32_t notice_days = 0;       // between notice and session, urgent sessions apart
  std::uint32_t materials_days = 0;    // between an appointment's materials and the session
  std::uint32_t nomination_limit = 2;  // failed votes on the same nomination in a term
  std::uint32_t joint_movers = 3;      // members who must move together
  bool last_ballot_counts = true;      // else the first ballot is final
  bool recusal = true;
  bool merged_polls = true;
  bool examination = true;  // an appointment needs the law examination passed
  bool statement = true;    // and a statement made
  KeyHolding key_holding;

  bool operator==(const CommitteeRules&) const = default;
};

struct Node {
  Bytes public_key;             // signs heads; in the committee's suite
  Bytes authority_certificate;  // DER: opens connections, nothing else
};

struct FoundingOfficer {
  PersonId person;
  std::string name;
  Bytes public_key;
};

// The first entry. Signed by the first officer, who becomes secretary, and
// cosigned by the second; the hash of its bytes is the committee's id.
struct Found {
  std::string name;  // 绛县人民代表大会常务委员会
  crypto::Suite suite;
  std::uint32_t term;  // 届
  CivilDate date;
  std::array<FoundingOfficer, 2> officers;
  Node node;
  CommitteeRules rules;
};

struct SetRules {  // two officers
  CommitteeRules rules;
};

struct PutPerson {  // adds a person; two officers if it corrects one
  PersonId person;
  std::string name;
  std::string note;  // organ and position, for the reader; may be empty
};

struct AddSeat {
  SeatId seat;
  Office office;
};

struct FillSeat {  // two officers
  SeatId seat;
  PersonId person;
  CivilDate date;
};

struct VacateSeat {  // two officers
  SeatId seat;
  CivilDate date;
  std::string reason;
};

struct GrantRole {  // two officers
  PersonId person;
  Role role;
};

struct WithdrawRole {
  PersonId person;
  Role role;
};

struct AdmitKey {  // two officers
  PersonId person;
  Bytes public_key;
};

// Also put, with the same signed bytes, into every session that knows key and signer.
struct RevokeKey {
  KeyId key;
  std::string reason;
};

struct AdmitNode {  // two officers
  Node node;
};

struct RevokeNode {
  KeyId key;
  std::string reason;
};

// By an officer other than the one who signed the entries at these indexes.
struct Confirm {
  std::vector<std::uint64_t> entries;  // ascending, 1 to 4096
};

// A new term of the committee: every seat falls vacant.
struct BeginTerm {  // two officers
  std::uint32_t term;
  CivilDate date;
};

// What the archives cannot yield, as the secretary reports it.
struct SetYearFigures {
  std::uint32_t year;
  std::uint32_t proposals;                     // 代表建议
  std::uint32_t proposals_satisfied_permille;  // 0 to 1000
  std::uint32_t petitions;                     // 信访
  std::uint32_t petitions_followed_up;
};

}  // namespace plenary::session

#endif  // PLENARY_CORE_SESSION_REGISTRY_COMMANDS_H_
