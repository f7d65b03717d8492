// A hall: a committee of any size, its session, a real plenaryd that serves it, and the bare
// exchange beside it.
//
// The logs are made in memory, command by command and with everybody's own key, and put
// into plenaryd's store before it starts; it verifies all of them when it does. The session is
// open, the second, third and so on member are its scrutineers.
#ifndef PLENARY_TESTS_BENCH_HALL_H_
#define PLENARY_TESTS_BENCH_HALL_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/link/key_store.h"
#include "core/log/receipt.h"
#include "server/node.h"
#include "server/storage/enrolment_store.h"
#include "tests/bench/secret_ballots.h"
#include "tests/support/assembly.h"
#include "tests/support/server_process.h"

namespace plenary::bench {

struct HallTerms {
  std::size_t members = 0;
  // The first so many members have a key store beside, with a key of its own: what a real
  // client takes.
  std::size_t stores = 0;
  std::size_t scrutineers = 2;
  std::size_t proposals = 0;   // of appointments, ready to be voted on
  bool recorded_poll = false;  // is open
  session::CommitteeRules rules = {};
};

// One thread at a time, but for different members.
class Hall {
 public:
  explicit Hall(const HallTerms& terms);

  std::size_t members() const { return voters_.size(); }
  const testing::Participant& member(std::size_t i) const { return assembly_.member(i); }
  link::KeyStore& store(std::size_t i) { return *stores_.at(i); }
  const testing::Assembly& assembly() const { return assembly_; }
  const ItemId& item() const { return item_; }  // that is being dealt with
  const std::vector<ProposalId>& proposals() const { return proposals_; }
  const LogId& log() const { return session_.log(); }
  const crypto::Certificate& authority() const { return node_.authority.certificate(); }
  std::uint64_t size() const { return size_; }  // entries of the session's log so far
  // A connection certificate for each member.
  const std::vector<link::KeyStore::Connection>& badges() const { return badges_; }
  testing::ServerProcess& server() { return server_; }
  const std::string& bare_address() const { return bare_address_; }
  const std::filesystem::path& folder() const { return folder_.path(); }

  // The log has grown otherwise, and everybody has seen it. Ballots are now cast in this poll.
  void Vote(const PollId& poll, const log::Head& seen);
  const PollId& poll() const { return poll_; }
  // The member's next ballot in the poll, which replaces the one before: signed now.
  log::SignedCommand Ballot(std::size_t member) const;
  log::SignedCommand SecretBallot(std::size_t member, const MadeBallot& made) const;
  // What the member's ballot got. Aborts unless it is the node's true promise.
  void Take(std::size_t member, const log::SignedCommand& ballot, const log::Receipt& receipt);
  // Where it says that the member's last ballot stands.
  struct Stands {
    std::uint64_t index = 0;
    Digest leaf;
  };
  const Stands& Promised(std::size_t member) const { return voters_.at(member).promised; }

 private:
  struct Voter {
    log::Head seen;
    std::optional<CommandId> ballot;  // the last one accepted
    Stands promised;
  };
  using Stores = std::vector<std::unique_ptr<link::KeyStore>>;
  Stores MakeStores(std::size_t count);

  void Store();
  void Certify(storage::EnrolmentStore& store);
  link::KeyStore::Connection Badge(storage::EnrolmentStore& store, const std::string& name,
                                   const KeyId& person_key);
  void Bind();  // the stores to where it is served
  void StartBare();

  testing::TempFolder folder_;
  testing::ServerProcess server_;
  server::Node node_;
  testing::Assembly assembly_;
  Stores stores_;
  testing::SessionLog session_;
  ItemId item_;
  std::vector<ProposalId> proposals_;
  PollId poll_;
  std::uint64_t size_ = 0;
  std::vector<Voter> voters_;
  std::vector<link::KeyStore::Connection> badges_;
  std::optional<testing::Process> bare_;
  std::string bare_address_;
};

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_HALL_H_
