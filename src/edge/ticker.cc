#include "edge/ticker.h"

#include <algorithm>
#include <utility>

namespace syncline::edge {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

Ticker::Due::iterator Ticker::add(std::chrono::milliseconds after, Alarm& alarm) {
  if (!timer_) {
    timer_ = std::make_unique<Timer>(loop_);
    last_tick_ = SteadyClock::now();
    wait();
  }
  // At least a moment: an alarm that sets itself again must not ring for ever in one tick.
  return due_.emplace(now_ + std::max(after, 1ms), &alarm);
}

void Ticker::remove(Due::iterator place) {
  due_.erase(place);
  if (due_.empty()) timer_.reset();
}

void Ticker::wait() {
  timer_->start(1s, [this] { tick(); });
}

void Ticker::tick() {
  const auto time = SteadyClock::now();
  const auto elapsed = std::chrono::floor<std::chrono::milliseconds>(time - last_tick_);
  last_tick_ += elapsed;  // what the rounding leaves counts for the next tick
  advance(elapsed);
  if (timer_) wait();
}

void Ticker::advance(std::chrono::milliseconds elapsed) {
  now_ += elapsed;
  while (!due_.empty() && due_.begin()->first <= now_) {
    Alarm& alarm = *due_.begin()->second;
    alarm.waiting_ = false;
    due_.erase(due_.begin());
    // A copy, since ringing may end the alarm's owner.
    const auto ring = alarm.ring_;
    ring();
  }
  if (due_.empty()) timer_.reset();
}

Ticker::Alarm::Alarm(Ticker& ticker, std::function<void()> ring)
    : ticker_(ticker), ring_(std::move(ring)) {}

Ticker::Alarm::~Alarm() { cancel(); }

void Ticker::Alarm::set(std::chrono::milliseconds after) {
  const auto place = ticker_.add(after, *this);
  cancel();
  place_ = place;
  waiting_ = true;
}

void Ticker::Alarm::cancel() {
  if (waiting_) ticker_.remove(place_);
  waiting_ = false;
}

Ticker& Tickers::of(Loop& loop) {
  const std::scoped_lock lock(mutex_);
  if (by_loop_.size() <= loop.index()) by_loop_.resize(loop.index() + 1);
  auto& ticker = by_loop_[loop.index()];
  if (!ticker) ticker = std::make_unique<Ticker>(loop);
  return *ticker;
}

}  // namespace syncline::edge
