#include "client/link/executor.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <vector>

namespace plenary::link {
namespace {

using std::chrono::milliseconds;

TEST(Strand, RunsItsTasksInOrderOnSeveralThreads) {
  const auto strand = Strand::On(std::make_shared<Executor>(4));
  std::vector<int> order;
  std::promise<void> done;
  for (int i = 0; i < 1000; ++i) strand->Post([&order, i] { order.push_back(i); });
  strand->Post([&done] { done.set_value(); });
  done.get_future().wait();
  ASSERT_EQ(order.size(), 1000u);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(order[static_cast<std::size_t>(i)], i);
}

TEST(Strand, KnowsItsOwnTasks) {
  const auto strand = Strand::On(std::make_shared<Executor>());
  std::promise<bool> inside;
  strand->Post([&] { inside.set_value(strand->IsCurrent()); });
  EXPECT_TRUE(inside.get_future().get());
  EXPECT_FALSE(strand->IsCurrent());
}

TEST(Strand, RunsNothingAfterStop) {
  const auto executor = std::make_shared<Executor>();
  const auto strand = Strand::On(executor);
  std::promise<void> running;
  std::promise<void> go_on;
  std::atomic<int> ran = 0;
  strand->Post([&] {
    running.set_value();
    go_on.get_future().wait();
    ++ran;
  });
  running.get_future().wait();
  strand->Post([&] { ++ran; });
  go_on.set_value();
  strand->Stop();
  const int after = ran;
  strand->Post([&] { ++ran; });
  std::promise<void> behind;
  executor->Post([&] { behind.set_value(); });
  behind.get_future().wait();
  EXPECT_GE(after, 1);
  EXPECT_EQ(ran, after);
}

TEST(Strand, StopsItselfFromItsOwnTask) {
  const auto strand = Strand::On(std::make_shared<Executor>());
  std::promise<void> done;
  strand->Post([&] {
    strand->Stop();
    done.set_value();
  });
  done.get_future().wait();
}

TEST(Executor, KeepsTheOrderOfDelays) {
  Executor executor;
  std::vector<int> order;
  std::promise<void> done;
  executor.PostAfter(milliseconds(40), [&] {
    order.push_back(2);
    done.set_value();
  });
  executor.PostAfter(milliseconds(5), [&] { order.push_back(1); });
  executor.Post([&] { order.push_back(0); });
  done.get_future().wait();
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2}));
}

TEST(Executor, EndsWithTasksWaiting) {
  std::atomic<bool> ran = false;
  {
    Executor executor;
    executor.PostAfter(std::chrono::hours(1), [&] { ran = true; });
  }
  EXPECT_FALSE(ran);
}

TEST(Executor, MayDieInItsOwnThread) {
  std::promise<void> done;
  auto executor = std::make_shared<Executor>();
  Executor& borrowed = *executor;
  borrowed.Post([held = std::move(executor), &done]() mutable {
    held.reset();
    done.set_value();
  });
  done.get_future().wait();
}

}  // namespace
}  // namespace plenary::link
