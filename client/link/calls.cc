#include "client/link/calls.h"

#include <algorithm>
#include <condition_variable>
#include <map>

#include "core/base/mutex.h"

namespace plenary::link {

class Calls::Live {
 public:
  void Enter(std::shared_ptr<void> call, grpc::ClientContext* context) {
    MutexLock lock(mutex_);
    calls_[context].owner = std::move(call);
    if (cancelled_) context->TryCancel();
  }

  void End(grpc::ClientContext* context) {
    MutexLock lock(mutex_);
    calls_.at(context).ended = true;
    changed_.notify_all();
  }

  void Forget(grpc::ClientContext* context) {
    Call forgotten;  // destroyed without the lock
    MutexLock lock(mutex_);
    std::swap(forgotten, calls_.at(context));
    calls_.erase(context);
  }

  void Cancel() {
    MutexLock lock(mutex_);
    cancelled_ = true;
    for (const auto& [context, call] : calls_) {
      if (!call.ended) context->TryCancel();
    }
  }

  void Wait() {
    std::map<grpc::ClientContext*, Call> ended;  // destroyed without the lock
    MutexLock lock(mutex_);
    while (!AllEnded()) changed_.wait(mutex_);
    ended.swap(calls_);
  }

 private:
  struct Call {
    std::shared_ptr<void> owner;
    bool ended = false;  // gRPC touches it no more
  };

  bool AllEnded() const PLENARY_REQUIRES(mutex_) {
    return std::all_of(calls_.begin(), calls_.end(),
                       [](const auto& call) { return call.second.ended; });
  }

  Mutex mutex_;
  std::condition_variable_any changed_;
  std::map<grpc::ClientContext*, Call> calls_ PLENARY_GUARDED_BY(mutex_);
  bool cancelled_ PLENARY_GUARDED_BY(mutex_) = false;
};

Calls::Calls(std::shared_ptr<Strand> strand)
    : strand_(std::move(strand)), live_(std::make_shared<Live>()) {}

Calls::Ended Calls::Enter(std::shared_ptr<void> call, grpc::ClientContext* context) {
  live_->Enter(std::move(call), context);
  return [live = live_, strand = strand_, context](Task last) {
    live->End(context);
    strand->Post([live, context, last = std::move(last)] {
      last();
      live->Forget(context);
    });
  };
}

void Calls::Cancel() { live_->Cancel(); }
void Calls::Wait() { live_->Wait(); }

}  // namespace plenary::link
