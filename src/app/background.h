// Runs what the database does when nobody waits (dynamo/database.h, work): at once while there is
// some, then again after a while.
#pragma once

#include <chrono>

#include "base/loop.h"
#include "base/task.h"
#include "base/timer.h"
#include "dynamo/database.h"

namespace syncline::app {

// Works on the loop, whose thread may run or not; both outlive it. Ends once the loop has stopped.
class Background {
 public:
  Background(Loop& loop, dynamo::Database& database, std::chrono::milliseconds interval);
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  void start();

 private:
  Task<void> run();

  Loop& loop_;
  dynamo::Database& database_;
  const std::chrono::milliseconds interval_;
  Timer timer_;
};

}  // namespace syncline::app
