// The bare exchange: the messages of plenary.v1 between gRPC and the disk, and nothing
// checked, decided, hashed or signed in between.
//
// What comes in by Submit waits; the writer stores all that waits in one transaction with
// full sync, in the same store as plenaryd; then everybody is answered, with as many bytes
// as a receipt has, and whoever watches gets the entries, those that wait as one message.
#ifndef PLENARY_TESTS_BENCH_BARE_SERVICE_H_
#define PLENARY_TESTS_BENCH_BARE_SERVICE_H_

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "core/base/mutex.h"
#include "plenary/v1/plenary.grpc.pb.h"
#include "server/storage/log_store.h"

namespace plenary::bench {

using BareBase = v1::Plenary::WithRawCallbackMethod_Watch<v1::Plenary::CallbackService>;

class BareService final : public BareBase {
 public:
  explicit BareService(storage::LogStore& store);  // outlives this
  ~BareService() override;                         // no call is under way any more

  grpc::ServerUnaryReactor* Submit(grpc::CallbackServerContext* call,
                                   const v1::SubmitRequest* request,
                                   v1::SubmitResponse* response) override;
  // From now on, whatever the request says.
  grpc::ServerWriteReactor<grpc::ByteBuffer>* Watch(grpc::CallbackServerContext* call,
                                                    const grpc::ByteBuffer* request) override;

 private:
  class Watcher;
  struct Waiting {
    const v1::SubmitRequest* request;
    v1::SubmitResponse* response;
    grpc::ServerUnaryReactor* reactor;
  };

  void WriteAll();
  void Write(const std::vector<Waiting>& group);
  void WakeAll();
  // The entries from `from` to the end as one message; nothing if there are none.
  bool MessageFrom(std::uint64_t& from, grpc::ByteBuffer& message) PLENARY_EXCLUDES(mutex_);
  void Leave(Watcher* watcher) PLENARY_EXCLUDES(mutex_);

  storage::LogStore& store_;
  Mutex mutex_;
  std::condition_variable_any to_write_;
  std::condition_variable_any to_wake_;
  std::vector<Waiting> waiting_ PLENARY_GUARDED_BY(mutex_);
  bool stopping_ PLENARY_GUARDED_BY(mutex_) = false;
  bool grown_ PLENARY_GUARDED_BY(mutex_) = false;  // since the watchers were last woken
  std::vector<std::string> entries_ PLENARY_GUARDED_BY(mutex_);  // as fields of a message
  std::set<std::shared_ptr<Watcher>> watchers_ PLENARY_GUARDED_BY(mutex_);
  // The last ones made, by where they begin and end: who is equally far shares them.
  std::deque<std::pair<std::pair<std::uint64_t, std::uint64_t>, grpc::ByteBuffer>> messages_
      PLENARY_GUARDED_BY(mutex_);
  std::thread writing_;
  std::thread waking_;
};

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_BARE_SERVICE_H_
