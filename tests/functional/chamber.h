// A committee on a real plenaryd, spoken to over its own connections with nothing of the
// ordinary client but keys and certificates: who tests here may say what no client says.
#ifndef PLENARY_TESTS_FUNCTIONAL_CHAMBER_H_
#define PLENARY_TESTS_FUNCTIONAL_CHAMBER_H_

#include <grpcpp/grpcpp.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/fold/log_fold.h"
#include "core/log/receipt.h"
#include "plenary/v1/plenary.grpc.pb.h"
#include "tests/support/server_process.h"
#include "tests/support/small_committee.h"

namespace plenary::testing {

using Answer = std::variant<log::Receipt, session::Refusal, grpc::StatusCode>;
// "receipt", "BadSignature", "status 14".
std::string Said(const Answer& answer);

// One connection. Calls block, for 30 s at most. Any thread.
class Speaker {
 public:
  explicit Speaker(std::shared_ptr<grpc::Channel> channel);

  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  v1::Plenary::Stub& stub() { return *stub_; }

  Answer Submit(const log::SignedCommand& command);
  Answer Submit(const v1::SubmitRequest& request);
  // Of any bytes at all, as the body of a Submit.
  grpc::StatusCode SubmitBytes(const std::string& bytes);
  log::Head Newest(const LogId& log);  // aborts the test if the server does not say
  // All of them, so far. Likewise.
  std::vector<log::Entry> Entries(const LogId& log);

 private:
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::Plenary::Stub> stub_;
};

// What the server holds, verified and folded again by the test itself. An entry that does
// not verify aborts the test.
class Refolded {
 public:
  Refolded(const std::vector<log::Entry>& registry, const LogId& session,
           std::vector<log::Entry> entries);
  Refolded(const Refolded&) = delete;
  Refolded& operator=(const Refolded&) = delete;

  const session::Session& state() const { return session_.state(); }
  const log::MerkleTree& tree() const { return session_.chain().tree(); }
  const std::vector<log::Entry>& entries() const { return entries_; }  // of the session

 private:
  fold::RegistryFold registry_;
  fold::SessionFold session_;
  std::vector<log::Entry> entries_;
};

log::SignedCommand SignWith(const crypto::PrivateKey& key, const session::Command& command);

// Founded, its members seated, one session convened, opened, its agenda adopted.
class Chamber {
 public:
  explicit Chamber(std::size_t members);

  ServerProcess& server() { return server_; }
  const crypto::PublicKey& node() const { return node_; }
  const CommitteeId& id() const { return committee_; }
  LogId registry() const { return {committee_, {}}; }
  LogId session() const { return {committee_, session_}; }
  Somebody& secretary() { return people_[0]; }
  Somebody& officer() { return people_[1]; }
  Somebody& member(std::size_t i) { return people_.at(2 + i); }
  Somebody& chair() { return member(0); }
  std::filesystem::path folder() const { return folder_.path(); }

  // As a person whose key the registry admits, on a new connection. Any thread.
  std::unique_ptr<Speaker> Dial(Somebody& somebody);
  // Through a connection that is always there.
  Speaker& courier() { return *courier_; }
  log::Head Newest(const LogId& log) { return courier_->Newest(log); }

  session::Command Command(const Somebody& signer, const LogId& log, const log::Head& seen,
                           session::Body body) const;
  log::SignedCommand Sign(const Somebody& signer, const LogId& log, const log::Head& seen,
                          session::Body body) const;
  // Signed at the newest head, and accepted.
  log::Receipt Say(const Somebody& signer, const LogId& log, session::Body body);
  // Drafted and opened by the chair. A test poll leaves nothing to be finished.
  PollId OpenPoll(bool test);
  std::unique_ptr<const Refolded> Refold();

 private:
  Somebody Join(const std::string& name);
  void Found();
  void Connect(Somebody& somebody);
  void Seat();
  void Convene();

  TempFolder folder_;
  ServerProcess server_;
  std::string address_;  // for ever the same
  crypto::PublicKey node_;
  crypto::Certificate authority_;
  CommitteeId committee_;
  SessionId session_;
  std::vector<Somebody> people_;
  std::unique_ptr<Speaker> courier_;
  std::uint32_t polls_ = 0;
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_FUNCTIONAL_CHAMBER_H_
