// Deadlines of many quiet connections on one loop: one timer for all of them, so that an idle
// connection costs a small map node and no timer of its own. Coarse: a second early or late.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "base/loop.h"
#include "base/timer.h"

namespace syncline::edge {

// Lives on its loop. Once all of its alarms are gone it may be destroyed from anywhere, even after
// the loop: it holds on to nothing there.
class Ticker {
 public:
  class Alarm;

  explicit Ticker(Loop& loop) : loop_(loop) {}
  Ticker(const Ticker&) = delete;
  Ticker& operator=(const Ticker&) = delete;

  // Moves the time of this ticker on and rings what is due. The loop's timer calls it each second
  // while anything waits; a test calls it with the time that it wants to have passed.
  void advance(std::chrono::milliseconds elapsed);

 private:
  using Due = std::multimap<std::chrono::milliseconds, Alarm*>;

  Due::iterator add(std::chrono::milliseconds after, Alarm& alarm);
  void remove(Due::iterator place);
  void wait();
  void tick();

  Loop& loop_;
  std::unique_ptr<Timer> timer_;  // while anything waits
  std::chrono::steady_clock::time_point last_tick_;
  std::chrono::milliseconds now_{0};  // since the ticker began, moved by `advance` only
  Due due_;
};

// One deadline of its owner. On the ticker's loop, and the ticker must outlive it.
class Ticker::Alarm {
 public:
  Alarm(Ticker& ticker, std::function<void()> ring);
  ~Alarm();
  Alarm(const Alarm&) = delete;
  Alarm& operator=(const Alarm&) = delete;

  // Calls `ring` once after that time; a deadline that was set before is forgotten.
  void set(std::chrono::milliseconds after);
  void cancel();

 private:
  friend class Ticker;
  Ticker& ticker_;
  std::function<void()> ring_;
  Due::iterator place_;
  bool waiting_ = false;
};

// The ticker of each loop, made when it is first asked for. From any thread.
class Tickers {
 public:
  Ticker& of(Loop& loop);

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<Ticker>> by_loop_;
};

}  // namespace syncline::edge
