// ctrl-c and SIGTERM, as something to wait for. They are blocked in every thread, so that no
// handler ever runs in the middle of something.
#pragma once

#include <chrono>

namespace syncline::app {

class StopSignals {
 public:
  StopSignals();  // before any thread is started: threads inherit what is blocked

  void wait();  // until one comes
  // Whether one came within the time.
  [[nodiscard]] bool wait_for(std::chrono::milliseconds time);
};

}  // namespace syncline::app
