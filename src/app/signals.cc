#include "app/signals.h"

#include <csignal>
#include <ctime>

namespace syncline::app {
namespace {

sigset_t stop_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

}  // namespace

StopSignals::StopSignals() {
  const auto set = stop_signals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  // A peer that is gone is an error of the write, not the end of the process.
  std::signal(SIGPIPE, SIG_IGN);
}

void StopSignals::wait() {
  const auto set = stop_signals();
  int which = 0;
  sigwait(&set, &which);
}

bool StopSignals::wait_for(std::chrono::milliseconds time) {
  const auto set = stop_signals();
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
  timespec limit{};
  limit.tv_sec = seconds.count();
  limit.tv_nsec = std::chrono::nanoseconds(time - seconds).count();
  return sigtimedwait(&set, nullptr, &limit) > 0;
}

}  // namespace syncline::app
