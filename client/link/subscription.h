// Being told of something until one no longer wants to be.
#ifndef PLENARY_CLIENT_LINK_SUBSCRIPTION_H_
#define PLENARY_CLIENT_LINK_SUBSCRIPTION_H_

#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "core/base/mutex.h"

namespace plenary::link {

// Ends what it stands for when destroyed. The destructor blocks until a callback that
// runs at this moment has returned; from within the callback itself it does not. May
// outlive the Link that made it.
class Subscription {
 public:
  virtual ~Subscription() = default;
};

// Those who are told. Any thread; they are told one after the other, in the thread of
// Tell, which one thread at a time calls.
template <class... Args>
class Listeners {
 public:
  using Callback = std::function<void(const Args&...)>;

  std::unique_ptr<Subscription> Add(Callback callback) {
    auto listener = std::make_shared<Listener>(std::move(callback));
    MutexLock lock(mutex_);
    std::erase_if(listeners_, [](const auto& weak) { return weak.expired(); });
    listeners_.push_back(listener);
    return std::make_unique<Handle>(std::move(listener));
  }

  void Tell(const Args&... args) {
    for (const auto& listener : Living()) listener->Call(args...);
  }

 private:
  // Recursive, so that a callback may end its own subscription.
  class Listener {
   public:
    explicit Listener(Callback callback) : callback_(std::move(callback)) {}
    void Call(const Args&... args) {
      const std::lock_guard lock(running_);
      const Callback callback = callback_;
      if (callback) callback(args...);
    }
    void End() {
      const std::lock_guard lock(running_);
      callback_ = nullptr;
    }

   private:
    std::recursive_mutex running_;
    Callback callback_;
  };

  class Handle : public Subscription {
   public:
    explicit Handle(std::shared_ptr<Listener> listener) : listener_(std::move(listener)) {}
    ~Handle() override { listener_->End(); }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;

   private:
    std::shared_ptr<Listener> listener_;
  };

  std::vector<std::shared_ptr<Listener>> Living() {
    MutexLock lock(mutex_);
    std::vector<std::shared_ptr<Listener>> living;
    for (const auto& weak : listeners_) {
      if (auto listener = weak.lock()) living.push_back(std::move(listener));
    }
    return living;
  }

  Mutex mutex_;
  std::vector<std::weak_ptr<Listener>> listeners_ PLENARY_GUARDED_BY(mutex_);
};

}  // namespace plenary::link

#endif  // PLENARY_CLIENT_LINK_SUBSCRIPTION_H_
