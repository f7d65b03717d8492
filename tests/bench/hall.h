// A hall: a committee of any size, its session with a poll open, a real plenaryd that
// serves it, and the bare exchange beside it.
//
// The logs are made in memory, command by command and with everybody's own key, and put
// into plenaryd's store before it starts; it verifies all of them when it does.
#ifndef PLENARY_TESTS_BENCH_HALL_H_
#define PLENARY_TESTS_BENCH_HALL_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "client/link/key_store.h"
#include "core/log/receipt.h"
#include "server/node.h"
#include "server/storage/enrolment_store.h"
#include "tests/support/assembly.h"
#include "tests/support/server_process.h"

namespace plenary::bench {

// One thread at a time, but for different members.
class Hall {
 public:
  explicit Hall(std::size_t members);

  std::size_t members() const { return voters_.size(); }
  const LogId& log() const { return session_.log(); }
  const crypto::Certificate& authority() const { return node_.authority.certificate(); }
  std::uint64_t size() const { return size_; }  // entries of the session's log so far
  // A connection certificate for each member.
  const std::vector<link::KeyStore::Connection>& badges() const { return badges_; }
  testing::ServerProcess& server() { return server_; }
  const std::string& bare_address() const { return bare_address_; }
  const std::filesystem::path& folder() const { return folder_.path(); }

  // The member's next ballot in the poll, which replaces the one before: signed now.
  log::SignedCommand Ballot(std::size_t member);
  // What the member's ballot got. Aborts unless it is the node's true promise.
  void Take(std::size_t member, const log::SignedCommand& ballot, const log::Receipt& receipt);

 private:
  struct Voter {
    log::Head seen;
    std::optional<CommandId> ballot;  // the last one accepted
  };

  void Store();
  void Certify(storage::EnrolmentStore& store);
  void StartBare();

  testing::TempFolder folder_;
  testing::ServerProcess server_;
  server::Node node_;
  testing::Assembly assembly_;
  testing::SessionLog session_;
  PollId poll_;
  std::uint64_t size_ = 0;
  std::vector<Voter> voters_;
  std::vector<link::KeyStore::Connection> badges_;
  std::optional<testing::Process> bare_;
  std::string bare_address_;
};

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_HALL_H_
