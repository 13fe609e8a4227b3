#include "dynamo/key_locks.h"

#include <gtest/gtest.h>

#include "base/loop.h"

namespace syncline::dynamo {
namespace {

Task<void> append_under_lock(KeyLocks& locks, std::vector<std::string> keys, std::string& log,
                             char mark) {
  const auto hold = co_await locks.lock(std::move(keys));
  log += mark;
}

TEST(KeyLocks, LetWritersOfOtherKeysPass) {
  KeyLocks locks;
  Loop loop(0);
  std::string log;
  loop.spawn([](KeyLocks& all, std::string& text) -> Task<void> {
    const auto hold = co_await all.lock({"a"});
    co_await append_under_lock(all, {"b"}, text, 'b');
  }(locks, log));
  loop.context().run();
  EXPECT_EQ(log, "b");
}

TEST(KeyLocks, ServeThoseWhoWaitInTheirOrder) {
  KeyLocks locks;
  Loop loop(0);
  std::string log;
  loop.spawn([](KeyLocks& all, Loop& on, std::string& text) -> Task<void> {
    const auto hold = co_await all.lock({"a"});
    for (const char mark : {'1', '2', '3'}) {
      on.spawn(append_under_lock(all, {"a"}, text, mark));
    }
    // The three run up to their lock before this goes on.
    co_await boost::asio::post(co_await boost::asio::this_coro::executor,
                               boost::asio::use_awaitable);
    text += '0';
  }(locks, loop, log));
  loop.context().run();
  EXPECT_EQ(log, "0123");
}

TEST(KeyLocks, TakeAKeyOnceThatIsNamedTwice) {
  KeyLocks locks;
  Loop loop(0);
  std::string log;
  loop.spawn(append_under_lock(locks, {"a", "b", "a"}, log, 'x'));
  loop.context().run();
  EXPECT_EQ(log, "x");
}

TEST(KeyLocks, NeverLetTwoWritersOfCrossedKeysWaitForEachOther) {
  KeyLocks locks;
  Loops loops(2);
  std::atomic<int> done = 0;
  int unguarded = 0;  // a race, were the locks not held
  const auto work = [](KeyLocks& all, std::vector<std::string> keys, std::atomic<int>& ended,
                       int& counter) -> Task<void> {
    for (int i = 0; i < 500; ++i) {
      const auto hold = co_await all.lock(keys);
      ++counter;
    }
    if (++ended == 2) ended.notify_one();
  };
  loops.at(0).spawn(work(locks, {"a", "b"}, done, unguarded));
  loops.at(1).spawn(work(locks, {"b", "a"}, done, unguarded));
  loops.start();
  for (int ended = done; ended < 2; ended = done) done.wait(ended);
  loops.stop();
  EXPECT_EQ(unguarded, 1000);
}

TEST(KeyLocks, MayEndBeforeTheirHolds) {
  auto locks = std::make_unique<KeyLocks>();
  Loop loop(0);
  std::string log;
  loop.spawn([](std::unique_ptr<KeyLocks>& all, std::string& text) -> Task<void> {
    const auto hold = co_await all->lock({"a"});
    all.reset();
    text = "still running";
  }(locks, log));
  loop.context().run();
  EXPECT_EQ(log, "still running");
}

}  // namespace
}  // namespace syncline::dynamo
