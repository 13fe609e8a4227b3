// Event loops: one io_context and one thread each. A connection stays on its loop for life;
// loops share only immutable values, by post.
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "base/task.h"

namespace syncline {

class Loop {
 public:
  explicit Loop(std::size_t index) : index_(index), context_(1) {}
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  [[nodiscard]] std::size_t index() const { return index_; }
  [[nodiscard]] boost::asio::io_context& context() { return context_; }

  // Runs `work` on this loop's thread, after what is already queued. From any thread.
  void post(std::move_only_function<void()> work);
  // Starts a task that nobody waits for. Its owner must outlive it or be told by the task's end.
  void spawn(Task<void> task);

 private:
  std::size_t index_;
  boost::asio::io_context context_;
};

// The machine's, at least 1: how many loops make sense.
std::size_t core_count();

// Owns the loops and their threads. Created on the main thread, stopped there.
class Loops {
 public:
  explicit Loops(std::size_t count);
  ~Loops();
  Loops(const Loops&) = delete;
  Loops& operator=(const Loops&) = delete;

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] Loop& at(std::size_t index);
  void start();  // one thread a loop
  void stop();   // asks each loop to stop and joins its thread; what is queued is dropped

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace syncline
