// The bare exchange: the messages of plenary.v1 between gRPC and the disk, and nothing
// checked, decided, hashed or signed in between.
//
// What comes in by Submit waits; the writer stores all that waits in one transaction with
// full sync, in the same store as plenaryd; then everybody is answered, with as many bytes
// as a receipt has, and whoever watches gets the entries, those that wait as one message. At
// light depth everything that others have said comes as runs of as many bytes as real ones.
#ifndef PLENARY_TESTS_BENCH_BARE_SERVICE_H_
#define PLENARY_TESTS_BENCH_BARE_SERVICE_H_

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <span>
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
  // From now on, at the depth that the request asks for.
  grpc::ServerWriteReactor<grpc::ByteBuffer>* Watch(grpc::CallbackServerContext* call,
                                                    const grpc::ByteBuffer* request) override;

 private:
  class Watcher;
  using Caller = std::size_t;  // a hash of the certificate
  static Caller CallerOf(const grpc::CallbackServerContext& call);
  struct Waiting {
    const v1::SubmitRequest* request;
    v1::SubmitResponse* response;
    grpc::ServerUnaryReactor* reactor;
    Caller caller;
  };
  struct Wish {
    std::uint64_t from = 0;
    std::optional<Caller> light_for;  // none: at full depth
  };
  struct Range {
    std::uint64_t from;
    std::uint64_t to;
    bool light;
    bool operator==(const Range&) const = default;
  };

  void WriteAll();
  void Write(const std::vector<Waiting>& group);
  void WakeAll();
  // The entries from `wish.from`, which goes on, to the end as one message; nothing if there
  // are none.
  bool MessageFrom(Wish& wish, grpc::ByteBuffer& message) PLENARY_EXCLUDES(mutex_);
  std::uint64_t EndOfFull(std::uint64_t from) const PLENARY_REQUIRES(mutex_);
  grpc::ByteBuffer Shared(const Range& range) PLENARY_REQUIRES(mutex_);
  grpc::ByteBuffer Full(const Range& range) const PLENARY_REQUIRES(mutex_);
  // `own`: those that come whole, ascending.
  grpc::ByteBuffer Light(const Range& range, std::span<const std::uint64_t> own) const
      PLENARY_REQUIRES(mutex_);
  void Leave(Watcher* watcher) PLENARY_EXCLUDES(mutex_);

  storage::LogStore& store_;
  Mutex mutex_;
  std::condition_variable_any to_write_;
  std::condition_variable_any to_wake_;
  std::vector<Waiting> waiting_ PLENARY_GUARDED_BY(mutex_);
  bool stopping_ PLENARY_GUARDED_BY(mutex_) = false;
  bool grown_ PLENARY_GUARDED_BY(mutex_) = false;  // since the watchers were last woken
  std::vector<std::string> entries_ PLENARY_GUARDED_BY(mutex_);  // as fields of a message
  std::vector<Caller> callers_ PLENARY_GUARDED_BY(mutex_);       // whose they are
  std::set<std::shared_ptr<Watcher>> watchers_ PLENARY_GUARDED_BY(mutex_);
  // The last ones made, by where they begin and end: who is equally far shares them.
  std::deque<std::pair<Range, grpc::ByteBuffer>> messages_ PLENARY_GUARDED_BY(mutex_);
  std::thread writing_;
  std::thread waking_;
};

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_BARE_SERVICE_H_
