#include "edge/ticker.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace syncline::edge {
namespace {

using namespace std::chrono_literals;

TEST(Ticker, RingsWhenTheTimeHasPassedAndNotBefore) {
  Loop loop(0);
  Ticker ticker(loop);
  int rings = 0;
  Ticker::Alarm alarm(ticker, [&] { ++rings; });
  alarm.set(60s);
  ticker.advance(59'999ms);
  EXPECT_EQ(rings, 0);
  ticker.advance(1ms);
  EXPECT_EQ(rings, 1);
  ticker.advance(1h);
  EXPECT_EQ(rings, 1);
}

TEST(Ticker, RingsInTheOrderOfTheDeadlines) {
  Loop loop(0);
  Ticker ticker(loop);
  std::string order;
  Ticker::Alarm late(ticker, [&] { order += "late"; });
  Ticker::Alarm early(ticker, [&] { order += "early "; });
  late.set(2s);
  early.set(1s);
  ticker.advance(5s);
  EXPECT_EQ(order, "early late");
}

TEST(Ticker, AnAlarmMaySetItselfAgain) {
  Loop loop(0);
  Ticker ticker(loop);
  int rings = 0;
  std::optional<Ticker::Alarm> alarm;
  alarm.emplace(ticker, [&] {
    ++rings;
    alarm->set(60s);
  });
  alarm->set(60s);
  ticker.advance(60s);
  ticker.advance(60s);
  EXPECT_EQ(rings, 2);
}

TEST(Ticker, AnAlarmMayBeDestroyedByItsOwnRing) {
  Loop loop(0);
  Ticker ticker(loop);
  int rings = 0;
  std::optional<Ticker::Alarm> alarm;
  alarm.emplace(ticker, [&] {
    alarm.reset();
    ++rings;
  });
  alarm->set(1s);
  ticker.advance(1s);
  EXPECT_EQ(rings, 1);
}

TEST(Ticker, ACancelledOrDestroyedAlarmIsSilent) {
  Loop loop(0);
  Ticker ticker(loop);
  int rings = 0;
  Ticker::Alarm cancelled(ticker, [&] { ++rings; });
  std::optional<Ticker::Alarm> destroyed(std::in_place, ticker, [&] { ++rings; });
  cancelled.set(1s);
  destroyed->set(1s);
  cancelled.cancel();
  destroyed.reset();
  ticker.advance(1h);
  EXPECT_EQ(rings, 0);
}

TEST(Ticker, HoldsOnToNothingOfALoopThatIsGone) {
  std::optional<Loop> loop(std::in_place, 0);
  Ticker ticker(*loop);
  {
    Ticker::Alarm alarm(ticker, [] {});
    alarm.set(1h);
  }
  loop.reset();
  ticker.advance(2h);  // a sanitizer sees it, here or at the ticker's end, if it still does
}

TEST(Ticker, RunsOnTheTimerOfItsLoop) {
  Loop loop(0);
  Ticker ticker(loop);
  int rings = 0;
  Ticker::Alarm alarm(ticker, [&] { ++rings; });
  alarm.set(1ms);
  loop.context().run();  // ends, since the timer rests once nothing waits
  EXPECT_EQ(rings, 1);
}

TEST(Tickers, GiveEachLoopItsOwn) {
  Loop first(0);
  Loop second(1);
  Tickers tickers;
  EXPECT_NE(&tickers.of(second), &tickers.of(first));
  EXPECT_EQ(&tickers.of(first), &tickers.of(first));
}

}  // namespace
}  // namespace syncline::edge
