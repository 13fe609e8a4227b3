// Waiting on a loop: to be called later, and for a task but not for ever.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "base/loop.h"
#include "base/task.h"

namespace syncline {

// One wait, the only way for other rooms to be called later. Lives on its loop: every member from
// that loop's thread, or after the loop has stopped. `loop` must outlive the timer.
class Timer {
 public:
  explicit Timer(Loop& loop);
  ~Timer();  // `work` that has not begun never will
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  // Calls `work` once after that time. Starting again forgets what was waiting.
  void start(std::chrono::milliseconds after, std::move_only_function<void()> work);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

// The task's value, or nothing when `deadline` comes first. The task then goes on by itself to its
// end, and what it gives is dropped: it must own what it uses. It must not throw.
template <class T>
Task<std::optional<T>> finish_by(std::chrono::steady_clock::time_point deadline, Task<T> task) {
  struct Waiting {
    explicit Waiting(const boost::asio::any_io_executor& executor) : timer(executor) {}
    boost::asio::steady_timer timer;
    std::optional<T> value;
  };
  const auto executor = co_await boost::asio::this_coro::executor;
  const auto waiting = std::make_shared<Waiting>(executor);
  waiting->timer.expires_at(deadline);
  auto finish = [waiting](const std::exception_ptr& thrown, T value) {
    if (thrown) std::rethrow_exception(thrown);
    waiting->value = std::move(value);
    waiting->timer.cancel();
  };
  boost::asio::co_spawn(executor, std::move(task), std::move(finish));
  if (!waiting->value) {
    co_await waiting->timer.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
  }
  co_return std::move(waiting->value);
}

}  // namespace syncline
