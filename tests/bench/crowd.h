// Many clients of one server, light enough for one machine: each has its own certificate
// and connection, watches, and says one thing at a time. gRPC's threads serve them all.
//
// What comes by Watch is counted, not read: in a hall each client is a machine of its own,
// and here they would take the processors from the server. Receipts are kept as they came.
#ifndef PLENARY_TESTS_BENCH_CROWD_H_
#define PLENARY_TESTS_BENCH_CROWD_H_

#include <grpcpp/support/byte_buffer.h>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "client/link/key_store.h"
#include "core/base/mutex.h"
#include "plenary/v1/plenary.grpc.pb.h"
#include "tests/bench/figures.h"

namespace plenary::bench {

struct CrowdTerms {
  std::string address;
  const crypto::Certificate& authority;
  std::span<const link::KeyStore::Connection> badges;  // one a client
  SessionId session;
  bool light = false;  // they watch at light depth, and keep what they are sent
};

// What a round of clicks took, in milliseconds.
struct Round {
  std::vector<double> receipt;  // one a client: from its click to its answer
  double all = 0;               // from the first click to the last answer
  double late = 0;              // from the last click to the last answer
  double whole = 0;             // from the last answer until everybody who watches has all entries
};

// One thread at a time. A call that fails, or takes five minutes, is a bug and aborts.
class Crowd {
 public:
  // Connects nobody yet. What `terms` refers to outlives this.
  explicit Crowd(const CrowdTerms& terms);
  ~Crowd();  // everybody leaves
  Crowd(const Crowd&) = delete;
  Crowd& operator=(const Crowd&) = delete;

  std::size_t size() const { return clients_.size(); }

  // Everybody connects and watches the log, from its `from` entries on; returns when all
  // have been told of its head.
  void Watch(std::uint64_t from);

  // The first `clicks` clients say what `say` gives for each of them, which is part of the
  // click: at once, or evenly within `within`. Nobody else speaks meanwhile.
  Round Click(std::size_t clicks, const std::function<v1::SubmitRequest(std::size_t)>& say,
              std::chrono::milliseconds within = {});
  // Waits until everybody who watches has the log's first `size` entries, which is all of it;
  // when the last of them had.
  Clock::time_point AwaitWhole(std::uint64_t size);
  // All of it, as quickly as the server takes it: every client sends the next as soon as it
  // has its answer. Milliseconds.
  double Pump(std::span<const v1::SubmitRequest> requests);

  // To the last click of each client, or to each request of the last Pump.
  const std::vector<v1::SubmitResponse>& responses() const { return responses_; }
  // All that a client at light depth was sent so far, whether or not more is coming.
  std::vector<v1::WatchResponse> Sent(std::size_t client) const;

 private:
  class Client;
  class Watcher;

  // How far a watcher had come, and when.
  struct Arrival {
    std::uint64_t size;
    Clock::time_point at;
  };
  void Received(std::size_t client, std::uint64_t size, const grpc::ByteBuffer& message);
  void Greeted();
  void Left();
  void WaitUntil(const std::function<bool()>& condition);
  void Send(std::size_t client, const v1::SubmitRequest& request, v1::SubmitResponse& response,
            std::function<void()> answered);

  const CrowdTerms terms_;
  std::vector<std::unique_ptr<Client>> clients_;
  std::vector<v1::SubmitResponse> responses_;
  mutable Mutex mutex_;
  std::condition_variable_any changed_;
  std::uint64_t size_ = 0;  // of the log, as far as it is watched: `from` and what was said
  std::uint64_t target_ PLENARY_GUARDED_BY(mutex_) = 0;  // of entries
  std::size_t whole_ PLENARY_GUARDED_BY(mutex_) = 0;     // watchers who have reached it
  std::vector<std::vector<Arrival>> arrivals_ PLENARY_GUARDED_BY(mutex_);       // of each client
  std::vector<std::vector<grpc::ByteBuffer>> sent_ PLENARY_GUARDED_BY(mutex_);  // at light depth
  std::size_t watching_ PLENARY_GUARDED_BY(mutex_) = 0;
  std::size_t greeted_ PLENARY_GUARDED_BY(mutex_) = 0;
  std::size_t answered_ PLENARY_GUARDED_BY(mutex_) = 0;
};

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_CROWD_H_
