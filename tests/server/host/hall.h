// A host with its committee, spoken to one command at a time.
#ifndef PLENARY_TESTS_SERVER_HOST_HALL_H_
#define PLENARY_TESTS_SERVER_HOST_HALL_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/log/receipt.h"
#include "server/host/host.h"
#include "tests/server/host/committee.h"

namespace plenary::host {

class Hall {
 public:
  // Founded, if the store is empty, and opened.
  Hall(const TestCommittee& committee, Stores stores, HostLimits limits = {});

  Host& host() { return *host_; }
  const TestWorld& world() const { return world_; }
  TestWorld& world() { return world_; }
  void Restart();
  Result<void> TryRestart();

  // Waits for the answer.
  SubmitOutcome Submit(log::SignedCommand command, Instant deadline = kNoDeadline);
  // Signs at the log's newest head; the answer must be a receipt, which is verified.
  log::Receipt Say(const Participant& signer, const LogId& log, session::Body body);
  // As Say, but must be refused.
  session::Refusal Refused(const Participant& signer, const LogId& log, session::Body body);
  log::Head HeadOf(const LogId& log) const;  // empty if there is no such log

  void Seat();                              // all members of the committee
  LogId Convene(std::uint64_t number);      // under the newest registry
  LogId OpenSession(std::uint64_t number);  // with everybody signed in
  void OpenPoll(const LogId& session, std::uint64_t poll);

  // The leaf that the receipt promises for the command; verified against the node's key.
  Result<void> Verify(const log::SignedCommand& command, const log::Receipt& receipt) const;
  std::vector<log::Entry> Entries(const LogId& log) const;

 private:
  const TestCommittee& committee_;
  Stores stores_;
  HostLimits limits_;
  TestWorld world_;
  std::unique_ptr<Host> host_;
};

// "PutPerson", "AddSeat", ... : what a log says, without times and blinds.
std::vector<std::string> KindsOf(const std::vector<log::Entry>& entries);

}  // namespace plenary::host

#endif  // PLENARY_TESTS_SERVER_HOST_HALL_H_
