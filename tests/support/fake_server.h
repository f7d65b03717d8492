// A server of plenary.v1 in this process, over real TLS, that does as it is told: serve
// honestly, fail, or lie.
#ifndef PLENARY_TESTS_SUPPORT_FAKE_SERVER_H_
#define PLENARY_TESTS_SUPPORT_FAKE_SERVER_H_

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "plenary/v1/plenary.grpc.pb.h"
#include "tests/support/small_committee.h"

namespace plenary::testing {

// All of it under the server's mutex: see FakeServer::With.
struct Served {
  explicit Served(Ledger honest) : ledger(std::move(honest)) {}

  Ledger ledger;
  std::map<KeyId, Ledger> others;  // whoever is shown another version

  // Each may change or replace what an honest server would do or answer.
  std::function<std::optional<grpc::Status>(const log::SignedCommand&)> before_storing;
  std::function<std::optional<grpc::Status>()> after_storing;
  std::function<void(v1::SubmitResponse&)> alter_answer;
  std::function<void(const LogId&, v1::WatchResponse&)> alter_watch;
  std::function<std::optional<grpc::Status>(v1::ProveResponse&)> alter_proof;
  std::uint64_t watch_shows = UINT64_MAX;  // entries of each session, and no more
  int page = 1000;                         // sessions in one answer
  bool repeats_page = false;               // the first, for ever

  std::vector<log::SignedCommand> submitted;
  std::map<std::string, v1::PendingEnrolment> enrolments;
  std::map<std::string, std::string> documents;
  std::string archive;
};

class FakeServer {
 public:
  // `committee` outlives it.
  explicit FakeServer(SmallCommittee& committee);
  ~FakeServer();

  void Start();  // at the same port each time
  void Stop();   // drops every connection
  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

  // Calls f(Served&) under the mutex, then wakes every watcher.
  template <class F>
  auto With(F f) {
    const Wake wake{*this};
    const std::lock_guard lock(mutex_);
    return f(served_);
  }

 private:
  class Door;
  class Plenary;
  struct Wake {
    FakeServer& server;
    ~Wake() { server.changed_.notify_all(); }
  };

  SmallCommittee& committee_;
  std::mutex mutex_;
  std::condition_variable changed_;
  Served served_;
  bool stopping_ = false;
  int port_ = 0;
  std::unique_ptr<Door> door_;
  std::unique_ptr<Plenary> plenary_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_SUPPORT_FAKE_SERVER_H_
