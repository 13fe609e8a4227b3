#include "base/loop.h"

#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "base/when_all.h"

namespace syncline {
namespace {

TEST(Loops, RunEachLoopOnAThreadOfItsOwn) {
  Loops loops(2);
  loops.start();
  std::promise<std::thread::id> first;
  std::promise<std::thread::id> second;
  loops.at(0).post([&] { first.set_value(std::this_thread::get_id()); });
  loops.at(1).post([&] { second.set_value(std::this_thread::get_id()); });
  const auto a = first.get_future().get();
  const auto b = second.get_future().get();
  EXPECT_NE(a, b);
  EXPECT_NE(a, std::this_thread::get_id());
}

TEST(Loop, RunsPostedWorkInOrder) {
  Loops loops(1);
  std::vector<int> order;
  for (int i = 0; i < 100; ++i) loops.at(0).post([&order, i] { order.push_back(i); });
  std::promise<void> done;
  loops.at(0).post([&] { done.set_value(); });
  loops.start();
  done.get_future().get();
  ASSERT_EQ(order.size(), 100U);
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST(FromCallback, ResumesOnItsOwnLoopWhenAnotherThreadAnswers) {
  Loops loops(1);
  loops.start();
  std::promise<std::pair<int, bool>> answer;
  std::thread other;
  auto task = [&]() -> Task<void> {
    const auto home = std::this_thread::get_id();
    auto start = [&other](auto done) {
      other = std::thread([done = std::move(done)]() mutable { done(41); });
    };
    const int value = co_await from_callback<int>(start);
    answer.set_value({value + 1, home == std::this_thread::get_id()});
  };
  loops.at(0).spawn(task());
  const auto [value, at_home] = answer.get_future().get();
  other.join();
  EXPECT_EQ(value, 42);
  EXPECT_TRUE(at_home);
}

TEST(WhenAll, RunsSiblingsAtOnceAndKeepsTheirOrder) {
  Loops loops(1);
  loops.start();
  std::promise<std::vector<int>> answer;
  std::function<void(int)> release;  // the first task's answer comes from the second
  auto waits = [&]() -> Task<int> {
    auto start = [&release](auto done) { release = std::move(done); };
    co_return co_await from_callback<int>(start);
  };
  auto releases = [&]() -> Task<int> {
    release(1);
    co_return 2;
  };
  auto task = [&]() -> Task<void> {
    std::vector<Task<int>> tasks;
    tasks.push_back(waits());
    tasks.push_back(releases());
    answer.set_value(co_await when_all(std::move(tasks)));
  };
  loops.at(0).spawn(task());
  EXPECT_EQ(answer.get_future().get(), (std::vector<int>{1, 2}));
}

TEST(WhenAll, PassesAnExceptionOnOnceAllHaveEnded) {
  Loops loops(1);
  std::promise<std::string> answer;
  bool ended = false;
  auto fails = []() -> Task<int> { co_return std::vector<int>().at(0); };
  auto ends_later = [&]() -> Task<int> {
    auto start = [&](auto done) { loops.at(0).post([done] { done(2); }); };
    const int value = co_await from_callback<int>(start);
    ended = true;
    co_return value;
  };
  auto task = [&]() -> Task<void> {
    std::vector<Task<int>> tasks;
    tasks.push_back(fails());
    tasks.push_back(ends_later());
    try {
      co_await when_all(std::move(tasks));
      answer.set_value("no exception");
    } catch (const std::out_of_range&) {
      answer.set_value(ended ? "after all" : "too soon");
    }
  };
  loops.at(0).spawn(task());
  loops.start();
  EXPECT_EQ(answer.get_future().get(), "after all");
}

TEST(WhenAll, OfNothingIsNothing) {
  Loops loops(1);
  loops.start();
  std::promise<std::size_t> answer;
  auto task = [&]() -> Task<void> {
    answer.set_value((co_await when_all(std::vector<Task<int>>{})).size());
  };
  loops.at(0).spawn(task());
  EXPECT_EQ(answer.get_future().get(), 0U);
}

}  // namespace
}  // namespace syncline
