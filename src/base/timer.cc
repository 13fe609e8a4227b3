#include "base/timer.h"

#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <utility>

namespace syncline {

struct Timer::State {
  explicit State(Loop& loop) : timer(loop.context()) {}
  boost::asio::steady_timer timer;
  std::uint64_t round = 0;  // tells a wait that was replaced after it had already run out
};

Timer::Timer(Loop& loop) : state_(std::make_shared<State>(loop)) {}

Timer::~Timer() = default;

void Timer::start(std::chrono::milliseconds after, std::move_only_function<void()> work) {
  const auto round = ++state_->round;
  state_->timer.expires_after(after);
  state_->timer.async_wait([weak = std::weak_ptr(state_), round, work = std::move(work)](
                               const boost::system::error_code& cancelled) mutable {
    const auto state = weak.lock();
    if (!cancelled && state && state->round == round) work();
  });
}

}  // namespace syncline
