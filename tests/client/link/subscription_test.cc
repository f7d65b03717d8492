#include "client/link/subscription.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

namespace plenary::link {
namespace {

TEST(Subscription, IsToldUntilItEnds) {
  Listeners<int> listeners;
  int heard = 0;
  auto subscription = listeners.Add([&](const int& n) { heard += n; });
  listeners.Tell(1);
  listeners.Tell(2);
  subscription.reset();
  listeners.Tell(4);
  EXPECT_EQ(heard, 3);
}

TEST(Subscription, EndBlocksUntilTheCallbackHasReturned) {
  Listeners<int> listeners;
  std::promise<void> running;
  std::promise<void> go_on;
  std::atomic<bool> returned = false;
  auto subscription = listeners.Add([&](const int&) {
    running.set_value();
    go_on.get_future().wait();
    returned = true;
  });
  std::thread teller([&] { listeners.Tell(1); });
  running.get_future().wait();
  std::thread releaser([&] { go_on.set_value(); });
  subscription.reset();
  EXPECT_TRUE(returned);
  releaser.join();
  teller.join();
}

TEST(Subscription, MayEndInItsOwnCallback) {
  Listeners<int> listeners;
  int heard = 0;
  std::unique_ptr<Subscription> subscription;
  subscription = listeners.Add([&](const int&) {
    ++heard;
    subscription.reset();
  });
  listeners.Tell(1);
  listeners.Tell(1);
  EXPECT_EQ(heard, 1);
}

TEST(Subscription, MayOutliveWhatItListensTo) {
  std::unique_ptr<Subscription> subscription;
  {
    Listeners<int> listeners;
    subscription = listeners.Add([](const int&) {});
  }
  subscription.reset();
}

}  // namespace
}  // namespace plenary::link
