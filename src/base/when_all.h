// Runs sibling tasks at once and waits for all of them.
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <vector>

#include "base/task.h"

namespace syncline {

// The results stand in the order of the tasks. A task must not throw: its failure is a value.
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
  auto start = [&](auto done) {
    auto finish = std::make_shared<decltype(done)>(std::move(done));
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      boost::asio::co_spawn(executor, std::move(tasks[i]),
                            [&, i, finish](std::exception_ptr thrown, T value) {
                              if (thrown) std::rethrow_exception(thrown);
                              results[i] = std::move(value);
                              if (--missing == 0) (*finish)(true);
                            });
    }
  };
  co_await from_callback<bool>(start);
  co_return results;
}

}  // namespace syncline
