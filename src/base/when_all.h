// Runs sibling tasks at once and waits for all of them.
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <vector>

#include "base/task.h"

namespace syncline {

// The results stand in the order of the tasks. A failure is a value; when a library throws all the
// same, the first exception goes on to who waits, after every task has ended.
template <class T>
Task<std::vector<T>> when_all(std::vector<Task<T>> tasks) {
  std::vector<T> results(tasks.size());
  if (tasks.size() == 1) {
    results[0] = co_await std::move(tasks[0]);
    co_return results;
  }
  if (tasks.empty()) co_return results;
  auto executor = co_await boost::asio::this_coro::executor;
  std::size_t missing = tasks.size();
  std::exception_ptr failure;
  auto start = [&](auto done) {
    auto finish = std::make_shared<decltype(done)>(std::move(done));
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      boost::asio::co_spawn(executor, std::move(tasks[i]),
                            [&, i, finish](std::exception_ptr thrown, T value) {
                              if (thrown && !failure) failure = thrown;
                              results[i] = std::move(value);
                              if (--missing == 0) (*finish)(true);
                            });
    }
  };
  co_await from_callback<bool>(start);
  if (failure) std::rethrow_exception(failure);
  co_return results;
}

}  // namespace syncline
