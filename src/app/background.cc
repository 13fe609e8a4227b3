#include "app/background.h"

#include "base/log.h"

namespace syncline::app {

Background::Background(Loop& loop, dynamo::Database& database, std::chrono::milliseconds interval)
    : loop_(loop), database_(database), interval_(interval), timer_(loop) {}

void Background::start() { loop_.spawn(run()); }

Task<void> Background::run() {
  while (true) {
    const auto more = co_await database_.work();
    // What has failed is tried again, later.
    if (!more) log_warning("work in the background failed: {}", more.error().message);
    if (!more || !*more) break;
  }
  timer_.start(interval_, [this] { start(); });
}

}  // namespace syncline::app
