#include "base/timer.h"

#include <gtest/gtest.h>

#include <optional>

namespace syncline {
namespace {

using namespace std::chrono_literals;

TEST(Timer, CallsItsWorkOnce) {
  Loop loop(0);
  Timer timer(loop);
  int calls = 0;
  timer.start(0ms, [&] { ++calls; });
  loop.context().run();
  EXPECT_EQ(calls, 1);
}

TEST(Timer, ForgetsWhatWasWaitingWhenStartedAgain) {
  Loop loop(0);
  Timer timer(loop);
  std::string calls;
  timer.start(0ms, [&] { calls += "first "; });
  timer.start(0ms, [&] { calls += "second "; });
  loop.context().run();
  EXPECT_EQ(calls, "second ");
}

TEST(Timer, MayBeStartedAgainFromItsOwnWork) {
  Loop loop(0);
  Timer timer(loop);
  int calls = 0;
  timer.start(0ms, [&] { timer.start(0ms, [&] { ++calls; }); });
  loop.context().run();
  EXPECT_EQ(calls, 1);
}

TEST(Timer, IsSilentOnceDestroyed) {
  Loop loop(0);
  std::optional<Timer> timer(std::in_place, loop);
  int calls = 0;
  timer->start(0ms, [&] { ++calls; });
  timer.reset();
  loop.context().run();
  EXPECT_EQ(calls, 0);
}

}  // namespace
}  // namespace syncline
