// One wait on a loop: the only way for other rooms to be called later.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "base/loop.h"

namespace syncline {

// Lives on its loop: every member from that loop's thread, or after the loop has stopped.
// `loop` must outlive the timer.
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

}  // namespace syncline
