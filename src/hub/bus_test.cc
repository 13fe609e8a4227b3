#include "hub/bus.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <thread>

namespace syncline::hub {
namespace {

constexpr std::size_t loop_count = 4;

// Lives on one loop; tells when it has heard as much as it should.
class Listener final : public Sink {
 public:
  Listener(Hub& hub, Loop& loop, std::size_t expected)
      : hub_(hub), loop_(loop), expected_(expected) {}

  std::future<void> subscribe(std::string shape) {
    std::promise<void> subscribed;
    auto done = subscribed.get_future();
    loop_.post([this, shape, promise = std::move(subscribed)]() mutable {
      auto render = [](const Event& event) { return to_json(*event.payload); };
      Interest interest{
          "api", "onMessage", {}, std::make_shared<const Shape>(Shape{shape, render})};
      token_ = hub_.shard(loop_).subscribe(std::move(interest), "s", *this);
      promise.set_value();
    });
    return done;
  }

  void send(std::string_view, const std::shared_ptr<const std::string>& payload) override {
    received.push_back(*payload);
    if (received.size() < expected_) return;
    token_ = {};
    all_.set_value();
  }

  void wait() { all_.get_future().wait(); }

  std::vector<std::string> received;  // read it after wait()

 private:
  Hub& hub_;
  Loop& loop_;
  std::size_t expected_;
  Shard::Token token_;
  std::promise<void> all_;
};

std::shared_ptr<const Event> event_of(std::int64_t number) {
  return std::make_shared<const Event>(
      Event{"api", "onMessage", std::make_shared<const Json>(number)});
}

struct House {
  House() : loops(loop_count), hub(loops) { loops.start(); }
  ~House() { loops.stop(); }

  std::vector<std::unique_ptr<Listener>> listen(std::size_t expected) {
    std::vector<std::unique_ptr<Listener>> listeners;
    for (std::size_t i = 0; i < loops.size(); ++i) {
      listeners.push_back(std::make_unique<Listener>(hub, loops.at(i), expected));
      listeners.back()->subscribe("all").wait();
    }
    return listeners;
  }

  Loops loops;
  Hub hub;
};

TEST(Hub, BringsAnEventToEveryLoop) {
  House house;
  const auto listeners = house.listen(1);
  house.hub.publish(event_of(7));
  for (const auto& listener : listeners) {
    listener->wait();
    EXPECT_EQ(listener->received, std::vector<std::string>{"7"});
  }
}

TEST(Hub, KeepsTheOrderOfOnePublisherOnEachLoop) {
  House house;
  const auto listeners = house.listen(1000);
  std::vector<std::string> expected;
  for (std::int64_t i = 0; i < 1000; ++i) {
    house.hub.publish(event_of(i));
    expected.push_back(std::to_string(i));
  }
  for (const auto& listener : listeners) {
    listener->wait();
    EXPECT_EQ(listener->received, expected);
  }
}

TEST(Hub, LosesNothingOfSeveralPublishers) {
  House house;
  const auto listeners = house.listen(4 * 250);
  std::vector<std::thread> publishers;
  for (std::int64_t p = 0; p < 4; ++p) {
    publishers.emplace_back([&house, p] {
      for (std::int64_t i = 0; i < 250; ++i) house.hub.publish(event_of(p * 250 + i));
    });
  }
  for (auto& publisher : publishers) publisher.join();
  for (const auto& listener : listeners) {
    listener->wait();
    auto received = listener->received;
    std::ranges::sort(received);
    EXPECT_EQ(std::ranges::unique(received).size(), 0U);
  }
}

// A client may hear the answer to one mutation, and send the next to another loop, before the first
// loop's handler has returned.
TEST(Hub, KeepsTheOrderWhenAnotherThreadPublishesBeforeThisHandlerEnds) {
  House house;
  Listener listener(house.hub, house.loops.at(0), 2);
  listener.subscribe("a").wait();
  house.loops.at(0).post([&] {
    house.hub.publish(event_of(1));
    std::thread other([&] { house.hub.publish(event_of(2)); });
    other.join();
  });
  listener.wait();
  EXPECT_EQ(listener.received, (std::vector<std::string>{"1", "2"}));
}

}  // namespace
}  // namespace syncline::hub
