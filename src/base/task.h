// The one coroutine type. What waits is a Task; what computes is a plain function.
// A task runs on the executor of the loop that spawned it and resumes there.
#pragma once

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace syncline {

template <class T>
using Task = boost::asio::awaitable<T>;

// Waits for a call-back from any thread. `start` is given a function to call exactly once; the
// task resumes on its own executor.
template <class T, class Start>
Task<T> from_callback(Start start) {
  auto initiate = [&start](auto handler) {
    auto executor = boost::asio::get_associated_executor(handler);
    auto shared = std::make_shared<decltype(handler)>(std::move(handler));
    // Work is counted until the call-back comes, or the loop would think that it is done.
    auto work = boost::asio::prefer(executor, boost::asio::execution::outstanding_work.tracked);
    start([shared, work](T value) {
      boost::asio::post(work, [shared, value = std::move(value)]() mutable {
        std::move (*shared)(std::move(value));
      });
    });
  };
  co_return co_await boost::asio::async_initiate<decltype(boost::asio::use_awaitable), void(T)>(
      initiate, boost::asio::use_awaitable);
}

}  // namespace syncline
