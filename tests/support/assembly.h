// A committee in memory with real keys, its sessions, and their archives: no server, no
// clock. Every command goes through the folds as on a server; a refusal ends the test.
#ifndef PLENARY_TESTS_SUPPORT_ASSEMBLY_H_
#define PLENARY_TESTS_SUPPORT_ASSEMBLY_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/archive/format.h"
#include "core/crypto/keys.h"
#include "core/fold/log_fold.h"

namespace plenary::testing {

struct Participant {
  PersonId person;
  std::string name;
  crypto::PrivateKey key;
};

// "h", "t", ... and a number: ids that a person can tell apart.
template <class IdT>
IdT NumberedId(char kind, std::uint32_t number) {
  IdT id;
  id.bytes[0] = static_cast<Byte>(kind);
  for (std::size_t i = 0; i < 4; ++i) id.bytes[4 - i] = static_cast<Byte>(number >> (8 * i));
  return id;
}

class SessionLog;

// One thread at a time.
class Assembly {
 public:
  struct Options {
    std::size_t members = 5;
    std::size_t vice_directors = 1;  // after the director, who comes first
    crypto::Suite suite = crypto::Suite::kP256;
    session::CommitteeRules rules = {};
    std::string name = "绛县人民代表大会常务委员会";
  };

  // Founded by a secretary and a second officer, the members seated, their keys admitted.
  Assembly() : Assembly(Options{}) {}
  explicit Assembly(const Options& options);
  // Served by a node that there is, whose authority has this certificate (DER).
  Assembly(const Options& options, crypto::PrivateKey node, const Bytes& authority);
  Assembly(const Assembly&) = delete;
  Assembly& operator=(const Assembly&) = delete;

  const CommitteeId& id() const { return registry_->chain().log().committee; }
  crypto::Suite suite() const { return suite_; }
  const fold::RegistryFold& registry() const { return *registry_; }
  const std::vector<log::Entry>& registry_entries() const { return entries_; }
  const crypto::PrivateKey& node() const { return node_; }

  const Participant& secretary() const { return secretary_; }
  const Participant& officer() const { return officer_; }
  const std::vector<Participant>& members() const { return members_; }
  const Participant& member(std::size_t i) const { return members_.at(i); }
  const Participant& director() const { return members_.front(); }

  // In the registry, signed at its newest head; the entry's index.
  std::uint64_t Say(const Participant& signer, session::Body body);
  // By the secretary, then confirmed by the second officer.
  void SayConfirmed(session::Body body);

  // The session convened; `number` names its log.
  SessionLog Convene(std::uint32_t number, session::SessionKind kind, CivilDate date,
                     bool rehearsal = false);

 private:
  log::SignedCommand Found(const Options& options, const Bytes& authority);
  void Seat(const Options& options);

  crypto::Suite suite_;
  Participant secretary_;
  Participant officer_;
  crypto::PrivateKey node_;
  std::vector<Participant> members_;
  std::unique_ptr<fold::RegistryFold> registry_;
  std::vector<log::Entry> entries_;
};

// A session's log. `assembly` outlives it.
class SessionLog {
 public:
  SessionLog(const Assembly& assembly, SessionId id);

  const session::Session& state() const { return fold_.state(); }
  const LogId& log() const { return fold_.chain().log(); }
  log::Head head() const { return fold_.chain().head(); }
  const std::vector<log::Entry>& entries() const { return entries_; }

  // Signed at the newest head; the entry's index.
  std::uint64_t Say(const Participant& signer, session::Body body);
  // As Say; the refusal if there is one.
  Result<std::uint64_t, session::Refusal> Try(const Participant& signer, session::Body body);

  // Notice given, everybody signed in, opened by the director, agenda adopted, the
  // second and third member named as scrutineers.
  void Open();
  // An item of the agenda, started.
  ItemId Start(session::AgendaItem item);
  void Conclude(const ItemId& item, session::Ending ending);
  // Started and concluded.
  ItemId Hold(session::AgendaItem item, session::Ending ending);
  // A proposal with everything that must precede its vote.
  ProposalId Propose(session::Proposal proposal);
  // Drafted and opened by the director; the ids of `draft` that are zero are given.
  PollId OpenPoll(session::DraftPoll draft);
  // Each of the members, in their order, marks this option in every contest; none: no
  // ballot.
  void Cast(const PollId& poll, const std::vector<std::optional<std::uint32_t>>& options);
  void Announce(const PollId& poll);  // closed, certified, announced
  // Everybody marks the option in every contest; announced.
  PollId Vote(session::DraftPoll draft, std::uint32_t option);
  void Close();

  // All entries so far; valid as an archive once the session is closed.
  archive::Contents Contents() const;
  Bytes Archive() const { return archive::Write(Contents()); }

 private:
  Result<std::uint64_t, session::Refusal> Submit(const Participant& signer, session::Body body);

  const Assembly* assembly_;
  fold::SessionFold fold_;
  std::vector<log::Entry> entries_;
  std::uint32_t next_id_ = 1;
};

// An item with kind and title, brought by the council of chairpersons.
session::AgendaItem Item(session::ItemKind kind, std::string title = "议题");
// A recorded poll of one majority contest on the item.
session::DraftPoll Draft(const ItemId& item, session::PollSubject subject);

// What a participant signs, for tests that send it themselves.
log::SignedCommand Sign(const Participant& signer, const LogId& log, const log::Head& seen,
                        session::Body body);

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_SUPPORT_ASSEMBLY_H_
