#include "base/timer.h"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <functional>
#include <utility>

namespace syncline {
namespace {

using std::chrono::steady_clock;
using namespace std::chrono_literals;

Task<int> ready() { co_return 7; }

// Waits until the call-back that it hands out is called.
Task<int> waiting(std::function<void(int)>& wake, bool& ended) {
  const int value = co_await from_callback<int>([&](auto done) { wake = std::move(done); });
  ended = true;
  co_return value;
}

std::optional<int> run(Task<std::optional<int>> task) {
  boost::asio::io_context context;
  std::optional<int> result;
  boost::asio::co_spawn(
      context, std::move(task),
      [&](const std::exception_ptr&, std::optional<int> value) { result = value; });
  context.run();
  return result;
}

TEST(FinishBy, GivesTheValueOfATaskThatNeverWaits) {
  EXPECT_EQ(run(finish_by(steady_clock::now() + 1h, ready())), 7);
}

TEST(FinishBy, GivesTheValueOfATaskThatWaits) {
  boost::asio::io_context context;
  std::function<void(int)> wake;
  bool ended = false;
  std::optional<int> result;
  boost::asio::co_spawn(
      context, finish_by(steady_clock::now() + 1h, waiting(wake, ended)),
      [&](const std::exception_ptr&, std::optional<int> value) { result = value; });
  while (!wake) context.run_one();
  std::exchange(wake, nullptr)(5);
  context.run();
  EXPECT_EQ(result, 5);
}

TEST(FinishBy, GivesUpAtTheDeadlineAndLetsTheTaskEndByItself) {
  boost::asio::io_context context;
  std::function<void(int)> wake;
  bool ended = false;
  bool gave_up = false;
  boost::asio::co_spawn(context, finish_by(steady_clock::now() + 1ms, waiting(wake, ended)),
                        [&](const std::exception_ptr&, std::optional<int> value) {
                          gave_up = !value && !ended;
                          std::exchange(wake, nullptr)(1);
                        });
  context.run();
  EXPECT_TRUE(gave_up);
  EXPECT_TRUE(ended);
}

}  // namespace
}  // namespace syncline
