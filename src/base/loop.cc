#include "base/loop.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <thread>

#include "base/log.h"

namespace syncline {

void Loop::post(std::move_only_function<void()> work) {
  boost::asio::post(context_, std::move(work));
}

void Loop::spawn(Task<void> task) {
  auto report = [](std::exception_ptr thrown) {
    if (!thrown) return;
    try {
      std::rethrow_exception(thrown);
    } catch (const std::exception& exception) {
      log_error("a task ended with an exception: {}", exception.what());
    } catch (...) {
      log_error("a task ended with an exception of no standard kind");
    }
  };
  boost::asio::co_spawn(context_, std::move(task), report);
}

std::size_t core_count() { return std::max(1U, std::thread::hardware_concurrency()); }

struct Loops::State {
  using Guard = boost::asio::executor_work_guard<boost::asio::io_context::executor_type>;
  std::vector<std::unique_ptr<Loop>> loops;
  std::vector<Guard> guards;
  std::vector<std::thread> threads;
};

Loops::Loops(std::size_t count) : state_(std::make_unique<State>()) {
  for (std::size_t i = 0; i < count; ++i) {
    state_->loops.push_back(std::make_unique<Loop>(i));
    state_->guards.emplace_back(state_->loops.back()->context().get_executor());
  }
}

Loops::~Loops() { stop(); }

std::size_t Loops::size() const { return state_->loops.size(); }

Loop& Loops::at(std::size_t index) { return *state_->loops.at(index); }

void Loops::start() {
  for (auto& loop : state_->loops) {
    state_->threads.emplace_back([&context = loop->context()] { context.run(); });
  }
}

void Loops::stop() {
  state_->guards.clear();
  for (auto& loop : state_->loops) loop->context().stop();
  for (auto& thread : state_->threads) thread.join();
  state_->threads.clear();
}

}  // namespace syncline
